/** The depth of a book as a curve: how much rests from the best price to each other. Numbers only; knows no pixels. */
import type { BookSide } from '@kraken-stream/client';

/** As many as the deepest book has. */
const MOST_LEVELS = 1000;

/** What is read of a side of a book. */
export type Levels = Pick<BookSide, 'fill'>;

export class CurveSide {
  /** How many levels there are. */
  length = 0;
  /** Best first. */
  readonly prices = new Float64Array(MOST_LEVELS);
  /** The quantity up to each level, itself included. */
  readonly totals = new Float64Array(MOST_LEVELS);
  readonly #quantities = new Float64Array(MOST_LEVELS);
  readonly #direction: 1 | -1;

  /** `direction`: 1 for asks, whose prices rise from the best, -1 for bids. */
  constructor(direction: 1 | -1) {
    this.#direction = direction;
  }

  read(side: Levels): void {
    this.length = side.fill(this.prices, this.#quantities);
    let total = 0;
    for (let rank = 0; rank < this.length; rank++) this.totals[rank] = total += this.#quantities[rank]!;
  }

  get best(): number | undefined {
    return this.length === 0 ? undefined : this.prices[0];
  }

  /** How far the worst level is from a price. */
  reach(from: number): number {
    return this.length === 0 ? 0 : Math.abs(this.prices[this.length - 1]! - from);
  }

  /** How much rests at `price` or better. */
  totalAt(price: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.prices[middle]! - price) * this.#direction <= 0) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? 0 : this.totals[low - 1]!;
  }
}

export class DepthCurve {
  readonly bids = new CurveSide(-1);
  readonly asks = new CurveSide(1);

  read(bids: Levels, asks: Levels): void {
    this.bids.read(bids);
    this.asks.read(asks);
  }

  /** Halfway between the best prices; the best of one side where the other is empty; undefined where both are. */
  get mid(): number | undefined {
    const { best: bid } = this.bids;
    const { best: ask } = this.asks;
    return bid === undefined || ask === undefined ? (bid ?? ask) : (bid + ask) / 2;
  }

  get spread(): number | undefined {
    const { best: bid } = this.bids;
    const { best: ask } = this.asks;
    return bid === undefined || ask === undefined ? undefined : ask - bid;
  }

  /** How far from the middle both sides can be seen; the longer one is cut, or the shorter could not be read. */
  get reach(): number {
    const { mid } = this;
    if (mid === undefined) return 0;
    const bids = this.bids.reach(mid);
    const asks = this.asks.reach(mid);
    return bids === 0 || asks === 0 ? Math.max(bids, asks) : Math.min(bids, asks);
  }

  /** What rests at a price that far from the middle or better: above it of the asks, below it of the bids. */
  at(distance: number): DepthReading | undefined {
    const { mid } = this;
    if (mid === undefined) return undefined;
    const price = mid + distance;
    const side = distance < 0 ? 'bids' : 'asks';
    return { side, price, total: this[side].totalAt(price), percent: (distance / mid) * 100 };
  }
}

export interface DepthReading {
  readonly side: 'bids' | 'asks';
  readonly price: number;
  /** In base currency. */
  readonly total: number;
  /** From the middle; negative below it. */
  readonly percent: number;
}
