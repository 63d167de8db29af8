import type { Gap, Trade } from '@kraken-stream/client';
import { describe, expect, it } from 'vitest';
import { type Entry, WaitingLine } from '../../src/tape/line.js';
import { UsualSize } from '../../src/tape/size.js';

const GAP: Gap = { type: 'gap', reason: 'the connection was lost', from: 0, to: 400 };

function trade(tradeId: number, qty = '1'): Trade {
  const timestamp = '2026-03-01T12:00:00.000000Z';
  return { symbol: 'BTC/USD', side: 'buy', price: '100', qty, ordType: 'limit', tradeId, timestamp };
}

const told = (entries: readonly Entry[]) =>
  entries.map((entry) => (entry.type === 'gap' ? 'gap' : entry.trade.tradeId));

describe('what waits for the tape', () => {
  it('keeps trades and gaps in their order, and gives each once', () => {
    const line = new WaitingLine(10);
    line.push([trade(1), trade(2)]);
    line.pushGap(GAP);
    line.push([trade(5)]);
    expect(line.trades).toBe(3);
    expect(told(line.take())).toEqual([1, 2, 'gap', 5]);
    expect(line.take()).toEqual([]);
    expect(line.trades).toBe(0);
  });

  it('is never more than fits on the tape, and counts what found no room', () => {
    const line = new WaitingLine(3);
    for (let id = 1; id <= 1000; id++) line.push([trade(id)]);
    expect(line.trades).toBe(1000);
    expect(told(line.take())).toEqual([998, 999, 1000]);
  });

  it('marks trades that are large for their market', () => {
    const line = new WaitingLine(100);
    line.push(Array.from({ length: 30 }, (_, i) => trade(i, '1.0')));
    line.push([trade(30, '3.9'), trade(31, '6')]);
    const large = line.take().filter((entry) => entry.type === 'trade' && entry.large);
    expect(told(large)).toEqual([31]);
  });
});

describe('the usual size', () => {
  it('is learned before anything is large, and forgotten with the market', () => {
    const size = new UsualSize();
    expect(size.isLarge(1)).toBe(false);
    expect(size.isLarge(1000)).toBe(false);
    for (let i = 0; i < 200; i++) size.isLarge(1);
    expect(size.isLarge(1000)).toBe(true);
    size.reset();
    expect(size.isLarge(1000)).toBe(false);
  });
});
