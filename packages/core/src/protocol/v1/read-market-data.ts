/**
 * Frames of market data as messages. What comes in has the shape of its channel, in frames.ts; nothing of that is
 * checked here.
 */
import { divideDecimals, isZero, multiplyDecimals, subtractDecimals } from '../../decimal/decimal.js';
import type { BookLevel, BookMessage, Message, Trade } from '../message.js';
import { decimalOf, integerOf, maybe, type WireObject } from '../shape.js';
import { beginOf, timeOf } from './times.js';

/** An array of the wire. */
export type Values = readonly unknown[];

/** A book of the maps of its frame. */
export function bookOf(maps: readonly WireObject[], symbol: string, depth: number): BookMessage {
  const snapshot = maps.some((map) => map['as'] !== undefined || map['bs'] !== undefined);
  const [asks, bids] = (snapshot ? ['as', 'bs'] : ['a', 'b']).map((name) => levelsOf(maps, name));
  let checksum: number | undefined;
  for (const { c } of maps) if (c !== undefined) checksum = integerOf(c);
  let timestamp: string | undefined;
  // Of one length each, so that the later is the greater text.
  for (const level of [...bids!, ...asks!]) {
    if (timestamp === undefined || level.timestamp > timestamp) timestamp = level.timestamp;
  }
  return { type: 'book', snapshot, symbol, bids: bids!, asks: asks!, checksum, timestamp, depth };
}

type TimedLevel = BookLevel & { readonly timestamp: string };

function levelsOf(maps: readonly WireObject[], name: string): TimedLevel[] {
  return maps.flatMap((map) => ((map[name] ?? []) as Values[]).map(levelOf));
}

function levelOf([price, qty, time, mark]: Values): TimedLevel {
  const level = { price: decimalOf(price), qty: decimalOf(qty), timestamp: timeOf(time as string) };
  return mark === 'r' ? { ...level, republished: true } : level;
}

export function tickerOf(data: Readonly<Record<string, Values>>, symbol: string): Message {
  const of = (name: string, i: number) => decimalOf(data[name]![i]);
  const tradesOf = (i: number) => integerOf(data['t']![i]);
  const [last, open] = [of('c', 0), of('o', 1)];
  return {
    type: 'ticker',
    data: {
      symbol,
      bid: of('b', 0),
      bidQty: of('b', 2),
      ask: of('a', 0),
      askQty: of('a', 2),
      last,
      lastQty: of('c', 1),
      volume: of('v', 1),
      vwap: of('p', 1),
      low: of('l', 1),
      high: of('h', 1),
      open,
      change: subtractDecimals(last, open),
      changePct: percent(last, open),
      trades: tradesOf(1),
      today: {
        volume: of('v', 0),
        vwap: of('p', 0),
        trades: tradesOf(0),
        low: of('l', 0),
        high: of('h', 0),
        open: of('o', 0),
      },
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

export function spreadOf([bid, ask, time, bidQty, askQty]: Values, symbol: string): Message {
  return {
    type: 'spread',
    data: {
      symbol,
      bid: decimalOf(bid),
      bidQty: decimalOf(bidQty),
      ask: decimalOf(ask),
      askQty: decimalOf(askQty),
      timestamp: timeOf(time as string),
    },
  };
}

export function tradesOf(trades: readonly Values[], symbol: string): Message {
  return { type: 'trade', snapshot: false, data: trades.map((trade) => tradeOf(trade, symbol)) };
}

function tradeOf([price, qty, time, side, type, misc]: Values, symbol: string): Trade {
  return {
    symbol,
    side: side === 'b' || side === 'buy' ? 'buy' : 'sell',
    price: decimalOf(price),
    qty: decimalOf(qty),
    ordType: type === 'l' ? 'limit' : type === 'm' ? 'market' : (type as string),
    timestamp: timeOf(time as string),
    misc: maybe(misc, (value) => value as string),
  };
}

export function candleOf(data: Values, symbol: string, interval: number): Message {
  const [time, end, open, high, low, close, vwap, volume, trades] = data;
  return {
    type: 'ohlc',
    timestamp: timeOf(time as string),
    data: [
      {
        symbol,
        open: decimalOf(open),
        high: decimalOf(high),
        low: decimalOf(low),
        close: decimalOf(close),
        vwap: decimalOf(vwap),
        volume: decimalOf(volume),
        trades: integerOf(trades),
        intervalBegin: beginOf(end as string, interval),
        interval,
        timestamp: timeOf(end as string),
      },
    ],
  };
}
