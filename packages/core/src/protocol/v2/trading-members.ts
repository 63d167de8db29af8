/**
 * What is in requests about orders and about private channels, for who reads them: the exchange.
 * https://docs.kraken.com/api/docs/websocket-v2/add_order
 */
import {
  CONDITIONAL_TYPES,
  FEE_PREFERENCES,
  ORDER_TYPES,
  PRICE_TYPES,
  SIDES,
  STP_TYPES,
  TIMES_IN_FORCE,
  TRIGGER_REFERENCES,
} from '../order.js';
import type { BalancesRequest, ExecutionsRequest } from '../request.js';
import { flag, integer, number, signedInteger, text } from '../shape.js';
import type { Conditional, OrderFields, TradingMethod, TradingRequest, Triggers } from '../trading.js';
import { type Kind, listOf, type Members, objectOf, oneOf } from './members.js';

/** What stands in a request's `params`. */
type Params<R> = Omit<R, 'method' | 'reqId'>;

const PRICE_TYPE = /* @__PURE__ */ oneOf(PRICE_TYPES);
const FEE_PREFERENCE = /* @__PURE__ */ oneOf(FEE_PREFERENCES);

const triggers = /* @__PURE__ */ objectOf<Triggers>(
  { reference: /* @__PURE__ */ oneOf(TRIGGER_REFERENCES), price: number, priceType: PRICE_TYPE },
  ['price'],
);

const conditional = /* @__PURE__ */ objectOf<Conditional>(
  {
    orderType: /* @__PURE__ */ oneOf(CONDITIONAL_TYPES),
    limitPrice: number,
    limitPriceType: PRICE_TYPE,
    triggerPrice: number,
    triggerPriceType: PRICE_TYPE,
  },
  ['orderType'],
);

/** What v2 says of an order. */
type Order = Omit<OrderFields, 'leverage'>;

const ORDER: Members<Order> = {
  orderType: /* @__PURE__ */ oneOf(ORDER_TYPES),
  side: /* @__PURE__ */ oneOf(SIDES),
  orderQty: number,
  cashOrderQty: number,
  limitPrice: number,
  limitPriceType: PRICE_TYPE,
  triggers,
  timeInForce: /* @__PURE__ */ oneOf(TIMES_IN_FORCE),
  expireTime: text,
  effectiveTime: text,
  postOnly: flag,
  reduceOnly: flag,
  margin: flag,
  clOrdId: text,
  orderUserref: signedInteger,
  conditional,
  displayQty: number,
  feePreference: FEE_PREFERENCE,
  stpType: /* @__PURE__ */ oneOf(STP_TYPES),
  senderSubId: text,
};

/** What v1 alone says, or has to know. */
type Unsaid<M extends TradingMethod> = 'leverage' | (M extends 'edit_order' ? 'orderType' : never);
type Of<M extends TradingMethod> = Omit<Params<Extract<TradingRequest, { method: M }>>, Unsaid<M>>;

export const TRADING: { readonly [M in TradingMethod]: Kind<Of<M>> } = {
  add_order: /* @__PURE__ */ objectOf<Of<'add_order'>>(
    { ...ORDER, symbol: text, deadline: text, validate: flag, token: text },
    ['orderType', 'side', 'symbol'],
  ),
  amend_order: /* @__PURE__ */ objectOf<Of<'amend_order'>>(
    {
      orderId: text,
      clOrdId: text,
      orderQty: number,
      limitPrice: number,
      limitPriceType: PRICE_TYPE,
      postOnly: flag,
      triggerPrice: number,
      triggerPriceType: PRICE_TYPE,
      displayQty: number,
      deadline: text,
      symbol: text,
      token: text,
    },
    [],
  ),
  edit_order: /* @__PURE__ */ objectOf<Of<'edit_order'>>(
    {
      orderId: text,
      symbol: text,
      orderQty: number,
      limitPrice: number,
      displayQty: number,
      orderUserref: signedInteger,
      postOnly: flag,
      reduceOnly: flag,
      feePreference: FEE_PREFERENCE,
      triggers,
      deadline: text,
      validate: flag,
      token: text,
    },
    ['orderId', 'symbol'],
  ),
  cancel_order: /* @__PURE__ */ objectOf<Of<'cancel_order'>>(
    {
      orderId: /* @__PURE__ */ listOf(text),
      clOrdId: /* @__PURE__ */ listOf(text),
      orderUserref: /* @__PURE__ */ listOf(signedInteger),
      token: text,
    },
    [],
  ),
  cancel_all: /* @__PURE__ */ objectOf<Of<'cancel_all'>>({ token: text }, []),
  cancel_all_orders_after: /* @__PURE__ */ objectOf<Of<'cancel_all_orders_after'>>({ timeout: integer, token: text }, [
    'timeout',
  ]),
  batch_add: /* @__PURE__ */ objectOf<Of<'batch_add'>>(
    {
      deadline: text,
      orders: /* @__PURE__ */ listOf(/* @__PURE__ */ objectOf<Order>(ORDER, ['orderType', 'side'])),
      symbol: text,
      token: text,
      validate: flag,
    },
    ['symbol', 'orders'],
  ),
  batch_cancel: /* @__PURE__ */ objectOf<Of<'batch_cancel'>>(
    { orders: /* @__PURE__ */ listOf(text), clOrdId: /* @__PURE__ */ listOf(text), token: text },
    [],
  ),
};

export const EXECUTIONS = /* @__PURE__ */ objectOf<Omit<Params<ExecutionsRequest>, 'part' | 'consolidateTaker'>>(
  {
    channel: /* @__PURE__ */ oneOf(['executions']),
    token: text,
    snapOrders: flag,
    snapTrades: flag,
    orderStatus: flag,
    ratecounter: flag,
    rebased: flag,
    users: text,
  },
  [],
);

export const BALANCES = /* @__PURE__ */ objectOf<Params<BalancesRequest>>(
  { channel: /* @__PURE__ */ oneOf(['balances']), token: text, snapshot: flag, rebased: flag, users: text },
  [],
);
