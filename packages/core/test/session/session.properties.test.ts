import { type SessionEvent, type Topic, type Trade, topicKey } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candlesOf, INSTRUMENTS, STATUS, tickerOf, tradesOf } from '../messages.js';
import { Game } from './game.js';
import { book } from './rig.js';

/** Whether what was told of the trades of a symbol grows without repetition, each number that is missing in a hole. */
function soundTrades(events: readonly SessionEvent[], symbol: string): { last: number | undefined; live: boolean } {
  let last: number | undefined;
  let live = false;
  let hole = 0;
  for (const event of events) {
    if (!('topic' in event) || event.topic.channel !== 'trade' || event.topic.symbol !== symbol) continue;
    if (event.type === 'topic') live = event.state === 'live';
    // Whoever wants it after that wants it anew.
    if (event.type === 'topic' && event.state === 'closed') last = undefined;
    if (event.type === 'gap') hole = event.missed ?? 0;
    if (event.type !== 'data') continue;
    const data = event.data as readonly Trade[];
    expect(live, 'data is told while live only').toBe(true);
    expect(event.snapshot).toBe(last === undefined);
    for (const { tradeId } of data) {
      if (last !== undefined) expect(tradeId).toBe(last + 1 + hole);
      last = tradeId;
      hole = 0;
    }
  }
  return { last, live };
}

const SYMBOLS = ['BTC/USD', 'ETH/USD'] as const;
const randoms = fc.integer({ min: 0, max: 9 }).map((n) => () => n / 10);

describe('trades over a line that does harm', () => {
  const act = fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('deliver' as const) }) },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('trade' as const),
        symbol: fc.constantFrom(...SYMBOLS),
        count: fc.constantFrom(1, 2, 3, 60),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('lose' as const, 'twice' as const, 'swap' as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 200, 1000, 4000) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('cut' as const, 'open' as const, 'garble' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('refuse' as const), on: fc.boolean() }) },
  );

  it('are told with growing numbers, each missing one in a hole, and are live in the end', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 80 }), randoms, (acts, random) => {
        const game = new Game(random);
        const { exchange } = game;
        game.do((rig) => rig.want(...SYMBOLS.map((symbol) => tradesOf(symbol))));
        game.open();
        for (const each of acts) {
          const [first, second] = exchange.frames;
          if (each.do === 'deliver') game.deliver();
          else if (each.do === 'trade') exchange.trade(each.symbol, each.count);
          else if (each.do === 'lose') exchange.frames.shift();
          else if (each.do === 'twice' && first !== undefined) exchange.frames.unshift(first);
          else if (each.do === 'swap' && second !== undefined) exchange.frames.splice(0, 2, second, first!);
          else if (each.do === 'garble' && first !== undefined) exchange.frames[0] = first.slice(0, first.length / 2);
          else if (each.do === 'wait') game.do((rig) => rig.wait(each.ms));
          else if (each.do === 'cut') game.cut();
          else if (each.do === 'open') game.open();
          else if (each.do === 'refuse') game.refuses = each.on ? 'Exceeded msg rate' : undefined;
        }
        game.rest();
        // What was lost last shows with the next trade.
        for (const symbol of SYMBOLS) exchange.trade(symbol, 1);
        game.rest();
        for (const symbol of SYMBOLS) {
          expect(soundTrades(game.events, symbol)).toEqual({ last: exchange.lastOf(symbol), live: true });
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('any sequence of verbs', () => {
  const TOPICS: readonly Topic[] = [
    tradesOf('BTC/USD'),
    tradesOf('NO/NE'),
    tickerOf('BTC/USD', 'bbo'),
    candlesOf('BTC/USD', 1),
    candlesOf('BTC/USD', 5),
    book('BTC/USD', 10),
    book('BTC/USD', 25),
    INSTRUMENTS,
    STATUS,
  ];
  const verb = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('deliver' as const) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constantFrom('want' as const, 'leave' as const),
        topic: fc.constantFrom(...TOPICS),
      }),
    },
    fc.record({ do: fc.constantFrom('open' as const, 'cut' as const, 'probe' as const, 'ping' as const) }),
    fc.record({ do: fc.constantFrom('lose' as const, 'twice' as const, 'swap' as const) }),
    { weight: 2, arbitrary: fc.record({ do: fc.constant('trade' as const), count: fc.constantFrom(1, 60) }) },
    fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(0, 300, 3000, 20_000) }),
    fc.record({ do: fc.constant('sleep' as const), ms: fc.constantFrom(0, 5000, 3_600_000) }),
    fc.record({ do: fc.constant('network' as const), online: fc.boolean() }),
    fc.record({ do: fc.constant('refuse' as const), why: fc.constantFrom('Exceeded msg rate', 'No', undefined) }),
    fc.record({ do: fc.constant('text' as const), text: fc.constantFrom('nonsense', '{"channel":"status","x', '[]') }),
    fc.record({
      do: fc.constant('closed' as const),
      code: fc.constantFrom(1000, 1013),
      status: fc.constantFrom(429, 503),
    }),
  );

  /** What a user can tell of a topic by its events. */
  function stateOf(events: readonly SessionEvent[], topic: Topic): string | undefined {
    return events
      .flatMap((event) => (event.type === 'topic' && topicKey(event.topic) === topicKey(topic) ? [event.state] : []))
      .at(-1);
  }

  it('never throws, never asks twice for what is held, and ends with what is wanted', () => {
    fc.assert(
      fc.property(fc.array(verb, { maxLength: 80 }), randoms, (verbs, random) => {
        const game = new Game(random);
        const wanted = new Set<string>();
        for (const each of verbs) {
          const [first, second] = game.exchange.frames;
          if (each.do === 'want') {
            if (game.rig.session.conflicts(each.topic)) continue;
            wanted.add(topicKey(each.topic));
            game.do((rig) => rig.want(each.topic));
          } else if (each.do === 'leave') {
            wanted.delete(topicKey(each.topic));
            game.do((rig) => rig.leave(each.topic));
          } else if (each.do === 'open') game.open();
          else if (each.do === 'cut') game.cut();
          else if (each.do === 'probe') game.do((rig) => rig.asks({ type: 'probe', reason: 'why not' }));
          else if (each.do === 'ping') game.do((rig) => rig.asks({ type: 'ping', id: 1 }));
          else if (each.do === 'deliver') game.deliver();
          else if (each.do === 'lose') game.exchange.frames.shift();
          else if (each.do === 'twice' && first !== undefined) game.exchange.frames.unshift(first);
          else if (each.do === 'swap' && second !== undefined) game.exchange.frames.splice(0, 2, second, first!);
          else if (each.do === 'trade') game.exchange.trade('BTC/USD', each.count);
          else if (each.do === 'wait') game.do((rig) => rig.wait(each.ms));
          else if (each.do === 'sleep') game.do((rig) => rig.oversleep(each.ms));
          else if (each.do === 'network') game.do((rig) => rig.asks({ type: 'network', online: each.online }));
          else if (each.do === 'refuse') game.refuses = each.why;
          else if (each.do === 'text') game.do((rig) => rig.text(each.text));
          else if (each.do === 'closed') {
            game.exchange.connect();
            game.do((rig) => rig.closed(each.code, '', each.status));
          }
        }
        // A ban lasts ten minutes, and may have been said at the last moment.
        for (let n = 0; n < 12; n++) game.rest();
        const { session } = game.rig;
        for (const topic of TOPICS) {
          const held = session.held(topic);
          const left = !wanted.has(topicKey(topic));
          if (left) expect(held, `${topicKey(topic)} is left`).toBeUndefined();
          else expect(held, `${topicKey(topic)} is wanted`).toBeDefined();
          if (topic.channel !== 'trade') continue;
          const refused = !left && stateOf(game.events, topic) === 'closed';
          expect(game.exchange.holds('trade', topic.symbol)).toBe(!left && !refused);
          if (!left && !refused) expect(soundTrades(game.events, topic.symbol).live).toBe(true);
        }
        if (wanted.size === 0) expect(session.state).toBe('idle');
        game.do((rig) => rig.close());
        expect(session.state).toBe('closed');
      }),
      { numRuns: 300 },
    );
  });
});
