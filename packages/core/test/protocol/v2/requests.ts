/** Generators of everything that can be asked for. */
import type {
  Conditional,
  OrderFields,
  PrivateSubscriptionRequest,
  PublicSubscriptionRequest,
  Request,
  TradingMethod,
  TradingRequest,
  Triggers,
} from '@kraken-stream/core';
import {
  CONDITIONAL_TYPES,
  FEE_PREFERENCES,
  ORDER_TYPES,
  PRICE_TYPES,
  SIDES,
  STP_TYPES,
  TIMES_IN_FORCE,
  TRIGGER_REFERENCES,
} from '@kraken-stream/core';
import fc from 'fast-check';
import { decimal } from './frames.js';

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const reqId = maybe(fc.maxSafeNat());
/** A text that begins with the mark of numbers would be read as one. */
const text = fc.string({ unit: 'binary' }).filter((each) => !each.startsWith('\x7f'));
const is = <const T extends string>(name: T) => fc.constant(name);
const flag = fc.boolean();
const integer = fc.maxSafeInteger();
const number = fc
  .tuple(fc.nat({ max: 12 }), fc.constantFrom(10n ** 3n, 2n ** 53n, 10n ** 24n), fc.constantFrom('', '-'))
  .chain(([decimals, max, sign]) => decimal(decimals, max, 1n).map((value) => `${sign}${value}`));

const method = fc.constantFrom('subscribe' as const, 'unsubscribe' as const);
const common = { method, snapshot: maybe(flag), reqId };
const ofSymbols = { ...common, symbols: fc.array(text) };

/** A request of each channel that v2 has, so that none can be forgotten, and a ping. */
const PUBLIC: Record<Exclude<PublicSubscriptionRequest['channel'], 'spread'> | 'ping', fc.Arbitrary<Request>> = {
  book: fc.record({ channel: is('book'), depth: maybe(fc.maxSafeNat()), ...ofSymbols }),
  ticker: fc.record({ channel: is('ticker'), eventTrigger: maybe(text), ...ofSymbols }),
  trade: fc.record({ channel: is('trade'), ...ofSymbols }),
  ohlc: fc.record({ channel: is('ohlc'), interval: maybe(fc.maxSafeNat()), ...ofSymbols }),
  instrument: fc.record({ channel: is('instrument'), includeTokenizedAssets: maybe(flag), ...common }),
  ping: fc.record({ method: is('ping'), reqId }),
};

const ofAccount = { method: is('subscribe'), token: text, rebased: flag, users: text, reqId: fc.maxSafeNat() };
const left = <const T extends string>(channel: T) =>
  fc.record({ method: is('unsubscribe'), channel: is(channel), token: text, reqId });

const PRIVATE: Record<PrivateSubscriptionRequest['channel'], fc.Arbitrary<Request>> = {
  executions: fc.oneof(
    left('executions'),
    fc.record(
      {
        channel: is('executions'),
        snapOrders: flag,
        snapTrades: flag,
        orderStatus: flag,
        ratecounter: flag,
        ...ofAccount,
      },
      { requiredKeys: ['method', 'channel', 'token'] },
    ),
  ),
  balances: fc.oneof(
    left('balances'),
    fc.record(
      { channel: is('balances'), snapshot: flag, ...ofAccount },
      { requiredKeys: ['method', 'channel', 'token'] },
    ),
  ),
};

const triggers = fc.record(
  { reference: fc.constantFrom(...TRIGGER_REFERENCES), price: number, priceType: fc.constantFrom(...PRICE_TYPES) },
  { requiredKeys: ['price'] },
) satisfies fc.Arbitrary<Triggers>;

const conditional = fc.record(
  {
    orderType: fc.constantFrom(...CONDITIONAL_TYPES),
    limitPrice: number,
    limitPriceType: fc.constantFrom(...PRICE_TYPES),
    triggerPrice: number,
    triggerPriceType: fc.constantFrom(...PRICE_TYPES),
  },
  { requiredKeys: ['orderType'] },
) satisfies fc.Arbitrary<Conditional>;

const order = {
  orderType: fc.constantFrom(...ORDER_TYPES),
  side: fc.constantFrom(...SIDES),
  orderQty: number,
  cashOrderQty: number,
  limitPrice: number,
  limitPriceType: fc.constantFrom(...PRICE_TYPES),
  triggers,
  timeInForce: fc.constantFrom(...TIMES_IN_FORCE),
  expireTime: text,
  effectiveTime: text,
  postOnly: flag,
  reduceOnly: flag,
  margin: flag,
  clOrdId: text,
  orderUserref: integer,
  conditional,
  displayQty: number,
  feePreference: fc.constantFrom(...FEE_PREFERENCES),
  stpType: fc.constantFrom(...STP_TYPES),
  senderSubId: text,
} satisfies { readonly [K in Exclude<keyof OrderFields, 'leverage'>]-?: fc.Arbitrary<OrderFields[K]> };

const signed = { token: text, reqId: fc.maxSafeNat() };

type All<M extends TradingMethod> = Extract<TradingRequest, { method: M }>;

const TRADING: { readonly [M in TradingMethod]: fc.Arbitrary<All<M>> } = {
  add_order: fc.record(
    { method: is('add_order'), ...order, symbol: text, deadline: text, validate: flag, ...signed },
    { requiredKeys: ['method', 'orderType', 'side', 'symbol', 'token'] },
  ),
  amend_order: fc.record(
    {
      method: is('amend_order'),
      orderId: text,
      clOrdId: text,
      orderQty: number,
      limitPrice: number,
      limitPriceType: fc.constantFrom(...PRICE_TYPES),
      postOnly: flag,
      triggerPrice: number,
      triggerPriceType: fc.constantFrom(...PRICE_TYPES),
      displayQty: number,
      deadline: text,
      symbol: text,
      ...signed,
    },
    { requiredKeys: ['method', 'token'] },
  ),
  edit_order: fc.record(
    {
      method: is('edit_order'),
      orderId: text,
      symbol: text,
      orderQty: number,
      limitPrice: number,
      displayQty: number,
      orderUserref: integer,
      postOnly: flag,
      reduceOnly: flag,
      feePreference: fc.constantFrom(...FEE_PREFERENCES),
      triggers,
      deadline: text,
      validate: flag,
      ...signed,
    },
    { requiredKeys: ['method', 'orderId', 'symbol', 'token'] },
  ),
  cancel_order: fc.record(
    {
      method: is('cancel_order'),
      orderId: fc.array(text),
      clOrdId: fc.array(text),
      orderUserref: fc.array(integer),
      ...signed,
    },
    { requiredKeys: ['method', 'token'] },
  ),
  cancel_all: fc.record({ method: is('cancel_all'), ...signed }, { requiredKeys: ['method', 'token'] }),
  cancel_all_orders_after: fc.record(
    { method: is('cancel_all_orders_after'), timeout: fc.maxSafeNat(), ...signed },
    { requiredKeys: ['method', 'timeout', 'token'] },
  ),
  batch_add: fc.record(
    {
      method: is('batch_add'),
      symbol: text,
      orders: fc.array(fc.record(order, { requiredKeys: ['orderType', 'side'] }), { maxLength: 3 }),
      deadline: text,
      validate: flag,
      ...signed,
    },
    { requiredKeys: ['method', 'symbol', 'orders', 'token'] },
  ),
  batch_cancel: fc.record(
    { method: is('batch_cancel'), orders: fc.array(text), clOrdId: fc.array(text), ...signed },
    { requiredKeys: ['method', 'token'] },
  ),
};

/** By what they are about. */
export const REQUESTS: Readonly<Record<string, fc.Arbitrary<Request>>> = { ...PUBLIC, ...PRIVATE, ...TRADING };

export const tradingRequest: fc.Arbitrary<TradingRequest> = fc.oneof(...Object.values(TRADING));
