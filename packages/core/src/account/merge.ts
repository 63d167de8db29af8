/**
 * An order after one more report. What a report leaves out is as it was, and what is known of its fills is never taken
 * back: reports of snapshots have no totals, and some say less than was seen.
 */
import {
  addDecimals,
  compareDecimals,
  decimalsOf,
  divideDecimals,
  isZero,
  multiplyDecimals,
  subtractDecimals,
  sumDecimals,
} from '../decimal/decimal.js';
import type { ExecutionReport, Fee, OrderStatus, PartialReport } from '../protocol/account.js';
import { present } from '../protocol/present.js';
import { isBeginning } from './complete.js';
import { inTime, withoutFill } from './fill.js';
import type { OwnOrder, OwnTrade } from './own-orders.js';

/** Where a report comes from: an update · an order of a snapshot, as it is now · a fill of a snapshot. */
export type Source = 'update' | 'state' | 'history';

/** How a report is to be taken. */
export interface Taking {
  readonly source: Source;
  /**
   * Whether fills are told apart from what becomes of orders, in a stream of their own, of which either may be ahead: then
   * only the stream of orders ends one, as it may have been amended to more than the fills add up to.
   */
  readonly apart: boolean;
  /** Whether fills that add up to the order show that it has ended all the same: it is known not to be open any more. */
  readonly ended: boolean;
}

type Ending = Extract<OrderStatus, 'filled' | 'canceled' | 'expired'>;

/** How an order has ended by a report; undefined when it has not. */
export function endOf({ orderStatus = '', execType }: PartialReport): Ending | undefined {
  return [orderStatus, execType].find(isEnding);
}

/** An order that ended while nothing was seen. */
export function gone(order: OwnOrder): OwnOrder {
  const { remainingQty } = order;
  if (remainingQty !== undefined && isZero(remainingQty)) return { ...order, orderStatus: 'filled', closed: true };
  return { ...order, orderStatus: 'gone', complete: false, closed: true };
}

/** The order after a report, which may tell of a fill that was not known. */
export function orderAfter(
  known: OwnOrder | undefined,
  report: PartialReport,
  fill: OwnTrade | undefined,
  taking: Taking,
): OwnOrder {
  const { source, apart } = taking;
  const trades = fill === undefined ? (known?.trades ?? []) : inTime([...(known?.trades ?? []), fill]);
  const isLatest = trades[trades.length - 1] === fill;
  // A fill of an order that has ended is no more than that, though it comes as news.
  const isHistory = source === 'history' || (apart && fill !== undefined && known?.closed === true);
  const part = withoutOlderTotals(isHistory && known ? historyOf(report, isLatest) : report, known);
  const members = known === undefined ? present(report) : { ...known, ...present(part), ...nested(known, part, apart) };
  const totals = totalsOf(known, part, trades, fill);
  const { cumQty } = totals;
  const remainingQty = remainingOf(members.orderQty, cumQty);
  const isFull = remainingQty !== undefined && isZero(remainingQty);
  const isTraded = cumQty !== undefined && !isZero(cumQty);
  const orderStatus = standing(known, report, taking, { isFill: fill !== undefined, isFull, isTraded });
  // Of an order that is filled all has traded, though the last of it may not have been told yet.
  const isShort = apart && orderStatus === 'filled' && remainingQty !== undefined && !isFull;
  const complete = totals.complete && orderStatus !== 'gone' && !isShort;
  return {
    ...members,
    ...totals,
    orderStatus,
    remainingQty,
    totalFees: (fill?.fees ?? []).reduce(addFee, known?.totalFees ?? []),
    trades,
    complete,
    closed: orderStatus === 'gone' || isEnding(orderStatus),
  };
}

/**
 * What is known of a trigger and of a conditional close, and what a report says of them. Where orders are told apart an
 * amendment tells the level alone, whatever was amended: of a trigger that is a distance that is where it has come to.
 */
function nested(known: OwnOrder, part: Partial<ExecutionReport>, apart: boolean): Partial<ExecutionReport> {
  const { triggers, contingent } = known;
  const isDistance = triggers?.priceType !== undefined && triggers.priceType !== 'static';
  const isLevel = apart && part.execType === 'amended' && isDistance && part.triggers?.priceType === 'static';
  const told = isLevel ? { actualPrice: part.triggers?.price } : part.triggers;
  return {
    ...(triggers && told && { triggers: { ...triggers, ...present(told) } }),
    ...(contingent && part.contingent && { contingent: { ...contingent, ...present(part.contingent) } }),
  };
}

/**
 * Whether an order is the same as before. A snapshot is nothing that happened to it: its own time, its word for what
 * happened, the account's rate counter, and the average price of no fills do not count.
 */
export function isSame(before: OwnOrder, after: OwnOrder, source: Source): boolean {
  const [a, b] = source === 'state' ? [standingOf(before), standingOf(after)] : [before, after];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof OwnOrder>;
  return [...keys].every((key) => a[key] === b[key] || JSON.stringify(a[key]) === JSON.stringify(b[key]));
}

/** What a snapshot can show to be another. */
function standingOf(order: OwnOrder): OwnOrder {
  const { avgPrice } = order;
  const average = avgPrice === undefined || isZero(avgPrice) ? undefined : avgPrice;
  return { ...order, execType: '', timestamp: '', ratecount: undefined, avgPrice: average };
}

/** Undefined where it cannot be told: more was filled than was ordered, as far as that is known, after unseen amendments. */
function remainingOf(orderQty: string | undefined, cumQty: string | undefined): string | undefined {
  if (orderQty === undefined || cumQty === undefined || isZero(orderQty)) return undefined;
  const remaining = subtractDecimals(orderQty, cumQty);
  return compareDecimals(remaining, '0') < 0 ? undefined : remaining;
}

/**
 * Where an order stands after a report. `isFull`, `isTraded`: all of it has traded, or some of it. Where fills are told apart
 * they are no news of their orders: whether those are open, and whether they were filled, is for the other stream to say.
 */
function standing(
  known: OwnOrder | undefined,
  report: PartialReport,
  { source, apart, ended }: Taking,
  { isFill, isFull, isTraded }: { isFill: boolean; isFull: boolean; isTraded: boolean },
): OwnOrder['orderStatus'] {
  const isGone = known?.orderStatus === 'gone';
  if (known?.closed && !isGone) return known.orderStatus;
  const isNews = source !== 'history' && !(apart && isFill);
  const ending = isNews ? endOf(report) : undefined;
  if (ending !== undefined) return ending;
  if (isFull && (!apart || (ended && !isNews))) return 'filled';
  // Orders that are told of are open: where fills are told apart, one that was thought to have ended was only seen by its
  // fills first; else a snapshot has to say so.
  const isOpen = isNews && (apart || source === 'state' || !isGone);
  if (!isOpen && (known === undefined || isGone)) return 'gone';
  const before = known === undefined || isGone ? 'new' : known.orderStatus;
  const status = (isNews ? report.orderStatus : undefined) ?? before;
  return (apart || !isNews) && isTraded && isBeginning(status) ? 'partially_filled' : status;
}

function totalsOf(
  known: OwnOrder | undefined,
  part: Partial<ExecutionReport>,
  trades: readonly OwnTrade[],
  fill: OwnTrade | undefined,
) {
  const before = known?.cumQty;
  const orderQty = part.orderQty ?? known?.orderQty;
  const filled = filledOf(known, trades, fill);
  const reported =
    part.cumQty ?? (before === undefined && isBeginning(part.orderStatus) ? zeroOf(orderQty) : undefined);
  const atLeast = larger(reported, before);
  const cumQty = trades.length === 0 ? atLeast : larger(atLeast, filled);
  const equals = (qty: string | undefined) => qty !== undefined && compareDecimals(filled, qty) === 0;
  // Without a total of the exchange's own, fills are all that there were only if nothing was missing before, or is now.
  const complete =
    reported === undefined ? known?.complete === true || equals(before) || equals(orderQty) : equals(cumQty);
  const grew = cumQty !== undefined && compareDecimals(cumQty, before ?? '0') > 0;
  // What the exchange added up before a fill is no longer true after it. Quantities that cancel each other out, as an
  // exchange out of its mind may tell them, have no average.
  const whole = grew && complete && !isZero(filled) ? trades : undefined;
  const cumCost = part.cumCost ?? (grew ? whole && sumDecimals(whole.map(({ cost }) => cost)) : known?.cumCost);
  const avgPrice = part.avgPrice ?? (grew ? whole && averageOf(whole, filled) : known?.avgPrice);
  const cumFee = part.cumFee ?? (grew && known?.cumFee ? whole && feeOf(whole) : known?.cumFee);
  return { cumQty, cumCost, avgPrice, cumFee, complete };
}

/** What the fills that were seen add up to. */
function filledOf(known: OwnOrder | undefined, trades: readonly OwnTrade[], fill: OwnTrade | undefined): string {
  const { complete = false, cumQty } = known ?? {};
  if (!complete || cumQty === undefined) return sumDecimals(trades.map(({ qty }) => qty));
  return fill === undefined ? cumQty : addDecimals(cumQty, fill.qty);
}

/** The average price of fills, rounded to the decimals of their prices. */
function averageOf(trades: readonly OwnTrade[], filled: string): string {
  const decimals = Math.max(...trades.map(({ price }) => decimalsOf(price)));
  return divideDecimals(sumDecimals(trades.map(({ qty, price }) => multiplyDecimals(qty, price))), filled, decimals);
}

/** What fills cost; undefined when that is not of one asset. */
function feeOf(trades: readonly OwnTrade[]): string | undefined {
  const fees = trades.reduce((all, trade) => trade.fees.reduce(addFee, all), [] as readonly Fee[]);
  return fees.length > 1 ? undefined : (fees[0]?.qty ?? '0');
}

/** What a fill of a snapshot says of an order that is known; of its last fill only when it is that. */
function historyOf(report: PartialReport, isLatest: boolean): Partial<ExecutionReport> {
  const { execType, orderStatus, timestamp, ...part } = report;
  return isLatest ? part : withoutFill(part);
}

/** A report from before what is known of the order's fills must not set them back. */
function withoutOlderTotals(part: Partial<ExecutionReport>, known: OwnOrder | undefined): Partial<ExecutionReport> {
  if (part.cumQty === undefined || known?.cumQty === undefined) return part;
  if (compareDecimals(part.cumQty, known.cumQty) >= 0) return part;
  const { cumQty, cumCost, cumFee, avgPrice, ...rest } = part;
  return rest;
}

function isEnding(status: string): status is Ending {
  return status === 'filled' || status === 'canceled' || status === 'expired';
}

function zeroOf(qty: string | undefined): string {
  return qty === undefined ? '0' : subtractDecimals(qty, qty);
}

/** The first of both when they are equal. */
function larger(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return compareDecimals(a, b) >= 0 ? a : b;
}

function addFee(fees: readonly Fee[], { asset, qty }: Fee): readonly Fee[] {
  if (!fees.some((fee) => fee.asset === asset)) return [...fees, { asset, qty }];
  return fees.map((fee) => (fee.asset === asset ? { asset, qty: addDecimals(fee.qty, qty) } : fee));
}
