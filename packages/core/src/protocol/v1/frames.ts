/**
 * The shapes of v1's public frames. Members that are not named here are ignored, and so is what stands behind the named
 * elements of arrays. https://docs.kraken.com/api/docs/websocket-v1/
 */
import type { BookLevel } from '../message.js';
import type { OrderSide } from '../order.js';
import {
  accepts,
  anything,
  checksum,
  choice,
  identifier,
  integer,
  isObject,
  list,
  matching,
  optional,
  price,
  quantity,
  quotable,
  reading,
  record,
  type Shape,
  text,
  tuple,
  type WireObject,
  WRONG,
} from '../shape.js';
import { NAMES, symbolOf } from './names.js';
import { reqId } from './req-id.js';
import { SECONDS, timeOf } from './times.js';

const seconds = /* @__PURE__ */ matching('a time in seconds', SECONDS);
const time = /* @__PURE__ */ reading(seconds, timeOf);
const count = /* @__PURE__ */ quotable(integer);

const level = /* @__PURE__ */ reading(
  /* @__PURE__ */ tuple(price, quantity, time, /* @__PURE__ */ optional(text)),
  ([price, qty, timestamp, mark]): TimedLevel =>
    mark === 'r' ? { price, qty, timestamp, republished: true } : { price, qty, timestamp },
);
const levels = /* @__PURE__ */ optional(/* @__PURE__ */ list(level));
const book = /* @__PURE__ */ record({
  as: levels,
  bs: levels,
  a: levels,
  b: levels,
  c: /* @__PURE__ */ optional(/* @__PURE__ */ quotable(checksum)),
});

export type TimedLevel = BookLevel & { readonly timestamp: string };

/** What is in each map of a book frame. */
export interface BookMap {
  readonly as?: readonly TimedLevel[] | undefined;
  readonly bs?: readonly TimedLevel[] | undefined;
  readonly a?: readonly TimedLevel[] | undefined;
  readonly b?: readonly TimedLevel[] | undefined;
  readonly c?: number | undefined;
}

/** A book frame of one map, and of two: one a side. */
export const bookFrame: Shape<readonly BookMap[]> = /* @__PURE__ */ reading(
  /* @__PURE__ */ tuple(anything, book),
  ([, ...maps]) => maps,
);
export const twoMapsFrame: Shape<readonly BookMap[]> = /* @__PURE__ */ reading(
  /* @__PURE__ */ tuple(anything, book, book),
  ([, ...maps]) => maps,
);

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

const side = /* @__PURE__ */ reading(
  /* @__PURE__ */ choice('b', 's', 'buy', 'sell'),
  (word): OrderSide => (word.startsWith('b') ? 'buy' : 'sell'),
);

export const tradeFrame = /* @__PURE__ */ tuple(
  anything,
  /* @__PURE__ */ list(/* @__PURE__ */ tuple(price, quantity, time, side, text, /* @__PURE__ */ optional(text))),
);

export const ohlcFrame = /* @__PURE__ */ tuple(
  anything,
  /* @__PURE__ */ tuple(time, seconds, price, price, price, price, quantity, quantity, count),
);

export const statusFrame = /* @__PURE__ */ record(
  { system: text, version: text, connectionId: /* @__PURE__ */ optional(identifier) },
  NAMES,
);

export const pongFrame = /* @__PURE__ */ record({ reqId }, NAMES);

export const errorFrame = /* @__PURE__ */ record({ error: text, reqId }, NAMES);

const symbol = /* @__PURE__ */ optional(/* @__PURE__ */ reading(text, symbolOf));
const optionalInteger = /* @__PURE__ */ optional(integer);
const optionalText = /* @__PURE__ */ optional(text);

export const acknowledgedFrame = /* @__PURE__ */ record(
  {
    status: /* @__PURE__ */ choice('subscribed', 'unsubscribed', 'ok'),
    channelName: optionalText,
    symbol,
    reqId,
    subscription: /* @__PURE__ */ unread(
      /* @__PURE__ */ record({
        name: text,
        depth: optionalInteger,
        interval: optionalInteger,
        maxratecount: optionalInteger,
      }),
    ),
  },
  NAMES,
);

/** What was asked for is said again however wrong it was: it is not looked at. */
export const refusedFrame = /* @__PURE__ */ record({ error: text, symbol, reqId, subscription: anything }, NAMES);

/** An object that is passed on as it stands. */
function unread(shape: Shape): Shape<WireObject> {
  return { ...shape, read: (value) => (accepts(shape, value) && isObject(value) ? value : WRONG) };
}

/** An object without an event is unknown; one in which it is no string is wrong. */
export const eventlessFrame = /* @__PURE__ */ record({ event: optionalText });
