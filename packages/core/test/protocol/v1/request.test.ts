import { type PublicRequest, type PublicSubscriptionRequest, type Request, v1 } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mutated } from '../v2/frames.js';
import { maybe, symbol } from './messages.js';

const reqId = maybe(fc.maxSafeNat());
const common = {
  method: fc.constantFrom('subscribe' as const, 'unsubscribe' as const),
  symbols: fc.array(symbol),
  reqId,
};
const is = <const T extends string>(name: T) => fc.constant(name);

/** A request of each channel that v1 has, so that none can be forgotten, and a ping. */
const REQUESTS: Record<
  Exclude<PublicSubscriptionRequest['channel'], 'instrument'> | 'ping',
  fc.Arbitrary<PublicRequest>
> = {
  book: fc.record({ channel: is('book'), depth: maybe(fc.maxSafeNat()), ...common }),
  ticker: fc.record({ channel: is('ticker'), ...common }),
  spread: fc.record({ channel: is('spread'), ...common }),
  trade: fc.record({ channel: is('trade'), ...common }),
  ohlc: fc.record({ channel: is('ohlc'), interval: maybe(fc.maxSafeNat()), ...common }),
  ping: fc.record({ method: is('ping'), reqId }),
};

describe('requests', () => {
  it.each<[Request, string]>([
    [
      { method: 'subscribe', channel: 'book', symbols: ['BTC/USD', 'DOGE/EUR'], depth: 25, snapshot: true, reqId: 7 },
      '{"event":"subscribe","pair":["XBT/USD","XDG/EUR"],"reqid":7,"subscription":{"depth":25,"name":"book"}}',
    ],
    [
      { method: 'unsubscribe', channel: 'book', symbols: ['ALGO/USD'] },
      '{"event":"unsubscribe","pair":["ALGO/USD"],"subscription":{"name":"book"}}',
    ],
    [
      { method: 'subscribe', channel: 'ticker', symbols: ['ETH/BTC'], eventTrigger: 'trades', snapshot: false },
      '{"event":"subscribe","pair":["ETH/XBT"],"subscription":{"name":"ticker"}}',
    ],
    [
      { method: 'subscribe', channel: 'ohlc', symbols: ['BTC/EUR'], interval: 5, reqId: 1 },
      '{"event":"subscribe","pair":["XBT/EUR"],"reqid":1,"subscription":{"interval":5,"name":"ohlc"}}',
    ],
    [
      { method: 'subscribe', channel: 'spread', symbols: ['BTC/EUR'] },
      '{"event":"subscribe","pair":["XBT/EUR"],"subscription":{"name":"spread"}}',
    ],
    [{ method: 'ping' }, '{"event":"ping"}'],
    [{ method: 'ping', reqId: 42 }, '{"event":"ping","reqid":42}'],
  ])('%j is written as the documentation shows', (request, text) => {
    expect(v1.encodeRequest(request)).toBe(text);
  });

  it.each(Object.entries(REQUESTS))('about %s are read as they were written', (_, request) => {
    fc.assert(
      fc.property(request, (each) => {
        expect(v1.decodeRequest(v1.encodeRequest(each))).toEqual(each);
      }),
    );
  });

  const about = (subscription: string, pair = '["XBT/USD"]') =>
    `{"event":"subscribe","pair":${pair},"reqid":3,"subscription":${subscription}}`;
  const refused = (error: string, subscription?: object) => ({
    ...{ type: 'refused', method: 'subscribe', error, reqId: 3, subscription },
  });
  const malformed = { type: 'refused', method: 'error', error: 'Malformed request' };

  it.each([
    ['nonsense', malformed],
    ['[]', malformed],
    ['{"event":5}', malformed],
    ['{"event":"teleport","reqid":3}', { ...malformed, reqId: 3 }],
    ['{"event":"toString"}', malformed],
    ['{"event":"subscribe","reqid":"7"}', malformed],
    ['{}', { ...malformed, error: 'Event(s) not found' }],
    ['{"reqid":3}', { ...malformed, error: 'Event(s) not found', reqId: 3 }],
    ['{"event":"subscribe","pair":["A/B"],"reqid":3}', refused('Subscription field must be an object')],
    [about('"book"'), refused('Subscription field must be an object')],
    [about('[]'), refused('Subscription field must be an object')],
    [about('{}'), refused('Subscription name invalid')],
    [about('{"name":5}'), refused('Subscription name invalid')],
    [about('{"name":"level9"}'), refused('Subscription name invalid', { channel: 'level9' })],
    [about('{"name":"__proto__"}'), refused('Subscription name invalid', { channel: '__proto__' })],
    [about('{"name":"*"}'), refused('Subscription name invalid', { channel: '*' })],
    [
      about('{"name":"openOrders","token":"x"}'),
      refused('Pair field unsupported for this subscription type', { channel: 'executions', part: 'orders' }),
    ],
    [
      '{"event":"subscribe","reqid":3,"subscription":{"name":"book"}}',
      refused('Pair(s) not found', { channel: 'book' }),
    ],
    [about('{"name":"book"}', '"XBT/USD"'), refused('Pair field must be an array', { channel: 'book' })],
    [about('{"name":"book"}', 'null'), refused('Pair field must be an array', { channel: 'book' })],
    [about('{"name":"book"}', '["A/B",5]'), refused('Pair field must be an array', { channel: 'book' })],
    [
      about('{"name":"book","interval":5}'),
      refused('Subscription object unsupported field', { channel: 'book', interval: 5 }),
    ],
    [
      about('{"name":"trade","depth":10}'),
      refused('Subscription object unsupported field', { channel: 'trade', depth: 10 }),
    ],
    [about('{"name":"trade","__proto__":1}'), refused('Subscription object unsupported field', { channel: 'trade' })],
    [about('{"name":"book","depth":"10"}'), refused('Subscription book depth must be an integer', { channel: 'book' })],
    [about('{"name":"book","depth":null}'), refused('Subscription book depth must be an integer', { channel: 'book' })],
    [
      about('{"name":"ohlc","interval":1.5}'),
      refused('Subscription ohlc interval must be an integer', { channel: 'ohlc' }),
    ],
  ])('%s is refused in the words of the exchange', (text, refusal) => {
    expect(v1.decodeRequest(text)).toEqual(refusal);
  });

  it('that end a subscription are refused as such', () => {
    expect(v1.decodeRequest('{"event":"unsubscribe","channelID":10001}')).toEqual({
      ...{ type: 'refused', method: 'unsubscribe', error: 'Subscription field must be an object' },
    });
  });

  it('are taken whatever the depth and the interval: what there is, the exchange knows', () => {
    expect(v1.decodeRequest(about('{"name":"book","depth":42}'))).toMatchObject({ depth: 42, symbols: ['BTC/USD'] });
    expect(v1.decodeRequest(about('{"name":"ohlc","interval":7}'))).toMatchObject({ interval: 7 });
  });

  it('with a number of 64 bits are taken as if they had none', () => {
    expect(v1.decodeRequest('{"event":"ping","reqid":12870497960778414923}')).toEqual({ method: 'ping' });
  });

  it('are read or refused, whatever is written', () => {
    const written = fc.oneof(...Object.values(REQUESTS)).map((each) => v1.encodeRequest(each));
    fc.assert(
      fc.property(fc.oneof(mutated(written), fc.json(), fc.string({ unit: 'binary' })), (text) => {
        const read = v1.decodeRequest(text);
        expect('type' in read ? read.error : read.method).not.toBe('');
      }),
      { numRuns: 3000 },
    );
  });
});

describe('what v1 cannot say', () => {
  it.each<[Request, string, string]>([
    [
      { method: 'subscribe', channel: 'instrument' },
      'channel',
      "channel: 'instrument' is not in protocol v1, there pairs come from REST; use protocol 'v2'",
    ],
    [
      { method: 'subscribe', channel: 'balances' },
      'channel',
      "channel: 'balances' is not in protocol v1, there they are asked of REST; use protocol 'v2'",
    ],
    [
      { method: 'subscribe', channel: 'ticker', symbols: ['BTC/USD'], eventTrigger: 'bbo' },
      'eventTrigger',
      "eventTrigger: 'bbo' is not in protocol v1, there subscribeSpread tells the best bid and ask; use protocol 'v2'",
    ],
    [
      { method: 'subscribe', channel: 'executions', orderStatus: false },
      'orderStatus',
      "orderStatus: false is not in protocol v1, there all that becomes of orders is told; use protocol 'v2'",
    ],
    [
      { method: 'subscribe', channel: 'executions', users: 'all' },
      'users',
      "users: 'all' is not in protocol v1, there each account tells its own; use protocol 'v2'",
    ],
  ])('%j is told, with what to do', (request, field, message) => {
    expect(v1.objection(request)).toEqual({ field, message });
  });

  it('is no more than that', () => {
    fc.assert(
      fc.property(fc.oneof(...Object.values(REQUESTS)), (request) => v1.objection(request) === undefined),
      { numRuns: 100 },
    );
    expect(v1.objection({ method: 'subscribe', channel: 'executions', part: 'orders' })).toBeUndefined();
    expect(
      v1.objection({ method: 'subscribe', channel: 'ticker', symbols: ['A/B'], eventTrigger: 'trades' }),
    ).toBeUndefined();
  });
});
