/**
 * Keeps one level2 book true: takes snapshots and changes in order, proves each frame by its checksum, and takes back
 * what it cannot prove. What is read from a book is read through `OrderBook`. Knows no protocol and no clock.
 *
 *     syncing → live ⇄ stale → failed      and from anywhere → closed
 */
import { compareDecimals } from '../decimal/decimal.js';
import { Levels, type LevelText } from '../levels/levels.js';
import { exactChecksum, packedChecksum } from './checksum.js';
import { ExactSide } from './exact-side.js';
import { PackedSide } from './packed-side.js';
import type { Side } from './side.js';

/** Only a `live` book can be read: its last frame's checksum matched. */
export type BookState = 'syncing' | 'live' | 'stale' | 'failed' | 'closed';

/** What became of a frame. */
export type Verdict =
  /** Applied, and the book has the frame's checksum. */
  | 'verified'
  /** The checksum differs; the frame was taken back. */
  | 'mismatched'
  /** A snapshot that is crossed or unsorted, or has a level without price or quantity; the book is empty. */
  | 'unsound'
  /** An update without a verified snapshot to apply it to; nothing happened. */
  | 'ignored';

export interface BookStats {
  /** Frames whose checksum matched. */
  readonly verified: number;
  /** Frames whose checksum did not, unsound snapshots included. */
  readonly mismatched: number;
  /** How often a new snapshot was asked for because the book could not be proven. */
  readonly resyncs: number;
}

/** A book frame in columns. */
export interface PackedFrame {
  readonly bids: Levels;
  readonly asks: Levels;
  /** What the exchange says the book's checksum is after the frame. */
  readonly checksum: number;
}

/** The initial value of a CRC-32, which the asks continue: they come first. */
const SEED = -1;

export class BookKeeper {
  readonly symbol: string;
  /** Levels a side, as subscribed; each frame is cut to it. */
  readonly depth: number;
  state: BookState = 'syncing';
  /** Grows whenever something that can be read has changed. */
  version = 0;
  /**
   * When the last verified frame came, by the `now` given to `load` and `apply`; NaN before the first (a field that is
   * always a number is written without making one).
   */
  verifiedAt = Number.NaN;
  verified = 0;
  mismatched = 0;
  resyncs = 0;
  /** The checksum of the book after the last frame; of the frame refused, when it was refused. */
  checksum = 0;

  readonly #bids: PackedSide;
  readonly #asks: PackedSide;
  /** The sides in their slow form, while the fast one cannot hold them. */
  #exact: { readonly bids: ExactSide; readonly asks: ExactSide } | undefined;

  constructor(symbol: string, depth: number) {
    this.symbol = symbol;
    this.depth = depth;
    this.#bids = new PackedSide(1, depth, 0);
    this.#asks = new PackedSide(-1, depth, SEED);
  }

  get bids(): Side {
    return this.#exact === undefined ? this.#bids : this.#exact.bids;
  }

  get asks(): Side {
    return this.#exact === undefined ? this.#asks : this.#exact.asks;
  }

  /** Takes a snapshot in columns. */
  load(frame: PackedFrame, now: number): Verdict {
    if (this.state === 'closed') return 'ignored';
    this.#exact = undefined;
    const sorted = this.#bids.load(frame.bids) && this.#asks.load(frame.asks);
    return this.#judgeSnapshot(sorted, () => packedChecksum(this.#asks, this.#bids), frame.checksum, now);
  }

  /** Takes a snapshot as text. */
  loadText(bids: readonly LevelText[], asks: readonly LevelText[], checksum: number, now: number): Verdict {
    const packed = packedLevels(bids, asks);
    if (packed !== undefined) return this.load({ ...packed, checksum }, now);
    if (this.state === 'closed') return 'ignored';
    const exact = { bids: new ExactSide(1), asks: new ExactSide(-1) };
    this.#exact = exact;
    const sorted = exact.bids.load(bids) && exact.asks.load(asks);
    return this.#judgeSnapshot(sorted, () => exactChecksum(exact.asks, exact.bids), checksum, now);
  }

  /** Takes an update in columns: the hot path. */
  apply(frame: PackedFrame, now: number): Verdict {
    if (this.state !== 'live') return 'ignored';
    const bids = this.#bids;
    const asks = this.#asks;
    if (this.#exact !== undefined || !bids.fits(frame.bids) || !asks.fits(frame.asks)) {
      return this.#applyExact(frame.bids.toText(), frame.asks.toText(), frame.checksum, now);
    }
    bids.apply(frame.bids);
    asks.apply(frame.asks);
    bids.cut(this.depth);
    asks.cut(this.depth);
    // Nothing in the top ten changed: the checksum is the one before.
    const unchanged = !bids.topChanged && !asks.topChanged;
    const actual = unchanged ? this.checksum : packedChecksum(asks, bids);
    if (actual === frame.checksum) return this.#verify(actual, now);
    bids.revert(frame.bids);
    asks.revert(frame.asks);
    return this.#refuse(actual);
  }

  /** Takes an update as text. */
  applyText(bids: readonly LevelText[], asks: readonly LevelText[], checksum: number, now: number): Verdict {
    if (this.state !== 'live') return 'ignored';
    const packed = this.#exact === undefined ? packedLevels(bids, asks) : undefined;
    if (packed !== undefined) return this.apply({ ...packed, checksum }, now);
    return this.#applyExact(bids, asks, checksum, now);
  }

  /** The book can no longer be vouched for: a mismatch, a frame lost, the connection gone. */
  markStale(): void {
    this.#become('stale', this.state === 'live');
  }

  /** Too many resyncs failed. A verified snapshot still brings the book back. */
  markFailed(): void {
    this.#become('failed', this.state !== 'closed');
  }

  /** Nobody wants the book any more. Final. */
  close(): void {
    this.#become('closed', true);
  }

  #become(state: BookState, allowed: boolean): void {
    if (!allowed || this.state === state) return;
    this.state = state;
    this.version++;
  }

  #judgeSnapshot(sorted: boolean, actual: () => number, checksum: number, now: number): Verdict {
    if (!sorted || this.#crossed()) {
      this.bids.clear();
      this.asks.clear();
      this.mismatched++;
      this.markStale();
      return 'unsound';
    }
    this.bids.cut(this.depth);
    this.asks.cut(this.depth);
    const found = actual();
    if (found === checksum) return this.#verify(found, now);
    this.bids.clear();
    this.asks.clear();
    return this.#refuse(found);
  }

  #crossed(): boolean {
    const { bids, asks } = this;
    return bids.length > 0 && asks.length > 0 && compareDecimals(bids.levelAt(0).price, asks.levelAt(0).price) >= 0;
  }

  #verify(checksum: number, now: number): Verdict {
    this.checksum = checksum;
    this.state = 'live';
    this.verified++;
    this.verifiedAt = now;
    this.version++;
    return 'verified';
  }

  #refuse(checksum: number): Verdict {
    this.checksum = checksum;
    this.mismatched++;
    this.markStale();
    return 'mismatched';
  }

  #applyExact(bids: readonly LevelText[], asks: readonly LevelText[], checksum: number, now: number): Verdict {
    if (this.#exact === undefined) {
      const exact = { bids: new ExactSide(1), asks: new ExactSide(-1) };
      exact.bids.load(allOf(this.#bids));
      exact.asks.load(allOf(this.#asks));
      this.#exact = exact;
    }
    const { bids: ownBids, asks: ownAsks } = this.#exact;
    ownBids.apply(bids);
    ownAsks.apply(asks);
    ownBids.cut(this.depth);
    ownAsks.cut(this.depth);
    const actual = exactChecksum(ownAsks, ownBids);
    if (actual === checksum) return this.#verify(actual, now);
    ownBids.revert();
    ownAsks.revert();
    return this.#refuse(actual);
  }
}

function allOf(side: Side): LevelText[] {
  return Array.from({ length: side.length }, (_, rank) => side.levelAt(rank));
}

/** The levels in columns, or undefined when they only fit as text. */
function packedLevels(
  bids: readonly LevelText[],
  asks: readonly LevelText[],
): { bids: Levels; asks: Levels } | undefined {
  const packed = { bids: new Levels(), asks: new Levels() };
  return packed.bids.pack(bids) && packed.asks.pack(asks) ? packed : undefined;
}
