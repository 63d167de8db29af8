/** A keeper beside a naive book that computes the checksums an exchange would send. */
import { BookKeeper, OrderBook } from '@kraken-stream/core';
import { expect } from 'vitest';
import { NaiveBook, type PlainLevel } from '../naive-book.js';

export type Pairs = readonly (readonly [price: string, qty: string])[];
export const levels = (pairs: Pairs): PlainLevel[] => pairs.map(([price, qty]) => ({ price, qty }));

/** `count` levels from `first` on, `step` apart, in tenths. */
export function ladder(first: number, step: number, count: number): Pairs {
  return Array.from({ length: count }, (_, n) => [((first + n * step) / 10).toFixed(1), `${n + 1}.00000000`] as const);
}

export class BookBench {
  readonly keeper: BookKeeper;
  readonly book: OrderBook;
  readonly exchange: NaiveBook;

  constructor(depth: number) {
    this.keeper = new BookKeeper('BTC/USD', depth);
    this.book = new OrderBook(this.keeper);
    this.exchange = new NaiveBook(depth);
  }

  expectEqual() {
    expect(this.book.bids.levels()).toEqual(this.exchange.bids);
    expect(this.book.asks.levels()).toEqual(this.exchange.asks);
  }
}
