/** The simplest client that can be right: a map by price, sorted and cut once a frame, and a CRC over joined text. */
import { type BookMessage, crc32, type Level } from '@kraken-stream/core';

export class NaiveBook {
  bids: Level[] = [];
  asks: Level[] = [];

  constructor(readonly depth: number) {}

  apply(message: BookMessage): void {
    this.bids = this.#merge(message.snapshot ? [] : this.bids, message.bids, -1);
    this.asks = this.#merge(message.snapshot ? [] : this.asks, message.asks, 1);
  }

  get checksum(): number {
    const digits = (text: string) => text.replace('.', '').replace(/^0+/, '');
    return crc32(
      [...this.asks.slice(0, 10), ...this.bids.slice(0, 10)]
        .map(({ price, qty }) => digits(price) + digits(qty))
        .join(''),
    );
  }

  #merge(levels: readonly Level[], changes: readonly Level[], sign: 1 | -1): Level[] {
    const map = new Map(levels.map((level) => [level.price, level]));
    for (const change of changes) {
      if (/^[0.]+$/.test(change.qty)) map.delete(change.price);
      else map.set(change.price, { price: change.price, qty: change.qty });
    }
    return [...map.values()].sort((a, b) => sign * (Number(a.price) - Number(b.price))).slice(0, this.depth);
  }
}
