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
import type { Conditional, OrderFields, TradingMethod, TradingRequest, Triggers } from '../trading.js';
import { COUNT, FLAG, INTEGER, type Kind, listOf, type Members, NUMBER, objectOf, oneOf, TEXT } from './members.js';

/** What stands in a request's `params`. */
type Params<R> = Omit<R, 'method' | 'reqId'>;

const PRICE_TYPE = /* @__PURE__ */ oneOf(PRICE_TYPES);
const FEE_PREFERENCE = /* @__PURE__ */ oneOf(FEE_PREFERENCES);

const triggers = /* @__PURE__ */ objectOf<Triggers>(
  { reference: /* @__PURE__ */ oneOf(TRIGGER_REFERENCES), price: NUMBER, priceType: PRICE_TYPE },
  ['price'],
);

const conditional = /* @__PURE__ */ objectOf<Conditional>(
  {
    orderType: /* @__PURE__ */ oneOf(CONDITIONAL_TYPES),
    limitPrice: NUMBER,
    limitPriceType: PRICE_TYPE,
    triggerPrice: NUMBER,
    triggerPriceType: PRICE_TYPE,
  },
  ['orderType'],
);

/** What v2 says of an order. */
type Order = Omit<OrderFields, 'leverage'>;

const ORDER: Members<Order> = {
  orderType: /* @__PURE__ */ oneOf(ORDER_TYPES),
  side: /* @__PURE__ */ oneOf(SIDES),
  orderQty: NUMBER,
  cashOrderQty: NUMBER,
  limitPrice: NUMBER,
  limitPriceType: PRICE_TYPE,
  triggers,
  timeInForce: /* @__PURE__ */ oneOf(TIMES_IN_FORCE),
  expireTime: TEXT,
  effectiveTime: TEXT,
  postOnly: FLAG,
  reduceOnly: FLAG,
  margin: FLAG,
  clOrdId: TEXT,
  orderUserref: INTEGER,
  conditional,
  displayQty: NUMBER,
  feePreference: FEE_PREFERENCE,
  stpType: /* @__PURE__ */ oneOf(STP_TYPES),
  senderSubId: TEXT,
};

/** What v1 alone says, or has to know. */
type Unsaid<M extends TradingMethod> = 'leverage' | (M extends 'edit_order' ? 'orderType' : never);
type Of<M extends TradingMethod> = Omit<Params<Extract<TradingRequest, { method: M }>>, Unsaid<M>>;

export const TRADING: { readonly [M in TradingMethod]: Kind<Of<M>> } = {
  add_order: /* @__PURE__ */ objectOf<Of<'add_order'>>(
    { ...ORDER, symbol: TEXT, deadline: TEXT, validate: FLAG, token: TEXT },
    ['orderType', 'side', 'symbol'],
  ),
  amend_order: /* @__PURE__ */ objectOf<Of<'amend_order'>>(
    {
      orderId: TEXT,
      clOrdId: TEXT,
      orderQty: NUMBER,
      limitPrice: NUMBER,
      limitPriceType: PRICE_TYPE,
      postOnly: FLAG,
      triggerPrice: NUMBER,
      triggerPriceType: PRICE_TYPE,
      displayQty: NUMBER,
      deadline: TEXT,
      symbol: TEXT,
      token: TEXT,
    },
    [],
  ),
  edit_order: /* @__PURE__ */ objectOf<Of<'edit_order'>>(
    {
      orderId: TEXT,
      symbol: TEXT,
      orderQty: NUMBER,
      limitPrice: NUMBER,
      displayQty: NUMBER,
      orderUserref: INTEGER,
      postOnly: FLAG,
      reduceOnly: FLAG,
      feePreference: FEE_PREFERENCE,
      triggers,
      deadline: TEXT,
      validate: FLAG,
      token: TEXT,
    },
    ['orderId', 'symbol'],
  ),
  cancel_order: /* @__PURE__ */ objectOf<Of<'cancel_order'>>(
    {
      orderId: /* @__PURE__ */ listOf(TEXT),
      clOrdId: /* @__PURE__ */ listOf(TEXT),
      orderUserref: /* @__PURE__ */ listOf(INTEGER),
      token: TEXT,
    },
    [],
  ),
  cancel_all: /* @__PURE__ */ objectOf<Of<'cancel_all'>>({ token: TEXT }, []),
  cancel_all_orders_after: /* @__PURE__ */ objectOf<Of<'cancel_all_orders_after'>>({ timeout: COUNT, token: TEXT }, [
    'timeout',
  ]),
  batch_add: /* @__PURE__ */ objectOf<Of<'batch_add'>>(
    {
      deadline: TEXT,
      orders: /* @__PURE__ */ listOf(/* @__PURE__ */ objectOf<Order>(ORDER, ['orderType', 'side'])),
      symbol: TEXT,
      token: TEXT,
      validate: FLAG,
    },
    ['symbol', 'orders'],
  ),
  batch_cancel: /* @__PURE__ */ objectOf<Of<'batch_cancel'>>(
    { orders: /* @__PURE__ */ listOf(TEXT), clOrdId: /* @__PURE__ */ listOf(TEXT), token: TEXT },
    [],
  ),
};

export const EXECUTIONS = /* @__PURE__ */ objectOf<Omit<Params<ExecutionsRequest>, 'part' | 'consolidateTaker'>>(
  {
    channel: /* @__PURE__ */ oneOf(['executions']),
    token: TEXT,
    snapOrders: FLAG,
    snapTrades: FLAG,
    orderStatus: FLAG,
    ratecounter: FLAG,
    rebased: FLAG,
    users: TEXT,
  },
  [],
);

export const BALANCES = /* @__PURE__ */ objectOf<Params<BalancesRequest>>(
  { channel: /* @__PURE__ */ oneOf(['balances']), token: TEXT, snapshot: FLAG, rebased: FLAG, users: TEXT },
  [],
);
