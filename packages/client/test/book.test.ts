import {
  type BookUpdate,
  ChecksumError,
  ConnectionError,
  type Gap,
  RequestError,
  UsageError,
} from '@kraken-stream/client';
import { describe, expect, it } from 'vitest';
import { createRig } from './rig.js';

describe('a book', () => {
  it('equals the exchange whenever it is live', async () => {
    await using rig = createRig();
    const book = rig.client.book('BTC/USD', { depth: 25 });
    expect([book.state, book.bids.length, book.lastKnown.bids.length]).toEqual(['syncing', 0, 0]);
    for (let n = 0; n < 50; n++) {
      await rig.clock.run(100);
      expect(book.state).toBe('live');
      expect(book.bids.levels()).toEqual(rig.simulator.exchange.book('BTC/USD', 25).bids);
      expect(book.asks.levels()).toEqual(rig.simulator.exchange.book('BTC/USD', 25).asks);
    }
    expect(book.stats.verified).toBeGreaterThan(50);
    expect(book.stats).toMatchObject({ mismatched: 0, resyncs: 0 });
  });

  it('connects only when it is asked for, and is ready when it is live', async () => {
    await using rig = createRig();
    await rig.clock.run(1000);
    expect(rig.told).toEqual([]);
    const book = rig.client.book('BTC/USD');
    const ready = book.ready.then(() => book.state);
    await rig.clock.run(1000);
    expect(await ready).toBe('live');
  });

  it('tells each verified change, after it is applied', async () => {
    await using rig = createRig();
    const book = rig.client.book('BTC/USD');
    const seen: BookUpdate[] = [];
    book.on('update', (update) => {
      seen.push(update);
      const { bids, asks } = update.type === 'snapshot' ? update : { bids: [], asks: [] };
      if (update.type === 'snapshot') expect([bids, asks]).toEqual([book.bids.levels(), book.asks.levels()]);
      else
        for (const { price, qty } of update.bids.slice(-1))
          if (Number(qty) > 0) expect([...book.bids]).toContainEqual({ price, qty });
    });
    await rig.clock.run(3000);
    expect(seen.map(({ type }) => type).slice(0, 2)).toEqual(['snapshot', 'update']);
    expect(seen.length).toBe(book.stats.verified);
    expect(seen.at(-1)).toMatchObject({
      symbol: 'BTC/USD',
      checksum: expect.any(Number),
      timestamp: expect.stringMatching(/Z$/),
    });
    expect(seen.at(-1)!.data).toMatchObject({ bids: expect.any(Array), asks: expect.any(Array) });
    expect(rig.told).not.toContain('error: ListenerError');
  });

  it('that does not match is stale, says so, and comes back proven with a gap', async () => {
    await using rig = createRig();
    const book = rig.client.book('BTC/USD');
    const states: string[] = [];
    const errors: unknown[] = [];
    book.on('state', (state) => states.push(`${state} ${book.bids.length}`));
    book.on('error', (error) => errors.push(error));
    await rig.clock.run(1000);
    rig.simulator.faults.inject({ type: 'wrong-checksum', symbol: 'BTC/USD' });
    await rig.clock.run(3000);
    expect(states).toEqual(['live 10', 'stale 0', 'live 10']);
    expect(errors).toEqual([expect.any(ChecksumError)]);
    expect(book.stats).toMatchObject({ mismatched: 1, resyncs: 1 });
    expect(rig.told.filter((line) => line.startsWith('gap'))).toEqual(['gap: BTC/USD checksum mismatch']);
    expect(book.bids.levels()).toEqual(rig.simulator.exchange.book('BTC/USD', 10).bids);
  });

  it('notices a lost frame by the next checksum', async () => {
    await using rig = createRig();
    const book = rig.client.book('BTC/USD');
    await rig.clock.run(1000);
    rig.simulator.faults.inject({ type: 'lose', symbol: 'BTC/USD', count: 3 });
    await rig.clock.run(5000);
    expect(book.stats.mismatched).toBeGreaterThan(0);
    expect(book.state).toBe('live');
    expect(book.bids.levels()).toEqual(rig.simulator.exchange.book('BTC/USD', 10).bids);
  });

  it('comes back after the socket is dropped, and after the exchange was mute', async () => {
    await using rig = createRig();
    const book = rig.client.book('BTC/USD');
    await rig.clock.run(1000);
    rig.simulator.faults.inject({ type: 'drop' });
    await rig.clock.run(0);
    expect(book.state).toBe('stale');
    await rig.clock.run(2000);
    expect(book.state).toBe('live');
    rig.simulator.faults.inject({ type: 'mute', ms: 8000 });
    await rig.clock.run(6000);
    expect(book.state).toBe('stale');
    await rig.clock.run(20_000);
    expect(book.state).toBe('live');
    expect(rig.told.filter((line) => line.startsWith('gap'))).toEqual([
      'gap: BTC/USD connection lost: closed with code 1006',
      'gap: BTC/USD connection lost: silent for 5000 ms',
    ]);
    expect(book.bids.levels()).toEqual(rig.simulator.exchange.book('BTC/USD', 10).bids);
  });

  it('that is refused says so, and harms no other', async () => {
    await using rig = createRig();
    const good = rig.client.book('BTC/USD');
    const bad = rig.client.book('NOPE/USD');
    const refused: unknown[] = [];
    bad.on('refused', ({ error }) => refused.push(error));
    const failure = bad.ready.catch((error: unknown) => error);
    await rig.clock.run(1000);
    expect(await failure).toBeInstanceOf(RequestError);
    expect(refused).toMatchObject([{ reason: 'Currency pair not supported NOPE/USD', symbol: 'NOPE/USD' }]);
    expect([good.state, bad.state]).toEqual(['live', 'closed']);
    await expect(bad[Symbol.asyncIterator]().next()).rejects.toBeInstanceOf(RequestError);
    // Asking again asks the exchange again.
    const again = rig.client.book('NOPE/USD');
    await rig.clock.run(1000);
    expect(again.state).toBe('closed');
    expect(rig.sent.filter((text) => text.includes('NOPE'))).toHaveLength(2);
  });

  it('given up is left on the exchange, and its promise says when', async () => {
    await using rig = createRig({}, { latencyMs: 20 });
    const book = rig.client.book('BTC/USD');
    rig.client.book('ETH/USD');
    await rig.clock.run(1000);
    let done = false;
    void book.unsubscribe().then(() => {
      done = true;
    });
    expect(book.state).toBe('closed');
    expect(book.bids.length).toBe(0);
    await rig.clock.run(39);
    expect(done).toBe(false);
    await rig.clock.run(1);
    expect(done).toBe(true);
    expect(rig.sent.at(-1)).toContain('"method":"unsubscribe"');
    await book.unsubscribe();
  });

  it('given up before it was live rejects its promise', async () => {
    await using rig = createRig();
    const book = rig.client.book('BTC/USD');
    const failure = book.ready.catch((error: unknown) => error);
    await book.unsubscribe();
    expect(await failure).toBeInstanceOf(ConnectionError);
  });

  it('of the same symbol and depth is shared, and left with the last', async () => {
    await using rig = createRig();
    const first = rig.client.book('BTC/USD');
    await rig.clock.run(1000);
    const second = rig.client.book('BTC/USD');
    expect(second.state).toBe('live');
    await second.ready;
    expect(rig.sent).toHaveLength(1);
    await first.unsubscribe();
    await rig.clock.run(1000);
    expect([first.state, second.state]).toEqual(['closed', 'live']);
    expect(rig.sent).toHaveLength(1);
    void second.unsubscribe();
    await rig.clock.run(1000);
    expect(rig.sent).toHaveLength(2);
  });

  it('of another depth of the symbol lives on another connection', async () => {
    await using rig = createRig();
    const small = rig.client.book('BTC/USD', { depth: 10 });
    const large = rig.client.book('BTC/USD', { depth: 100 });
    await rig.clock.run(1000);
    expect([small, large].map(({ state, depth }) => [state, depth])).toEqual([
      ['live', 10],
      ['live', 100],
    ]);
    expect(rig.client.connections.map(({ id, state, subscriptions }) => [id, state, subscriptions])).toEqual([
      [1, 'live', 1],
      [2, 'live', 1],
    ]);
  });

  it('of another depth is refused aloud where no other connection may be made', async () => {
    await using rig = createRig({ limits: { connections: 1 } });
    const small = rig.client.book('BTC/USD', { depth: 10 });
    expect(() => rig.client.book('BTC/USD', { depth: 100 })).toThrow('limits: expected at most 1 connections');
    await rig.clock.run(1000);
    expect(small.state).toBe('live');
  });

  it('may change its depth when the first was given up', async () => {
    await using rig = createRig();
    const first = rig.client.book('BTC/USD', { depth: 10 });
    await rig.clock.run(1000);
    void first.unsubscribe();
    const second = rig.client.book('BTC/USD', { depth: 100 });
    await rig.clock.run(1000);
    expect(second.state).toBe('live');
    expect(second.bids.length).toBeGreaterThan(10);
    expect(second.bids.levels()).toEqual(rig.simulator.exchange.book('BTC/USD', 100).bids);
  });

  it('left and asked for again in one turn goes on', async () => {
    await using rig = createRig();
    const first = rig.client.book('BTC/USD');
    await rig.clock.run(1000);
    const left = first.unsubscribe();
    const second = rig.client.book('BTC/USD');
    await left;
    await rig.clock.run(1000);
    expect(second.state).toBe('live');
    expect(rig.told.filter((line) => line.startsWith('gap'))).toEqual([]);
  });
});

describe('iterating a book', () => {
  it('gives the changes in order, gaps among them, and leaving the loop unsubscribes', async () => {
    await using rig = createRig();
    const book = rig.client.book('BTC/USD');
    const seen: (BookUpdate | Gap)[] = [];
    const loop = (async () => {
      for await (const change of book) {
        seen.push(change);
        if (change.type === 'gap') rig.told.push('in-band');
        if (seen.length === 40) break;
      }
    })();
    await rig.clock.run(1000);
    rig.simulator.faults.inject({ type: 'drop' });
    await rig.clock.run(10_000);
    await loop;
    expect(seen).toHaveLength(40);
    const gap = seen.findIndex(({ type }) => type === 'gap');
    expect(gap).toBeGreaterThan(0);
    expect(seen[gap + 1]?.type).toBe('snapshot');
    expect(book.state).toBe('closed');
  });

  it('ends when its signal aborts, with the reason', async () => {
    await using rig = createRig();
    const controller = new AbortController();
    const book = rig.client.book('BTC/USD', { signal: controller.signal });
    const loop = (async () => {
      for await (const _ of book);
    })().catch((error: unknown) => error);
    await rig.clock.run(1000);
    controller.abort(new Error('enough'));
    await rig.clock.run(1000);
    expect(await loop).toMatchObject({ message: 'enough' });
    expect(rig.sent.at(-1)).toContain('unsubscribe');
  });

  it('does not begin when its signal had aborted', async () => {
    await using rig = createRig();
    const book = rig.client.book('BTC/USD', { signal: AbortSignal.abort(new Error('too late')) });
    await expect(book.ready).rejects.toMatchObject({ message: 'too late' });
    await rig.clock.run(1000);
    expect(book.state).toBe('closed');
    expect(rig.sent).toEqual([]);
  });

  it('takes the names that v1 and REST have for a pair, and shares what is the same', async () => {
    await using rig = createRig();
    const books = ['BTC/USD', 'XBT/USD', 'XXBTZUSD'].map((name) => rig.client.book(name));
    const subscription = rig.client.subscribeBook(['XBTUSD', 'BTC/USD']);
    await rig.clock.run(1000);
    expect(books.map(({ symbol, state }) => `${symbol} ${state}`)).toEqual(Array(3).fill('BTC/USD live'));
    expect([...subscription.books.keys()]).toEqual(['BTC/USD']);
    expect(rig.sent.filter((text) => text.includes('"subscribe"'))).toHaveLength(1);
  });

  it('that is too slow drops the oldest, counts them and says so in-band', async () => {
    await using rig = createRig();
    const subscription = rig.client.subscribeBook('BTC/USD', { buffer: 5 });
    const iterator = subscription[Symbol.asyncIterator]();
    await rig.clock.run(2000);
    const first = await iterator.next();
    expect(first.value).toMatchObject({
      type: 'gap',
      reason: expect.stringMatching(/^slow consumer, \d+ events dropped$/),
    });
    expect(subscription.dropped).toBeGreaterThan(10);
    for (let n = 0; n < 5; n++) expect((await iterator.next()).value).toMatchObject({ type: 'update' });
  });

  it('that is too slow and wants the newest of each symbol gets that, each behind its own gap', async () => {
    await using rig = createRig();
    const subscription = rig.client.subscribeBook(['BTC/USD', 'ETH/USD'], { buffer: 'conflate' });
    const iterator = subscription[Symbol.asyncIterator]();
    await rig.clock.run(2000);
    const told = [];
    for (let n = 0; n < 4; n++) told.push((await iterator.next()).value);
    expect(told.map(({ type, symbol }) => `${type} ${symbol}`).sort()).toEqual([
      'gap BTC/USD',
      'gap ETH/USD',
      'update BTC/USD',
      'update ETH/USD',
    ]);
    expect(told[0]).toMatchObject({ type: 'gap', symbol: told[1].symbol });
    expect(told[1].receivedAt).toBeGreaterThan(told[0].to);
  });

  it('is left by `await using`', async () => {
    await using rig = createRig();
    {
      await using book = rig.client.book('BTC/USD');
      void book;
      await rig.clock.run(1000);
      void rig.clock.run(1000);
    }
    expect(rig.sent.at(-1)).toContain('unsubscribe');
  });
});

describe('many books', () => {
  it('are asked for in one frame, told in one subscription, and kept by symbol', async () => {
    await using rig = createRig();
    const subscription = rig.client.subscribeBook(['BTC/USD', 'ETH/USD', 'NOPE/USD'], { depth: 25 });
    const symbols = new Set<string>();
    subscription.on('data', ({ symbol }) => symbols.add(symbol));
    const ready = subscription.ready.then(() => 'ready');
    await rig.clock.run(2000);
    expect(await ready).toBe('ready');
    expect(rig.sent).toHaveLength(1);
    expect([...symbols].sort()).toEqual(['BTC/USD', 'ETH/USD']);
    expect([...subscription.refused.keys()]).toEqual(['NOPE/USD']);
    expect(subscription.state).toBe('live');
    expect(subscription.books.get('ETH/USD')!.bids.levels()).toEqual(rig.simulator.exchange.book('ETH/USD', 25).bids);
    expect(subscription.books.get('NOPE/USD')!.state).toBe('closed');
  });

  it('of one turn travel in one frame a depth', async () => {
    await using rig = createRig();
    rig.client.book('BTC/USD');
    rig.client.book('ETH/USD');
    rig.client.book('MINA/GBP', { depth: 25 });
    await rig.clock.run(1000);
    expect(rig.sent).toHaveLength(2);
    expect(rig.sent[0]).toContain('["BTC/USD","ETH/USD"]');
  });

  it('come with a snapshot for whoever subscribes late', async () => {
    await using rig = createRig();
    rig.client.book('BTC/USD');
    await rig.clock.run(1000);
    const late = rig.client.subscribeBook('BTC/USD');
    const types: string[] = [];
    late.on('data', ({ type, bids }) => types.push(`${type} ${bids.length}`));
    await rig.clock.run(0);
    expect(types[0]).toBe('snapshot 10');
    expect(late.state).toBe('live');
  });

  it('that are all refused reject', async () => {
    await using rig = createRig();
    const subscription = rig.client.subscribeBook(['NOPE/USD', 'NADA/USD']);
    const failure = subscription.ready.catch((error: unknown) => error);
    await rig.clock.run(1000);
    expect(await failure).toBeInstanceOf(RequestError);
    expect(subscription.state).toBe('closed');
  });
});

describe('what cannot be asked for', () => {
  it.each<[string, (rig: ReturnType<typeof createRig>) => unknown, string]>([
    [
      'an unknown depth',
      (rig) => rig.client.book('BTC/USD', { depth: 50 as 10 }),
      'depth: expected one of 10, 25, 100, 500, 1000, received 50',
    ],
    [
      'a symbol that is none',
      (rig) => rig.client.book('btc-usd'),
      "symbol: expected BASE/QUOTE such as 'BTC/USD', received 'btc-usd'; did you mean 'BTC/USD'?",
    ],
    ['an empty symbol', (rig) => rig.client.book(''), 'symbol: expected'],
    ['no symbols', (rig) => rig.client.subscribeBook([]), 'symbols: expected at least one'],
    ['a null symbol', (rig) => rig.client.subscribeBook([null as unknown as string]), 'symbol: expected BASE/QUOTE'],
    [
      'a buffer of nothing',
      (rig) => rig.client.book('BTC/USD', { buffer: 0 }),
      "buffer: expected 'latest', 'conflate' or a number of events from 1, received 0",
    ],
    [
      'another protocol',
      () => createRig({ protocol: 'v3' as 'v2' }),
      "protocol: expected one of 'v2', 'v1', received 'v3'",
    ],
  ])('%s is refused at once', async (_, ask, message) => {
    await using rig = createRig();
    expect(() => ask(rig)).toThrow(UsageError);
    expect(() => ask(rig)).toThrow(message);
    await rig.clock.run(1000);
    expect(rig.sent).toEqual([]);
  });

  it('anything of a client that is closed', async () => {
    await using rig = createRig();
    await rig.client.close();
    expect(() => rig.client.book('BTC/USD')).toThrow('client: it is closed; make a new one');
  });
});
