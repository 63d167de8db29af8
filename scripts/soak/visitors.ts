/**
 * Those who come and go all the time, in every way in which one can: with signals that live on and signals that abort,
 * before an answer and after, for topics that others hold and topics that need another connection. Knows nothing of
 * what is counted about them but how many there were.
 */
import type { BookDepth, KrakenClient, OrderBook } from '@kraken-stream/client';
import type { Clock } from '@kraken-stream/core';
import type { Protocol } from '../faults/protocol.js';
import { read, usualTrigger } from './crowd.js';
import type { Dice } from './dice.js';
import type { Tally } from './tally.js';

/** Virtual milliseconds from one arrival to the next, at most. */
const ARRIVAL_MS = 900;
/** How long a visit lasts, in virtual milliseconds, at most. */
const STAY_MS = 15_000;

export interface Street {
  readonly client: KrakenClient;
  readonly protocol: Protocol;
  readonly symbols: readonly [string, ...string[]];
  readonly clock: Clock;
  readonly dice: Dice;
  readonly tally: Tally;
  /** One that outlives all visitors. */
  readonly signal: AbortSignal;
}

export class Visitors {
  readonly #street: Street;
  #closing = false;

  constructor(street: Street) {
    this.#street = street;
  }

  /** Lets visitors come from now on. */
  open(): void {
    this.#closing = false;
    void this.#welcome();
  }

  /** Nobody comes any more. */
  close(): void {
    this.#closing = true;
  }

  async #welcome(): Promise<void> {
    const { clock, dice, tally } = this.#street;
    while (!this.#closing) {
      await sleep(clock, dice.from(1, ARRIVAL_MS));
      const visit = dice.one(VISITS)(this.#street, () => sleep(clock, dice.from(0, STAY_MS)));
      tally.visits++;
      tally.staying++;
      void visit.then(() => tally.staying--);
    }
  }
}

/** A visit; `stay` passes the time. */
type Visit = (street: Street, stay: () => Promise<void>) => Promise<void>;

const VISITS: [Visit, ...Visit[]] = [
  // What others hold, and a loop that is left.
  async ({ client, symbols, dice, tally, signal }) => {
    let left = dice.from(1, 40);
    for await (const event of client.subscribeTrades(dice.some(symbols, 20), { signal })) {
      tally.event(event);
      if (--left <= 0) break;
    }
  },
  // A second depth, or one that others hold, with a signal that outlives it.
  async ({ client, symbols, dice, tally, signal }, stay) => {
    const book = client.book(dice.one(symbols), { depth: dice.one<BookDepth>([10, 25, 100, 500, 1000]), signal });
    tally.hold(book);
    book.on('update', tally.event);
    await stay();
    tally.leave(book);
    await book.unsubscribe();
  },
  // Many books, of whose updates nobody wants to hear, in another depth than the others'.
  async ({ client, symbols, dice, tally }, stay) => {
    const books = client.subscribeBook(dice.some(symbols, 8), { depth: 25 });
    const held: OrderBook[] = [...books.books.values()];
    for (const book of held) tally.hold(book);
    await stay();
    for (const book of held) tally.leave(book);
    await books.unsubscribe();
  },
  // The other trigger of a ticker, with a signal that aborts while its consumer waits.
  async ({ client, symbols, dice, tally }, stay) => {
    const aborting = new AbortController();
    const tickers = client.subscribeTicker(dice.some(symbols, 5), { signal: aborting.signal });
    const reading = read(tickers, tally.event).catch(() => undefined);
    await stay();
    aborting.abort();
    await reading;
  },
  // Candles, listened to for a while and once; gone as soon as they are acknowledged, or never.
  async ({ client, symbols, dice, tally, signal }, stay) => {
    const interval = dice.one([1, 5, 15, 60] as const);
    const candles = client.subscribeOhlc(dice.some(symbols, 3), { interval, signal, snapshot: false });
    candles.once('data', tally.event).on('data', tally.event);
    await Promise.race([candles.ready.catch(() => undefined), stay()]);
    candles.off('data', tally.event);
    await candles.unsubscribe();
  },
  // In and out again before anything was sent.
  async ({ client, symbols, dice, signal }) => {
    const trades = client.subscribeTrades(dice.some(symbols, 4), { signal });
    await Promise.all([trades.unsubscribe(), trades.ready.catch(() => undefined)]);
  },
  // A symbol that does not exist: nobody need unsubscribe from what was refused.
  async ({ client, protocol, dice, tally, signal }) => {
    const nowhere = client.subscribeTicker(`Q${dice.from(1, 5)}/NIX`, { signal, eventTrigger: usualTrigger(protocol) });
    nowhere.on('refused', () => tally.refused++);
    await nowhere.ready.catch(() => undefined);
  },
  // Iterators of which one is read a little and none is returned.
  async ({ client, symbols, dice, signal }, stay) => {
    const trades = client.subscribeTrades(dice.some(symbols, 30), { signal, buffer: 'conflate' });
    trades[Symbol.asyncIterator]();
    await Promise.race([trades[Symbol.asyncIterator]().next(), stay()]);
    await trades.unsubscribe();
  },
  // All that is listed, with what few ask for; and the mode.
  async ({ client, dice, tally, signal }, stay) => {
    const listed = client.subscribeInstruments({ includeTokenizedAssets: dice.uniform() < 0.5, signal });
    const status = client.subscribeStatus({ signal }).on('data', tally.event);
    await Promise.race([listed.ready.catch(() => undefined), stay()]);
    await Promise.all([listed.unsubscribe(), status.unsubscribe()]);
  },
  // Pings at once.
  async ({ client, dice }) => {
    const pings = Array.from({ length: dice.from(1, 20) }, () => client.ping().catch(() => undefined));
    await Promise.all(pings);
  },
];

function sleep(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.at(clock.now() + ms, resolve));
}
