/**
 * The shapes of v2's frames, in the words of the wire. Members that are not named here are ignored.
 * https://docs.kraken.com/api/docs/websocket-v2/
 */
import {
  checksum,
  decimal,
  flag,
  frameType,
  identifier,
  integer,
  list,
  optional,
  price,
  quantity,
  record,
  side,
  single,
  success,
  text,
} from '../shape.js';

const level = record({ price, qty: quantity });

export const bookFrame = record({
  type: frameType,
  data: single(record({ symbol: text, bids: list(level), asks: list(level), checksum, timestamp: optional(text) })),
});

export const tickerFrame = record({
  type: frameType,
  data: single(
    record({
      symbol: text,
      bid: quantity,
      bid_qty: quantity,
      ask: quantity,
      ask_qty: quantity,
      last: quantity,
      volume: quantity,
      vwap: quantity,
      low: quantity,
      high: quantity,
      change: decimal,
      change_pct: decimal,
      volume_usd: optional(quantity),
      trades: optional(integer),
      timestamp: optional(text),
    }),
  ),
});

export const tradeFrame = record({
  type: frameType,
  data: list(record({ symbol: text, side, price, qty: quantity, ord_type: text, trade_id: integer, timestamp: text })),
});

export const ohlcFrame = record({
  type: frameType,
  timestamp: optional(text),
  data: list(
    record({
      symbol: text,
      open: price,
      high: price,
      low: price,
      close: price,
      vwap: quantity,
      volume: quantity,
      trades: integer,
      interval_begin: text,
      interval: integer,
      timestamp: optional(text),
    }),
  ),
});

export const statusFrame = record({
  data: single(record({ system: text, version: text, api_version: text, connection_id: optional(identifier) })),
});

const asset = record({
  id: text,
  status: text,
  precision: integer,
  precision_display: integer,
  borrowable: flag,
  collateral_value: decimal,
  margin_rate: optional(decimal),
  multiplier: optional(decimal),
  class: optional(text),
});

const pair = record({
  symbol: text,
  base: text,
  quote: text,
  status: text,
  qty_precision: integer,
  qty_increment: quantity,
  qty_min: quantity,
  price_precision: integer,
  price_increment: quantity,
  cost_precision: integer,
  cost_min: quantity,
  marginable: flag,
  has_index: flag,
  margin_initial: optional(decimal),
  position_limit_long: optional(integer),
  position_limit_short: optional(integer),
  tick_size: optional(quantity),
  ws_display_price_precision: optional(integer),
});

export const instrumentFrame = record({
  type: frameType,
  data: record({ assets: list(asset), pairs: list(pair) }),
});

export const pongFrame = record({ req_id: optional(integer), time_in: text, time_out: text });

/** Success must be said: silence about it is none. */
export const acknowledgedFrame = record({
  success,
  req_id: optional(integer),
  time_in: text,
  time_out: text,
  result: record({
    channel: text,
    symbol: optional(text),
    depth: optional(integer),
    event_trigger: optional(text),
    interval: optional(integer),
    snapshot: optional(flag),
    snap_orders: optional(flag),
    snap_trades: optional(flag),
    maxratecount: optional(integer),
    warnings: optional(list(text)),
  }),
});

/** A frame with neither a channel nor a method is unknown; one in which they are no strings is wrong. */
export const namelessFrame = record({ channel: optional(text), method: optional(text) });

export const refusedFrame = record({
  error: text,
  method: text,
  req_id: optional(integer),
  symbol: optional(text),
  time_in: optional(text),
  time_out: optional(text),
});
