/**
 * An order of openOrders as a report. What comes in has its shape in frames-private.ts; nothing is in a report that the
 * frame leaves out. https://docs.kraken.com/api/docs/websocket-v1/openorders
 */
import { isZero } from '../../decimal/decimal.js';
import type { Contingent, ExecType, OrderStatus, PartialReport, ReportedTriggers } from '../account.js';
import type { OrderSide } from '../order.js';
import { present } from '../present.js';
import type { WireContingent, WireDescription, WireOrder } from './frames-private.js';
import { type OrderPrices, pricesOf, type WirePrices } from './prices.js';

export function reportOf(orderId: string, order: WireOrder, snapshot: boolean): PartialReport {
  const { status: _, descr: description, vol, level, limit, openTime, lastTime, flags, misc, ...told } = order;
  const { cancelReason, amendReason, contingent, timeInForce, ...same } = told;
  const { price, price2, leverage, margin, ...described }: Partial<WireDescription> = description ?? {};
  const prices = orderPrices(order);
  const triggers = triggersOf(order, prices, misc);
  return present<PartialReport>({
    ...same,
    ...described,
    ...happened(order, snapshot),
    orderId,
    timestamp: lastTime ?? openTime,
    ...(flags.has('viqc') ? { cashOrderQty: vol } : { orderQty: vol }),
    limitPrice: prices.limitPrice,
    limitPriceType: prices.limitPriceType,
    triggers: Object.keys(triggers).length === 0 ? undefined : triggers,
    leverage: leverage === 'none' ? undefined : leverage,
    margin: margin === true ? true : undefined,
    timeInForce: timeInForce?.toUpperCase(),
    postOnly: flags.has('post') || undefined,
    noMpp: flags.has('nompp') || undefined,
    feeCcyPref: flags.has('fcib') ? 'fcib' : flags.has('fciq') ? 'fciq' : undefined,
    liquidated: misc.has('liquidation') || misc.has('liquidated') || undefined,
    contingent: contingent && contingentOf(contingent),
    reason: cancelReason ?? amendReason,
  });
}

/** What the words of v1 are here, where they are others. */
const STATUSES: Readonly<Record<string, ExecType & OrderStatus>> = {
  pending: 'pending_new',
  open: 'new',
  closed: 'filled',
};

function happened(order: WireOrder, snapshot: boolean): Pick<PartialReport, 'execType' | 'orderStatus'> {
  const { status, cancelReason, cumQty = '0' } = order;
  const amended = order.amended === true && !snapshot;
  if (status === undefined) return { execType: amended ? 'amended' : 'status' };
  const told = Object.hasOwn(STATUSES, status) ? STATUSES[status]! : status;
  // An order that ended before all of it was traded is said to be closed as well.
  if (told === 'filled' && cancelReason !== undefined) return { execType: 'canceled', orderStatus: 'canceled' };
  if (told !== 'new') return { execType: told, orderStatus: told };
  return { execType: amended ? 'amended' : 'new', orderStatus: isZero(cumQty) ? 'new' : 'partially_filled' };
}

function orderPrices({ descr, limit }: WireOrder): OrderPrices {
  const prices = pricesIn(descr, descr?.side);
  // What an offset has become.
  return prices.limitPriceType === 'static' || limit === undefined || isZero(limit)
    ? prices
    : { ...prices, limitPrice: limit, limitPriceType: 'static' };
}

/** What they mean cannot be told without the type. */
function pricesIn(
  given: (WirePrices & { readonly orderType: string | undefined }) | undefined,
  side?: OrderSide,
): OrderPrices {
  return given?.orderType !== undefined ? pricesOf(given.orderType, given, side) : {};
}

function triggersOf(
  { level, amended, descr }: WireOrder,
  prices: OrderPrices,
  misc: ReadonlySet<string>,
): ReportedTriggers {
  const now = level === undefined || isZero(level) ? undefined : level;
  // Of an amendment it is what was asked.
  const asked = amended === true && descr === undefined ? now : undefined;
  return present({
    price: prices.triggerPrice ?? asked,
    priceType: prices.triggerPriceType ?? (asked === undefined ? undefined : 'static'),
    actualPrice: asked === undefined ? now : undefined,
    status: misc.has('stopped') || misc.has('touched') ? 'triggered' : undefined,
  });
}

function contingentOf(value: WireContingent): Contingent {
  return present({ orderType: value.orderType, ...pricesIn(value) });
}
