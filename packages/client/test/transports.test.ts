/** One contract for every way to an exchange: in memory, and over real sockets on loopback. */
import { type Book, type ClientOptions, KrakenClient } from '@kraken-stream/client';
import { Simulator } from '@kraken-stream/simulator';
import { startServer } from '@kraken-stream/simulator/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

interface Exchange {
  readonly simulator: Simulator;
  readonly client: ClientOptions;
  close(): Promise<void>;
}

const OPTIONS = { seed: 3, rate: 200, symbols: ['BTC/USD', 'SHIB/USD', 'ADA/BTC'], snapshotDelayMs: 0 } as const;

const transports: Record<string, () => Promise<Exchange>> = {
  async 'in memory'() {
    const simulator = new Simulator(OPTIONS);
    return {
      simulator,
      client: { connect: simulator.connect, endpoints: { public: 'memory://x/v2' } },
      close: () => simulator.close(),
    };
  },
  async 'over sockets'() {
    const server = await startServer(OPTIONS);
    return { simulator: server.simulator, client: { endpoints: { public: server.url } }, close: () => server.close() };
  },
};

/** Resolves when a book is in a state. */
function until(book: Book, state: string): Promise<void> {
  return new Promise((resolve) => {
    if (book.state === state) resolve();
    book.on('state', (now) => {
      if (now === state) resolve();
    });
  });
}

describe.each(Object.entries(transports))('%s', (_, start) => {
  let exchange: Exchange;
  let client: KrakenClient;

  beforeEach(async () => {
    exchange = await start();
    client = new KrakenClient({ ...exchange.client, reconnect: { baseMs: 20 }, resync: { baseMs: 20 } });
  });

  afterEach(async () => {
    await client.close();
    await exchange.close();
  });

  it('books of every precision are kept and proven', async () => {
    const books = OPTIONS.symbols.map((symbol) => client.book(symbol, { depth: 25 }));
    await Promise.all(books.map((book) => book.ready));
    for (const book of books) {
      let frames = 0;
      for await (const change of book) {
        expect(change.type).not.toBe('gap');
        if (++frames === 30) break;
      }
      expect(book.stats.mismatched).toBe(0);
    }
  });

  it('a dropped socket is noticed and healed', async () => {
    const book = client.book('BTC/USD');
    await book.ready;
    exchange.simulator.faults.inject({ type: 'drop', code: 1001, reason: 'restarting' });
    await until(book, 'stale');
    await until(book, 'live');
  });

  it('a socket cut without a close frame is noticed and healed', async () => {
    const book = client.book('BTC/USD');
    await book.ready;
    const lost = new Promise((resolve) =>
      client.on('connection', ({ state, code }) => state === 'closed' && resolve(code)),
    );
    exchange.simulator.faults.inject({ type: 'drop' });
    expect(await lost).toBe(1006);
    await until(book, 'live');
  });

  it('a wrong checksum is noticed and healed', async () => {
    const book = client.book('SHIB/USD');
    await book.ready;
    exchange.simulator.faults.inject({ type: 'wrong-checksum', symbol: 'SHIB/USD' });
    await until(book, 'stale');
    await until(book, 'live');
    expect(book.stats).toMatchObject({ mismatched: 1, resyncs: 1 });
  });

  it('a refused symbol rejects', async () => {
    await expect(client.book('NOPE/USD').ready).rejects.toMatchObject({ name: 'RequestError' });
  });

  it('an endpoint that does not exist is told', async () => {
    const lost = new Client404(exchange.client);
    expect(await lost.error).toMatchObject({ name: 'ConnectionError' });
    await lost.client.close();
  });
});

class Client404 {
  readonly client: KrakenClient;
  readonly error: Promise<unknown>;

  constructor(options: ClientOptions) {
    const { public: url } = options.endpoints as { public: string };
    this.client = new KrakenClient({ ...options, endpoints: { public: url.replace(/\/v2$/, '/nowhere') } });
    this.error = new Promise((resolve) => this.client.on('error', resolve));
    this.client.book('BTC/USD');
  }
}
