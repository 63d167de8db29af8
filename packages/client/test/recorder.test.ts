import { type RecordOptions, UsageError } from '@kraken-stream/client';
import { BookKeeper, bookFrames, clientCodecOf, type RecordedFrame, readRecording, v2 } from '@kraken-stream/core';
import { afterEach, describe, expect, it } from 'vitest';
import { createRig, type Rig } from './rig.js';

const rigs: Rig[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig[Symbol.asyncDispose]();
});

const ENDPOINTS = {
  v2: { public: 'memory://exchange/v2?key=hidden', private: 'memory://exchange/auth/v2' },
  v1: { public: 'memory://exchange/?key=hidden', private: 'memory://exchange/auth' },
} as const;
const PROTOCOLS = ['v2', 'v1'] as const;

function rigOf(protocol: 'v1' | 'v2', simulator = {}): Rig {
  const rig: Rig = createRig(
    {
      protocol,
      endpoints: ENDPOINTS[protocol],
      token: () => rig.simulator.issueToken('demo'),
      fetch: (url, init) => rig.simulator.fetch(url, init),
    },
    { accounts: [{ name: 'demo', balances: { USD: '100000' } }], ...simulator },
  );
  rigs.push(rig);
  return rig;
}

const frames = (text: string) =>
  readRecording(text).events.filter((event): event is RecordedFrame => event.type === 'received');

/** The levels of each book after a recording, by a keeper that begins with its last snapshot. */
function booksOf(text: string) {
  const { protocol, events } = readRecording(text);
  const codec = clientCodecOf(protocol ?? 'v2');
  const keepers = new Map<string, BookKeeper>();
  for (const event of events) {
    if (event.type !== 'received' || event.topic?.channel !== 'book') continue;
    const { symbol = '', depth = 0 } = event.topic;
    const message = codec.decode(event.text);
    if (message.type !== 'book') throw new Error(event.text);
    const key = `${event.connection} ${symbol} ${depth}`;
    const keeper = keepers.get(key) ?? new BookKeeper(symbol, depth);
    keepers.set(key, keeper);
    const { bids, asks, checksum } = message;
    if (message.snapshot) keeper.loadText(bids, asks, checksum, event.at, event.text);
    else keeper.applyText(bids, asks, checksum, event.at);
  }
  return keepers;
}

const levels = ({ bids, asks }: BookKeeper) => ({
  bids: Array.from({ length: bids.length }, (_, rank) => bids.levelAt(rank)),
  asks: Array.from({ length: asks.length }, (_, rank) => asks.levelAt(rank)),
});

describe.each(PROTOCOLS)('recording %s', (protocol) => {
  it('writes down what comes and goes, word for word, with times, connections and endpoints', async () => {
    const { client, clock, sent } = rigOf(protocol);
    const came: string[] = [];
    client.on('frame', (text) => came.push(text));
    const began = clock.now();
    const recorder = client.record();
    client.subscribeTicker('BTC/USD');
    client.book('BTC/USD');
    await clock.run(3000);
    const { events, unread, protocol: spoken, plain } = readRecording(recorder.text());
    expect([spoken, plain, unread]).toEqual([protocol, false, []]);
    expect(events[0]).toMatchObject({ type: 'opened', connection: 1, endpoint: 'public' });
    expect(events[0]).toHaveProperty('url', ENDPOINTS[protocol].public.split('?')[0]);
    const texts = (type: string) =>
      events.flatMap((event) => (event.type === type && 'text' in event ? [event.text] : []));
    expect(texts('received')).toEqual(came);
    expect(texts('sent')).toEqual(sent);
    expect(came.length).toBeGreaterThan(20);
    for (const { at } of events) expect(at).toBeGreaterThanOrEqual(began);
    expect(recorder.text().endsWith('\n')).toBe(true);
  });

  it('says of a lost connection when and why it was closed', async () => {
    const { client, clock, simulator } = rigOf(protocol);
    const recorder = client.record();
    client.book('BTC/USD');
    await clock.run(1000);
    simulator.faults.inject({ type: 'drop', code: 1001 });
    await clock.run(3000);
    const { events } = readRecording(recorder.text());
    const kinds = events.flatMap((event) => (event.type === 'opened' || event.type === 'closed' ? [event] : []));
    expect(kinds.map(({ type, connection }) => `${type} ${connection}`)).toEqual(['opened 1', 'closed 1', 'opened 1']);
    expect(kinds[1]).toMatchObject({ code: 1001 });
  });

  it('begins with the books that are verified, so that they can be proven from there on', async () => {
    const { client, clock } = rigOf(protocol);
    const books = ['BTC/USD', 'MINA/GBP'].map((symbol) => client.book(symbol, { depth: 25 }));
    await clock.run(5000);
    const recorder = client.record();
    await clock.run(3000);
    const text = recorder.text();
    const made = frames(text).filter((frame) => frame.made);
    expect(made.map(({ topic }) => topic?.depth)).toEqual(made.map(() => 25));
    expect(new Set(made.map(({ topic }) => topic?.symbol))).toEqual(new Set(['BTC/USD', 'MINA/GBP']));
    const kept = booksOf(text);
    for (const { symbol, bids, asks, state } of books) {
      const keeper = kept.get(`1 ${symbol} 25`);
      expect([state, keeper?.state, keeper?.mismatched]).toEqual(['live', 'live', 0]);
      expect(keeper && levels(keeper)).toEqual({ bids: bids.levels(), asks: asks.levels() });
    }
  });

  it('is told nothing of books that are not verified, and of those that come later from their own snapshot', async () => {
    const { client, clock, simulator } = rigOf(protocol);
    const book = client.book('BTC/USD');
    await clock.run(2000);
    simulator.faults.inject({ type: 'wrong-checksum', symbol: 'BTC/USD' });
    while (book.state === 'live') await clock.run(10);
    const recorder = client.record();
    const later = client.book('ETH/USD', { depth: 10 });
    await clock.run(5000);
    expect(frames(recorder.text()).filter((frame) => frame.made)).toEqual([]);
    const keeper = booksOf(recorder.text()).get('1 ETH/USD 10');
    expect(keeper && levels(keeper)).toEqual({ bids: later.bids.levels(), asks: later.asks.levels() });
  });

  it('keeps the last so many milliseconds, from where each book can be proven', async () => {
    const { client, clock } = rigOf(protocol, { rate: 50 });
    const book = client.book('BTC/USD', { depth: 100 });
    const recorder = client.record({ keepMs: 8000 });
    let most = 0;
    for (let second = 0; second < 60; second++) {
      await clock.run(1000);
      most = Math.max(most, recorder.bytes);
    }
    const text = recorder.text();
    const { from, to } = readRecording(text);
    expect(to - from).toBeGreaterThan(7900);
    expect(to - from).toBeLessThanOrEqual(9100);
    expect(recorder.from).toBe(from);
    expect(text.length).toBeGreaterThan(recorder.bytes);
    const keeper = booksOf(text).get('1 BTC/USD 100');
    expect(keeper && levels(keeper)).toEqual({ bids: book.bids.levels(), asks: book.asks.levels() });
    expect(frames(text)[0]?.made).toBe(true);
    expect(most).toBeLessThan(2 * recorder.bytes);
  });

  it('keeps no more than so many bytes, whatever comes', async () => {
    const { client, clock } = rigOf(protocol, { rate: 400 });
    const books = ['BTC/USD', 'ETH/USD', 'MINA/GBP'].map((symbol) => client.book(symbol, { depth: 1000 }));
    await clock.run(2000);
    const maxBytes = 2 ** 20;
    const recorder = client.record({ maxBytes });
    for (let n = 0; n < 60; n++) {
      await clock.run(250);
      expect(recorder.bytes).toBeLessThanOrEqual(maxBytes);
    }
    const kept = booksOf(recorder.text());
    for (const { symbol, bids, asks } of books) {
      const keeper = kept.get(`1 ${symbol} 1000`);
      expect(keeper && levels(keeper)).toEqual({ bids: bids.levels(), asks: asks.levels() });
    }
  });

  it('has no token in it', async () => {
    const { client, clock, sent } = rigOf(protocol);
    const recorder = client.record();
    client.subscribeExecutions();
    await clock.run(2000);
    const placed = client.addOrder({ symbol: 'BTC/USD', side: 'buy', orderType: 'market', orderQty: '0.01' });
    await clock.run(2000);
    await placed;
    const tokens = new Set(sent.flatMap((text) => /"token":"([^"]+)"/.exec(text)?.[1] ?? []));
    expect(tokens.size).toBeGreaterThan(0);
    const text = recorder.text();
    for (const token of tokens) expect(text).not.toContain(token);
    expect(text).toContain('\\"token\\":\\"***\\"');
    expect(readRecording(text).topics.map(({ channel }) => channel)).toContain('executions');
  });
});

describe('a recorder', () => {
  it('hands out its lines as they come, and ends when it is stopped', async () => {
    const { client, clock } = rigOf('v2');
    client.book('BTC/USD');
    await clock.run(1000);
    const recorder = client.record();
    const lines: string[] = [];
    const reading = (async () => {
      for await (const line of recorder) lines.push(line);
    })();
    await clock.run(2000);
    expect(lines.length).toBeGreaterThan(5);
    recorder.stop();
    await reading;
    expect(`${lines.join('\n')}\n`).toBe(recorder.text());
    const { length } = recorder.text();
    await clock.run(2000);
    expect(recorder.text()).toHaveLength(length);
    expect(recorder.stopped).toBe(true);
    recorder.stop();
  });

  it('goes on with what is kept when an iteration has fallen behind', async () => {
    const { client, clock } = rigOf('v2', { rate: 200 });
    const book = client.book('BTC/USD', { depth: 100 });
    const recorder = client.record({ keepMs: 1000 });
    const iterator = recorder[Symbol.asyncIterator]();
    const lines = [(await iterator.next()).value];
    await clock.run(30_000);
    recorder.stop();
    const after = recorder.text().split('\n').length;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) lines.push(next.value);
    expect(lines.length).toBeLessThanOrEqual(after);
    const keeper = booksOf(lines.join('\n')).get('1 BTC/USD 100');
    expect(keeper && levels(keeper)).toEqual({ bids: book.bids.levels(), asks: book.asks.levels() });
  });

  it('is stopped by leaving the loop', async () => {
    const { client, clock } = rigOf('v2');
    const recorder = client.record();
    client.book('BTC/USD');
    const reading = (async () => {
      for await (const line of recorder) if (line.includes('snapshot')) break;
    })();
    await clock.run(2000);
    await reading;
    expect(recorder.stopped).toBe(true);
  });

  it.each([
    ['its signal', (abort: () => void) => abort()],
    ['the end of the client', (_: () => void, client: Rig['client']) => void client.close()],
  ])('ends with %s', async (_, end) => {
    const { client, clock } = rigOf('v2');
    const controller = new AbortController();
    const recorder = client.record({ signal: controller.signal });
    client.book('BTC/USD');
    await clock.run(1000);
    const reading = (async () => {
      let count = 0;
      for await (const _line of recorder) count++;
      return count;
    })();
    end(() => controller.abort(), client);
    expect(await reading).toBeGreaterThan(3);
    expect(recorder.stopped).toBe(true);
  });

  it('has nothing to record when its signal has aborted already', async () => {
    const { client, clock } = rigOf('v2');
    const recorder = client.record({ signal: AbortSignal.abort() });
    client.book('BTC/USD');
    await clock.run(1000);
    expect(recorder.stopped).toBe(true);
    expect(readRecording(recorder.text()).events).toEqual([]);
  });

  it('stands beside others, which begin and end by themselves', async () => {
    const { client, clock } = rigOf('v2');
    client.book('BTC/USD');
    const first = client.record();
    await clock.run(1000);
    const second = client.record();
    await clock.run(1000);
    first.stop();
    await clock.run(1000);
    const [a, b] = [first, second].map((recorder) => readRecording(recorder.text()));
    expect(a!.to).toBeLessThan(b!.to);
    expect(a!.from).toBeLessThan(b!.from);
  });

  it.each([
    [{ keepMs: 0 }, 'keepMs'],
    [{ keepMs: 'long' }, 'keepMs'],
    [{ maxBytes: 1000 }, 'maxBytes'],
    [{ signal: {} }, 'signal'],
    [{ keep: 1 }, 'options'],
    [null, 'options'],
  ])('is not made with %j', (options, field) => {
    const { client } = rigOf('v2');
    const record = () => client.record(options as RecordOptions);
    expect(record).toThrow(UsageError);
    expect(record).toThrow(field);
  });

  it('is not made by a client that is closed', async () => {
    const { client } = rigOf('v2');
    await client.close();
    expect(() => client.record()).toThrow(UsageError);
  });
});

describe('a frame made of a kept book', () => {
  it('of v1 is the snapshot that waits to be proven, word for word', () => {
    const keeper = new BookKeeper('BTC/USD', 10);
    const text = '[336,{"as":[["2.0","1.0","1.000000"]],"bs":[["1.0","1.0","1.000000"]]},"book-10","XBT/USD"]';
    keeper.loadText([{ price: '1.0', qty: '1.0' }], [{ price: '2.0', qty: '1.0' }], undefined, 0, text);
    expect(bookFrames(clientCodecOf('v1'), keeper)).toEqual([text]);
  });

  it('is none of a book that is not live', () => {
    expect(bookFrames(v2, new BookKeeper('BTC/USD', 10))).toEqual([]);
  });
});
