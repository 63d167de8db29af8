/**
 * The shapes of v1's private frames and of the answers about orders. Members that are not named are ignored.
 * https://docs.kraken.com/api/docs/websocket-v1/openorders https://docs.kraken.com/api/docs/websocket-v1/owntrades
 */
import {
  choice,
  decimal,
  entries,
  flag,
  integer,
  list,
  matching,
  nullable,
  optional,
  quantity,
  quotable,
  record,
  type Shape,
  side,
  signedInteger,
  text,
  tuple,
} from '../shape.js';
import { PRICE_FORM } from './prices.js';
import { reqId } from './req-id.js';
import type { V1Method } from './trading-names.js';

/** A text, or nothing: what is not there is left out, null, or empty. */
const maybeText = /* @__PURE__ */ optional(/* @__PURE__ */ nullable(text));
const maybeDecimal = /* @__PURE__ */ optional(/* @__PURE__ */ nullable(decimal));
const maybeQuantity = /* @__PURE__ */ optional(/* @__PURE__ */ nullable(quantity));
const maybePrice = /* @__PURE__ */ optional(
  /* @__PURE__ */ nullable(/* @__PURE__ */ matching('a price', new RegExp(`${PRICE_FORM.source}|^$`))),
);
const maybeReference = /* @__PURE__ */ optional(/* @__PURE__ */ nullable(/* @__PURE__ */ quotable(signedInteger)));
const maybeFlag = /* @__PURE__ */ optional(flag);

/** What is said of an order that does not change. */
const description = /* @__PURE__ */ record({
  pair: /* @__PURE__ */ optional(text),
  type: /* @__PURE__ */ optional(side),
  ordertype: /* @__PURE__ */ optional(text),
  price: maybePrice,
  price2: maybePrice,
  position: maybeText,
  leverage: maybeText,
  order: maybeText,
  close: maybeText,
});

const contingent = /* @__PURE__ */ record({ ordertype: maybeText, price: maybePrice, price2: maybePrice });

const order = /* @__PURE__ */ record({
  status: /* @__PURE__ */ optional(text),
  descr: /* @__PURE__ */ optional(description),
  vol: maybeQuantity,
  vol_exec: maybeQuantity,
  cost: maybeDecimal,
  fee: maybeDecimal,
  avg_price: maybeDecimal,
  stopprice: maybeDecimal,
  limitprice: maybeDecimal,
  opentm: maybeText,
  starttm: maybeText,
  expiretm: maybeText,
  lastupdated: maybeText,
  oflags: maybeText,
  misc: maybeText,
  timeinforce: maybeText,
  refid: maybeText,
  userref: maybeReference,
  cl_ord_id: maybeText,
  ext_ord_id: maybeText,
  sender_sub_id: maybeText,
  display_volume: maybeQuantity,
  display_volume_remain: maybeQuantity,
  contingent: /* @__PURE__ */ optional(/* @__PURE__ */ nullable(contingent)),
  cancel_reason: maybeText,
  amended: maybeFlag,
  amend_reason: maybeText,
  ratecount: maybeDecimal,
});

const trade = /* @__PURE__ */ record({
  ordertxid: text,
  pair: text,
  time: text,
  type: side,
  ordertype: text,
  price: decimal,
  cost: decimal,
  fee: decimal,
  vol: quantity,
  margin: maybeDecimal,
  margin_borrow: maybeFlag,
  cl_ord_id: maybeText,
  userref: maybeReference,
  ext_exec_id: maybeText,
});

const numbers = /* @__PURE__ */ record({ sequence: integer });

/** Entries with the order's id, or the trade's, as the name of each. */
export const openOrdersFrame = /* @__PURE__ */ tuple(
  /* @__PURE__ */ list(/* @__PURE__ */ entries(order)),
  text,
  numbers,
);
export const ownTradesFrame = /* @__PURE__ */ tuple(
  /* @__PURE__ */ list(/* @__PURE__ */ entries(trade)),
  text,
  numbers,
);

const outcome = /* @__PURE__ */ choice('ok', 'error');

/** What every answer has. */
export const answerFrame = /* @__PURE__ */ record({ status: outcome, reqid: reqId });
export const refusalFrame = /* @__PURE__ */ record({ errorMessage: text, reqid: reqId });

/** Those of requests that were carried out. */
export const ANSWERS: Readonly<Record<V1Method, Shape>> = {
  add_order: /* @__PURE__ */ record({ txid: maybeText, cl_ord_id: maybeText, descr: maybeText }),
  amend_order: /* @__PURE__ */ record({ amend_id: text, txid: maybeText, cl_ord_id: maybeText }),
  edit_order: /* @__PURE__ */ record({ txid: maybeText, originaltxid: maybeText, descr: maybeText }),
  cancel_order: /* @__PURE__ */ record({}),
  // A number where it is shown, a text where it is described.
  cancel_all: /* @__PURE__ */ record({ count: /* @__PURE__ */ quotable(integer) }),
  cancel_all_orders_after: /* @__PURE__ */ record({ currentTime: text, triggerTime: text }),
};
