/**
 * An order of openOrders as a report. What comes in has its shape in frames-private.ts; nothing is checked here, and
 * nothing is in a report that the frame leaves out.
 * https://docs.kraken.com/api/docs/websocket-v1/openorders
 */
import { isZero } from '../../decimal/decimal.js';
import type { Contingent, ExecType, OrderStatus, PartialReport, ReportedTriggers } from '../account.js';
import type { OrderSide } from '../order.js';
import { decimalOf, integerOf, type WireObject } from '../shape.js';
import { given, present, textIn } from './members.js';
import { symbolOf } from './names.js';
import { type OrderPrices, pricesOf } from './prices.js';
import { timeOf } from './times.js';
import { wordsOf } from './trading-names.js';

export function reportOf(orderId: string, order: WireObject, snapshot: boolean): PartialReport {
  const description = (order['descr'] ?? {}) as WireObject;
  const flags = wordsOf(textIn(order, 'oflags') ?? '');
  const misc = wordsOf(textIn(order, 'misc') ?? '');
  const vol = given(order, 'vol', decimalOf);
  const prices = orderPrices(order, description);
  const triggers = triggersOf(order, prices, misc);
  return present<PartialReport>({
    ...happened(order, snapshot),
    orderId,
    timestamp: timeIn(order, 'lastupdated') ?? timeIn(order, 'opentm'),
    clOrdId: textIn(order, 'cl_ord_id'),
    orderUserref: given(order, 'userref', integerOf),
    symbol: given(description, 'pair', (pair) => symbolOf(pair as string)),
    side: description['type'] as OrderSide | undefined,
    orderType: textIn(description, 'ordertype'),
    ...(flags.has('viqc') ? { cashOrderQty: vol } : { orderQty: vol }),
    limitPrice: prices.limitPrice,
    limitPriceType: prices.limitPriceType,
    triggers: Object.keys(triggers).length === 0 ? undefined : triggers,
    leverage: leverageOf(description),
    margin: description['margin'] === true ? true : undefined,
    positionId: textIn(description, 'position'),
    description: textIn(description, 'order'),
    closeDescription: textIn(description, 'close'),
    timeInForce: textIn(order, 'timeinforce')?.toUpperCase(),
    effectiveTime: timeIn(order, 'starttm'),
    expireTime: timeIn(order, 'expiretm'),
    postOnly: flags.has('post') || undefined,
    noMpp: flags.has('nompp') || undefined,
    feeCcyPref: flags.has('fcib') ? 'fcib' : flags.has('fciq') ? 'fciq' : undefined,
    liquidated: misc.has('liquidation') || misc.has('liquidated') || undefined,
    displayQty: given(order, 'display_volume', decimalOf),
    displayQtyRemain: given(order, 'display_volume_remain', decimalOf),
    contingent: given(order, 'contingent', (value) => contingentOf(value as WireObject)),
    cumQty: given(order, 'vol_exec', decimalOf),
    cumCost: given(order, 'cost', decimalOf),
    cumFee: given(order, 'fee', decimalOf),
    avgPrice: given(order, 'avg_price', decimalOf),
    ordRefId: textIn(order, 'refid'),
    extOrdId: textIn(order, 'ext_ord_id'),
    senderSubId: textIn(order, 'sender_sub_id'),
    amended: order['amended'] as boolean | undefined,
    reason: textIn(order, 'cancel_reason') ?? textIn(order, 'amend_reason'),
    ratecount: given(order, 'ratecount', decimalOf),
  });
}

/** What the words of v1 are here. */
const STATUSES: Readonly<Record<string, ExecType & OrderStatus>> = {
  pending: 'pending_new',
  open: 'new',
  closed: 'filled',
  canceled: 'canceled',
  expired: 'expired',
};

function happened(order: WireObject, snapshot: boolean): Pick<PartialReport, 'execType' | 'orderStatus'> {
  const word = textIn(order, 'status');
  const amended = order['amended'] === true && !snapshot;
  if (word === undefined) return { execType: amended ? 'amended' : 'status' };
  const told = Object.hasOwn(STATUSES, word) ? STATUSES[word]! : word;
  // An order that ended before all of it was traded is said to be closed as well.
  const isCutShort = told === 'filled' && textIn(order, 'cancel_reason') !== undefined;
  if (isCutShort) return { execType: 'canceled', orderStatus: 'canceled' };
  if (told !== 'new') return { execType: told, orderStatus: told };
  const traded = given(order, 'vol_exec', decimalOf) ?? '0';
  return { execType: amended ? 'amended' : 'new', orderStatus: isZero(traded) ? 'new' : 'partially_filled' };
}

function orderPrices(order: WireObject, description: WireObject): OrderPrices {
  const orderType = textIn(description, 'ordertype');
  // What they mean cannot be told without it.
  const prices = orderType === undefined ? {} : pricesIn(orderType, description, description['type']);
  const known = prices.limitPriceType === 'static';
  const limit = known ? undefined : given(order, 'limitprice', decimalOf);
  // What an offset has become.
  return limit === undefined || isZero(limit) ? prices : { ...prices, limitPrice: limit, limitPriceType: 'static' };
}

function pricesIn(orderType: string, object: WireObject, side?: unknown): OrderPrices {
  const wire = { price: textIn(object, 'price'), price2: textIn(object, 'price2') };
  return pricesOf(orderType, wire, side as OrderSide | undefined);
}

function triggersOf(order: WireObject, prices: OrderPrices, misc: ReadonlySet<string>): ReportedTriggers {
  const level = given(order, 'stopprice', decimalOf);
  const now = level === undefined || isZero(level) ? undefined : level;
  // Of an amendment it is what was asked.
  const asked = order['amended'] === true && order['descr'] === undefined ? now : undefined;
  return present({
    price: prices.triggerPrice ?? asked,
    priceType: prices.triggerPriceType ?? (asked === undefined ? undefined : 'static'),
    actualPrice: asked === undefined ? now : undefined,
    status: misc.has('stopped') || misc.has('touched') ? 'triggered' : undefined,
  });
}

function contingentOf(value: WireObject): Contingent {
  const orderType = textIn(value, 'ordertype');
  return present({ orderType, ...(orderType === undefined ? undefined : pricesIn(orderType, value)) });
}

function leverageOf(description: WireObject): string | undefined {
  const leverage = textIn(description, 'leverage');
  return leverage === 'none' ? undefined : leverage;
}

/** A time, which zero is not. */
function timeIn(order: WireObject, name: string): string | undefined {
  const text = textIn(order, name);
  return text === undefined || isZero(text) ? undefined : timeOf(text);
}
