/**
 * Lets a client live with an exchange on which things go wrong, in virtual time, and measures what it takes at the
 * start, at the end, and when all is over. Prints nothing, judges nothing.
 */
import { setMaxListeners } from 'node:events';
import { ConnectBudget, KrakenClient, memoryLog, type OrderBook } from '@kraken-stream/client';
import { type Level, topicKey } from '@kraken-stream/core';
import { CATALOGUE, Simulator, syntheticInstruments, VirtualClock } from '@kraken-stream/simulator';
import { PROTOCOLS, type Protocol } from '../faults/protocol.js';
import { growthAlone } from './alone.js';
import { Crowd } from './crowd.js';
import { Dice } from './dice.js';
import { ATTEMPTS, type Figures, type Held } from './figures.js';
import { collect, countObjects, heapBytes, listenersOf, settledBytes, turn } from './memory.js';
import type { Options } from './options.js';
import { Tally } from './tally.js';
import { Visitors } from './visitors.js';

export const MINUTE = 60_000;
const STEP_MS = 5_000;
/** From one fault to the next on average. */
const FAULT_MS = 4_000;
/** How long after the last fault everything is well again: a failed book waits this long for its next chance. */
const RECOVERY_MS = 75_000;

/** How things stand in between. */
export interface Progress {
  readonly virtualMs: number;
  readonly ofMs: number;
  readonly tally: Tally;
  readonly heapBytes: number;
}

export interface Lengths {
  /** From the opening until memory is measured for the first time. */
  readonly warmUpMs: number;
  /** From then until it is measured again. */
  readonly soakMs: number;
}

export async function soak(
  protocol: Protocol,
  options: Omit<Options, 'json' | 'hours' | 'protocols'>,
  { warmUpMs, soakMs }: Lengths,
  tell: (progress: Progress) => void,
): Promise<Figures> {
  const startedAt = performance.now();
  const { seed, rate } = options;
  const before = countObjects();
  const instruments = [...CATALOGUE, ...syntheticInstruments(options.symbols)].slice(0, options.symbols);
  const perMs = await growthAlone({ seed, rate, symbols: instruments });
  const clock = new VirtualClock(undefined, turn);
  const simulator = new Simulator({
    clock,
    seed,
    rate,
    symbols: instruments,
    latencyMs: 15,
    tickMs: 5,
    snapshotDelayMs: 50,
  });
  const names = instruments.filter(({ multiplier }) => multiplier === undefined).map(({ pair }) => pair.symbol);
  const [first = '', ...others] = names;
  const tally = new Tally();
  // These outlive the client, as in a program that makes many: what it leaves with them is seen.
  const { signal } = new AbortController();
  // So many are meant, and counted.
  setMaxListeners(0, signal);
  const log = memoryLog();
  const budget = new ConnectBudget(log, { attempts: ATTEMPTS, windowMs: MINUTE });

  const live = async () => {
    const dice = new Dice(seed);
    const client = new KrakenClient({
      clock,
      connect: simulator.connect,
      protocol,
      endpoints: { public: PROTOCOLS[protocol].url },
      fetch: simulator.fetch,
      random: dice.uniform,
      budget,
      signal,
      // Ten minutes of silence after each 429 would leave little to measure.
      reconnect: { bannedMs: 5_000 },
    });
    tally.watch(client);
    const crowd = new Crowd({ client, protocol, symbols: names, clock, tally });
    const visitors = new Visitors({ client, protocol, symbols: [first, ...others], clock, dice, tally, signal });
    const begunAt = clock.now();
    let faults = 0;

    const pass = async (ms: number) => {
      for (const until = clock.now() + ms; clock.now() < until; ) {
        await clock.run(Math.min(STEP_MS, until - clock.now()));
        const virtualMs = clock.now() - begunAt;
        tell({ virtualMs, ofMs: warmUpMs + soakMs, tally, heapBytes: heapBytes() });
      }
    };
    const busy = async (ms: number) => {
      simulator.faults.chaos({ seed: seed + faults++, meanGapMs: FAULT_MS, symbols: names });
      visitors.open();
      await pass(Math.max(0, ms - RECOVERY_MS));
      simulator.faults.clear();
      visitors.close();
      await pass(RECOVERY_MS);
    };
    const measure = async (): Promise<Held> => {
      // What is on its way arrives, and nothing more happens on the markets meanwhile.
      simulator.exchange.rest(clock.now() + STEP_MS);
      await clock.run(STEP_MS - 1);
      const wanted = new Set([...crowd.topics, { channel: 'status' } as const].map(topicKey));
      const { connections } = client;
      const inUse = connections.reduce((sum, { subscriptions }) => sum + subscriptions, 0);
      return {
        bytes: await settledBytes(),
        objects: countObjects(),
        connections: connections.length,
        staying: tally.staying,
        timeline: Math.max(...connections.map(({ timeline }) => timeline.length)),
        attempts: log.read().length,
        wanted: wanted.size,
        inUse,
        // The mode is told to all without being subscribed to.
        atExchange: simulator.exchange.stats.subscriptions + 1,
        listeners: listenersOf(signal),
        timers: clock.timers,
        wrongBooks: crowd.books.filter((book) => !isTrue(book, simulator, protocol)).length,
      };
    };

    await busy(warmUpMs);
    const start = await measure();
    await busy(soakMs);
    const end = await measure();
    const remembered = [client, ...crowd.books].map((object) => new WeakRef<object>(object));
    const virtualMs = clock.now() - begunAt;
    crowd.end();
    await clock.run(MINUTE);
    tally.end();
    await client.close();
    await clock.run(MINUTE);
    return { start, end, virtualMs, remembered };
  };

  const lived = await live();
  await collect();
  return {
    protocol,
    ...options,
    virtualMs: lived.virtualMs,
    wallMs: performance.now() - startedAt,
    exchangeBytes: perMs * soakMs,
    counts: { ...counts(tally), errors: Object.fromEntries(tally.errors), lost: tally.lost },
    before,
    start: lived.start,
    end: lived.end,
    after: {
      alive: lived.remembered.filter((each) => each.deref() !== undefined).length,
      objects: countObjects(),
      connections: simulator.exchange.stats.connections,
      timers: clock.timers,
      listeners: listenersOf(signal),
      staying: tally.staying,
    },
  };
}

function counts({ frames, events, gaps, reconnects, refused, dropped, visits, disorder, books }: Tally) {
  return { frames, events, gaps, reconnects, refused, dropped, visits, disorder, ...books };
}

/** Whether a book is live, proven, and has the ten best levels, which are what its checksum proves. */
function isTrue(book: OrderBook, { exchange }: Simulator, protocol: Protocol): boolean {
  const { bids, asks } = exchange.book(book.symbol, 10, protocol);
  return (
    book.state === 'live' && !book.unproven && same(book.bids.levels(10), bids) && same(book.asks.levels(10), asks)
  );
}

function same(shown: readonly Level[], real: readonly Level[]): boolean {
  return (
    shown.length === real.length && shown.every(({ price, qty }, i) => price === real[i]?.price && qty === real[i].qty)
  );
}
