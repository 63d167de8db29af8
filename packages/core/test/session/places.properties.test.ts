/** What the exchange holds in the end, when any request and any answer may have been lost before. */
import { type Topic, topicKey } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candlesOf, INSTRUMENTS, tickerOf, tradesOf } from '../messages.js';
import { Game } from './game.js';
import { book } from './rig.js';

/** Those of one line have one place. Not the two kinds of instruments: giving them up does not tell which is meant. */
const PLACES: readonly (readonly Topic[])[] = [
  [book('BTC/USD', 10), book('BTC/USD', 25), book('BTC/USD', 100)],
  [book('ETH/USD', 10), book('ETH/USD', 25)],
  [tickerOf('BTC/USD', 'bbo'), tickerOf('BTC/USD', 'trades')],
  [INSTRUMENTS],
  [candlesOf('BTC/USD', 1)],
  [candlesOf('BTC/USD', 5)],
  [tradesOf('BTC/USD')],
];

describe('an exchange that has lost any requests and answers', () => {
  const act = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constantFrom('want' as const, 'leave' as const),
        topic: fc.constantFrom(...PLACES.flat()),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('instead' as const), place: fc.constantFrom(...PLACES) }) },
    { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('deliver' as const, 'turn' as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('lose' as const, 'twice' as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('miss' as const), count: fc.integer({ min: 0, max: 5 }) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(300, 3000, 11_000) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('refuse' as const), on: fc.boolean() }) },
  );

  it('holds in the end what is wanted and nothing else, and all of it is live', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60, size: 'max' }), (acts) => {
        const game = new Game(() => 0.5);
        const wanted = new Map<string, Topic>();
        const want = (topic: Topic) => {
          if (game.rig.session.conflicts(topic)) return;
          wanted.set(topicKey(topic), topic);
          game.do((rig) => rig.want(topic));
        };
        const leave = (topic: Topic) => {
          wanted.delete(topicKey(topic));
          game.do((rig) => rig.leave(topic));
        };
        // Without it the connection would be given up now and then, and all would be good.
        want(tradesOf('SOL/USD'));
        game.open();
        for (const each of acts) {
          const { frames } = game.exchange;
          const [first] = frames;
          if (each.do === 'want') want(each.topic);
          else if (each.do === 'leave') leave(each.topic);
          else if (each.do === 'instead') {
            const held = each.place.find((topic) => wanted.has(topicKey(topic)));
            if (held !== undefined) leave(held);
            want(each.place[(each.place.indexOf(held!) + 1) % each.place.length]!);
          } else if (each.do === 'deliver') game.deliver();
          else if (each.do === 'turn') game.do((rig) => rig.turn());
          else if (each.do === 'lose') frames.shift();
          else if (each.do === 'twice' && first !== undefined) frames.unshift(first);
          else if (each.do === 'miss') game.misses = each.count;
          else if (each.do === 'wait') game.do((rig) => rig.lives(each.ms));
          else if (each.do === 'refuse') game.refuses = each.on ? 'Exceeded msg rate' : undefined;
        }
        for (let n = 0; n < 3; n++) game.rest();
        expect(game.exchange.held.sort()).toEqual([...wanted.keys()].sort());
        const states = new Map(
          game.events.flatMap((event) => (event.type === 'topic' ? [[topicKey(event.topic), event.state]] : [])),
        );
        for (const key of wanted.keys()) expect([key, states.get(key)]).toEqual([key, 'live']);
      }),
      { numRuns: 300 },
    );
  });
});
