/**
 * Frames of market data as messages. What comes in has the shape of its channel, in frames.ts; nothing is checked here.
 */
import type { Asset, Pair } from '../instrument.js';
import type { Candle, Level, Message, Trade } from '../message.js';
import { decimalOf, integerOf, maybe, type WireObject } from '../shape.js';

export function bookOf(frame: WireObject): Message {
  const data = (frame['data'] as WireObject[])[0]!;
  return {
    type: 'book',
    snapshot: frame['type'] === 'snapshot',
    symbol: data['symbol'] as string,
    bids: levelsOf(data['bids']),
    asks: levelsOf(data['asks']),
    checksum: integerOf(data['checksum']),
    timestamp: data['timestamp'] as string | undefined,
  };
}

function levelsOf(value: unknown): Level[] {
  return (value as WireObject[]).map((level) => ({ price: decimalOf(level['price']), qty: decimalOf(level['qty']) }));
}

export function tickerOf(frame: WireObject): Message {
  const data = (frame['data'] as WireObject[])[0]!;
  return {
    type: 'ticker',
    snapshot: frame['type'] === 'snapshot',
    data: {
      symbol: data['symbol'] as string,
      bid: decimalOf(data['bid']),
      bidQty: decimalOf(data['bid_qty']),
      ask: decimalOf(data['ask']),
      askQty: decimalOf(data['ask_qty']),
      last: decimalOf(data['last']),
      volume: decimalOf(data['volume']),
      vwap: decimalOf(data['vwap']),
      low: decimalOf(data['low']),
      high: decimalOf(data['high']),
      change: decimalOf(data['change']),
      changePct: decimalOf(data['change_pct']),
      volumeUsd: maybe(data['volume_usd'], decimalOf),
      trades: maybe(data['trades'], integerOf),
      timestamp: data['timestamp'] as string | undefined,
    },
  };
}

export function tradesOf(frame: WireObject): Message {
  return {
    type: 'trade',
    snapshot: frame['type'] === 'snapshot',
    data: (frame['data'] as WireObject[]).map(tradeOf),
  };
}

function tradeOf(trade: WireObject): Trade {
  return {
    symbol: trade['symbol'] as string,
    side: trade['side'] as Trade['side'],
    price: decimalOf(trade['price']),
    qty: decimalOf(trade['qty']),
    ordType: trade['ord_type'] as string,
    tradeId: integerOf(trade['trade_id']),
    timestamp: trade['timestamp'] as string,
  };
}

export function candlesOf(frame: WireObject): Message {
  return {
    type: 'ohlc',
    snapshot: frame['type'] === 'snapshot',
    timestamp: frame['timestamp'] as string | undefined,
    data: (frame['data'] as WireObject[]).map(candleOf),
  };
}

function candleOf(candle: WireObject): Candle {
  return {
    symbol: candle['symbol'] as string,
    open: decimalOf(candle['open']),
    high: decimalOf(candle['high']),
    low: decimalOf(candle['low']),
    close: decimalOf(candle['close']),
    vwap: decimalOf(candle['vwap']),
    volume: decimalOf(candle['volume']),
    trades: integerOf(candle['trades']),
    intervalBegin: candle['interval_begin'] as string,
    interval: integerOf(candle['interval']),
    timestamp: candle['timestamp'] as string | undefined,
  };
}

export function instrumentOf(frame: WireObject): Message {
  const data = frame['data'] as { assets: WireObject[]; pairs: WireObject[] };
  return {
    type: 'instrument',
    snapshot: frame['type'] === 'snapshot',
    assets: data.assets.map(assetOf),
    pairs: data.pairs.map(pairOf),
  };
}

function assetOf(asset: WireObject): Asset {
  return {
    id: asset['id'] as string,
    status: asset['status'] as string,
    precision: integerOf(asset['precision']),
    precisionDisplay: integerOf(asset['precision_display']),
    borrowable: asset['borrowable'] as boolean,
    collateralValue: decimalOf(asset['collateral_value']),
    marginRate: maybe(asset['margin_rate'], decimalOf),
    multiplier: maybe(asset['multiplier'], decimalOf),
    class: asset['class'] as string | undefined,
  };
}

function pairOf(pair: WireObject): Pair {
  return {
    symbol: pair['symbol'] as string,
    base: pair['base'] as string,
    quote: pair['quote'] as string,
    status: pair['status'] as string,
    qtyPrecision: integerOf(pair['qty_precision']),
    qtyIncrement: decimalOf(pair['qty_increment']),
    qtyMin: decimalOf(pair['qty_min']),
    pricePrecision: integerOf(pair['price_precision']),
    priceIncrement: decimalOf(pair['price_increment']),
    costPrecision: integerOf(pair['cost_precision']),
    costMin: decimalOf(pair['cost_min']),
    marginable: pair['marginable'] as boolean,
    hasIndex: pair['has_index'] as boolean,
    marginInitial: maybe(pair['margin_initial'], decimalOf),
    positionLimitLong: maybe(pair['position_limit_long'], integerOf),
    positionLimitShort: maybe(pair['position_limit_short'], integerOf),
    tickSize: maybe(pair['tick_size'], decimalOf),
    wsDisplayPricePrecision: maybe(pair['ws_display_price_precision'], integerOf),
  };
}
