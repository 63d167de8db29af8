/**
 * The orders of one account and their fills, kept of what the exchange reports. Knows no connection and no time.
 */
import type { ExecutionReport, Fee, PartialReport } from '../protocol/account.js';
import { completed, cutShort } from './complete.js';
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
  /** The reports, each with where its order stands, if it did not say so itself. */
  readonly reports: readonly ExecutionReport[];
  /** Each order that is another than before, as it is at the end; in the order of their first change. */
  readonly orders: readonly OwnOrder[];
  /** Fills that were never told before, oldest first. */
  readonly trades: readonly OwnTrade[];
  /** Whether there may have been fills behind a hole that the snapshot does not show. */
  readonly missedTrades: boolean;
  /** Whether it shows new fills of orders that were not known, whose client ids are not told there. */
  readonly unnamedTrades: boolean;
}

/** How reports are to be taken. */
export interface TakeOptions {
  readonly snapshot: boolean;
  /** Whether fills are told apart from what becomes of orders, in a stream of their own: then either may be ahead. */
  readonly apart?: boolean | undefined;
}

interface Changes {
  readonly apart: boolean;
  readonly reports: Map<PartialReport, ExecutionReport>;
  readonly orders: Map<string, OwnOrder>;
  readonly trades: OwnTrade[];
  unnamed: boolean;
}

/**
 * The orders of one account and their fills. `cumQty`, `cumCost` and `avgPrice` are the exchange's own; where a fill came
 * without them they are added up from the fills, if those are complete, the average rounded to the decimals of prices.
 */
export class OwnOrders {
  readonly #options: SnapshotOptions;
  readonly #open = new Map<string, OwnOrder>();
  /** Those that ended last, oldest first, and those of which only fills are known. */
  readonly #ended = new Map<string, OwnOrder>();
  /**
   * Those of the latter that may be open, where fills are told apart: whether they are is told elsewhere, or they ended before
   * that began. They are not told until then.
   */
  readonly #unplaced = new Set<string>();
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

  /**
   * An open order, or one of the last thousand that ended; of several with one `clOrdId` the latest. One of which only fills
   * are known is `gone`.
   */
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
  take(reports: readonly PartialReport[], { snapshot, apart = false }: TakeOptions): OrderChanges {
    const changes: Changes = { apart, reports: new Map(), orders: new Map(), trades: [], unnamed: false };
    const first = !this.#begun;
    this.#begun = true;
    let missedTrades = false;
    if (snapshot) missedTrades = this.#replace(reports, changes) && !first;
    else for (const report of reports) this.#apply(report, 'update', changes);
    const trades = inTime(changes.trades);
    this.#keep(trades);
    const orders = [...changes.orders.values()];
    // What a first snapshot shows of orders that ended is no change.
    return {
      reports: reports.flatMap((report) => changes.reports.get(report) ?? []),
      orders: snapshot && first ? orders.filter((order) => !order.closed) : orders,
      trades,
      missedTrades,
      unnamedTrades: changes.unnamed && !first,
    };
  }

  /** Takes a snapshot; returns whether there may be fills between it and what was known that it does not show. */
  #replace(reports: readonly PartialReport[], changes: Changes): boolean {
    const { snapTrades } = this.#options;
    // Where orders are told by themselves, all that are open are known in any case.
    const snapOrders = this.#options.snapOrders || changes.apart;
    const isHistory = (report: PartialReport) => this.#isHistory(report);
    const history = inTime(reports.filter(isHistory).reverse());
    const isShown = ({ execId }: PartialReport) => execId !== undefined && this.#known.has(execId);
    const missed = !snapTrades || (history.length >= RECENT_FILLS && !history.some(isShown));
    const states = reports.filter((report) => !isHistory(report));
    const shown = new Set(states.map(({ orderId }) => orderId));
    for (const orderId of this.#unplaced) if (!shown.has(orderId)) this.#unplaced.delete(orderId);
    for (const report of states) this.#apply(report, 'state', changes);
    for (const report of history) this.#apply(report, 'history', changes, !shown.has(report.orderId));
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
  #isHistory({ execType, orderId, orderQty, cumQty }: PartialReport): boolean {
    if (execType !== 'trade' || orderQty !== undefined) return false;
    return cumQty === undefined || !this.#open.has(orderId);
  }

  /** `ended`: whether the order is known not to be open any more. */
  #apply(told: PartialReport, source: Source, changes: Changes, ended = false): void {
    const { apart } = changes;
    const report = apart ? cutShort(told, this.#get(told.orderId)) : told;
    this.#merge(report, source, changes, ended);
    changes.reports.set(told, completed(report, this.#get(report.orderId), apart));
  }

  #merge(report: PartialReport, source: Source, changes: Changes, ended: boolean): void {
    const { apart } = changes;
    const known = this.#get(report.orderId);
    const trade = tradeOf(report, known);
    const fill = trade !== undefined && !this.#isKnown(trade, known) ? trade : undefined;
    if (fill !== undefined) {
      this.#known.add(fill.execId);
      changes.trades.push(fill);
      if (apart && source === 'history' && known === undefined && fill.clOrdId === undefined) changes.unnamed = true;
    } else if (!isNews(report, known, source, apart)) return;
    // Without open orders in the snapshot nothing tells whether the order of an old fill has ended.
    if (source === 'history' && known === undefined && !this.#options.snapOrders && !apart) return;
    const isOver = ended || known?.orderStatus === 'gone';
    const order = orderAfter(known, report, fill, { source, apart, ended: isOver });
    if (apart && fill !== undefined && (known === undefined || this.#unplaced.has(order.orderId))) {
      this.#unplaced.add(order.orderId);
      this.#keepEnded(order);
    } else if (known === undefined || !isSame(known, order, source)) this.#put(order, changes);
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
    this.#unplaced.delete(orderId);
    if (order.closed) this.#keepEnded(order);
    else {
      this.#ended.delete(orderId);
      this.#open.set(orderId, order);
    }
  }

  #keepEnded(order: OwnOrder): void {
    this.#open.delete(order.orderId);
    this.#ended.set(order.orderId, order);
    if (this.#ended.size <= KEPT) return;
    const oldest = this.#ended.keys().next().value!;
    this.#ended.delete(oldest);
    this.#unplaced.delete(oldest);
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
function isNews(report: PartialReport, known: OwnOrder | undefined, source: Source, apart: boolean): boolean {
  // A fill that comes again says nothing of its order, where fills are told by themselves.
  if (source === 'history' || (apart && report.execId !== undefined)) return false;
  if (known?.closed !== true) return true;
  // The exchange has the last word on what was only concluded.
  return known.orderStatus === 'gone' && (source === 'state' || apart || endOf(report) !== undefined);
}
