/**
 * The shapes of v1's public frames. Members that are not named here are ignored, and so is what stands behind the named
 * elements of arrays. https://docs.kraken.com/api/docs/websocket-v1/
 */
import {
  anything,
  checksum,
  choice,
  identifier,
  integer,
  list,
  matching,
  optional,
  price,
  quantity,
  quotable,
  record,
  text,
  tuple,
} from '../shape.js';
import { reqId } from './req-id.js';
import { SECONDS } from './times.js';

const time = /* @__PURE__ */ matching('a time in seconds', SECONDS);
const count = /* @__PURE__ */ quotable(integer);

const level = /* @__PURE__ */ tuple(price, quantity, time, /* @__PURE__ */ optional(text));
const levels = /* @__PURE__ */ optional(/* @__PURE__ */ list(level));
const book = /* @__PURE__ */ record({
  as: levels,
  bs: levels,
  a: levels,
  b: levels,
  c: /* @__PURE__ */ optional(/* @__PURE__ */ quotable(checksum)),
});

/** A book frame of one map, and of two: one a side. */
export const bookFrame = /* @__PURE__ */ tuple(anything, book);
export const twoMapsFrame = /* @__PURE__ */ tuple(anything, book, book);

/** Today, and 24 hours. */
const days = /* @__PURE__ */ tuple(quantity, quantity);
/** Price, whole lots, quantity. */
const best = /* @__PURE__ */ tuple(quantity, anything, quantity);

export const tickerFrame = /* @__PURE__ */ tuple(
  anything,
  /* @__PURE__ */ record({
    a: best,
    b: best,
    c: /* @__PURE__ */ tuple(quantity, quantity),
    v: days,
    p: days,
    t: /* @__PURE__ */ tuple(count, count),
    l: days,
    h: days,
    o: days,
  }),
);

export const spreadFrame = /* @__PURE__ */ tuple(
  anything,
  /* @__PURE__ */ tuple(quantity, quantity, time, quantity, quantity),
);

const side = /* @__PURE__ */ choice('b', 's', 'buy', 'sell');

export const tradeFrame = /* @__PURE__ */ tuple(
  anything,
  /* @__PURE__ */ list(/* @__PURE__ */ tuple(price, quantity, time, side, text, /* @__PURE__ */ optional(text))),
);

export const ohlcFrame = /* @__PURE__ */ tuple(
  anything,
  /* @__PURE__ */ tuple(time, time, price, price, price, price, quantity, quantity, count),
);

export const statusFrame = /* @__PURE__ */ record({
  status: text,
  version: text,
  connectionID: /* @__PURE__ */ optional(identifier),
});

export const pongFrame = /* @__PURE__ */ record({ reqid: reqId });

export const errorFrame = /* @__PURE__ */ record({ errorMessage: text, reqid: reqId });

const optionalInteger = /* @__PURE__ */ optional(integer);
const optionalText = /* @__PURE__ */ optional(text);

export const acknowledgedFrame = /* @__PURE__ */ record({
  status: /* @__PURE__ */ choice('subscribed', 'unsubscribed', 'ok'),
  channelName: optionalText,
  pair: optionalText,
  reqid: reqId,
  subscription: /* @__PURE__ */ record({
    name: text,
    depth: optionalInteger,
    interval: optionalInteger,
    maxratecount: optionalInteger,
  }),
});

/** What was asked for is said again however wrong it was: it is not looked at. */
export const refusedFrame = /* @__PURE__ */ record({ errorMessage: text, pair: optionalText, reqid: reqId });

/** An object without an event is unknown; one in which it is no string is wrong. */
export const eventlessFrame = /* @__PURE__ */ record({ event: optionalText });
