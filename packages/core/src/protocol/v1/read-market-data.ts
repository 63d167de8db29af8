/** Frames of market data as messages. What comes in has the shape of its channel, in frames.ts. */
import { divideDecimals, isZero, multiplyDecimals, subtractDecimals } from '../../decimal/decimal.js';
import type { BookMessage, Message } from '../message.js';
import { reading, type Shape } from '../shape.js';
import { type BookMap, ohlcFrame, spreadFrame, tickerFrame, tradeFrame } from './frames.js';
import { beginOf, timeOf } from './times.js';

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

/** What a frame says, of which pair; of a candle, of how many minutes. */
type Told = (symbol: string, minutes: number) => Message;

/** The channels but that of books, each with what its frames say. */
export const STREAMS: ReadonlyMap<string, Shape<Told>> = /* @__PURE__ */ new Map([
  [
    'ticker',
    /* @__PURE__ */ reading(tickerFrame, ([, { a, b, c, v, p, t, l, h, o }]): Told => {
      const [last, lastQty] = c;
      const open = o[1];
      const change = subtractDecimals(last, open);
      const prices = { bid: b[0], bidQty: b[2], ask: a[0], askQty: a[2], last, lastQty };
      const day = { volume: v[1], vwap: p[1], low: l[1], high: h[1], open, trades: t[1] };
      const today = { volume: v[0], vwap: p[0], low: l[0], high: h[0], open: o[0], trades: t[0] };
      const changes = { change, changePct: percent(change, open) };
      return (symbol) => ({ type: 'ticker', data: { symbol, ...prices, ...day, ...changes, today } });
    }),
  ],
  [
    'spread',
    /* @__PURE__ */ reading(spreadFrame, ([, [bid, ask, timestamp, bidQty, askQty]]): Told => {
      return (symbol) => ({ type: 'spread', data: { symbol, bid, bidQty, ask, askQty, timestamp } });
    }),
  ],
  [
    'trade',
    /* @__PURE__ */ reading(tradeFrame, ([, trades]): Told => {
      const told = trades.map(([price, qty, timestamp, side, type, misc]) => {
        const ordType = type === 'l' ? 'limit' : type === 'm' ? 'market' : type;
        return { side, price, qty, ordType, timestamp, misc };
      });
      return (symbol) => ({ type: 'trade', snapshot: false, data: told.map((trade) => ({ symbol, ...trade })) });
    }),
  ],
  [
    'ohlc',
    /* @__PURE__ */ reading(ohlcFrame, ([, [timestamp, end, open, high, low, close, vwap, volume, trades]]): Told => {
      const prices = { open, high, low, close, vwap, volume, trades };
      return (symbol, interval) => {
        const times = { intervalBegin: beginOf(end, interval), interval, timestamp: timeOf(end) };
        return { type: 'ohlc', timestamp, data: [{ symbol, ...prices, ...times }] };
      };
    }),
  ],
]);

/** A change from `open` as v2 says it: two decimals, the half away from zero. */
function percent(change: string, open: string): string {
  if (isZero(open)) return '0.00';
  const size = change.replace('-', '');
  const rounded = divideDecimals(multiplyDecimals(size, '100'), open, 2);
  return size === change || isZero(rounded) ? rounded : `-${rounded}`;
}
