/**
 * The order-by-order book of one pair: price first, then time. Places, matches, amends and cancels orders, and tells
 * watchers each change of a level and each trade in the order in which they happen. Knows nothing of feeds, traders,
 * accounts or time: an owner is a number.
 */
import type { Level } from './level.js';
import type { Amendment, Fill, NewOrder, Order, OwnerWatcher, Placed, Side } from './order.js';
import { afforded, type Quote, quoted, type Taker } from './quote.js';
import { BookSide } from './side.js';

/** Is told each change of a level as it happens, when the book already shows it. Ranks count from 0, the best. */
export interface LevelWatcher {
  /** A price that was not there now is. */
  inserted(side: Side, rank: number, level: Level): void;
  /** What a price shows in all is another. */
  changed(side: Side, rank: number, level: Level): void;
  /** The last order of a price is gone; `rank` is the one that it had. */
  removed(side: Side, rank: number, level: Level): void;
}

/** Is told what traded. */
export interface TradeWatcher {
  /** An order has met all that it meets; at least one fill. What is left of it does not rest yet. */
  traded(taker: NewOrder, fills: readonly Fill[]): void;
}

const NOBODY: LevelWatcher & TradeWatcher & OwnerWatcher = {
  inserted() {},
  changed() {},
  removed() {},
  traded() {},
  filled() {},
  refilled() {},
  prevented() {},
};
const NO_FILLS: readonly Fill[] = [];

/** Watchers are told in the middle of things: none of them may place, amend, reduce or cancel an order while it is told. */
export class Market {
  readonly symbol: string;
  readonly bids = new BookSide('buy');
  readonly asks = new BookSide('sell');
  /** Who is told of changes of levels. One watcher; whoever needs several fans out. */
  watcher: LevelWatcher = NOBODY;
  /** Who is told of trades; likewise one. */
  tradeWatcher: TradeWatcher = NOBODY;
  /** Who is told what becomes of resting orders of owners other than 0; likewise one. */
  ownerWatcher: OwnerWatcher = NOBODY;
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

  /**
   * Takes an order: it trades with what it meets, and what is left rests, unless it is ioc, has no limit, or is prevented
   * from trading with its owner. Throws `RangeError` for a quantity or a display that is not above zero.
   * https://docs.kraken.com/api/docs/websocket-v2/add_order
   */
  place(request: NewOrder): Placed {
    const { side, ticks, lots, display, stp } = request;
    const other = this.#against(side);
    checked(lots, display);
    if (request.postOnly === true && other.meets(ticks)) {
      return { order: undefined, fills: NO_FILLS, refused: 'post-only' };
    }
    if (request.fok === true && quoted(other, lots, ticks, request).lots < lots) {
      return { order: undefined, fills: NO_FILLS, refused: 'fok' };
    }
    const order: Order = {
      id: ++this.#orderId,
      owner: request.owner,
      side,
      ticks: ticks ?? 0,
      lots,
      shown: 0n,
      display,
      stp: stp ?? 'newest',
      at: request.at,
      level: undefined,
      ahead: undefined,
      behind: undefined,
    };
    return this.#enter(order, other, request);
  }

  /** Takes an order out of the book. False when it does not rest there. */
  cancel(order: Order): boolean {
    return this.reduce(order, order.lots);
  }

  /**
   * Makes an order smaller; it keeps its place. What an iceberg hides goes first. At zero it is gone. False when it does
   * not rest here.
   */
  reduce(order: Order, by: bigint): boolean {
    const level = order.level;
    if (level === undefined || by <= 0n) return false;
    const book = this.side(order.side);
    if (by >= order.lots) {
      this.#withdraw(book, book.rank(level.ticks), level, order);
      order.lots = 0n;
    } else if (level.reduce(order, by)) this.watcher.changed(order.side, book.rank(level.ticks), level);
    return true;
  }

  /**
   * Changes an order in place. A smaller quantity keeps its place in the queue; a larger one goes to the back of it, and
   * another price to the back of the queue there, after trading with what it meets; an iceberg then shows a fresh slice.
   * Another display keeps the place and counts from the next slice on. Refused when it is to be post-only and the price
   * would trade: then nothing has changed. There is no order, and nothing refused, when it does not rest here. Throws
   * `RangeError` for a quantity or a display that is not above zero.
   * https://docs.kraken.com/api/docs/websocket-v2/amend_order
   */
  amend(order: Order, amendment: Amendment): Placed {
    const { level, owner, side, stp } = order;
    const { ticks = order.ticks, lots = order.lots, display = order.display, at } = amendment;
    if (level === undefined) return { order: undefined, fills: NO_FILLS };
    checked(lots, display);
    const book = this.side(side);
    if (ticks === order.ticks) {
      order.display = display;
      if (lots > order.lots) {
        const before = level.lots;
        level.remove(order);
        order.lots = lots;
        order.at = at;
        level.append(order);
        if (level.lots !== before) this.watcher.changed(side, book.rank(ticks), level);
      } else this.reduce(order, order.lots - lots);
      return { order, fills: NO_FILLS };
    }
    const other = this.#against(side);
    if (amendment.postOnly === true && other.meets(ticks)) {
      return { order: undefined, fills: NO_FILLS, refused: 'post-only' };
    }
    this.#withdraw(book, book.rank(level.ticks), level, order);
    order.ticks = ticks;
    order.lots = lots;
    order.display = display;
    order.at = at;
    return this.#enter(order, other, { owner, side, ticks, lots, display, stp, at });
  }

  /**
   * What an order of this side and size would trade at once, what icebergs hide included, without doing it. `ticks` is its
   * limit; `taker` says whose it is, and what happens when it meets another of that owner.
   */
  quote(side: Side, lots: bigint, ticks?: number, taker?: Taker): Quote {
    return quoted(this.#against(side), lots, ticks, taker);
  }

  /** What an order without a limit could trade at once until its turnover, ticks times lots, would be above `turnover`. */
  affordable(side: Side, turnover: bigint, taker?: Taker): Quote {
    return afforded(this.#against(side), turnover, taker);
  }

  #against(side: Side): BookSide {
    return side === 'buy' ? this.asks : this.bids;
  }

  /** An order that does not rest trades, and then rests if it may. */
  #enter(order: Order, other: BookSide, request: NewOrder): Placed {
    const { ticks } = request;
    if (!other.meets(ticks)) {
      if (ticks !== undefined && request.ioc !== true) this.#rest(order, ticks);
      return { order, fills: NO_FILLS };
    }
    const fills: Fill[] = [];
    const prevented = this.#match(order, other, request, fills);
    if (fills.length > 0) this.tradeWatcher.traded(request, fills);
    if (prevented) return { order, fills, prevented };
    if (order.lots > 0n && ticks !== undefined && request.ioc !== true) this.#rest(order, ticks);
    return { order, fills };
  }

  /** True when it stopped lest the order trade with another of its owner. */
  #match(order: Order, other: BookSide, { ticks, at }: NewOrder, fills: Fill[]): boolean {
    while (order.lots > 0n && other.meets(ticks)) {
      const level = other.best;
      const maker = level?.first;
      if (level === undefined || maker === undefined) break;
      if (maker.owner !== 0 && maker.owner === order.owner) {
        if (order.stp !== 'newest') {
          this.#withdraw(other, 0, level, maker);
          this.ownerWatcher.prevented(maker);
        }
        if (order.stp !== 'oldest') return true;
        continue;
      }
      let lots = maker.shown;
      if (order.lots < lots) lots = order.lots;
      order.lots -= lots;
      const before = level.lots;
      const refilled = level.take(maker, lots);
      if (refilled) maker.at = at;
      // A slice after another of the same size is no change.
      if (level.lots !== before) this.#changed(other, 0, level, maker);
      const fill: Fill = { tradeId: ++this.#tradeId, maker, ticks: level.ticks, lots };
      fills.push(fill);
      if (maker.owner === 0) continue;
      this.ownerWatcher.filled(maker, fill, order);
      if (refilled) this.ownerWatcher.refilled(maker);
    }
    return false;
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

  /** Takes an order out of the book with all that it has left. */
  #withdraw(book: BookSide, rank: number, level: Level, order: Order): void {
    level.remove(order);
    this.#changed(book, rank, level, order);
  }

  /** Something has become of an order of a level. */
  #changed(book: BookSide, rank: number, level: Level, order: Order): void {
    if (order.level === undefined) book.orders--;
    if (level.count > 0) {
      this.watcher.changed(book.side, rank, level);
      return;
    }
    book.delete(rank);
    this.watcher.removed(book.side, rank, level);
  }
}

function checked(lots: bigint, display: bigint | undefined): void {
  if (lots <= 0n) throw new RangeError(`expected a quantity above zero, received ${lots} lots`);
  if (display !== undefined && display <= 0n) {
    throw new RangeError(`expected a display above zero, received ${display} lots`);
  }
}
