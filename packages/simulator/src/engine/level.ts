/** One price of one side: a queue of orders, first come, first served, and the total of what they show. */
import type { BookLevel, Level as Text } from '@kraken-stream/core';
import type { Order } from './order.js';

/** A level as text, kept from one print to the next. */
export interface PrintedLevel extends Text {
  /** What the level puts into a checksum: one after the other. Joined they would be read slower. */
  readonly priceDigits: string;
  readonly qtyDigits: string;
  /** The same with its time and in v1's decimals, once somebody wants it. */
  dated: (BookLevel & { readonly priceDigits: string; readonly qtyDigits: string }) | undefined;
}

/** The orders that rest at one price, first come first served. */
export class Level {
  readonly ticks: number;
  /** The total of what the queue shows. */
  lots = 0n;
  /** Orders in the queue. */
  count = 0;
  first: Order | undefined;
  last: Order | undefined;
  /** What a printer left here; forgotten with each change of the total. */
  printed: PrintedLevel | undefined;
  /** When its total last changed, in microseconds since 1970, as whoever watches the market has noted it. */
  changedAt = 0;

  constructor(ticks: number) {
    this.ticks = ticks;
  }

  /** Puts an order at the end of the queue. It shows all that it has, an iceberg no more than one slice. */
  append(order: Order): void {
    const { lots, display } = order;
    order.shown = display === undefined || display > lots ? lots : display;
    order.level = this;
    order.ahead = this.last;
    if (this.last === undefined) this.first = order;
    else this.last.behind = order;
    this.last = order;
    this.count++;
    this.lots += order.shown;
    this.printed = undefined;
  }

  /** Takes an order out of the queue, wherever it stands; it keeps what it has left to trade. */
  remove(order: Order): void {
    if (order.ahead === undefined) this.first = order.behind;
    else order.ahead.behind = order.behind;
    if (order.behind === undefined) this.last = order.ahead;
    else order.behind.ahead = order.ahead;
    order.level = undefined;
    order.ahead = undefined;
    order.behind = undefined;
    this.count--;
    this.lots -= order.shown;
    order.shown = 0n;
    this.printed = undefined;
  }

  /**
   * Trades away some of what an order shows, at most all of that. One that shows nothing more leaves its place: for good,
   * or for the end of the queue when it has another slice. True when it has.
   */
  take(order: Order, by: bigint): boolean {
    order.lots -= by;
    if (by < order.shown) {
      order.shown -= by;
      this.lots -= by;
      this.printed = undefined;
      return false;
    }
    this.remove(order);
    if (order.lots === 0n) return false;
    this.append(order);
    return true;
  }

  /**
   * Makes an order smaller, but not nothing, without moving it in the queue. What is hidden goes first. True when the
   * total is another.
   */
  reduce(order: Order, by: bigint): boolean {
    order.lots -= by;
    if (order.lots >= order.shown) return false;
    this.lots -= order.shown - order.lots;
    order.shown = order.lots;
    this.printed = undefined;
    return true;
  }
}
