/** Generators of what v1 can ask about orders, in the words in which it is read again. */
import type {
  AddOrderRequest,
  AmendOrderRequest,
  CancelOrderRequest,
  Conditional,
  EditOrderRequest,
} from '@kraken-stream/core';
import {
  CONDITIONAL_TYPES,
  FEE_PREFERENCES,
  ORDER_TYPES,
  type OrderSide,
  type OrderType,
  type PriceType,
  SIDES,
  STP_TYPES,
  TRIGGER_REFERENCES,
  type TradingRequest,
} from '@kraken-stream/core';
import fc from 'fast-check';
import { decimal } from '../v2/frames.js';

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
/** A text that begins with the mark of numbers would be read as one. */
const text = fc.string({ unit: 'binary' }).filter((each) => !each.startsWith('\x7f'));
const symbol = fc.constantFrom('BTC/USD', 'DOGE/EUR', 'ETH/BTC', 'A/B', 'TSLAx/USD', 'BTC/USD:BTNL');
export const positive = fc
  .tuple(fc.nat({ max: 12 }), fc.constantFrom(10n ** 3n, 2n ** 53n, 10n ** 20n))
  .chain(([decimals, max]) => decimal(decimals, max, 1n));
const offset = fc.oneof(
  positive,
  positive.map((each) => `-${each}`),
  fc.constantFrom('0', '0.00'),
);
const userref = fc.integer();
const wholeSeconds = fc
  .integer({ min: 1, max: 4_000_000_000 })
  .map((at) => `${new Date(at * 1000).toISOString().slice(0, 19)}Z`);
const time = fc.oneof(
  wholeSeconds,
  fc.integer({ min: 1, max: 10 ** 9 }).map((seconds) => `+${seconds}`),
);
const signed = { token: text, reqId: maybe(fc.maxSafeNat()) };

/** A price, or an offset of either kind. */
const price = fc.oneof(
  fc.record({ price: positive }),
  fc.record({ price: offset, type: fc.constantFrom<PriceType>('pct', 'quote') }),
) as fc.Arbitrary<{ price: string; type?: PriceType }>;
const onlyOffset = fc.record({ price: offset, type: fc.constantFrom<PriceType>('pct', 'quote') });

interface Prices {
  readonly limit?: { price: string; type?: PriceType } | undefined;
  readonly trigger?: { price: string; type?: PriceType } | undefined;
}

function prices(type: string): fc.Arbitrary<Prices> {
  const limit = maybe(type === 'trailing-stop-limit' ? onlyOffset : price);
  if (!/^(stop|take|trailing)/.test(type)) return fc.record({ limit });
  return fc.record({ limit, trigger: type.startsWith('trailing') ? onlyOffset : price });
}

const conditional: fc.Arbitrary<Conditional> = fc.constantFrom(...CONDITIONAL_TYPES).chain((orderType) =>
  prices(orderType).map(({ limit, trigger }) => ({
    orderType,
    limitPrice: limit?.price,
    limitPriceType: limit?.type,
    triggerPrice: trigger?.price,
    triggerPriceType: trigger?.type,
  })),
);

type Rest = Omit<AddOrderRequest, 'method' | 'orderType' | 'side' | 'limitPrice' | 'limitPriceType' | 'triggers'>;

const rest = fc.record<Rest>({
  symbol,
  orderQty: maybe(positive),
  timeInForce: maybe(fc.constantFrom('gtc', 'gtd', 'ioc')),
  expireTime: maybe(time),
  effectiveTime: maybe(time),
  postOnly: maybe(fc.constant(true)),
  reduceOnly: maybe(fc.boolean()),
  margin: maybe(fc.boolean()),
  leverage: maybe(fc.integer({ min: 1, max: 10 }).map(String)),
  clOrdId: maybe(text),
  orderUserref: maybe(userref),
  conditional: maybe(conditional),
  feePreference: maybe(fc.constantFrom(...FEE_PREFERENCES)),
  stpType: maybe(fc.constantFrom(...STP_TYPES)),
  senderSubId: maybe(text),
  deadline: maybe(text),
  validate: maybe(fc.constant(true)),
  ...signed,
});

function order(orderType: OrderType, side: OrderSide): fc.Arbitrary<AddOrderRequest> {
  return fc
    .tuple(rest, prices(orderType), maybe(fc.constantFrom(...TRIGGER_REFERENCES)), fc.boolean())
    .map(([others, { limit, trigger }, reference, cash]) => {
      const bought = cash && orderType === 'market' && side === 'buy';
      return {
        method: 'add_order',
        orderType,
        side,
        ...others,
        ...(bought ? { orderQty: undefined, cashOrderQty: '5.0', margin: undefined, leverage: undefined } : undefined),
        ...(others.clOrdId === undefined ? undefined : { orderUserref: undefined }),
        ...(others.timeInForce === undefined ? { expireTime: undefined } : undefined),
        limitPrice: limit?.price,
        limitPriceType: limit?.type,
        triggers: trigger === undefined ? undefined : { reference, price: trigger.price, priceType: trigger.type },
      };
    });
}

const placedTypes = ORDER_TYPES.filter((type) => type !== 'iceberg');
export const newOrder = fc
  .tuple(fc.constantFrom(...placedTypes), fc.constantFrom(...SIDES))
  .chain(([orderType, side]) => order(orderType, side));

const amendment: fc.Arbitrary<AmendOrderRequest> = fc
  .tuple(
    fc.record({
      method: fc.constant('amend_order' as const),
      orderId: maybe(text),
      clOrdId: maybe(text),
      orderQty: maybe(positive),
      displayQty: maybe(positive),
      postOnly: maybe(fc.boolean()),
      deadline: maybe(text),
      symbol: maybe(symbol),
      ...signed,
    }),
    maybe(price),
    maybe(price),
  )
  .map(([others, limit, trigger]) => ({
    ...others,
    limitPrice: limit?.price,
    limitPriceType: limit?.type,
    triggerPrice: trigger?.price,
    triggerPriceType: trigger?.type,
  }));

const edit: fc.Arbitrary<EditOrderRequest> = fc
  .tuple(
    fc.record({
      method: fc.constant('edit_order' as const),
      orderId: text,
      symbol,
      orderQty: maybe(positive),
      orderUserref: maybe(userref),
      postOnly: maybe(fc.boolean()),
      feePreference: maybe(fc.constantFrom(...FEE_PREFERENCES)),
      validate: maybe(fc.constant(true)),
      ...signed,
    }),
    maybe(positive),
    maybe(price),
    fc.constantFrom('limit' as const, 'stop-loss-limit' as const),
  )
  .map(([others, limitPrice, trigger, lone]) => ({
    ...others,
    // What a lone price is, only the type of the order says.
    orderType: limitPrice === undefined || trigger !== undefined ? undefined : lone,
    // Flags are told together.
    postOnly: others.feePreference === undefined ? others.postOnly : others.postOnly === true,
    limitPrice,
    // Of a lone price only an offset is certainly one to wait for.
    triggers:
      trigger === undefined || (limitPrice === undefined && trigger.type === undefined)
        ? undefined
        : { price: trigger.price, priceType: trigger.type },
  }));

const orderId = fc.stringMatching(/^O[A-Z\d]{5}-[A-Z\d]{5}-[A-Z\d]{6}$/);
const cancel: fc.Arbitrary<CancelOrderRequest> = fc.record({
  method: fc.constant('cancel_order' as const),
  orderId: maybe(fc.array(orderId, { minLength: 1 })),
  orderUserref: maybe(fc.array(userref, { minLength: 1 })),
  clOrdId: maybe(fc.array(text)),
  ...signed,
});

export const sayable: fc.Arbitrary<TradingRequest> = fc.oneof(
  { arbitrary: newOrder, weight: 4 },
  { arbitrary: amendment, weight: 2 },
  { arbitrary: edit, weight: 2 },
  cancel,
  fc.record({ method: fc.constant('cancel_all' as const), ...signed }),
  fc.record({ method: fc.constant('cancel_all_orders_after' as const), timeout: fc.nat(), ...signed }),
);
