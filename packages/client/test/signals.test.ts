import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createRig } from './rig.js';

describe('a signal that outlives what it was given to', () => {
  const waiting = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;

  it('is let go by a subscription of which every symbol was refused', async () => {
    await using rig = createRig();
    const { signal } = new AbortController();
    const tickers = rig.client.subscribeTicker(['NOPE/USD', 'NIX/USD'], { signal });
    expect(waiting(signal)).toBe(1);
    await rig.clock.run(500);
    expect(tickers.state).toBe('closed');
    expect(waiting(signal)).toBe(0);
  });

  it('is still heard by a subscription of which one symbol lives', async () => {
    await using rig = createRig();
    const controller = new AbortController();
    const tickers = rig.client.subscribeTicker(['NOPE/USD', 'BTC/USD'], { signal: controller.signal });
    await rig.clock.run(500);
    expect(tickers.state).toBe('live');
    controller.abort();
    expect(tickers.state).toBe('closed');
  });

  it('is let go by a client that was closed, and by its subscriptions', async () => {
    await using rig = createRig();
    const { signal } = new AbortController();
    rig.client.subscribeTicker('BTC/USD', { signal });
    const book = rig.client.book('BTC/USD', { signal });
    await rig.clock.run(500);
    await rig.client.close();
    expect(book.state).toBe('closed');
    expect(waiting(signal)).toBe(0);
  });

  it('is let go by a client that was closed before it aborted', async () => {
    const { signal } = new AbortController();
    await using rig = createRig({ signal });
    expect(waiting(signal)).toBe(1);
    await rig.client.close();
    expect(waiting(signal)).toBe(0);
  });
});
