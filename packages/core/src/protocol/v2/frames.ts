/**
 * The shapes of v2's frames. Members that are not named here are ignored.
 * https://docs.kraken.com/api/docs/websocket-v2/
 */
import {
  checksum,
  choice,
  decimal,
  flag,
  identifier,
  integer,
  list,
  type Names,
  optional,
  price,
  quantity,
  reading,
  record,
  side,
  single,
  success,
  text,
} from '../shape.js';

/** Whether a frame tells a whole or a change. */
export const snapshot = reading(choice('snapshot', 'update'), (type) => type === 'snapshot');
/** What it is called on the wire. */
export const TYPE: Names = { snapshot: 'type' };

const level = record({ price, qty: quantity });

export const bookFrame = record(
  {
    snapshot,
    data: single(record({ symbol: text, bids: list(level), asks: list(level), checksum, timestamp: optional(text) })),
  },
  TYPE,
);

export const tickerFrame = record(
  {
    snapshot,
    data: single(
      record({
        symbol: text,
        bid: quantity,
        bidQty: quantity,
        ask: quantity,
        askQty: quantity,
        last: quantity,
        volume: quantity,
        vwap: quantity,
        low: quantity,
        high: quantity,
        change: decimal,
        changePct: decimal,
        volumeUsd: optional(quantity),
        trades: optional(integer),
        timestamp: optional(text),
      }),
    ),
  },
  TYPE,
);

export const tradeFrame = record(
  {
    snapshot,
    data: list(record({ symbol: text, side, price, qty: quantity, ordType: text, tradeId: integer, timestamp: text })),
  },
  TYPE,
);

export const ohlcFrame = record(
  {
    snapshot,
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
        intervalBegin: text,
        interval: integer,
        timestamp: optional(text),
      }),
    ),
  },
  TYPE,
);

export const statusFrame = record({
  data: single(record({ system: text, version: text, apiVersion: text, connectionId: optional(identifier) })),
});

const asset = record({
  id: text,
  status: text,
  precision: integer,
  precisionDisplay: integer,
  borrowable: flag,
  collateralValue: decimal,
  marginRate: optional(decimal),
  multiplier: optional(decimal),
  class: optional(text),
});

const pair = record({
  symbol: text,
  base: text,
  quote: text,
  status: text,
  qtyPrecision: integer,
  qtyIncrement: quantity,
  qtyMin: quantity,
  pricePrecision: integer,
  priceIncrement: quantity,
  costPrecision: integer,
  costMin: quantity,
  marginable: flag,
  hasIndex: flag,
  marginInitial: optional(decimal),
  positionLimitLong: optional(integer),
  positionLimitShort: optional(integer),
  tickSize: optional(quantity),
  wsDisplayPricePrecision: optional(integer),
});

export const instrumentFrame = record(
  {
    snapshot,
    data: record({ assets: list(asset), pairs: list(pair) }),
  },
  TYPE,
);

export const pongFrame = record({ reqId: optional(integer), timeIn: text, timeOut: text });

/** Success must be said: silence about it is none. */
export const acknowledgedFrame = record({
  success,
  reqId: optional(integer),
  timeIn: text,
  timeOut: text,
  result: record({
    channel: text,
    symbol: optional(text),
    depth: optional(integer),
    eventTrigger: optional(text),
    interval: optional(integer),
    snapshot: optional(flag),
    snapOrders: optional(flag),
    snapTrades: optional(flag),
    maxratecount: optional(integer),
    warnings: optional(list(text)),
  }),
});

/** A frame with neither a channel nor a method is unknown; one in which they are no strings is wrong. */
export const namelessFrame = record({ channel: optional(text), method: optional(text) });

export const refusedFrame = record({
  error: text,
  method: text,
  reqId: optional(integer),
  symbol: optional(text),
  timeIn: optional(text),
  timeOut: optional(text),
});
