/** A session that hears frames of v1 to which something has happened: it lives on, and takes nothing for what it is not. */
import { openAccount, RateCounters, type Topic, v1 } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candlesOf, tickerOf, tradesOf } from '../messages.js';
import { nearFrame, SAMPLE_FRAMES } from '../protocol/v1/messages.js';
import { executionsMessage } from '../protocol/v1/reports.js';
import { mutated } from '../protocol/v2/frames.js';
import { EXECUTIONS } from './desk.js';
import { book, Rig } from './rig.js';

/** The pairs of the samples, and one that has part of another's name. */
const SYMBOLS = ['BTC/USD', 'WAVES/EUR', 'SC/EUR', 'BTC/USD:X'];
const TOPICS: Topic[] = SYMBOLS.flatMap((symbol) => [
  ...[book(symbol), tickerOf(symbol), tradesOf(symbol), candlesOf(symbol, 5)],
  { channel: 'spread', symbol } as const,
]);
const DEEP = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;

const odd = fc.constantFrom(
  '[336,{"as":[],"bs":[]},"book-10x","XBT/USD"]',
  '[336,{"as":[],"bs":[]},"book-10","XBT/USD:X"]',
  '[336,{"as":[],"bs":[]},"book-10","__proto__"]',
  `[0,[["${'9'.repeat(30)}.${'9'.repeat(30)}","${'1'.repeat(30)}","1740353380.379186","b","l",""]],"trade","XBT/USD"]`,
  `[0,${DEEP},"book-10","XBT/USD"]`,
  '[[{"__proto__":{"status":"open","vol":"1","vol_exec":"0"}}],"openOrders",{"sequence":1}]',
  '[[{"O1":{"status":"open","vol":"0","vol_exec":"0"}},{"O1":{"status":"closed"}}],"openOrders",{"sequence":2}]',
);
const sample = fc.constantFrom(...SAMPLE_FRAMES).map(({ text }) => text);
const market = fc.oneof(sample, nearFrame, mutated(sample), odd);
const executions = executionsMessage.map((message) => v1.encode(message));
const own = fc.oneof(executions, mutated(executions), sample, odd);

function hears(rig: Rig, frames: readonly string[]): void {
  for (const text of frames) rig.text(text).wait(700);
  // What is told can be written down, and no object has become another.
  for (const event of rig.takeEvents())
    if (event.type === 'data') expect(JSON.stringify(event.data)).toBeTypeOf('string');
  expect({}).not.toHaveProperty('status');
}

describe('a session of v1', () => {
  it('survives whatever comes of markets', () => {
    fc.assert(
      fc.property(fc.array(market, { maxLength: 30 }), (frames) => {
        hears(Rig.acknowledged(TOPICS, { random: () => 0.5 }, v1), frames);
      }),
      { numRuns: 200 },
    );
  });

  it('survives whatever comes of an account', () => {
    fc.assert(
      fc.property(fc.array(own, { maxLength: 30 }), fc.boolean(), (frames, snapTrades) => {
        const account = openAccount({ rates: new RateCounters(), onRateLimit: 'wait' });
        const rig = new Rig({ account }, v1).want({ ...EXECUTIONS, snapTrades }).opened();
        rig.authorized({ token: 'token' }).turn().acknowledgesAll();
        hears(rig, frames);
      }),
      { numRuns: 200 },
    );
  });
});
