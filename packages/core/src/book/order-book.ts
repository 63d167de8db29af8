/**
 * A book as its reader sees it. Only a live book shows levels; what was last shown before it went stale is under
 * `lastKnown`, which says so. The exchange's checksum covers the ten best levels of each side: a change that was lost
 * farther from the touch is noticed when it comes among them.
 */
import { addDecimals, compareDecimals, multiplyDecimals, subtractDecimals, sumDecimals } from '../decimal/decimal.js';
import { type DecimalInput, decimalFrom } from '../decimal/input.js';
import { UsageError } from '../errors.js';
import type { LevelText } from '../levels/levels.js';
import { BookSide } from './book-side.js';
import { type Cost, costOf } from './cost.js';
import type { BookKeeper, BookState, BookStats } from './keeper.js';

/** A book at one moment, in plain objects. */
export interface BookSnapshot {
  readonly symbol: string;
  readonly depth: number;
  readonly state: BookState;
  /** Whether no checksum has proven the levels yet: see `OrderBook.unproven`. */
  readonly unproven: boolean;
  readonly version: number;
  /** Best first; empty unless the book is live. */
  readonly bids: readonly LevelText[];
  readonly asks: readonly LevelText[];
}

/** A kept book as it is read. Only while it is `live` it shows levels. */
export class OrderBook {
  /** The bids, highest first. Empty unless the book is live. */
  readonly bids: BookSide;
  /** The asks, lowest first. Empty unless the book is live. */
  readonly asks: BookSide;
  /**
   * The levels that were shown last, also while the book is stale. How old they are, `age` tells. Empty while a snapshot
   * in their place waits to be proven.
   */
  readonly lastKnown: { readonly bids: BookSide; readonly asks: BookSide };

  readonly #keeper: BookKeeper;
  #snapshot: BookSnapshot | undefined;

  constructor(keeper: BookKeeper) {
    this.#keeper = keeper;
    this.bids = new BookSide(() => (this.state === 'live' ? keeper.bids : undefined));
    this.asks = new BookSide(() => (this.state === 'live' ? keeper.asks : undefined));
    this.lastKnown = {
      bids: new BookSide(() => (keeper.held === undefined ? keeper.bids : undefined)),
      asks: new BookSide(() => (keeper.held === undefined ? keeper.asks : undefined)),
    };
  }

  get symbol(): string {
    return this.#keeper.symbol;
  }

  /** Levels a side, as subscribed. */
  get depth(): number {
    return this.#keeper.depth;
  }

  get state(): BookState {
    return this.#keeper.state;
  }

  /**
   * Whether the levels are a snapshot that nothing has proven yet. Snapshots of v1 carry no checksum: the book is live
   * with the first update that proves it, or, when none comes for a while, unproven until one does.
   * https://docs.kraken.com/api/docs/guides/spot-ws-book-v1
   */
  get unproven(): boolean {
    return this.state === 'live' && this.#keeper.unproven;
  }

  get stats(): BookStats {
    const { verified, mismatched, resyncs } = this.#keeper;
    return { verified, mismatched, resyncs };
  }

  /** Grows whenever the levels or the state have changed; equal versions mean an equal book. */
  get version(): number {
    return this.#keeper.version;
  }

  /**
   * Milliseconds from the last verified frame, or the snapshot that is shown unproven, to `now` (milliseconds since 1970);
   * undefined before the first.
   */
  age(now: number): number | undefined {
    const { verifiedAt } = this.#keeper;
    return Number.isNaN(verifiedAt) ? undefined : now - verifiedAt;
  }

  /** Best ask minus best bid, exact; undefined unless both sides can be read. */
  get spread(): string | undefined {
    const [bid, ask] = this.#touch();
    return bid === undefined || ask === undefined ? undefined : subtractDecimals(ask, bid);
  }

  /** Halfway between best bid and best ask, exact: with one decimal more; undefined unless both sides can be read. */
  get mid(): string | undefined {
    const [bid, ask] = this.#touch();
    return bid === undefined || ask === undefined ? undefined : multiplyDecimals(addDecimals(ask, bid), '0.5');
  }

  /**
   * What a market order for `qty` would get from the visible levels; `buy` takes asks, `sell` takes bids.
   * Throws a `UsageError` unless `qty` is a decimal above zero.
   */
  cost(side: 'buy' | 'sell', qty: DecimalInput): Cost {
    if (side !== 'buy' && side !== 'sell') {
      throw new UsageError('side', `side: expected 'buy' or 'sell', received ${String(side)}`);
    }
    const wanted = decimalFrom('qty', qty);
    if (!(Number(wanted) > 0)) throw new UsageError('qty', `qty: expected a quantity above zero, received ${wanted}`);
    return costOf((side === 'buy' ? this.asks : this.bids).levels(), wanted);
  }

  /** The total quantity that rests at `price` or better on each side. */
  depthAt(price: DecimalInput): { bids: string; asks: string } {
    const limit = decimalFrom('price', price);
    return {
      bids: totalQty(this.bids, (bid) => compareDecimals(bid, limit) >= 0),
      asks: totalQty(this.asks, (ask) => compareDecimals(ask, limit) <= 0),
    };
  }

  /**
   * Bid minus ask quantity over their sum, of the best `count` levels of each side: from -1 (asks only) to 1 (bids
   * only); undefined when there are no levels.
   */
  imbalance(count: number): number | undefined {
    const bids = sum(this.bids, count);
    const asks = sum(this.asks, count);
    return bids + asks === 0 ? undefined : (bids - asks) / (bids + asks);
  }

  /** The whole book in plain objects: the same object while nothing changed. */
  snapshot(): BookSnapshot {
    const { symbol, depth, state, unproven, version } = this;
    if (this.#snapshot?.version !== version || this.#snapshot.state !== state) {
      const [bids, asks] = [this.bids.levels(), this.asks.levels()];
      this.#snapshot = { symbol, depth, state, unproven, version, bids, asks };
    }
    return this.#snapshot!;
  }

  #touch(): [bid: string | undefined, ask: string | undefined] {
    return [this.bids.best?.price, this.asks.best?.price];
  }
}

/** The sum of the quantities of the best levels, up to the first whose price does not count. */
function totalQty(side: BookSide, counts: (price: string) => boolean): string {
  const levels = side.levels();
  const end = levels.findIndex(({ price }) => !counts(price));
  return sumDecimals((end < 0 ? levels : levels.slice(0, end)).map(({ qty }) => qty));
}

function sum(side: BookSide, count: number): number {
  return side.levels(count).reduce((total, level) => total + Number(level.qty), 0);
}
