/**
 * The shapes of v1's private frames and of the answers about orders. Members that are not named are ignored.
 * https://docs.kraken.com/api/docs/websocket-v1/openorders https://docs.kraken.com/api/docs/websocket-v1/owntrades
 */
import { isZero } from '../../decimal/decimal.js';
import type { TradingResults } from '../account.js';
import {
  anything,
  choice,
  decimal,
  entries,
  flag,
  integer,
  list,
  matching,
  type Names,
  nullable,
  optional,
  quantity,
  quotable,
  type Read,
  reading,
  record,
  type Shape,
  side,
  signedInteger,
  text,
  tuple,
} from '../shape.js';
import { symbolOf } from './names.js';
import { PRICE_FORM } from './prices.js';
import { reqId } from './req-id.js';
import { timeOf } from './times.js';
import { ORDER_NAMES, type V1Method, wordsOf } from './trading-names.js';

/** What is not there is left out, or null. */
function maybe<T>(shape: Shape<T>): Shape<T | undefined> {
  return optional(nullable(shape));
}

/** The same of a text, which is empty as well. */
function maybeText(shape: Shape<string> = text): Shape<string | undefined> {
  return reading(maybe(shape), (read) => read || undefined);
}

/** What may be left out, and be empty. */
const named = /* @__PURE__ */ reading(/* @__PURE__ */ optional(text), (read) => read || undefined);
const word = /* @__PURE__ */ maybeText();
const time = /* @__PURE__ */ reading(word, (read) => (read === undefined || isZero(read) ? undefined : timeOf(read)));
const words = /* @__PURE__ */ reading(word, (read = '') => wordsOf(read));
const number = /* @__PURE__ */ maybe(decimal);
const amount = /* @__PURE__ */ maybe(quantity);
const price = /* @__PURE__ */ maybeText(/* @__PURE__ */ matching('a price', new RegExp(`${PRICE_FORM.source}|^$`)));
const reference = /* @__PURE__ */ maybe(/* @__PURE__ */ quotable(signedInteger));
const maybeFlag = /* @__PURE__ */ optional(flag);
const pair = /* @__PURE__ */ reading(text, symbolOf);

/** What is said of an order that does not change. */
const descr = /* @__PURE__ */ record(
  {
    symbol: /* @__PURE__ */ optional(pair),
    side: /* @__PURE__ */ optional(side),
    orderType: named,
    price,
    price2: price,
    positionId: word,
    leverage: word,
    margin: anything,
    description: word,
    closeDescription: word,
  },
  { ...ORDER_NAMES, positionId: 'position', description: 'order', closeDescription: 'close' },
);

const contingent = /* @__PURE__ */ record({ orderType: word, price, price2: price }, ORDER_NAMES);

const order = /* @__PURE__ */ record(
  {
    status: named,
    descr: /* @__PURE__ */ optional(descr),
    vol: amount,
    cumQty: amount,
    cumCost: number,
    cumFee: number,
    avgPrice: number,
    level: number,
    limit: number,
    openTime: time,
    effectiveTime: time,
    expireTime: time,
    lastTime: time,
    flags: words,
    misc: words,
    timeInForce: word,
    ordRefId: word,
    orderUserref: reference,
    clOrdId: word,
    extOrdId: word,
    senderSubId: word,
    displayQty: amount,
    displayQtyRemain: amount,
    contingent: /* @__PURE__ */ maybe(contingent),
    cancelReason: word,
    amended: maybeFlag,
    amendReason: word,
    ratecount: number,
  },
  {
    ...ORDER_NAMES,
    cumQty: 'vol_exec',
    cumCost: 'cost',
    cumFee: 'fee',
    level: 'stopprice',
    limit: 'limitprice',
    openTime: 'opentm',
    lastTime: 'lastupdated',
    flags: 'oflags',
    ordRefId: 'refid',
    displayQtyRemain: 'display_volume_remain',
  },
);

export type WireOrder = Read<typeof order>;
export type WireDescription = Read<typeof descr>;
export type WireContingent = Read<typeof contingent>;

const trade = /* @__PURE__ */ record(
  {
    orderId: text,
    symbol: pair,
    timestamp: /* @__PURE__ */ reading(text, timeOf),
    side,
    orderType: text,
    lastPrice: decimal,
    cost: decimal,
    fee: decimal,
    lastQty: quantity,
    positionId: anything,
    marginCost: number,
    marginBorrow: maybeFlag,
    clOrdId: word,
    orderUserref: reference,
    extExecId: word,
  },
  {
    ...ORDER_NAMES,
    orderId: 'ordertxid',
    timestamp: 'time',
    lastPrice: 'price',
    lastQty: 'vol',
    positionId: 'postxid',
    marginCost: 'margin',
  },
);

export type WireTrade = Read<typeof trade>;

const numbers = /* @__PURE__ */ record({ sequence: integer });

/** Entries with the order's id, or the trade's, as the name of each, in objects of one or of several. */
function listed<T>(shape: Shape<T>): Shape<readonly (readonly [string, T])[]> {
  return reading(list(entries(shape)), (objects) => objects.flat());
}

export const openOrdersFrame = /* @__PURE__ */ tuple(/* @__PURE__ */ listed(order), text, numbers);
export const ownTradesFrame = /* @__PURE__ */ tuple(/* @__PURE__ */ listed(trade), text, numbers);

const outcome = /* @__PURE__ */ choice('ok', 'error');

/** What is called otherwise on the wire. */
const ANSWER_NAMES: Names = {
  ...ORDER_NAMES,
  currentTime: 'currentTime',
  description: 'descr',
  originalOrderId: 'originaltxid',
  triggerTime: 'triggerTime',
};

/** What every answer has. */
export const answerFrame = /* @__PURE__ */ record({ status: outcome, reqId }, ANSWER_NAMES);
export const refusalFrame = /* @__PURE__ */ record({ error: text, reqId }, ANSWER_NAMES);

/** Those of requests that were carried out. */
export const ANSWERS: { readonly [M in V1Method]: Shape<TradingResults[M]> } = {
  add_order: /* @__PURE__ */ record({ orderId: word, clOrdId: word, description: word }, ANSWER_NAMES),
  amend_order: /* @__PURE__ */ record({ amendId: text, orderId: word, clOrdId: word }, ANSWER_NAMES),
  edit_order: /* @__PURE__ */ record({ orderId: word, originalOrderId: word, description: word }, ANSWER_NAMES),
  // It does not say which.
  cancel_order: /* @__PURE__ */ record({}),
  // A number where it is shown, a text where it is described.
  cancel_all: /* @__PURE__ */ record({ count: /* @__PURE__ */ quotable(integer) }),
  cancel_all_orders_after: /* @__PURE__ */ record({ currentTime: text, triggerTime: text }, ANSWER_NAMES),
};
