/**
 * The order-by-order book of one pair: price first, then time. Places, matches, cancels and reduces orders, and tells
 * watchers each change of a level and each trade in the order in which they happen. Knows nothing of feeds, traders,
 * accounts or time.
 */
import type { Level } from './level.js';
import type { Fill, NewOrder, Order, Placed, Side } from './order.js';
import { BookSide } from './side.js';

/** Is told each change of a level as it happens, when the book already shows it. Ranks count from 0, the best. */
export interface LevelWatcher {
  /** A price that was not there now is. */
  inserted(side: Side, rank: number, level: Level): void;
  /** The total of a price is another. */
  changed(side: Side, rank: number, level: Level): void;
  /** The last order of a price is gone; `rank` is the one that it had. */
  removed(side: Side, rank: number, level: Level): void;
}

/** Is told what traded. */
export interface TradeWatcher {
  /** An order has met all that it meets; at least one fill. What is left of it does not rest yet. */
  traded(taker: NewOrder, fills: readonly Fill[]): void;
}

const NOBODY: LevelWatcher & TradeWatcher = { inserted() {}, changed() {}, removed() {}, traded() {} };
const NO_FILLS: readonly Fill[] = [];

export class Market {
  readonly symbol: string;
  readonly bids = new BookSide('buy');
  readonly asks = new BookSide('sell');
  /** Who is told of changes of levels. One watcher; whoever needs several fans out. */
  watcher: LevelWatcher = NOBODY;
  /** Who is told of trades; likewise one. */
  tradeWatcher: TradeWatcher = NOBODY;
  #orderId = 0;
  #tradeId: number;

  /** `tradeId` is the number before that of the first trade. */
  constructor(symbol: string, tradeId = 0) {
    this.symbol = symbol;
    this.#tradeId = tradeId;
  }

  /** The number of the latest trade. */
  get tradeId(): number {
    return this.#tradeId;
  }

  /** The side of the book where orders of this side rest. */
  side(side: Side): BookSide {
    return side === 'buy' ? this.bids : this.asks;
  }

  /** Takes an order: it trades with what it meets, and what is left rests, unless it is ioc or has no limit. */
  place(request: NewOrder): Placed {
    const { side, ticks } = request;
    const other = side === 'buy' ? this.asks : this.bids;
    if (request.lots <= 0n) throw new RangeError(`expected a quantity above zero, received ${request.lots} lots`);
    if (request.postOnly === true && other.meets(ticks)) return { order: undefined, fills: NO_FILLS };
    const order: Order = {
      id: ++this.#orderId,
      owner: request.owner,
      side,
      ticks: ticks ?? 0,
      lots: request.lots,
      at: request.at,
      level: undefined,
      ahead: undefined,
      behind: undefined,
    };
    const fills = other.meets(ticks) ? this.#match(order, other, ticks) : NO_FILLS;
    if (fills.length > 0) this.tradeWatcher.traded(request, fills);
    if (order.lots > 0n && ticks !== undefined && request.ioc !== true) this.#rest(order, ticks);
    return { order, fills };
  }

  /** Takes an order out of the book. False when it does not rest there. */
  cancel(order: Order): boolean {
    return this.reduce(order, order.lots);
  }

  /** Makes an order smaller; it keeps its place. At zero it is gone. False when it does not rest here. */
  reduce(order: Order, by: bigint): boolean {
    const level = order.level;
    if (level === undefined || by <= 0n) return false;
    const book = this.side(order.side);
    this.#shrink(book, book.rank(level.ticks), level, order, by);
    return true;
  }

  #match(order: Order, other: BookSide, limit: number | undefined): Fill[] {
    const fills: Fill[] = [];
    while (order.lots > 0n && other.meets(limit)) {
      const level = other.best;
      const maker = level?.first;
      if (level === undefined || maker === undefined) break;
      let { lots } = maker;
      if (order.lots < lots) lots = order.lots;
      order.lots -= lots;
      this.#shrink(other, 0, level, maker, lots);
      fills.push({ tradeId: ++this.#tradeId, maker, ticks: level.ticks, lots });
    }
    return fills;
  }

  #rest(order: Order, ticks: number): void {
    const book = this.side(order.side);
    const rank = book.rank(ticks);
    const level = book.at(rank);
    book.orders++;
    if (level !== undefined && level.ticks === ticks) {
      level.append(order);
      this.watcher.changed(order.side, rank, level);
      return;
    }
    const fresh = book.insert(ticks, rank);
    fresh.append(order);
    this.watcher.inserted(order.side, rank, fresh);
  }

  #shrink(book: BookSide, rank: number, level: Level, order: Order, by: bigint): void {
    level.reduce(order, by);
    if (order.level === undefined) book.orders--;
    if (level.count > 0) {
      this.watcher.changed(book.side, rank, level);
      return;
    }
    book.delete(rank);
    this.watcher.removed(book.side, rank, level);
  }
}
