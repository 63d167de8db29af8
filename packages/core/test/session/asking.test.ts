import type { Request, SessionEvent } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  candlesOf,
  INSTRUMENTS,
  STATUS,
  tickerFrame,
  tickerOf,
  timeAt,
  trade,
  tradeFrame,
  trades,
  tradesOf,
} from '../messages.js';
import { book, Rig } from './rig.js';

const QUIET = { liveness: { pingAfterMs: 1e9, deadAfterMs: 1e9, keepAliveMs: 1e9, firstDataMs: 1e9 } };
const BTC = tradesOf('BTC/USD');
const ETH = tradesOf('ETH/USD');
const symbolsOf = (request: Request) => ('symbols' in request ? request.symbols : []);
const many = (count: number) => Array.from({ length: count }, (_, n) => tradesOf(`S${n}/USD`));
const refusals = (events: readonly SessionEvent[]) =>
  events.flatMap((event) =>
    event.type === 'topic' && event.state === 'closed' && 'symbol' in event.topic ? [event.topic.symbol] : [],
  );
const acknowledged = (events: readonly SessionEvent[]) =>
  events.flatMap((event) => (event.type === 'acknowledged' && 'symbol' in event.topic ? [event.topic.symbol] : []));

describe('what is wanted', () => {
  it('is asked for in one request for each channel and its options', () => {
    const rig = new Rig()
      .want(BTC, book('BTC/USD'), candlesOf('BTC/USD', 1), tickerOf('BTC/USD', 'bbo'), INSTRUMENTS, STATUS)
      .want(ETH, book('ETH/USD', 25), candlesOf('ETH/USD', 5), tickerOf('ETH/USD'), candlesOf('ETH/USD', 1))
      .opened();
    expect(rig.takeAsked()).toEqual([
      '+ trade BTC/USD ETH/USD',
      '+ book BTC/USD',
      '+ ohlc BTC/USD ETH/USD',
      '+ ticker BTC/USD',
      '+ instrument',
      '+ book ETH/USD',
      '+ ohlc ETH/USD',
      '+ ticker ETH/USD',
    ]);
  });

  it('in one turn travels together, what is given up first', () => {
    const rig = Rig.acknowledged([BTC], QUIET);
    rig.want(ETH).want(tradesOf('XRP/USD')).leave(BTC);
    expect(rig.requests).toEqual([]);
    expect(rig.turn().takeAsked()).toEqual(['- trade BTC/USD', '+ trade ETH/USD XRP/USD']);
  });

  it('and left before it was asked for is not asked for', () => {
    const rig = Rig.acknowledged([BTC], QUIET).want(ETH).leave(ETH).turn();
    expect(rig.takeAsked()).toEqual([]);
    expect(rig.takeEvents()).toMatchObject([{ type: 'topic', topic: ETH, state: 'closed' }]);
    const waiting = new Rig({ ...QUIET, pace: { burst: 1, perSecond: 1 } }).want(BTC, tickerOf()).opened();
    waiting.leave(tickerOf()).wait(9_000);
    expect(waiting.takeAsked()).toEqual(['+ trade BTC/USD']);
    expect(waiting.session.held(tickerOf())).toBeUndefined();
  });

  it('and left again in one turn ends when the exchange has answered, not before', () => {
    const rig = Rig.acknowledged([BTC], QUIET).leave(BTC).want(BTC).leave(BTC).turn();
    const request = rig.takeRequest();
    expect(request).toMatchObject({ method: 'unsubscribe' });
    expect(refusals(rig.takeEvents())).toEqual([]);
    rig.acknowledges(request);
    expect(refusals(rig.takeEvents())).toEqual(['BTC/USD']);
  });

  it('twice is asked for once', () => {
    const rig = new Rig(QUIET).want(BTC, BTC).want(tradesOf('BTC/USD')).opened();
    rig.want(BTC).turn();
    expect(rig.takeAsked()).toEqual(['+ trade BTC/USD']);
  });

  it('is all asked for again on a new connection, and nothing that was left', () => {
    const rig = Rig.acknowledged([BTC, ETH, tickerOf()], QUIET).leave(ETH);
    rig.closed().untilConnect();
    expect(rig.opened().takeAsked()).toEqual(['+ trade BTC/USD', '+ ticker BTC/USD']);
    expect(rig.session.held(ETH)).toBeUndefined();
  });

  it('to be given up is forgotten with the connection on which it was held', () => {
    const rig = Rig.acknowledged([BTC, ETH], { ...QUIET, pace: { perSecond: 0.1, burst: 1 } })
      .leave(BTC)
      .turn();
    expect(rig.requests).toEqual([]);
    rig.closed().untilConnect();
    rig.opened().wait(60_000);
    expect(new Set(rig.takeAsked())).toEqual(new Set(['+ trade ETH/USD']));
  });

  it('tells the exchange’s remarks with its acknowledgement', () => {
    const rig = new Rig().want(candlesOf()).opened();
    const { reqId } = rig.takeRequest();
    const warnings = ['timestamp is deprecated, use interval_begin'];
    const result = { channel: 'ohlc', symbol: 'BTC/USD', warnings };
    rig.says({ type: 'subscribed', reqId, result, timeIn: timeAt(1), timeOut: timeAt(1) });
    expect(rig.takeEvents().at(-1)).toMatchObject({ type: 'acknowledged', warnings });
  });
});

describe('an answer', () => {
  it('to one symbol concerns that one, and a second one nothing', () => {
    const rig = new Rig(QUIET).want(BTC, ETH).opened();
    const request = rig.takeRequest();
    rig.takeEvents();
    rig.acknowledges(request, ['BTC/USD', 'BTC/USD', 'NO/NE']);
    expect(acknowledged(rig.takeEvents())).toEqual(['BTC/USD']);
    rig.refuses(request, 'Currency pair not supported BTC/USD', 'BTC/USD');
    expect(refusals(rig.takeEvents())).toEqual([]);
    expect(rig.requests).toEqual([]);
    rig.acknowledges(request, ['ETH/USD']);
    expect(acknowledged(rig.takeEvents())).toEqual(['ETH/USD']);
  });

  it('to what was left meanwhile is history, though the unsubscribe still waits to be sent', () => {
    const rig = new Rig({ ...QUIET, pace: { burst: 1, perSecond: 0.1 } }).want(BTC, ETH).opened();
    const request = rig.takeRequest();
    rig.leave(BTC).turn().refuses(request, 'Exceeded msg rate', 'BTC/USD').acknowledges(request, ['ETH/USD']);
    rig.wait(15_000);
    expect(rig.takeAsked()).toEqual(['- trade BTC/USD']);
  });

  it('that never comes is asked for again', () => {
    const rig = new Rig(QUIET).want(BTC).opened();
    rig.takeRequests();
    rig.wait(9_999);
    expect(rig.requests).toEqual([]);
    expect(rig.wait(1).takeAsked()).toEqual(['+ trade BTC/USD']);
    expect(rig.wait(10_000).takeAsked()).toEqual(['+ trade BTC/USD']);
  });

  it('that comes after that is history: the later request is held already, and starts over', () => {
    const rig = new Rig(QUIET).want(BTC).opened();
    const first = rig.takeRequest();
    const second = rig.wait(10_000).takeRequests()[0]!;
    rig.takeEvents();
    rig.acknowledges(first).refuses(second, 'Already subscribed', 'BTC/USD');
    expect(rig.takeAsked()).toEqual(['- trade BTC/USD']);
    expect(rig.takeEvents().filter(({ type }) => type !== 'connection')).toEqual([]);
  });

  it('to an unsubscribe that never comes is asked for again, lest the topic is served for ever', () => {
    const rig = Rig.acknowledged([BTC, ETH], QUIET).leave(BTC).turn();
    expect(rig.takeAsked()).toEqual(['- trade BTC/USD']);
    rig.wait(9_999);
    expect(rig.requests).toEqual([]);
    expect(rig.wait(1).takeAsked()).toEqual(['- trade BTC/USD']);
    expect(rig.session.held(BTC)).toBeDefined();
  });
});

describe('a refusal', () => {
  it('with a symbol refuses that one', () => {
    const rig = new Rig(QUIET).want(BTC, ETH, tradesOf('NO/NE')).opened();
    const request = rig.takeRequest();
    rig.refuses(request, 'Currency pair not supported NO/NE', 'NO/NE');
    expect(refusals(rig.takeEvents())).toEqual(['NO/NE']);
    rig.acknowledges(request, ['BTC/USD', 'ETH/USD']);
    expect(acknowledged(rig.takeEvents())).toEqual(['BTC/USD', 'ETH/USD']);
    expect(rig.wait(60_000).requests).toEqual([]);
  });

  it('of one topic alone is told, with or without a symbol', () => {
    const rig = new Rig(QUIET).want(INSTRUMENTS).opened();
    rig.refuses(rig.takeRequest(), 'EGeneral:Permission denied');
    expect(rig.takeEvents().at(-1)).toMatchObject({
      type: 'topic',
      topic: INSTRUMENTS,
      state: 'closed',
      error: { name: 'RequestError', reason: 'EGeneral:Permission denied', method: 'subscribe', symbol: undefined },
    });
  });

  it.each([
    'Subscription depth not supported',
    'Subscription ohlc interval not supported',
    'Event_trigger field must be a string',
  ])('of the options concerns all that share them: %s', (reason) => {
    const rig = new Rig(QUIET).want(BTC, ETH).opened();
    rig.refuses(rig.takeRequest(), reason);
    expect(refusals(rig.takeEvents())).toEqual(['BTC/USD', 'ETH/USD']);
    expect(rig.requests).toEqual([]);
  });

  it('that names a symbol which was never asked for is looked into as one without', () => {
    const rig = new Rig(QUIET).want(BTC, ETH).opened();
    rig.refuses(rig.takeRequest(), 'Currency pair not supported XBT/USD', 'XBT/USD');
    expect(refusals(rig.takeEvents())).toEqual([]);
    expect(rig.takeAsked()).toEqual(['+ trade BTC/USD', '+ trade ETH/USD']);
  });

  /** Answers as an exchange that refuses a whole request for a symbol it does not know, and does not say which. */
  function play(rig: Rig, unknown: ReadonlySet<string>): { requests: number; live: string[]; refused: string[] } {
    let requests = 0;
    const events: SessionEvent[] = [];
    for (let idle = 0; idle < 3; idle++) {
      for (const request of rig.takeRequests()) {
        idle = 0;
        if (++requests > 1000) throw new Error('it asks without end');
        const bad = symbolsOf(request).some((symbol) => unknown.has(symbol));
        if (bad) rig.refuses(request, 'Currency pair not supported');
        else rig.acknowledges(request);
      }
      rig.wait(1000);
      events.push(...rig.takeEvents());
    }
    return { requests, live: acknowledged(events), refused: refusals(events) };
  }

  it('without a symbol, of many, finds the culprits by halves, and the others live', () => {
    const rig = new Rig(QUIET).want(...many(100)).opened();
    const found = play(rig, new Set(['S17/USD', 'S80/USD']));
    expect(found.refused.sort()).toEqual(['S17/USD', 'S80/USD']);
    expect(found.live).toHaveLength(98);
    // 1, then two halves each time, for both: 100, 50, 25, 13, 7, 4, 2, 1.
    expect(found.requests).toBeLessThanOrEqual(1 + 2 + 4 * 6);
  });

  it('without a symbol finds any culprits among any number', () => {
    const sets = fc
      .integer({ min: 1, max: 130 })
      .chain((count) => fc.tuple(fc.constant(count), fc.uniqueArray(fc.nat(count - 1), { maxLength: 6 })));
    fc.assert(
      fc.property(sets, ([count, culprits]) => {
        const unknown = new Set(culprits.map((n) => `S${n}/USD`));
        const { live, refused } = play(new Rig(QUIET).want(...many(count)).opened(), unknown);
        expect(refused.sort()).toEqual([...unknown].sort());
        expect(new Set(live).size).toBe(count - unknown.size);
        expect(live).toHaveLength(count - unknown.size);
      }),
      { numRuns: 30 },
    );
  });

  it('that was found does not keep the others apart on the next connection', () => {
    const rig = new Rig(QUIET).want(...many(100)).opened();
    play(rig, new Set(['S17/USD']));
    rig.closed().untilConnect();
    const requests = rig.opened().takeRequests();
    expect(requests.map((request) => symbolsOf(request).length)).toEqual([99]);
  });
});

describe('too many requests', () => {
  it('are asked for again after a pause, at half the pace', () => {
    const rig = new Rig({ ...QUIET, pace: { perSecond: 4, burst: 2 } }).want(BTC, tickerOf()).opened();
    const [one, other] = rig.takeRequests() as [Request, Request];
    rig.refuses(one, 'Exceeded msg rate').refuses(other, 'Exceeded msg rate', 'BTC/USD');
    rig.wait(1000);
    expect(rig.requests).toEqual([]);
    expect(rig.wait(500).takeAsked()).toEqual(['+ trade BTC/USD']);
    expect(rig.wait(499).takeAsked()).toEqual([]);
    expect(rig.wait(1).takeAsked()).toEqual(['+ ticker BTC/USD']);
    expect(rig.takeEvents().filter(({ type }) => type === 'topic' || type === 'error')).toEqual([]);
  });

  it('to give something up are made again too, and nothing is forgotten', () => {
    const rig = Rig.acknowledged([BTC, ETH], QUIET).leave(BTC).turn();
    rig.refuses(rig.takeRequest(), 'Exceeded msg rate');
    rig.wait(1200);
    const again = rig.takeRequest();
    expect(again).toMatchObject({ method: 'unsubscribe', symbols: ['BTC/USD'] });
    rig.acknowledges(again);
    expect(refusals(rig.takeEvents())).toEqual(['BTC/USD']);
    expect(rig.wait(60_000).requests).toEqual([]);
  });

  it('to give something up are waited for, however long it takes', () => {
    const rig = Rig.acknowledged([BTC], { ...QUIET, pace: { perSecond: 0.05, burst: 2 } })
      .leave(BTC)
      .turn();
    rig.refuses(rig.takeRequest(), 'Exceeded msg rate').wait(20_000);
    expect(rig.requests).toEqual([]);
    expect(rig.session.held(BTC)).toBeDefined();
    rig.wait(1000);
    rig.acknowledges(rig.takeRequest());
    expect(rig.session.held(BTC)).toBeUndefined();
  });

  it('while starting over are made again', () => {
    const rig = Rig.acknowledged([BTC], QUIET)
      .says(tradeFrame(true, trades(1, 2)))
      .says(tradeFrame(false, [trade(4)]));
    rig.untilRequest();
    rig.refuses(rig.takeRequest(), 'Exceeded msg rate');
    rig.untilRequest();
    const again = rig.takeRequest();
    expect(again).toMatchObject({ method: 'unsubscribe' });
    rig.acknowledges(again);
    rig.untilRequest();
    rig.acknowledgesAll().says(tradeFrame(true, trades(1, 5)));
    expect(rig.takeTold().slice(-2)).toEqual(['live', { update: trades(3, 5) }]);
    expect(rig.wait(60_000).requests).toEqual([]);
  });

  it.each([
    ['without a number', '{"error":"Exceeded msg rate","method":"subscribe","success":false}'],
    ['in the old shape', '{"Error":"Exceeded msg rate"}'],
  ])('told %s slow the pace, and what stays unanswered is asked for again', (_, text) => {
    const rig = new Rig({ ...QUIET, pace: { perSecond: 4, burst: 4 } }).want(BTC).opened();
    rig.takeRequests();
    rig.text(text);
    expect(rig.takeEvents().at(-1)).toMatchObject({ type: 'error', error: { reason: 'Exceeded msg rate' } });
    rig.want(tickerOf()).wait(1499);
    expect(rig.takeAsked()).toEqual([]);
    expect(rig.wait(1).takeAsked()).toEqual(['+ ticker BTC/USD']);
    expect(rig.wait(8500).takeAsked()).toEqual(['+ trade BTC/USD']);
  });

  it('of what was left meanwhile are not made again', () => {
    const rig = new Rig(QUIET).want(BTC, tickerOf()).opened();
    const [request] = rig.takeRequests() as [Request];
    rig.leave(BTC).turn();
    const unsubscribe = rig.takeRequest();
    rig.refuses(request, 'Exceeded msg rate').acknowledges(unsubscribe).wait(5000);
    expect(rig.takeAsked().filter((asked) => asked.includes('trade'))).toEqual([]);
  });
});

describe('the pace', () => {
  it('lets some requests go at once, then few each second', () => {
    const rig = new Rig({ ...QUIET, pace: { perSecond: 2, burst: 3 } });
    rig.want(...many(600)).opened();
    expect(rig.takeRequests()).toHaveLength(3);
    expect(rig.wait(499).takeRequests()).toHaveLength(0);
    expect(rig.wait(1).takeRequests()).toHaveLength(1);
    expect(rig.wait(1000).takeRequests()).toHaveLength(2);
    expect(rig.wait(8_000).takeRequests()).toEqual([]);
  });

  it('asks for five thousand topics in few frames, none twice, within seconds', () => {
    const rig = new Rig(QUIET).want(...many(5000)).opened();
    const first = rig.takeRequests();
    expect(first.map((request) => symbolsOf(request).length)).toEqual(new Array(20).fill(100));
    const later: Request[] = [];
    for (let second = 1; second <= 3; second++) {
      const requests = rig.wait(1000).takeRequests();
      expect(requests).toHaveLength(10);
      later.push(...requests);
    }
    const symbols = [...first, ...later].flatMap(symbolsOf);
    expect(symbols).toHaveLength(5000);
    expect(new Set(symbols).size).toBe(5000);
    expect(rig.wait(6_000).takeRequests()).toEqual([]);
  });

  it('keeps what is given up before what is wanted, also when both have to wait', () => {
    const rig = Rig.acknowledged([book('BTC/USD', 10), ETH], { ...QUIET, pace: { perSecond: 1, burst: 2 } });
    rig.takeRequests();
    rig.leave(book('BTC/USD', 10)).want(book('BTC/USD', 25));
    expect(rig.wait(10_000).takeRequests()).toMatchObject([
      { method: 'unsubscribe', depth: 10 },
      { method: 'subscribe', depth: 25 },
    ]);
  });
});

describe('what is acknowledged and then mute', () => {
  it('is started over after a wait that doubles up to a minute, and begins anew with data', () => {
    const rig = new Rig({ liveness: { ...QUIET.liveness, firstDataMs: 5000 } }).want(tickerOf()).opened();
    const waits: number[] = [];
    for (let n = 0; n < 6; n++) {
      rig.acknowledgesAll();
      waits.push(rig.untilRequest());
      expect(rig.takeRequests()).toMatchObject([{ method: 'unsubscribe' }]);
      rig.acknowledges({ method: 'unsubscribe', channel: 'ticker', symbols: ['BTC/USD'], reqId: 2 * n + 2 });
    }
    expect(waits).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
    rig.acknowledgesAll().says(tickerFrame(true, timeAt(1)));
    rig.closed().untilConnect();
    rig.opened().acknowledgesAll();
    expect(rig.untilRequest()).toBe(5000);
  });

  it('is left alone when its data came before the acknowledgement', () => {
    const rig = new Rig({ liveness: { ...QUIET.liveness, firstDataMs: 5000 } }).want(tickerOf()).opened();
    rig
      .says(tickerFrame(true, timeAt(1)))
      .acknowledgesAll()
      .wait(600_000);
    expect(rig.requests).toEqual([]);
  });
});
