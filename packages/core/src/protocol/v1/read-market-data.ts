/** Frames of market data as messages. What comes in has the shape of its channel, in frames.ts. */
import { divideDecimals, isZero, multiplyDecimals, subtractDecimals } from '../../decimal/decimal.js';
import type { BookMessage, Message } from '../message.js';
import type { Read } from '../shape.js';
import type { BookMap, ohlcFrame, spreadFrame, tickerFrame, tradeFrame } from './frames.js';
import { beginOf, timeOf } from './times.js';

/** What of a frame is data. */
type Data<S> = Read<S> extends readonly [unknown, infer D] ? D : never;

/** A book of the maps of its frame. */
export function bookOf(maps: readonly BookMap[], symbol: string, depth: number): BookMessage {
  const snapshot = maps.some((map) => map.as !== undefined || map.bs !== undefined);
  const of = (name: 'as' | 'bs' | 'a' | 'b') => maps.flatMap((map) => map[name] ?? []);
  const [asks, bids] = snapshot ? [of('as'), of('bs')] : [of('a'), of('b')];
  let checksum: number | undefined;
  for (const { c } of maps) if (c !== undefined) checksum = c;
  let timestamp: string | undefined;
  // Of one length each, so that the later is the greater text.
  for (const level of [...bids, ...asks]) {
    if (timestamp === undefined || level.timestamp > timestamp) timestamp = level.timestamp;
  }
  return { type: 'book', snapshot, symbol, bids, asks, checksum, timestamp, depth };
}

export function tickerOf({ a, b, c, v, p, t, l, h, o }: Data<typeof tickerFrame>, symbol: string): Message {
  const [last, open] = [c[0], o[1]];
  return {
    type: 'ticker',
    data: {
      symbol,
      bid: b[0],
      bidQty: b[2],
      ask: a[0],
      askQty: a[2],
      last,
      lastQty: c[1],
      volume: v[1],
      vwap: p[1],
      low: l[1],
      high: h[1],
      open,
      change: subtractDecimals(last, open),
      changePct: percent(last, open),
      trades: t[1],
      today: { volume: v[0], vwap: p[0], trades: t[0], low: l[0], high: h[0], open: o[0] },
    },
  };
}

/** The change from `open` to `last` as v2 says it: two decimals, the half away from zero. */
function percent(last: string, open: string): string {
  if (isZero(open)) return '0.00';
  const change = subtractDecimals(last, open);
  const size = change.replace('-', '');
  const rounded = divideDecimals(multiplyDecimals(size, '100'), open, 2);
  return size === change || isZero(rounded) ? rounded : `-${rounded}`;
}

export function spreadOf(data: Data<typeof spreadFrame>, symbol: string): Message {
  const [bid, ask, timestamp, bidQty, askQty] = data;
  return { type: 'spread', data: { symbol, bid, bidQty, ask, askQty, timestamp } };
}

export function tradesOf(trades: Data<typeof tradeFrame>, symbol: string): Message {
  const data = trades.map(([price, qty, timestamp, side, type, misc]) => {
    const ordType = type === 'l' ? 'limit' : type === 'm' ? 'market' : type;
    return { symbol, side, price, qty, ordType, timestamp, misc };
  });
  return { type: 'trade', snapshot: false, data };
}

export function candleOf(data: Data<typeof ohlcFrame>, symbol: string, interval: number): Message {
  const [time, end, open, high, low, close, vwap, volume, trades] = data;
  const prices = { open, high, low, close, vwap, volume };
  const times = { intervalBegin: beginOf(end, interval), interval, timestamp: timeOf(end) };
  return { type: 'ohlc', timestamp: time, data: [{ symbol, ...prices, trades, ...times }] };
}
