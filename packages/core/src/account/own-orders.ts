/**
 * The orders of one account and their fills, kept of what the exchange reports. Knows no connection and no time.
 */
import type { ExecutionReport, Fee } from '../protocol/account.js';
import { inTime, tradeOf } from './fill.js';
import { endOf, gone, isSame, orderAfter, type Source } from './merge.js';

/** Orders that ended, and fills, of which this many are kept. */
const KEPT = 1000;
/** Fills that a snapshot shows. */
export const RECENT_FILLS = 50;

/** One fill of an own order. */
export interface OwnTrade {
  readonly execId: string;
  readonly tradeId: number | undefined;
  readonly orderId: string;
  readonly clOrdId: string | undefined;
  readonly orderUserref: number | undefined;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly orderType: string | undefined;
  /** Base currency. */
  readonly qty: string;
  readonly price: string;
  /** Quote currency. */
  readonly cost: string;
  readonly liquidityInd: string | undefined;
  readonly fees: readonly Fee[];
  readonly feeUsdEquiv: string | undefined;
  /** RFC 3339 with microseconds. */
  readonly timestamp: string;
}

/**
 * An order as far as it was reported: all members of its reports, the latest of each, and what they add up to. A new
 * object with each change.
 */
export interface OwnOrder extends Omit<ExecutionReport, 'orderStatus'> {
  /**
   * Where it stands. `gone`: it ended while nothing was seen, and nothing tells how: filled, canceled or expired.
   */
  readonly orderStatus: ExecutionReport['orderStatus'] | 'gone';
  /** `orderQty` less `cumQty`; undefined where one of them is not known, or was evidently amended while nothing was seen. */
  readonly remainingQty: string | undefined;
  /** The sum of the fees of the fills that were seen, by asset. */
  readonly totalFees: readonly Fee[];
  /** The fills that were seen, oldest first. */
  readonly trades: readonly OwnTrade[];
  /** Whether the fills that were seen are certainly all that there were: they add up to `cumQty`, and it can be relied on. */
  readonly complete: boolean;
  /** Whether it has ended. */
  readonly closed: boolean;
}

/** What a snapshot shows. */
export interface SnapshotOptions {
  /** Open orders: one that is not in it has ended. */
  readonly snapOrders: boolean;
  /** The last fifty fills. */
  readonly snapTrades: boolean;
}

/** What reports have changed. */
export interface OrderChanges {
  /** Each order that is another than before, as it is at the end; in the order of their first change. */
  readonly orders: readonly OwnOrder[];
  /** Fills that were never told before, oldest first. */
  readonly trades: readonly OwnTrade[];
  /** Whether there may have been fills behind a hole that the snapshot does not show. */
  readonly missedTrades: boolean;
}

interface Changes {
  readonly orders: Map<string, OwnOrder>;
  readonly trades: OwnTrade[];
}

/**
 * The orders of one account and their fills. `cumQty`, `cumCost` and `avgPrice` are the exchange's own; where a fill came
 * without them they are added up from the fills, if those are complete, the average rounded to the decimals of prices.
 */
export class OwnOrders {
  readonly #options: SnapshotOptions;
  readonly #open = new Map<string, OwnOrder>();
  /** Those that ended last, oldest first. */
  readonly #ended = new Map<string, OwnOrder>();
  #trades: readonly OwnTrade[] = [];
  /** The fills in `#trades`, by `execId`. */
  readonly #known = new Set<string>();
  #begun = false;

  constructor(options: SnapshotOptions) {
    this.#options = options;
  }

  /** Open orders by `orderId`, in the order in which they were first seen. */
  get open(): ReadonlyMap<string, OwnOrder> {
    return this.#open;
  }

  /** The last thousand fills, oldest first. */
  get trades(): readonly OwnTrade[] {
    return this.#trades;
  }

  /** An open order, or one of the last thousand that ended; of several with one `clOrdId` the latest. */
  find({ orderId, clOrdId }: { orderId?: string | undefined; clOrdId?: string | undefined }): OwnOrder | undefined {
    const found = orderId === undefined ? undefined : this.#get(orderId);
    if (found !== undefined || clOrdId === undefined) return found;
    return this.byClientId(clOrdId).pop();
  }

  /** Orders with a client id: those of the last thousand that ended, then those that are open. */
  byClientId(clOrdId: string): OwnOrder[] {
    return [...this.#ended.values(), ...this.#open.values()].filter((order) => order.clOrdId === clOrdId);
  }

  /** Orders with a user reference other than 0: those that are open, then those of the last thousand that ended. */
  byUserref(userref: number): OwnOrder[] {
    if (userref === 0) return [];
    return [...this.#open.values(), ...this.#ended.values()].filter((order) => order.orderUserref === userref);
  }

  /**
   * Takes reports that are new: those of an update in their order, or those of a snapshot. An order that was open and that
   * a snapshot with orders leaves out has ended: as `filled` when its fills add up to it, else as `gone`.
   */
  take(reports: readonly ExecutionReport[], { snapshot }: { snapshot: boolean }): OrderChanges {
    const changes: Changes = { orders: new Map(), trades: [] };
    const first = !this.#begun;
    this.#begun = true;
    let missedTrades = false;
    if (snapshot) missedTrades = this.#replace(reports, changes) && !first;
    else for (const report of reports) this.#apply(report, 'update', changes);
    const trades = inTime(changes.trades);
    this.#keep(trades);
    const orders = [...changes.orders.values()];
    // What a first snapshot shows of orders that ended is no change.
    return { orders: snapshot && first ? orders.filter((order) => !order.closed) : orders, trades, missedTrades };
  }

  /** Takes a snapshot; returns whether there may be fills between it and what was known that it does not show. */
  #replace(reports: readonly ExecutionReport[], changes: Changes): boolean {
    const { snapOrders, snapTrades } = this.#options;
    const isHistory = (report: ExecutionReport) => this.#isHistory(report);
    const history = inTime(reports.filter(isHistory).reverse());
    const isShown = ({ execId }: ExecutionReport) => execId !== undefined && this.#known.has(execId);
    const missed = !snapTrades || (history.length >= RECENT_FILLS && !history.some(isShown));
    const states = reports.filter((report) => !isHistory(report));
    const shown = new Set(states.map(({ orderId }) => orderId));
    for (const report of states) this.#apply(report, 'state', changes);
    for (const report of history) this.#apply(report, 'history', changes);
    if (snapOrders) {
      for (const order of [...this.#open.values()]) if (!shown.has(order.orderId)) this.#put(gone(order), changes);
    }
    // What adds up to an order as it was may not be all: it may have been amended, and traded more, where nobody saw it.
    const doubtful = [...changes.orders.values()].filter(({ orderId, complete }) => complete && !shown.has(orderId));
    if (missed) for (const order of doubtful) this.#put({ ...order, complete: false }, changes);
    return missed;
  }

  /**
   * Whether a report of a snapshot tells of a fill, and not of how its order stands now. Those come with the status
   * `filled` whatever became of the order.
   */
  #isHistory({ execType, orderId, orderQty, cumQty }: ExecutionReport): boolean {
    if (execType !== 'trade' || orderQty !== undefined) return false;
    return cumQty === undefined || !this.#open.has(orderId);
  }

  #apply(report: ExecutionReport, source: Source, changes: Changes): void {
    const known = this.#get(report.orderId);
    const trade = tradeOf(report, known);
    const fill = trade !== undefined && !this.#isKnown(trade, known) ? trade : undefined;
    if (fill !== undefined) {
      this.#known.add(fill.execId);
      changes.trades.push(fill);
    } else if (!isNews(report, known, source)) return;
    // Without open orders in the snapshot nothing tells whether the order of an old fill has ended.
    if (source === 'history' && known === undefined && !this.#options.snapOrders) return;
    const order = orderAfter(known, report, fill, source);
    if (known === undefined || !isSame(known, order, source)) this.#put(order, changes);
  }

  #get(orderId: string): OwnOrder | undefined {
    return this.#open.get(orderId) ?? this.#ended.get(orderId);
  }

  #isKnown({ execId }: OwnTrade, order: OwnOrder | undefined): boolean {
    return this.#known.has(execId) || order?.trades.some((trade) => trade.execId === execId) === true;
  }

  #put(order: OwnOrder, changes: Changes): void {
    const { orderId } = order;
    changes.orders.set(orderId, order);
    if (!order.closed) {
      this.#ended.delete(orderId);
      this.#open.set(orderId, order);
      return;
    }
    this.#open.delete(orderId);
    this.#ended.set(orderId, order);
    if (this.#ended.size > KEPT) this.#ended.delete(this.#ended.keys().next().value!);
  }

  #keep(trades: readonly OwnTrade[]): void {
    if (trades.length === 0) return;
    const all = inTime([...this.#trades, ...trades]);
    const dropped = Math.max(0, all.length - KEPT);
    for (const { execId } of all.slice(0, dropped)) this.#known.delete(execId);
    this.#trades = all.slice(dropped);
  }
}

/** Whether a report without a new fill says anything of its order: of one that ended only how, if that is not known. */
function isNews(report: ExecutionReport, known: OwnOrder | undefined, source: Source): boolean {
  if (source === 'history') return false;
  if (known?.closed !== true) return true;
  // The exchange has the last word on what was only concluded.
  return known.orderStatus === 'gone' && (source === 'state' || endOf(report) !== undefined);
}
