import { describe, expect, it } from 'vitest';
import { createRig } from './rig.js';

describe('a client', () => {
  it('tells its connection, the status and each frame', async () => {
    await using rig = createRig();
    const frames: string[] = [];
    const systems: string[] = [];
    rig.client.on('frame', (text) => frames.push(text));
    rig.client.on('status', ({ system }) => systems.push(system));
    rig.client.book('BTC/USD');
    await rig.clock.run(500);
    expect(rig.told).toEqual(['connection: connecting', 'connection: open', 'connection: live']);
    expect(systems).toEqual(['online']);
    expect(frames[0]).toMatch(/^\{"channel":"status"/);
    expect(rig.client.connection).toBe('live');
  });

  it('needs exactly one round trip from the open socket to the first verified book', async () => {
    await using rig = createRig({}, { latencyMs: 50 });
    let openedAt = 0;
    let askedInThatTurn = 0;
    rig.client.on('connection', ({ state, at }) => {
      if (state !== 'open') return;
      openedAt = at;
      queueMicrotask(() => {
        askedInThatTurn = rig.sent.length;
      });
    });
    const book = rig.client.book('BTC/USD');
    let liveAt = 0;
    book.once('update', ({ receivedAt }) => {
      liveAt = receivedAt;
    });
    await rig.clock.run(1000);
    expect(askedInThatTurn).toBe(1);
    expect(liveAt - openedAt).toBe(100);
    expect(book.stats).toMatchObject({ mismatched: 0, resyncs: 0 });
  });

  it('keeps a listener that throws from disturbing anything', async () => {
    await using rig = createRig();
    const errors: unknown[] = [];
    rig.client.on('error', (error) => errors.push(error));
    const book = rig.client.book('BTC/USD');
    let heard = 0;
    book.on('update', () => {
      throw new Error('broken listener');
    });
    book.on('update', () => heard++);
    rig.client.on('connection', () => {
      throw new Error('broken too');
    });
    await rig.clock.run(1000);
    expect(heard).toBe(book.stats.verified);
    expect(heard).toBeGreaterThan(5);
    expect(errors[0]).toMatchObject({ name: 'ListenerError', message: 'a listener threw: broken too' });
    expect(errors.at(-1)).toMatchObject({
      message: 'a listener threw: broken listener',
      cause: { message: 'broken listener' },
    });
    expect(book.state).toBe('live');
  });

  it('survives an error listener that throws', async () => {
    await using rig = createRig();
    rig.client.on('error', () => {
      throw new Error('worse');
    });
    const book = rig.client.book('BTC/USD');
    await rig.clock.run(1000);
    rig.simulator.faults.inject({ type: 'wrong-checksum' });
    await rig.clock.run(3000);
    expect(book.state).toBe('live');
  });

  it('may be asked for more by its own listeners', async () => {
    await using rig = createRig();
    const book = rig.client.book('BTC/USD');
    let second: ReturnType<typeof rig.client.book> | undefined;
    book.once('update', () => {
      second = rig.client.book('ETH/USD');
    });
    book.on('update', () => {
      if (book.stats.verified === 5) void book.unsubscribe();
    });
    await rig.clock.run(3000);
    expect(second?.state).toBe('live');
    expect(book.state).toBe('closed');
  });

  it('takes a listener off again', async () => {
    await using rig = createRig();
    const book = rig.client.book('BTC/USD');
    let heard = 0;
    const listener = () => heard++;
    book.on('update', listener);
    await rig.clock.run(500);
    const before = heard;
    book.off('update', listener);
    await rig.clock.run(1000);
    expect(before).toBeGreaterThan(0);
    expect(heard).toBe(before);
  });

  it('asks for its endpoint before each attempt, and takes what fails as a failed attempt', async () => {
    let attempt = 0;
    await using rig = createRig({
      endpoints: {
        public: async () => {
          attempt++;
          if (attempt === 1) throw new Error('no address today');
          return 'memory://exchange/v2';
        },
      },
    });
    const book = rig.client.book('BTC/USD');
    await rig.clock.run(2000);
    expect(attempt).toBe(2);
    expect(rig.told.slice(0, 3)).toEqual(['connection: connecting', 'error: ConnectionError', 'connection: closed']);
    expect(book.state).toBe('live');
  });

  it('keeps trying an endpoint that refuses, and says so', async () => {
    await using rig = createRig({ endpoints: { public: 'memory://exchange/nowhere' } });
    const book = rig.client.book('BTC/USD');
    await rig.clock.run(60_000);
    expect(book.state).toBe('syncing');
    expect(rig.told.filter((line) => line === 'connection: connecting').length).toBeGreaterThan(2);
  });

  it('closes with its signal, and everything with it', async () => {
    const controller = new AbortController();
    await using rig = createRig({ signal: controller.signal });
    const book = rig.client.book('BTC/USD');
    await rig.clock.run(1000);
    controller.abort();
    await rig.clock.run(100);
    expect(book.state).toBe('closed');
    expect(rig.client.connection).toBe('closed');
    expect(rig.simulator.exchange.stats.connections).toBe(0);
  });

  it('makes no update for a book to which nobody listens', async () => {
    await using rig = createRig();
    const book = rig.client.book('BTC/USD');
    await rig.clock.run(1000);
    expect(book.state).toBe('live');
    expect(book.bids.length).toBe(10);
  });
});
