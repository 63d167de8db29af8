/** Generators of everything that the exchange can say, and of frames that are nearly what it says. */
import {
  type AnsweredMessage,
  type Asset,
  type Balance,
  type Candle,
  type Contingent,
  type ExecutionReport,
  type LedgerEntry,
  type OnlyInV1,
  type Pair,
  type ReportedTriggers,
  type ServerMessage,
  type Ticker,
  TRADING_METHODS,
  type Trade,
  type TradingMethod,
  type TradingResults,
} from '@kraken-stream/core';
import fc from 'fast-check';
import { bookMessage, decimal } from './frames.js';
import { SAMPLE_FRAMES, withText } from './samples.js';

/** Any text, halves of surrogate pairs included; one that begins with the mark of numbers could not be told from one. */
const text = fc
  .string({ unit: fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 12 })
  .filter((value) => !value.startsWith('\x7f'));
const word = fc.oneof(text, fc.constantFrom('BTC/USD', 'online', 'limit', '__proto__', 'toString', '1.5', '"', '\\'));
const count = fc.maxSafeNat();
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const time = fc.oneof(word, fc.constant('2026-08-01T02:53:53.646219Z'), fc.constant('2026-08-01T02:53:00.000000000Z'));
const times = { timeIn: time, timeOut: time };
const is = <const T extends string>(type: T) => fc.constant(type);
const few = { maxLength: 4 };

const anyDecimal = (min: bigint) =>
  fc
    .tuple(fc.nat({ max: 12 }), fc.constantFrom(10n ** 3n, 10n ** 9n, 2n ** 53n, 10n ** 24n))
    .chain(([decimals, max]) => decimal(decimals, max, min));
const quantity = anyDecimal(0n);
const price = anyDecimal(1n);
const signed = fc.oneof(
  quantity,
  price.map((value) => `-${value}`),
);

const ticker: fc.Arbitrary<Ticker> = fc.record({
  symbol: word,
  bid: quantity,
  bidQty: quantity,
  ask: quantity,
  askQty: quantity,
  last: quantity,
  volume: quantity,
  vwap: quantity,
  low: quantity,
  high: quantity,
  change: signed,
  changePct: signed,
  volumeUsd: maybe(quantity),
  trades: maybe(count),
  timestamp: maybe(time),
});

const trade: fc.Arbitrary<Trade> = fc.record({
  symbol: word,
  side: fc.constantFrom('buy', 'sell'),
  price,
  qty: quantity,
  ordType: word,
  tradeId: count,
  timestamp: time,
});

const candle: fc.Arbitrary<Candle> = fc.record({
  symbol: word,
  open: price,
  high: price,
  low: price,
  close: price,
  vwap: quantity,
  volume: quantity,
  trades: count,
  intervalBegin: time,
  interval: count,
  timestamp: maybe(time),
});

const asset: fc.Arbitrary<Asset> = fc.record({
  id: word,
  status: word,
  precision: count,
  precisionDisplay: count,
  borrowable: fc.boolean(),
  collateralValue: signed,
  marginRate: maybe(signed),
  multiplier: maybe(signed),
  class: maybe(word),
});

const pair: fc.Arbitrary<Pair> = fc.record({
  symbol: word,
  base: word,
  quote: word,
  status: word,
  qtyPrecision: count,
  qtyIncrement: quantity,
  qtyMin: quantity,
  pricePrecision: count,
  priceIncrement: quantity,
  costPrecision: count,
  costMin: quantity,
  marginable: fc.boolean(),
  hasIndex: fc.boolean(),
  marginInitial: maybe(signed),
  positionLimitLong: maybe(count),
  positionLimitShort: maybe(count),
  tickSize: maybe(quantity),
  wsDisplayPricePrecision: maybe(count),
});

const sparse = <T>(members: { readonly [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(members, { requiredKeys: [] });
const integer = fc.maxSafeInteger();
const ids = { orderId: word, clOrdId: word, orderUserref: integer };

/** What v2 says of an order. */
type Report = Omit<ExecutionReport, keyof OnlyInV1>;

const report: fc.Arbitrary<Report> = fc.record(
  {
    execType: fc.oneof(
      word,
      fc.constantFrom('pending_new', 'new', 'trade', 'filled', 'canceled', 'expired', 'amended', 'restated', 'status'),
    ),
    orderStatus: word,
    timestamp: time,
    ...ids,
    symbol: word,
    side: fc.constantFrom('buy', 'sell'),
    orderType: word,
    orderQty: signed,
    cashOrderQty: signed,
    limitPrice: signed,
    limitPriceType: word,
    timeInForce: word,
    effectiveTime: time,
    expireTime: time,
    postOnly: fc.boolean(),
    reduceOnly: fc.boolean(),
    margin: fc.boolean(),
    noMpp: fc.boolean(),
    liquidated: fc.boolean(),
    displayQty: signed,
    displayQtyRemain: signed,
    triggers: sparse<ReportedTriggers>({
      reference: word,
      price: signed,
      priceType: word,
      actualPrice: signed,
      peakPrice: signed,
      lastPrice: signed,
      status: word,
      timestamp: time,
    }),
    contingent: sparse<Contingent>({
      orderType: word,
      triggerPrice: signed,
      triggerPriceType: word,
      limitPrice: signed,
      limitPriceType: word,
    }),
    cumQty: signed,
    cumCost: signed,
    avgPrice: signed,
    execId: word,
    tradeId: count,
    lastQty: signed,
    lastPrice: signed,
    cost: signed,
    liquidityInd: word,
    fees: fc.array(fc.record({ asset: word, qty: signed }), few),
    feeCcyPref: word,
    feeUsdEquiv: signed,
    marginBorrow: fc.boolean(),
    positionStatus: word,
    ordRefId: word,
    extOrdId: word,
    extExecId: word,
    amended: fc.boolean(),
    reason: word,
    senderSubId: word,
    user: word,
    ratecount: signed,
    cancelReason: word,
    stopPrice: signed,
    trigger: word,
    triggeredPrice: signed,
  } satisfies { readonly [K in keyof Report]-?: fc.Arbitrary<Report[K]> },
  { requiredKeys: ['execType', 'orderId', 'orderStatus', 'timestamp'] },
);

const balance: fc.Arbitrary<Balance> = fc.record({
  asset: word,
  assetClass: maybe(word),
  balance: signed,
  wallets: fc.array(fc.record({ type: word, id: word, balance: signed }), few),
});

const entry: fc.Arbitrary<LedgerEntry> = fc.record({
  ledgerId: word,
  refId: word,
  timestamp: time,
  type: word,
  subtype: maybe(word),
  category: maybe(word),
  asset: word,
  assetClass: maybe(word),
  walletType: maybe(word),
  walletId: maybe(word),
  amount: signed,
  fee: signed,
  balance: signed,
  user: maybe(word),
});

/** What each method is answered. */
export const RESULTS: { readonly [M in TradingMethod]: fc.Arbitrary<TradingResults[M]> } = {
  add_order: sparse({ ...ids, warnings: fc.array(word, few) }),
  amend_order: fc.record({ amendId: word, ...ids }, { requiredKeys: ['amendId'] }),
  edit_order: sparse({ orderId: word, originalOrderId: word }),
  cancel_order: sparse(ids),
  cancel_all: fc.record({ count }),
  cancel_all_orders_after: fc.record({ currentTime: word, triggerTime: fc.oneof(word, fc.constant('0')) }),
  batch_add: fc.array(sparse({ ...ids, error: word }), few),
  batch_cancel: fc.record({ count }),
};

const answered: fc.Arbitrary<AnsweredMessage> = fc.oneof(
  ...TRADING_METHODS.map((method) => {
    const result: fc.Arbitrary<TradingResults[TradingMethod]> = RESULTS[method];
    return fc
      .record({ type: is('answered'), method: is(method), reqId: maybe(count), result, ...times })
      .map((message) => message as AnsweredMessage);
  }),
);

/** A message of each kind that v2 has, by kinds, so that none can be forgotten. */
export const SERVER_MESSAGES: Readonly<Record<Exclude<ServerMessage['type'], 'spread'>, fc.Arbitrary<ServerMessage>>> =
  {
    heartbeat: fc.record({ type: is('heartbeat') }),
    status: fc.record({
      type: is('status'),
      system: word,
      version: word,
      apiVersion: word,
      connectionId: maybe(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String)),
    }),
    book: bookMessage,
    ticker: fc.record({ type: is('ticker'), snapshot: fc.boolean(), data: ticker }),
    trade: fc.record({ type: is('trade'), snapshot: fc.boolean(), data: fc.array(trade, few) }),
    ohlc: fc.record({ type: is('ohlc'), snapshot: fc.boolean(), timestamp: maybe(time), data: fc.array(candle, few) }),
    instrument: fc.record({
      type: is('instrument'),
      snapshot: fc.boolean(),
      assets: fc.array(asset, few),
      pairs: fc.array(pair, few),
    }),
    pong: fc.record({ type: is('pong'), reqId: maybe(count), ...times }),
    subscribed: acknowledged('subscribed'),
    unsubscribed: acknowledged('unsubscribed'),
    refused: fc.record({
      type: is('refused'),
      // A refusal of the method pong would be a pong.
      method: word.filter((method) => method !== 'pong'),
      error: word,
      reqId: maybe(count),
      symbol: maybe(word),
      timeIn: maybe(time),
      timeOut: maybe(time),
    }),
    executions: fc.record({
      type: is('executions'),
      snapshot: fc.boolean(),
      sequence: count,
      data: fc.array(report, few),
    }),
    balances: fc.oneof(
      fc.record({
        type: is('balances'),
        snapshot: fc.constant(true as const),
        sequence: count,
        data: fc.array(balance, few),
      }),
      fc.record({
        type: is('balances'),
        snapshot: fc.constant(false as const),
        sequence: count,
        data: fc.array(entry, few),
      }),
    ),
    answered,
  };

function acknowledged<const T extends 'subscribed' | 'unsubscribed'>(type: T) {
  return fc.record({
    type: is(type),
    reqId: maybe(count),
    result: fc.record({
      channel: word,
      symbol: maybe(word),
      depth: maybe(count),
      eventTrigger: maybe(word),
      interval: maybe(count),
      snapshot: maybe(fc.boolean()),
      snapOrders: maybe(fc.boolean()),
      snapTrades: maybe(fc.boolean()),
      maxratecount: maybe(count),
      warnings: maybe(fc.array(word, few)),
    }),
    ...times,
  });
}

export const serverMessage: fc.Arbitrary<ServerMessage> = fc.oneof(...Object.values(SERVER_MESSAGES));

const JSON_TEXTS = [
  ...['1.0', '0', '-1', '1e-08', '-1e5', '4294967296', '9007199254740993', '007', '1'.repeat(70)],
  ...['null', 'true', 'false', '""', '"x"', '"1.5"', '"update"', '"sell"', '"\\ud800"'],
  ...['[]', '{}', '[null]', '{"toString":1}', '[{"__proto__":[]}]'],
];

/** A frame of any kind with something else, or nothing, in one place. */
export const nearFrame: fc.Arbitrary<string> = fc
  .constantFrom(...SAMPLE_FRAMES.filter(({ places }) => places.length > 0))
  .chain(({ text: frame, places }) =>
    fc
      .tuple(fc.constantFrom(...places), fc.oneof(maybe(fc.constantFrom(...JSON_TEXTS)), fc.json()))
      .map(([place, json]) => withText(frame, place, json)),
  );
