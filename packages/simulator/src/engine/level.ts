/** One price of one side: a queue of orders, first come, first served, and their total. */
import type { Level as Text } from '@kraken-stream/core';
import type { Order } from './order.js';

/** A level as text, kept from one print to the next. */
export interface PrintedLevel extends Text {
  /** What the level puts into a checksum: one after the other. Joined they would be read slower. */
  readonly priceDigits: string;
  readonly qtyDigits: string;
}

export class Level {
  readonly ticks: number;
  /** The total of the queue. */
  lots = 0n;
  /** Orders in the queue. */
  count = 0;
  first: Order | undefined;
  last: Order | undefined;
  /** What a printer left here; forgotten with each change of the total. */
  printed: PrintedLevel | undefined;

  constructor(ticks: number) {
    this.ticks = ticks;
  }

  /** Puts an order at the end of the queue. */
  append(order: Order): void {
    order.level = this;
    order.ahead = this.last;
    if (this.last === undefined) this.first = order;
    else this.last.behind = order;
    this.last = order;
    this.count++;
    this.lots += order.lots;
    this.printed = undefined;
  }

  /** Takes an order out of the queue, wherever it stands. */
  remove(order: Order): void {
    if (order.ahead === undefined) this.first = order.behind;
    else order.ahead.behind = order.behind;
    if (order.behind === undefined) this.last = order.ahead;
    else order.behind.ahead = order.ahead;
    order.level = undefined;
    order.ahead = undefined;
    order.behind = undefined;
    this.count--;
    this.lots -= order.lots;
    this.printed = undefined;
  }

  /** Makes an order smaller without moving it in the queue; one that reaches zero leaves it. */
  reduce(order: Order, by: bigint): void {
    if (by >= order.lots) {
      this.remove(order);
      order.lots = 0n;
      return;
    }
    order.lots -= by;
    this.lots -= by;
    this.printed = undefined;
  }
}
