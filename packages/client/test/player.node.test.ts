import { existsSync, readFileSync } from 'node:fs';
import { type Book, KrakenClient, type TradesEvent } from '@kraken-stream/client';
import { type Recording, readRecording } from '@kraken-stream/core';
import { Player, VirtualClock } from '@kraken-stream/simulator';
import { afterEach, describe, expect, it } from 'vitest';
import { createRig } from './rig.js';

const PROTOCOLS = ['v2', 'v1'] as const;
const PATHS = { v2: 'memory://exchange/v2', v1: 'memory://exchange/' } as const;

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

type Snapshot = Pick<ReturnType<Book['snapshot']>, 'symbol' | 'bids' | 'asks'>;

interface Recorded {
  readonly recording: Recording;
  /** The books of the client that recorded, when it stopped. */
  readonly books: readonly Snapshot[];
  readonly trades: number;
}

const snapshotOf = ({ symbol, bids, asks }: Book): Snapshot => ({ symbol, bids: bids.levels(), asks: asks.levels() });

/** Records a client that keeps two books and follows trades, through whatever happens behind half of the time. */
async function record(
  protocol: 'v1' | 'v2',
  { late = false, fault }: { late?: boolean; fault?: 'drop' | 'wrong-checksum' } = {},
): Promise<Recorded> {
  await using rig = createRig({ protocol, endpoints: { public: PATHS[protocol] } }, { rate: 20 });
  const { client, clock, simulator } = rig;
  let recorder = late ? undefined : client.record();
  let trades = 0;
  const books = ['BTC/USD', 'MINA/GBP'].map((symbol) => client.book(symbol, { depth: 25 }));
  client.subscribeTrades('BTC/USD').on('data', ({ data }) => (trades += data.length));
  client.subscribeTicker('BTC/USD').on('data', () => {});
  client.subscribeOhlc('BTC/USD').on('data', () => {});
  await clock.run(5000);
  recorder ??= client.record();
  await clock.run(5000);
  if (fault !== undefined) simulator.faults.inject({ type: fault });
  await clock.run(10_000);
  recorder.stop();
  return { recording: readRecording(recorder.text()), books: books.map(snapshotOf), trades };
}

function playing(recording: Recording, options: { speed?: number } = {}) {
  const clock = new VirtualClock();
  const player = new Player(recording, { clock, ...options });
  ends.push(() => player.close());
  const client = clientOf(player, clock);
  return { clock, player, client };
}

function clientOf(player: Player, clock: VirtualClock): KrakenClient {
  const client = new KrakenClient({
    protocol: player.protocol,
    connect: player.connect,
    endpoints: { public: 'memory://recording' },
    clock,
    random: () => 0.5,
  });
  ends.push(() => client.close());
  return client;
}

describe.each(PROTOCOLS)('a recording of %s, played', (protocol) => {
  it('tells a client the same books, frame by frame verified', async () => {
    const { recording, books } = await record(protocol);
    const { client, clock, player } = playing(recording);
    const errors: string[] = [];
    client.on('error', ({ message }) => errors.push(message));
    const played = books.map(({ symbol }) => client.book(symbol, { depth: 25 }));
    await clock.run(200);
    player.play();
    await clock.run(player.duration + 100);
    expect(player.state).toBe('ended');
    expect(player.position).toBe(player.duration);
    expect(played.map(snapshotOf)).toEqual(books);
    for (const { state, stats, unproven } of played) {
      expect([state, stats.mismatched, unproven]).toEqual(['live', 0, false]);
      expect(stats.verified).toBeGreaterThan(20);
    }
    expect(errors).toEqual([]);
  });

  it('begins with books that were verified before it was recorded', async () => {
    const { recording, books } = await record(protocol, { late: true });
    const { client, clock, player } = playing(recording, { speed: 10 });
    const played = books.map(({ symbol }) => client.book(symbol, { depth: 25 }));
    player.play();
    await clock.run(100);
    expect(played.map(({ state }) => state)).toEqual(['live', 'live']);
    await clock.run(player.duration / 10);
    expect(played.map(snapshotOf)).toEqual(books);
  });

  it.each(['drop', 'wrong-checksum'] as const)('goes through a recorded %s, and the books come back', async (fault) => {
    const { recording, books } = await record(protocol, { fault });
    const { client, clock, player } = playing(recording);
    const states: string[] = [];
    const played = books.map(({ symbol }) => client.book(symbol, { depth: 25 }));
    for (const book of played) book.on('state', (state) => states.push(state));
    player.play();
    await clock.run(player.duration + 20_000);
    expect(states).toContain('stale');
    expect(played.map(({ state }) => state)).toEqual(['live', 'live']);
    expect(played.map(snapshotOf)).toEqual(books);
  });

  it('keeps clients live while it is paused, and at its end', async () => {
    const { recording, books } = await record(protocol);
    const { client, clock, player } = playing(recording);
    const states: string[] = [];
    client.on('connection', ({ state }) => states.push(state));
    const book = client.book('BTC/USD', { depth: 25 });
    player.play();
    await clock.run(5000);
    player.pause();
    const { position } = player;
    const shown = snapshotOf(book);
    await clock.run(120_000);
    expect([player.position, player.state, book.state]).toEqual([position, 'paused', 'live']);
    expect(snapshotOf(book)).toEqual(shown);
    player.play();
    await clock.run(player.duration + 120_000);
    expect([player.state, book.state]).toEqual(['ended', 'live']);
    expect(snapshotOf(book)).toEqual(books[0]);
    expect(states.filter((state) => state === 'closed')).toEqual([]);
    // Somebody who comes now sees the same.
    const late = clientOf(player, clock).book('MINA/GBP', { depth: 25 });
    await clock.run(2000);
    expect(snapshotOf(late)).toEqual(books[1]);
  });

  it('goes on frame by frame, and anywhere else, with the books that were there', async () => {
    const { recording } = await record(protocol);
    const { client, clock, player } = playing(recording);
    const book = client.book('BTC/USD', { depth: 25 });
    await clock.run(100);
    const seen: Snapshot[] = [];
    const positions: number[] = [];
    let steps = 0;
    while (player.step()) {
      await clock.run(1);
      steps++;
      seen.push(snapshotOf(book));
      positions.push(player.position);
    }
    expect(player.state).toBe('ended');
    expect(steps).toBeGreaterThan(100);
    const middle = steps >> 1;
    for (const at of [middle, 10, steps - 1]) {
      player.seek(positions[at]!);
      // Several frames may have one time.
      const last = positions.lastIndexOf(positions[at]!);
      await clock.run(1500);
      expect([book.state, player.state]).toEqual(['live', 'paused']);
      expect(snapshotOf(book)).toEqual(seen[last]);
    }
    player.seek(player.duration / 2);
    player.play();
    await clock.run(player.duration);
    expect(snapshotOf(book)).toEqual(seen.at(-1));
  });

  it('tells trades, tickers and candles as they were told', async () => {
    const { recording, trades } = await record(protocol);
    const { client, clock, player } = playing(recording, { speed: 4 });
    let told = 0;
    client.subscribeTrades('BTC/USD').on('data', ({ data }: TradesEvent) => (told += data.length));
    const [tickers, candles]: [string[], number[]] = [[], []];
    client.subscribeTicker('BTC/USD').on('data', ({ data }) => tickers.push(data.last));
    client.subscribeOhlc('BTC/USD').on('data', ({ data }) => candles.push(data.length));
    await clock.run(100);
    player.play();
    await clock.run(player.duration / 4 + 100);
    expect(told).toBe(trades);
    expect(tickers.length).toBeGreaterThan(1);
    expect(candles.length).toBeGreaterThan(1);
  });

  it('refuses what was not recorded, and says what was', async () => {
    const { recording } = await record(protocol);
    const { client, clock } = playing(recording);
    const refused = [
      client.book('BTC/USD', { depth: 10 }).ready,
      client.book('DOGE/EUR', { depth: 25 }).ready,
      client.subscribeOhlc('BTC/USD', { interval: 60 }).ready,
      client.subscribeTrades('MINA/GBP').ready,
    ];
    const settled = Promise.allSettled(refused);
    await clock.run(1000);
    const reasons = (await settled).map((result) => (result.status === 'rejected' ? String(result.reason.reason) : ''));
    expect(reasons[0]).toBe('Subscription depth not supported: the recording has 25');
    expect(reasons[1]).toMatch(/^Currency pair not supported (DOGE|XDG)\/EUR$/);
    expect(reasons[2]).toBe('Subscription ohlc interval not supported: the recording has 1');
    expect(reasons[3]).toBe('Currency pair not supported MINA/GBP');
  });
});

const shared = new URL('../../../../shared/captures/', import.meta.url);
const present = existsSync(shared);
if (!present) console.info('../shared is not here: the recorded conversations are not played');

describe.skipIf(!present)('frames as they came, played', () => {
  it.each([
    ['v2-book25-ETHUSD-crossbook.jsonl', 'ETH/USD', 25, 1129],
    ['v2-book10-BTCUSD-agenttrade.jsonl', 'BTC/USD', 10, 78],
    ['v1-book10-XDGUSD-gocryptotrader.jsonl', 'DOGE/USD', 10, 14],
    ['v2-book25-MINAGBP-resync-depthcharge.jsonl', 'MINA/GBP', 25, 19],
  ] as const)('%s: the book is proven', async (file, symbol, depth, frames) => {
    const recording = readRecording(readFileSync(new URL(file, shared), 'utf8'));
    const { client, clock, player } = playing(recording, { speed: 100 });
    const book = client.book(symbol, { depth });
    await clock.run(100);
    player.play();
    await clock.run(player.duration / 100 + 1000);
    expect([book.state, book.stats.mismatched, book.stats.verified]).toEqual(['live', 0, frames]);
  });
});
