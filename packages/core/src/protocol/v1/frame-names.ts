/** What the exchange calls a channel in the frames of one symbol. */
import { OHLC_INTERVALS } from '../request.js';

/** `book-10`, `ohlc-5`; what is left out has the exchange's own choice. */
export function frameName(channel: string, number: number | undefined): string {
  if (channel === 'book') return `book-${number ?? 10}`;
  return channel === 'ohlc' ? `ohlc-${number ?? 1}` : channel;
}

/**
 * As in recordings: each pair has sixteen numbers, its book the first, its candles of each length the last nine. It is
 * out of use, but there are clients that route by it.
 */
export function channelId(channel: string, symbol: string, interval: number | undefined): number {
  const lengths: readonly number[] = OHLC_INTERVALS;
  return bookId(symbol) + (OFFSETS.get(channel) ?? 7 + lengths.indexOf(interval ?? 1));
}

/** That of a pair's book. */
export function bookId(symbol: string): number {
  let hash = 0;
  for (let i = 0; i < symbol.length; i++) hash = (31 * hash + symbol.charCodeAt(i)) & 0xfffff;
  return 16 * hash;
}

const OFFSETS: ReadonlyMap<string, number> = /* @__PURE__ */ new Map([
  ['book', 0],
  ['trade', 1],
  ['ticker', 4],
  ['spread', 5],
]);
