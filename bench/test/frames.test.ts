import { v2 } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { snapshotFeed, updateFeed } from '../src/frames.js';
import { mixOf } from '../src/mix.js';
import { mixture } from '../src/mixture.js';
import { twentySymbols } from '../src/scenarios.js';

describe('the measured frames', () => {
  it.each([
    { symbols: ['BTC/USD'], depth: 10 as const },
    { symbols: ['BTC/USD'], depth: 1000 as const },
    { symbols: twentySymbols(), depth: 100 as const },
  ])('change mostly the top 20 levels, few levels a frame, at depth $depth', ({ symbols, depth }) => {
    const mix = mixOf(updateFeed({ symbols, depth, count: 5000 }));
    expect(mix.frames).toBe(5000);
    expect(mix.top20).toBeGreaterThan(0.9);
    expect(mix.oneToThree).toBeGreaterThan(0.95);
    expect(mix.mostChanges).toBeGreaterThan(5);
    expect(mix.removals).toBeGreaterThan(0.15);
    expect(mix.refills).toBeGreaterThan(0.1);
  });

  it('have prices of several precisions when there are several symbols', () => {
    const [fewest, most] = mixOf(updateFeed({ symbols: twentySymbols(), depth: 100, count: 2000 })).decimals;
    expect(most - fewest).toBeGreaterThan(3);
  });

  it('are twenty symbols, each with its own snapshot, interleaved', () => {
    const { topics, snapshots, frames } = updateFeed({ symbols: twentySymbols(), depth: 100, count: 2000 });
    expect(new Set(topics.map(({ symbol }) => symbol)).size).toBe(20);
    expect(snapshots).toHaveLength(20);
    const symbols = frames.map((text) => /"symbol":"([^"]+)"/.exec(text)?.[1]);
    const changesOfSymbol = symbols.filter((symbol, i) => i > 0 && symbol !== symbols[i - 1]).length;
    expect(changesOfSymbol).toBeGreaterThan(1000);
  });

  it('are the same every time', () => {
    const feed = () => updateFeed({ symbols: ['BTC/USD'], depth: 10, count: 300 });
    expect(feed()).toEqual(feed());
  });

  it('are, as snapshots, all different and full', () => {
    const { frames } = snapshotFeed({ symbols: ['BTC/USD', 'XRP/USD'], depth: 1000, count: 6 });
    expect(new Set(frames).size).toBe(6);
    for (const text of frames) {
      const message = v2.decode(text);
      if (message.type !== 'book') throw new Error('expected a book frame');
      expect([message.bids.length, message.asks.length]).toEqual([1000, 1000]);
    }
  });

  it('are, as a mixture, of every kind that the general codec knows, and nothing else', () => {
    const kinds = new Set<string>(mixture(6000).map((text) => v2.decode(text).type));
    expect([...kinds].sort()).toEqual(
      [
        ...['book', 'heartbeat', 'instrument', 'pong', 'refused', 'status', 'subscribed', 'unsubscribed'],
        ...['ohlc', 'ticker', 'trade'],
      ].sort(),
    );
  });
});
