/**
 * Makes sense of any text that a v2 endpoint sends. Never throws.
 */
import { parseJson } from '../../decimal/json.js';
import { ProtocolError, type ProtocolErrorFacts } from '../../errors.js';
import type { Asset, Candle, InvalidMessage, Level, Message, Pair, Trade } from '../message.js';
import { decimalOf, explain, identifierOf, integerOf, isObject, type Shape, type WireObject } from '../shape.js';
import {
  acknowledgedFrame,
  bookFrame,
  instrumentFrame,
  ohlcFrame,
  pongFrame,
  refusedFrame,
  statusFrame,
  tickerFrame,
  tradeFrame,
} from './frames.js';

export function decode(text: string): Message {
  let frame: unknown;
  try {
    frame = parseJson(text);
  } catch {
    return invalid(text, { path: '', expected: 'JSON', received: `${text.length} characters that are not` });
  }
  if (!isObject(frame)) return invalid(text, { path: '', expected: 'a JSON object', received: 'another value' });
  const { method, channel } = frame;
  // A refused private subscription has both.
  if (typeof method === 'string') return decodeAnswer(text, method, frame);
  if (typeof channel === 'string') return decodeStream(text, channel, frame);
  // The shape of an old notice.
  if (typeof frame['Error'] === 'string') return { type: 'refused', method: 'error', error: frame['Error'] };
  return { type: 'unknown' };
}

function decodeStream(text: string, channel: string, frame: WireObject): Message {
  switch (channel) {
    case 'heartbeat':
      return { type: 'heartbeat' };
    case 'book':
      return checked(text, bookFrame, frame, bookOf);
    case 'ticker':
      return checked(text, tickerFrame, frame, tickerOf);
    case 'trade':
      return checked(text, tradeFrame, frame, tradeMessageOf);
    case 'ohlc':
      return checked(text, ohlcFrame, frame, ohlcOf);
    case 'status':
      return checked(text, statusFrame, frame, statusOf);
    case 'instrument':
      return checked(text, instrumentFrame, frame, instrumentOf);
    default:
      return { type: 'unknown', channel };
  }
}

function decodeAnswer(text: string, method: string, frame: WireObject): Message {
  if (method === 'pong') return checked(text, pongFrame, frame, pongOf);
  if (frame['success'] === false) return checked(text, refusedFrame, frame, refusedOf);
  if (method === 'subscribe' || method === 'unsubscribe') {
    return checked(text, acknowledgedFrame, frame, acknowledgedOf);
  }
  return { type: 'unknown', method };
}

function checked(text: string, shape: Shape, frame: WireObject, read: (frame: WireObject) => Message): Message {
  return shape.accepts(frame) ? read(frame) : invalid(text, explain(shape, frame));
}

function bookOf(frame: WireObject): Message {
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

function tickerOf(frame: WireObject): Message {
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

function tradeMessageOf(frame: WireObject): Message {
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

function ohlcOf(frame: WireObject): Message {
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

function statusOf(frame: WireObject): Message {
  const data = (frame['data'] as WireObject[])[0]!;
  return {
    type: 'status',
    system: data['system'] as string,
    version: data['version'] as string,
    apiVersion: data['api_version'] as string,
    connectionId: maybe(data['connection_id'], identifierOf),
  };
}

function instrumentOf(frame: WireObject): Message {
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

function pongOf(frame: WireObject): Message {
  return { type: 'pong', reqId: maybe(frame['req_id'], integerOf), ...timesOf(frame) };
}

function acknowledgedOf(frame: WireObject): Message {
  const result = frame['result'] as WireObject;
  return {
    type: frame['method'] === 'subscribe' ? 'subscribed' : 'unsubscribed',
    reqId: maybe(frame['req_id'], integerOf),
    result: {
      channel: result['channel'] as string,
      symbol: result['symbol'] as string | undefined,
      depth: maybe(result['depth'], integerOf),
      eventTrigger: result['event_trigger'] as string | undefined,
      interval: maybe(result['interval'], integerOf),
      snapshot: result['snapshot'] as boolean | undefined,
      warnings: result['warnings'] as string[] | undefined,
    },
    ...timesOf(frame),
  };
}

function refusedOf(frame: WireObject): Message {
  return {
    type: 'refused',
    method: frame['method'] as string,
    error: frame['error'] as string,
    reqId: maybe(frame['req_id'], integerOf),
    symbol: frame['symbol'] as string | undefined,
    ...timesOf(frame),
  };
}

function timesOf(frame: WireObject): { timeIn: string; timeOut: string } {
  return { timeIn: frame['time_in'] as string, timeOut: frame['time_out'] as string };
}

function maybe<T>(value: unknown, read: (value: unknown) => T): T | undefined {
  return value === undefined ? undefined : read(value);
}

/** How far into a broken frame its channel and symbol are looked for. */
const HEAD = 500;

/** A frame that makes no sense. What it seems to be about is guessed from its head, so that a book can be resynchronised. */
function invalid(text: string, facts: Pick<ProtocolErrorFacts, 'path' | 'expected' | 'received'>): InvalidMessage {
  const head = text.slice(0, HEAD);
  const channel = /"channel"\s*:\s*"([^"\\]{1,32})"/.exec(head)?.[1];
  const symbol = /"symbol"\s*:\s*"([^"\\]{1,32})"/.exec(head)?.[1];
  return { type: 'invalid', error: new ProtocolError({ ...facts, frame: text, channel, symbol }) };
}
