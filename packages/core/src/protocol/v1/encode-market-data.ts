/** Frames of market data but books as the exchange sends them, byte for byte as recorded. */
import { subtractDecimals } from '../../decimal/decimal.js';
import type { OhlcMessage, Spread, Ticker, Trade } from '../message.js';
import { frame, quoted } from './encode-book.js';
import { channelId, frameName } from './frame-names.js';
import { endOf, wireTime } from './times.js';

export function ticker(value: Ticker): string {
  const { ask, askQty, bid, bidQty, last, lastQty = '0.00000000', volume, vwap, trades = 0, low, high } = value;
  const open = value.open ?? subtractDecimals(last, value.change);
  const today = value.today ?? { volume, vwap, trades, low, high, open };
  return told(
    'ticker',
    value.symbol,
    `{"a":["${ask}",${lots(askQty)},"${askQty}"],"b":["${bid}",${lots(bidQty)},"${bidQty}"],"c":["${last}","${lastQty}"],` +
      `"v":["${today.volume}","${volume}"],"p":["${today.vwap}","${vwap}"],"t":[${today.trades},${trades}],` +
      `"l":["${today.low}","${low}"],"h":["${today.high}","${high}"],"o":["${today.open}","${open}"]}`,
  );
}

/** Whole ones. */
function lots(qty: string): string {
  return qty.split('.', 1)[0]!;
}

export function spread({ symbol, bid, ask, bidQty, askQty, timestamp = '' }: Spread): string {
  return told('spread', symbol, `["${bid}","${ask}",${quoted(wireTime(timestamp))},"${bidQty}","${askQty}"]`);
}

/** Trades of one symbol. */
export function trades(values: readonly Trade[]): string {
  const [first] = values;
  if (first === undefined) throw new TypeError('v1 has no frame without a trade');
  return told('trade', first.symbol, `[${values.map(trade)}]`);
}

function trade({ price, qty, timestamp, side, ordType, misc = '' }: Trade): string {
  const type = ordType === 'limit' ? 'l' : ordType === 'market' ? 'm' : ordType;
  return `["${price}","${qty}",${quoted(wireTime(timestamp))},"${side[0]}",${quoted(type)},${quoted(misc)}]`;
}

/** The last candle: v1 tells no other. */
export function candles({ timestamp, data }: OhlcMessage): string {
  const candle = data[data.length - 1];
  if (candle === undefined) throw new TypeError('v1 has no frame without a candle');
  const { symbol, open, high, low, close, vwap, volume, trades: count, intervalBegin, interval } = candle;
  const end = candle.timestamp === undefined ? endOf(intervalBegin, interval) : wireTime(candle.timestamp);
  const time = timestamp === undefined ? end : wireTime(timestamp);
  const values = [open, high, low, close, vwap, volume].map((value) => `"${value}"`);
  return told('ohlc', symbol, `[${quoted(time)},${quoted(end)},${values},${count}]`, interval);
}

function told(channel: string, symbol: string, data: string, interval?: number): string {
  return frame(channelId(channel, symbol, interval), data, frameName(channel, interval), symbol);
}
