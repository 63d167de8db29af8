import { type Request, v2 } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('requests', () => {
  it.each<[Request, string]>([
    [
      { method: 'subscribe', channel: 'book', symbols: ['ALGO/USD', 'MATIC/USD'], depth: 25, snapshot: true, reqId: 7 },
      '{"method":"subscribe","params":{"channel":"book","symbol":["ALGO/USD","MATIC/USD"],"depth":25,"snapshot":true},"req_id":7}',
    ],
    [
      { method: 'unsubscribe', channel: 'book', symbols: ['ALGO/USD'] },
      '{"method":"unsubscribe","params":{"channel":"book","symbol":["ALGO/USD"]}}',
    ],
    [
      { method: 'subscribe', channel: 'instrument', reqId: 79 },
      '{"method":"subscribe","params":{"channel":"instrument"},"req_id":79}',
    ],
    [{ method: 'ping', reqId: 101 }, '{"method":"ping","req_id":101}'],
  ])('%j is written as the documentation shows', (request, text) => {
    expect(v2.encodeRequest(request)).toBe(text);
  });

  const options = {
    reqId: fc.option(fc.maxSafeNat(), { nil: undefined }),
    snapshot: fc.option(fc.boolean(), { nil: undefined }),
  };
  const request: fc.Arbitrary<Request> = fc.oneof(
    fc.record({
      method: fc.constantFrom('subscribe' as const, 'unsubscribe' as const),
      channel: fc.constant('book' as const),
      symbols: fc.array(fc.string()),
      depth: fc.option(fc.nat(), { nil: undefined }),
      ...options,
    }),
    fc.record({
      method: fc.constantFrom('subscribe' as const, 'unsubscribe' as const),
      channel: fc.constant('instrument' as const),
      includeTokenizedAssets: fc.option(fc.boolean(), { nil: undefined }),
      ...options,
    }),
    fc.record({ method: fc.constant('ping' as const), reqId: options.reqId }),
  );

  it('are read as they were written', () => {
    fc.assert(
      fc.property(request, (each) => {
        // A symbol that begins with the mark of numbers is no symbol.
        if ('symbols' in each && each.symbols.some((symbol) => symbol.startsWith('\x7f'))) return;
        expect(v2.decodeRequest(v2.encodeRequest(each))).toEqual(each);
      }),
    );
  });

  it.each([
    ['nonsense', { method: 'error', error: 'Malformed request' }],
    ['[]', { method: 'error', error: 'Malformed request' }],
    ['{"params":{}}', { method: 'error', error: 'Malformed request' }],
    [
      '{"method":"ping","params":{},"req_id":0}',
      { method: 'ping', error: "Unsupported field: 'params' for the given msg type: ping", reqId: 0 },
    ],
    [
      '{"method":"subscribe","channel":"book"}',
      { method: 'subscribe', error: "Unsupported field: 'channel' for the given msg type: subscribe" },
    ],
    [
      '{"method":"subscribe","params":{"channel":"nonsense"},"req_id":3}',
      { method: 'subscribe', error: 'Unsupported event', reqId: 3 },
    ],
    ['{"method":"subscribe"}', { method: 'subscribe', error: 'Unsupported event' }],
    [
      '{"method":"subscribe","params":{"channel":"book","symbol":["A/B"],"level":3}}',
      { error: "Unsupported field: 'level' for the given msg type: subscribe" },
    ],
    ['{"method":"subscribe","params":{"channel":"book","symbol":"A/B"}}', { error: 'Symbol field must be an array' }],
    ['{"method":"subscribe","params":{"channel":"book"}}', { error: 'Symbol(s) not found' }],
    [
      '{"method":"subscribe","params":{"channel":"executions"}}',
      { error: 'Private data and trading are unavailable on this endpoint. Try ws-auth.kraken.com' },
    ],
    [
      '{"method":"add_order","params":{}}',
      {
        method: 'add_order',
        error: 'Private data and trading are unavailable on this endpoint. Try ws-auth.kraken.com',
      },
    ],
  ])('%s is refused in the words of the exchange', (text, refusal) => {
    expect(v2.decodeRequest(text)).toMatchObject({ type: 'refused', ...refusal });
  });

  it('that make no sense never throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
        expect(v2.decodeRequest(text)).toBeTypeOf('object');
      }),
      { numRuns: 2000 },
    );
  });
});
