/** Generators of reports about orders and fills as v1 can tell them. */
import type { Contingent, ExecutionsMessage, PartialReport, ReportedTriggers } from '@kraken-stream/core';
import { CONDITIONAL_TYPES, ORDER_TYPES, SIDES } from '@kraken-stream/core';
import fc from 'fast-check';
import { decimal } from '../v2/frames.js';
import { positive } from './private-requests.js';

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
/** A text that begins with the mark of numbers would be read as one, an empty one as none. */
const text = fc.string({ unit: 'binary', minLength: 1 }).filter((each) => !each.startsWith('\x7f'));
const symbol = fc.constantFrom('BTC/USD', 'DOGE/EUR', 'ETH/BTC', 'A/B', 'BTC/USD:BTNL');
const timestamp = fc
  .tuple(fc.integer({ min: 1, max: 4_000_000_000 }), fc.nat({ max: 999_999 }))
  .map(([at, micros]) => `${new Date(at * 1000).toISOString().slice(0, 19)}.${String(micros).padStart(6, '0')}Z`);
const total = fc.nat({ max: 10 }).chain((decimals) => decimal(decimals, 2n ** 53n));
const userref = fc.integer();
const names = { clOrdId: maybe(text), orderUserref: maybe(userref) };
const totals = { cumQty: maybe(total), cumCost: maybe(total), cumFee: maybe(total), avgPrice: maybe(total) };

interface Prices {
  readonly price?: string;
  readonly type?: 'static' | 'pct' | 'quote';
}

const offset: fc.Arbitrary<Prices> = fc.record({
  price: fc.oneof(
    positive,
    positive.map((each) => `-${each}`),
  ),
  type: fc.constantFrom('pct' as const, 'quote' as const),
});
const price: fc.Arbitrary<Prices> = fc.oneof(
  offset,
  fc.record({ price: positive, type: fc.constant('static' as const) }),
);

const isTriggered = (type: string) => /^(stop|take|trailing)/.test(type);

function contingentOf(orderType: Contingent['orderType'] & string): fc.Arbitrary<Contingent> {
  const limits = orderType === 'trailing-stop-limit' ? offset : price;
  const triggers = orderType.startsWith('trailing') ? offset : price;
  return fc.tuple(maybe(limits), maybe(triggers)).map(([limit, trigger]) => ({
    orderType,
    limitPrice: limit?.price,
    limitPriceType: limit?.type,
    ...(isTriggered(orderType) ? { triggerPrice: trigger?.price, triggerPriceType: trigger?.type } : undefined),
  }));
}

const contingent = fc.constantFrom(...CONDITIONAL_TYPES).chain(contingentOf);

const whole = fc.record({
  orderId: text,
  timestamp: maybe(timestamp),
  ...names,
  symbol,
  side: fc.constantFrom(...SIDES),
  leverage: maybe(fc.constantFrom('2', '2:1')),
  margin: maybe(fc.constant(true)),
  positionId: maybe(text),
  description: text,
  closeDescription: text,
  timeInForce: maybe(fc.constantFrom('GTC', 'GTD', 'IOC')),
  effectiveTime: maybe(timestamp),
  expireTime: maybe(timestamp),
  postOnly: maybe(fc.constant(true)),
  noMpp: maybe(fc.constant(true)),
  liquidated: maybe(fc.constant(true)),
  feeCcyPref: maybe(fc.constantFrom('fcib', 'fciq')),
  displayQty: maybe(total),
  displayQtyRemain: maybe(total),
  contingent: maybe(contingent),
  cumQty: total,
  cumCost: total,
  cumFee: total,
  avgPrice: total,
  ordRefId: maybe(text),
  extOrdId: maybe(text),
  senderSubId: maybe(text),
  ratecount: maybe(total),
}) satisfies fc.Arbitrary<Partial<PartialReport>>;

const traded = (qty: string) => (/[1-9]/.test(qty) ? 'partially_filled' : 'new');

/** An order described whole: a new one, one of a snapshot, or one that was amended. */
const described = (snapshot: boolean) =>
  fc
    .tuple(
      whole,
      fc
        .constantFrom(...ORDER_TYPES)
        .chain((orderType) => fc.record({ orderType: fc.constant(orderType), prices: pricesFor(orderType) })),
      fc.constantFrom('pending_new', 'new', 'amended'),
      positive,
      fc.boolean(),
      maybe(text),
    )
    .map(([report, { orderType, prices }, execType, qty, cash, reason]): PartialReport => {
      const amended = execType === 'amended' || (snapshot && reason !== undefined);
      const told = execType === 'amended' && snapshot ? 'new' : execType;
      return {
        ...report,
        execType: told,
        orderStatus: told === 'pending_new' ? told : traded(report.cumQty),
        orderType,
        ...(cash ? { cashOrderQty: qty } : { orderQty: qty }),
        ...prices,
        amended: amended || undefined,
        reason,
      };
    });

function pricesFor(orderType: string): fc.Arbitrary<Pick<PartialReport, 'limitPrice' | 'limitPriceType' | 'triggers'>> {
  return fc
    .tuple(contingentOf(orderType as (typeof CONDITIONAL_TYPES)[number]), maybe(positive), fc.boolean())
    .map(([{ limitPrice, limitPriceType, triggerPrice, triggerPriceType }, actualPrice, fired]) => {
      const triggers = {
        ...(triggerPrice === undefined ? undefined : { price: triggerPrice, priceType: triggerPriceType }),
        ...(actualPrice === undefined ? undefined : { actualPrice }),
        ...(fired ? { status: 'triggered' } : undefined),
      };
      return {
        limitPrice,
        limitPriceType,
        triggers: Object.keys(triggers).length === 0 ? undefined : (triggers as ReportedTriggers),
      };
    });
}

/** What has changed of an order. */
const changed: fc.Arbitrary<PartialReport> = fc.oneof(
  fc.record({ execType: fc.constant('new'), orderStatus: fc.constant('new'), orderId: text, ...names }),
  fc
    .record({
      execType: fc.constantFrom('filled' as const, 'canceled' as const, 'expired' as const),
      orderId: text,
      timestamp: maybe(timestamp),
      reason: maybe(text),
      ...totals,
      ...names,
    })
    .map(({ reason, ...report }) => ({
      ...report,
      orderStatus: report.execType,
      // With one it would be said to be canceled.
      reason: report.execType === 'filled' ? undefined : reason,
    })),
  fc.record({
    execType: fc.constant('status'),
    orderId: text,
    timestamp: maybe(timestamp),
    triggers: maybe(fc.record({ actualPrice: positive })),
    displayQty: maybe(total),
    displayQtyRemain: maybe(total),
    ratecount: maybe(total),
    ...totals,
    ...names,
  }),
  fc
    .record({
      execType: fc.constant('amended'),
      amended: fc.constant(true),
      orderId: text,
      timestamp: maybe(timestamp),
      orderQty: maybe(positive),
      limitPrice: maybe(positive),
      triggers: maybe(fc.record({ price: positive, priceType: fc.constant('static' as const) })),
      reason: maybe(text),
      ...totals,
      ...names,
    })
    .map((report) => ({ ...report, limitPriceType: report.limitPrice === undefined ? undefined : 'static' })),
);

const trade = (snapshot: boolean): fc.Arbitrary<PartialReport> =>
  fc
    .record({
      execType: fc.constant('trade'),
      execId: text,
      orderId: text,
      symbol,
      side: fc.constantFrom(...SIDES),
      orderType: fc.constantFrom(...ORDER_TYPES),
      lastQty: total,
      lastPrice: total,
      cost: total,
      fee: total,
      timestamp,
      positionId: maybe(text),
      marginCost: total,
      marginBorrow: maybe(fc.boolean()),
      extExecId: maybe(text),
      clOrdId: snapshot ? fc.constant(undefined) : maybe(text),
      orderUserref: snapshot ? fc.constant(undefined) : maybe(userref.filter((each) => each !== 0)),
    })
    .map(({ fee, ...report }) => ({
      ...report,
      fees: [{ asset: /\/([^:]*)/.exec(report.symbol)?.[1] ?? '', qty: fee }],
    }));

export const executionsMessage: fc.Arbitrary<ExecutionsMessage> = fc
  .tuple(fc.boolean(), fc.constantFrom('orders' as const, 'trades' as const), fc.integer({ min: 2, max: 2 ** 40 }))
  .chain(([snapshot, part, sequence]) => {
    const told = snapshot ? described(true) : fc.oneof(described(false), changed);
    return fc.record<ExecutionsMessage>({
      type: fc.constant('executions'),
      part: fc.constant(part),
      snapshot: fc.constant(snapshot),
      sequence: fc.constant(snapshot ? 1 : sequence),
      data: fc.array(part === 'orders' ? told : trade(snapshot), { maxLength: 3 }),
    });
  });
