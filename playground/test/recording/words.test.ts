import { readRecording } from '@kraken-stream/simulator';
import { describe, expect, it } from 'vitest';
import { contents, count, duration, fileName, position, unreadWords } from '../../src/recording/words.js';

describe('what is said of recordings', () => {
  it.each([
    [0, '0.0 s', '0:00'],
    [4260, '4.2 s', '0:04'],
    [59_999, '59.9 s', '0:59'],
    [187_000, '3:07', '3:07'],
    [3_723_000, '1:02:03', '1:02:03'],
  ])('is of %d ms that they take %s, and that it is %s', (ms, long, at) => {
    expect([duration(ms), position(ms)]).toEqual([long, at]);
  });

  it('counts', () => {
    expect([count(1, 'line'), count(1200, 'line')]).toEqual(['1 line', '1,200 lines']);
  });

  it('names their books, and what else there is', () => {
    const { books, others } = contents([
      { channel: 'book', symbol: 'BTC/USD', depth: 25 },
      { channel: 'status' },
      { channel: 'ticker', symbol: 'BTC/USD' },
      { channel: 'ticker', symbol: 'ETH/USD' },
      { channel: 'executions' },
    ]);
    expect([books, others]).toEqual(['BTC/USD (25 levels)', 'tickers, an account (not played)']);
    expect(contents([])).toEqual({ books: 'none', others: 'none' });
  });

  it('names the first line that was left out, and how many more', () => {
    const frame = '{"channel":"heartbeat"}';
    expect(unreadWords(readRecording([frame]))).toBe('');
    expect(unreadWords(readRecording([frame, 'x']))).toMatch(/^Left out: line 2 \(frame: expected JSON.*\)\.$/);
    expect(unreadWords(readRecording([frame, 'x', 'y', 'z']))).toMatch(/ and 2 more lines\.$/);
  });

  it('names files by the time', () => {
    expect(fileName(Date.UTC(2026, 7, 1, 2, 3, 4))).toBe('kraken-stream-2026-08-01T02-03-04.ndjson');
  });
});
