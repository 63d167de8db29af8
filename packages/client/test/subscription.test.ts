import { ConnectionError, type Gap, RequestError, type TickerEvent } from '@kraken-stream/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createRig } from './rig.js';

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'fulfilled',
    (error: unknown) => error,
  );

/** A signal that counts who listens to it. */
function counted(): { controller: AbortController; signal: AbortSignal; listeners: () => number } {
  const controller = new AbortController();
  const { signal } = controller;
  const listeners = new Set<unknown>();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (type: string, listener: EventListener, options?: AddEventListenerOptions) => {
    listeners.add(listener);
    add(type, listener, options);
  };
  signal.removeEventListener = (type: string, listener: EventListener) => {
    listeners.delete(listener);
    remove(type, listener);
  };
  return { controller, signal, listeners: () => listeners.size };
}

describe('ready', () => {
  it('comes with the acknowledgement, before any data', async () => {
    await using rig = createRig({}, { snapshotDelayMs: 500 });
    const trades = rig.client.subscribeTicker('BTC/USD');
    let at = '';
    void trades.ready.then(() => {
      at = trades.state;
    });
    await rig.clock.run(100);
    expect(at).toBe('pending');
    await rig.clock.run(1000);
    expect(trades.state).toBe('live');
  });

  it('that is rejected and looked at by nobody harms nothing', async () => {
    const unhandled: unknown[] = [];
    const listener = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listener);
    onTestFinished(() => void process.off('unhandledRejection', listener));
    await using rig = createRig();
    rig.client.subscribeTicker('NOPE/USD');
    rig.client.book('NOPE/USD');
    void rig.client.subscribeTrades('BTC/USD').unsubscribe();
    rig.client.subscribeOhlc('BTC/USD', { signal: AbortSignal.abort() });
    const iterator = rig.client.subscribeSpread('NADA/USD')[Symbol.asyncIterator]();
    await rig.clock.run(1000);
    await rig.client.close();
    await new Promise((resolve) => setImmediate(resolve));
    expect(unhandled).toEqual([]);
    await expect(iterator.next()).rejects.toBeInstanceOf(RequestError);
  });

  it('says why it never came: the client was closed', async () => {
    await using rig = createRig();
    const ticker = rig.client.subscribeTicker('BTC/USD');
    const why = failure(ticker.ready);
    await rig.client.close();
    expect(await why).toBeInstanceOf(ConnectionError);
    expect(await why).toMatchObject({ message: 'no subscription: the client was closed' });
    expect(ticker.state).toBe('closed');
  });
});

describe('unsubscribing', () => {
  it('twice is the same as once', async () => {
    await using rig = createRig({}, { latencyMs: 20 });
    const ticker = rig.client.subscribeTicker('BTC/USD');
    rig.client.subscribeTicker('ETH/USD');
    const states: string[] = [];
    ticker.on('state', (state) => states.push(state));
    await rig.clock.run(1000);
    const [first, second] = [ticker.unsubscribe(), ticker.unsubscribe()];
    expect(first).toBe(second);
    await rig.clock.run(100);
    await first;
    await ticker.unsubscribe();
    expect(states).toEqual(['live', 'closed']);
    expect(rig.sent.filter((text) => text.includes('"unsubscribe"'))).toHaveLength(1);
  });

  it('while the answer is on its way tells so, and leaves nothing subscribed', async () => {
    await using rig = createRig({}, { latencyMs: 20 });
    const ticker = rig.client.subscribeTicker('BTC/USD');
    rig.client.subscribeTicker('ETH/USD');
    const why = failure(ticker.ready);
    await rig.clock.run(50);
    expect(rig.sent).toHaveLength(1);
    void ticker.unsubscribe();
    expect(await why).toMatchObject({ message: 'no subscription: it was unsubscribed before the exchange answered' });
    await rig.clock.run(1000);
    expect(rig.simulator.exchange.subscriptions.flat()).toMatchObject([{ symbol: 'ETH/USD' }]);
  });

  it('of what was refused is done at once, and says once that it is closed', async () => {
    await using rig = createRig();
    const ticker = rig.client.subscribeTicker('NOPE/USD');
    const told: string[] = [];
    ticker.on('state', (state) => told.push(state));
    ticker.on('refused', () => {
      told.push('refused');
      void ticker.unsubscribe();
    });
    await rig.clock.run(1000);
    await ticker.unsubscribe();
    expect(told).toEqual(['refused', 'closed']);
    expect(await failure(ticker.ready)).toBeInstanceOf(RequestError);
  });

  it('while disconnected is done at once, and nothing comes back', async () => {
    await using rig = createRig();
    const ticker = rig.client.subscribeTicker('BTC/USD');
    rig.client.subscribeTicker('ETH/USD');
    await rig.clock.run(1000);
    rig.simulator.faults.inject({ type: 'drop' });
    await rig.clock.run(0);
    expect(ticker.state).toBe('stale');
    await ticker.unsubscribe();
    await rig.clock.run(5000);
    expect(rig.simulator.exchange.subscriptions.flat()).toMatchObject([{ symbol: 'ETH/USD' }]);
  });

  it('happens when a loop is left, and with `await using`', async () => {
    await using rig = createRig();
    const loop = (async () => {
      for await (const _ of rig.client.subscribeTicker('BTC/USD')) break;
    })();
    await rig.clock.run(1000);
    await loop;
    const scope = (async () => {
      await using ticker = rig.client.subscribeTicker('ETH/USD');
      await ticker.ready;
    })();
    await rig.clock.run(1000);
    await scope;
    expect(rig.simulator.exchange.subscriptions.flat()).toEqual([]);
  });

  it('in its own listener, and in that of another, lets no later data through', async () => {
    await using rig = createRig();
    const first = rig.client.subscribeTicker('BTC/USD');
    const second = rig.client.subscribeTicker('BTC/USD');
    let heard = 0;
    first.on('data', () => void second.unsubscribe());
    second.on('data', () => heard++);
    await rig.clock.run(2000);
    expect(heard).toBe(0);
    expect(first.state).toBe('live');
    const third = rig.client.subscribeTicker('BTC/USD').on('gap', () => heard++);
    first.on('gap', () => void third.unsubscribe());
    rig.simulator.faults.inject({ type: 'drop' });
    await rig.clock.run(2000);
    expect([heard, third.state]).toEqual([0, 'closed']);
    first.once('data', () => void first.unsubscribe());
    await rig.clock.run(2000);
    expect(first.state).toBe('closed');
    expect(rig.told.filter((line) => line.startsWith('error'))).toEqual(['error: ConnectionError']);
  });
});

describe('a signal', () => {
  it('that had aborted asks for nothing, not even a connection', async () => {
    await using rig = createRig();
    const signal = AbortSignal.abort(new Error('too late'));
    const ticker = rig.client.subscribeTicker('BTC/USD', { signal });
    const book = rig.client.book('BTC/USD', { signal });
    const books = rig.client.subscribeBook(['BTC/USD', 'ETH/USD'], { signal });
    expect([ticker.state, book.state, books.state]).toEqual(['closed', 'closed', 'closed']);
    for (const each of [ticker, book, books]) {
      await expect(each.ready).rejects.toMatchObject({ message: 'too late' });
      await expect(each[Symbol.asyncIterator]().next()).rejects.toMatchObject({ message: 'too late' });
      await each.unsubscribe();
    }
    await rig.clock.run(1000);
    expect(rig.told).toEqual([]);
  });

  it('that aborts while a refusal is told is why later iterations fail', async () => {
    await using rig = createRig();
    const controller = new AbortController();
    const tickers = rig.client.subscribeTicker(['NOPE/USD', 'BTC/USD'], { signal: controller.signal });
    const reason = new Error('no use without it');
    tickers.on('refused', () => controller.abort(reason));
    await rig.clock.run(1000);
    expect(tickers.state).toBe('closed');
    expect(await failure(tickers[Symbol.asyncIterator]().next())).toBe(reason);
  });

  it('that aborts while a change of state is told is why later iterations fail', async () => {
    await using rig = createRig();
    const controller = new AbortController();
    const ticker = rig.client.subscribeTicker('BTC/USD', { signal: controller.signal });
    const reason = new Error('enough');
    ticker.on('state', () => controller.abort(reason));
    await rig.clock.run(1000);
    expect(await failure(ticker[Symbol.asyncIterator]().next())).toBe(reason);
  });

  it('that aborts before the answer rejects, after it ends all iterations, each with its reason', async () => {
    await using rig = createRig();
    const [early, late] = [new AbortController(), new AbortController()];
    const first = rig.client.subscribeTicker('BTC/USD', { signal: early.signal });
    const second = rig.client.subscribeTicker('ETH/USD', { signal: late.signal });
    const loops = [0, 1].map(async () => {
      for await (const _ of second);
    });
    early.abort(new Error('changed my mind'));
    expect(await failure(first.ready)).toMatchObject({ message: 'changed my mind' });
    await rig.clock.run(1000);
    late.abort(new Error('seen enough'));
    for (const loop of loops) expect(await failure(loop)).toMatchObject({ message: 'seen enough' });
    await second.ready;
  });

  it.each(['unsubscribe', 'refuse', 'close', 'abort'])('has no listener left after %s', async (how) => {
    await using rig = createRig();
    const { controller, signal, listeners } = counted();
    const symbol = how === 'refuse' ? 'NOPE/USD' : 'BTC/USD';
    const ticker = rig.client.subscribeTicker(symbol, { signal });
    const book = rig.client.book(symbol, { signal });
    expect(listeners()).toBe(2);
    await rig.clock.run(1000);
    if (how === 'unsubscribe') for (const each of [ticker, book]) void each.unsubscribe();
    else if (how === 'close') await rig.client.close();
    else if (how === 'abort') controller.abort();
    await rig.clock.run(1000);
    expect(listeners()).toBe(0);
  });

  it('of a client is let go when the client is closed', async () => {
    const { signal, listeners } = counted();
    await using rig = createRig({ signal });
    expect(listeners()).toBe(1);
    await rig.client.close();
    expect(listeners()).toBe(0);
  });
});

describe('listening', () => {
  it('once is once, and off is off', async () => {
    await using rig = createRig();
    const ticker = rig.client.subscribeTicker('BTC/USD');
    let [once, on] = [0, 0];
    const listener = () => on++;
    ticker.once('data', () => once++).on('data', listener);
    await rig.clock.run(5000);
    const before = on;
    ticker.off('data', listener);
    await rig.clock.run(5000);
    expect([once, on]).toEqual([1, before]);
    expect(before).toBeGreaterThan(1);
  });

  it('and iterating tell the same', async () => {
    await using rig = createRig();
    const ticker = rig.client.subscribeTicker(['BTC/USD', 'ETH/USD']);
    const heard: (TickerEvent | Gap)[] = [];
    const seen: (TickerEvent | Gap)[] = [];
    ticker.on('data', (event) => heard.push(event)).on('gap', (gap) => heard.push(gap));
    const loop = (async () => {
      for await (const event of ticker) seen.push(event);
    })();
    await rig.clock.run(2000);
    rig.simulator.faults.inject({ type: 'drop' });
    await rig.clock.run(5000);
    void ticker.unsubscribe();
    await loop;
    expect(seen).toEqual(heard);
    expect(new Set(seen.map(({ type }) => type))).toEqual(new Set(['snapshot', 'update', 'gap']));
  });

  it.each<[string, (ticker: ReturnType<ReturnType<typeof createRig>['client']['subscribeTicker']>) => unknown, string]>(
    [
      [
        'an event that there is not',
        (ticker) => ticker.on('update' as 'data', () => {}),
        "event: expected one of 'data', ",
      ],
      [
        'no listener',
        (ticker) => ticker.on('data', undefined as never),
        'listener: expected a function, received undefined',
      ],
      [
        'no listener, once',
        (ticker) => ticker.once('gap', null as never),
        'listener: expected a function, received null',
      ],
    ],
  )('to %s is refused', async (_, listen, message) => {
    await using rig = createRig();
    const ticker = rig.client.subscribeTicker('BTC/USD');
    expect(() => listen(ticker)).toThrow(message);
    expect(() => ticker.off('data', undefined as never)).not.toThrow();
  });
});

describe('a consumer', () => {
  it('that never reads costs no more memory, and is told what it has missed', async () => {
    await using rig = createRig({}, { rate: 200 });
    const ticker = rig.client.subscribeTicker(['BTC/USD', 'ETH/USD'], { eventTrigger: 'bbo', buffer: 10 });
    let all = 0;
    ticker.on('data', () => all++);
    const iterator = ticker[Symbol.asyncIterator]();
    await rig.clock.run(10_000);
    expect(ticker.dropped).toBe(all - 10);
    const { value: gap } = await iterator.next();
    expect(gap).toMatchObject({ type: 'gap', reason: `slow consumer, ${all - 10} events dropped`, symbol: undefined });
    void ticker.unsubscribe();
    let rest = 0;
    for await (const event of iterator) if (event.type !== 'gap') rest++;
    expect(rest).toBe(10);
  });

  it('that holds a gap that fell out still knows the channel and how many trades were missed', async () => {
    await using rig = createRig({}, { rate: 300, symbols: ['BTC/USD'] });
    const trades = rig.client.subscribeTrades('BTC/USD', { buffer: 1 });
    const iterator = trades[Symbol.asyncIterator]();
    const gaps: Gap[] = [];
    trades.on('gap', (gap) => gaps.push(gap));
    await rig.clock.run(2000);
    rig.simulator.faults.inject({ type: 'lose', channel: 'trade', count: 150 });
    await rig.clock.run(60_000);
    expect(gaps).toMatchObject([{ channel: 'trade', symbol: 'BTC/USD', missed: expect.any(Number) }]);
    const { value } = await iterator.next();
    expect(value).toMatchObject({ type: 'gap', channel: 'trade', symbol: 'BTC/USD', missed: gaps[0]!.missed });
  });
});

describe('a book that was given up', () => {
  it('reads as empty, also where somebody else holds the same', async () => {
    await using rig = createRig();
    const mine = rig.client.book('BTC/USD');
    const many = rig.client.subscribeBook('BTC/USD');
    const theirs = rig.client.book('BTC/USD');
    await rig.clock.run(1000);
    expect(mine.snapshot().state).toBe('live');
    await Promise.all([mine.unsubscribe(), many.unsubscribe()]);
    expect([mine.state, mine.bids.length, mine.snapshot().state]).toEqual(['closed', 0, 'closed']);
    expect(many.books.get('BTC/USD')?.state).toBe('closed');
    expect(theirs.bids.length).toBe(10);
  });

  it('and one that comes late tells that it is live', async () => {
    await using rig = createRig();
    rig.client.book('BTC/USD');
    await rig.clock.run(1000);
    const states: string[] = [];
    rig.client.book('BTC/USD').on('state', (state) => states.push(state));
    await rig.clock.run(0);
    expect(states).toEqual(['live']);
  });
});
