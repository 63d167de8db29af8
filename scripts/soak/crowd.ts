/**
 * Those who stay from beginning to end, of each kind: fast, slow with each policy, and abandoned. Knows who should be
 * subscribed to what.
 */
import type { BufferPolicy, Gap, KrakenClient, OrderBook, TradesEvent } from '@kraken-stream/client';
import type { Clock, EventTrigger, Topic } from '@kraken-stream/core';
import { hasChannel, type Protocol } from '../faults/protocol.js';
import type { Tally } from './tally.js';

/** Virtual milliseconds from one event that a slow consumer takes to the next. */
const SLOW_MS = 3_000;
/** Virtual milliseconds from one ping to the next. */
const PING_MS = 1_000;
/** So many events a consumer holds that nobody reads; few enough to be full when the soak begins to measure. */
const HELD = 200;

interface Leaver {
  readonly dropped?: number;
  on(event: 'refused', listener: (refused: { readonly error: Error }) => void): unknown;
  unsubscribe(): Promise<void>;
}

/** Where they stand. */
export interface Square {
  readonly client: KrakenClient;
  readonly protocol: Protocol;
  readonly symbols: readonly string[];
  readonly clock: Clock;
  readonly tally: Tally;
}

/** With which trigger most have their tickers: the one that spreads are read of, where there is one. */
export function usualTrigger(protocol: Protocol): EventTrigger {
  return hasChannel(protocol, 'spread') ? 'trades' : 'bbo';
}

export class Crowd {
  /** The books that are held all the time, of each depth. */
  readonly books: OrderBook[] = [];
  /** What the exchange should serve to the crowd. */
  readonly topics: Topic[] = [];
  readonly #clock: Clock;
  readonly #tally: Tally;
  readonly #leavers: Leaver[] = [];
  readonly #protocol: Protocol;
  readonly #eventTrigger: EventTrigger;
  #ended = false;

  constructor({ client, protocol, symbols, clock, tally }: Square) {
    this.#clock = clock;
    this.#tally = tally;
    this.#eventTrigger = usualTrigger(protocol);
    this.#protocol = protocol;
    this.#fast(client, symbols);
    this.#slow(client, symbols);
    this.#abandoned(client, symbols);
    void this.#pinging(client);
  }

  /** Everybody leaves. */
  end(): void {
    this.#ended = true;
    for (const leaver of this.#leavers.splice(0)) {
      this.#tally.dropped += leaver.dropped ?? 0;
      this.#tally.staying++;
      void leaver.unsubscribe().then(() => this.#tally.staying--);
    }
    this.books.length = 0;
  }

  #fast(client: KrakenClient, symbols: readonly string[]): void {
    const { event } = this.#tally;
    const books = client.subscribeBook(symbols, { depth: 10 }).on('data', event);
    this.#stay(books);
    for (const book of books.books.values()) this.#keep(book);
    for (const symbol of symbols) this.topics.push({ channel: 'book', symbol, depth: 10 });

    const trades = client.subscribeTrades(symbols);
    this.#stay(trades);
    void inOrder(trades, this.#tally);
    for (const symbol of symbols) this.topics.push({ channel: 'trade', symbol });

    const some = symbols.slice(0, 60);
    const eventTrigger = this.#eventTrigger;
    this.#stay(client.subscribeTicker(some, { eventTrigger }).on('data', event));
    this.#stay(client.subscribeSpread(some).on('data', event));
    for (const symbol of some) this.topics.push({ channel: 'ticker', symbol, eventTrigger });
    if (hasChannel(this.#protocol, 'spread')) {
      for (const symbol of some) this.topics.push({ channel: 'spread', symbol });
    }

    // Of few symbols by the minute: so many minutes are remembered that a soak would have to be warmed up for an hour.
    const few = some.slice(0, 5);
    for (const [names, interval] of [[few, 1] as const, [some, 1440] as const]) {
      const candles = client.subscribeOhlc(names, { interval });
      this.#stay(candles);
      void read(candles, event);
      for (const symbol of names) this.topics.push({ channel: 'ohlc', symbol, interval });
    }

    // Second depths of the same symbols: they need connections of their own.
    for (const [i, depth] of ([25, 100, 500, 1000] as const).entries()) {
      for (const symbol of symbols.slice(5 * i, 5 * i + 5)) {
        const book = client.book(symbol, { depth }).on('update', event);
        this.#stay(book);
        this.#keep(book);
        this.topics.push({ channel: 'book', symbol, depth });
      }
    }
    this.#stay(client.subscribeInstruments().on('data', event));
    if (hasChannel(this.#protocol, 'instrument')) {
      this.topics.push({ channel: 'instrument', includeTokenizedAssets: false });
    }
    this.#stay(client.subscribeStatus().on('data', event));
  }

  #slow(client: KrakenClient, symbols: readonly string[]): void {
    const some = symbols.slice(10, 30);
    for (const buffer of [HELD, 'latest', 'conflate'] satisfies BufferPolicy[]) {
      const all = [
        client.subscribeTicker(some, { eventTrigger: this.#eventTrigger, buffer }),
        client.subscribeTrades(some, { buffer }),
        client.subscribeBook(some, { depth: 10, buffer }),
      ];
      for (const subscription of all) {
        this.#stay(subscription);
        void this.#readSlowly(subscription);
      }
    }
  }

  #abandoned(client: KrakenClient, symbols: readonly string[]): void {
    const some = symbols.slice(20, 50);
    // Nobody reads these.
    this.#stay(client.subscribeTrades(some));
    this.#stay(client.subscribeBook(some, { depth: 10 }));
    // These iterators are made and never asked for anything, or once.
    const never = client.subscribeTicker(some, { eventTrigger: this.#eventTrigger, buffer: HELD });
    never[Symbol.asyncIterator]();
    this.#stay(never);
    const once = client.subscribeBook(some, { depth: 10, buffer: HELD });
    void once[Symbol.asyncIterator]().next();
    this.#stay(once);
  }

  /** To the end, and not through all that is held then. */
  async #readSlowly(events: AsyncIterable<{ readonly type: string }>): Promise<void> {
    for await (const _ of events) {
      await this.#sleep(SLOW_MS);
      if (this.#ended) break;
    }
  }

  async #pinging(client: KrakenClient): Promise<void> {
    while (!this.#ended) {
      // One that was lost is counted as an error by nobody: chance wills it.
      await client.ping().catch(() => undefined);
      await this.#sleep(PING_MS);
    }
  }

  #stay(leaver: Leaver): void {
    this.#leavers.push(leaver);
    leaver.on('refused', ({ error }) => this.#tally.lost.push(error.message));
  }

  #keep(book: OrderBook): void {
    this.books.push(book);
    this.#tally.hold(book);
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#clock.at(this.#clock.now() + ms, resolve));
  }
}

/** Takes events until there are no more. */
export async function read<E>(events: AsyncIterable<E | Gap>, take: (event: E | Gap) => unknown): Promise<void> {
  for await (const event of events) await take(event);
}

/**
 * Takes trades and looks whether each came once and in order, unless a gap said otherwise. Without numbers a trade that
 * came late, or twice, looks like any other: then only those of one frame show their order.
 */
async function inOrder(trades: AsyncIterable<TradesEvent | Gap>, tally: Tally): Promise<void> {
  const last = new Map<string, number>();
  for await (const event of trades) {
    if (event.type === 'gap') {
      if (event.symbol === undefined) last.clear();
      else last.delete(event.symbol);
      continue;
    }
    tally.events++;
    const times = event.data.map(({ timestamp }) => timestamp);
    if (times.some((time, i) => time < (times[i - 1] ?? time))) tally.disorder++;
    for (const { tradeId } of event.data) {
      if (tradeId === undefined) continue;
      const before = event.type === 'snapshot' ? undefined : last.get(event.symbol);
      if (before !== undefined && tradeId !== before + 1) tally.disorder++;
      last.set(event.symbol, tradeId);
    }
  }
}
