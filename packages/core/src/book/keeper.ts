/**
 * Keeps one level2 book true: takes snapshots and changes in order, proves each frame by its checksum, and takes back
 * what it cannot prove. What is read from a book is read through `OrderBook`. Knows no protocol and no clock.
 *
 *     syncing → live ⇄ stale → failed      and from anywhere → closed
 *
 * A snapshot without a checksum waits, and is not shown, until the first update proves both or it is shown unproven.
 */
import { compareDecimals } from '../decimal/decimal.js';
import { Levels, type LevelText } from '../levels/levels.js';
import { bookChecksum, CHECKSUM_LEVELS, exactChecksum, packedChecksum } from './checksum.js';
import { ExactSide } from './exact-side.js';
import { PackedSide } from './packed-side.js';
import { allOf, type Side } from './side.js';

/** Only a `live` book can be read: its last frame's checksum matched, unless it is marked unproven. */
export type BookState = 'syncing' | 'live' | 'stale' | 'failed' | 'closed';

/** What became of a frame. */
export type Verdict =
  /** Applied, and the book has the frame's checksum. */
  | 'verified'
  /** The same, of the first update behind a snapshot that waited: both are proven, and shown from now on. */
  | 'proven'
  /** A snapshot without a checksum: it waits to be proven. */
  | 'held'
  /** The checksum differs; the frame was taken back. */
  | 'mismatched'
  /** A snapshot that is crossed or unsorted, or has a level without price or quantity; the book is empty. */
  | 'unsound'
  /**
   * An update without a snapshot to apply it to, or a snapshot without a checksum that shows what is shown already;
   * nothing happened.
   */
  | 'ignored';

/** What a book has counted. */
export interface BookStats {
  /** Frames whose checksum matched; a snapshot without one is none. */
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
  /** What the exchange says the book's checksum is after the frame; -1 when it does not say, as in snapshots of v1. */
  readonly checksum: number;
}

const NO_CHECKSUM = -1;
/** The initial value of a CRC-32, which the asks continue: they come first. */
const SEED = -1;

/** Keeps one book of its frames, and proves each by its checksum. https://docs.kraken.com/api/docs/guides/spot-ws-book-v2 */
export class BookKeeper {
  readonly symbol: string;
  /** Levels a side, as subscribed; each frame is cut to it. */
  readonly depth: number;
  state: BookState = 'syncing';
  /** Grows whenever something that can be read has changed. */
  version = 0;
  /**
   * When the last verified frame came, by the `now` given to `load` and `apply`, or the snapshot that is shown unproven;
   * NaN before the first (a field that is always a number is written without making one).
   */
  verifiedAt = Number.NaN;
  verified = 0;
  mismatched = 0;
  resyncs = 0;
  /** The checksum of the book after the last frame; of the frame refused, when it was refused. */
  checksum = 0;
  /** Whether what is shown is a snapshot without a checksum which no update has proven yet. */
  unproven = false;
  /** The snapshot that waits to be proven, as `load` was given it; undefined when none does. */
  held: string | undefined;
  /** When that came. */
  heldAt = Number.NaN;

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

  /** Takes a snapshot in columns. `text`, from which it was read, is kept while it waits to be proven. */
  load(frame: PackedFrame, now: number, text = ''): Verdict {
    if (this.state === 'closed') return 'ignored';
    const own = () => bookChecksum(frame.asks.toText(CHECKSUM_LEVELS), frame.bids.toText(CHECKSUM_LEVELS));
    if (this.#shows(frame.checksum, own)) return 'ignored';
    this.#exact = undefined;
    const sorted = this.#bids.load(frame.bids) && this.#asks.load(frame.asks);
    return this.#judgeSnapshot(sorted, () => packedChecksum(this.#asks, this.#bids), frame.checksum, now, text);
  }

  /** Takes a snapshot as text; `checksum` is undefined when it has none. */
  loadText(
    bids: readonly LevelText[],
    asks: readonly LevelText[],
    checksum: number | undefined,
    now: number,
    text = '',
  ): Verdict {
    const packed = packedLevels(bids, asks);
    if (packed !== undefined) return this.load({ ...packed, checksum: checksum ?? NO_CHECKSUM }, now, text);
    if (this.state === 'closed') return 'ignored';
    if (this.#shows(checksum ?? NO_CHECKSUM, () => bookChecksum(asks, bids))) return 'ignored';
    const exact = { bids: new ExactSide(1), asks: new ExactSide(-1) };
    this.#exact = exact;
    const sorted = exact.bids.load(bids) && exact.asks.load(asks);
    const actual = () => exactChecksum(exact.asks, exact.bids);
    return this.#judgeSnapshot(sorted, actual, checksum ?? NO_CHECKSUM, now, text);
  }

  /** Takes an update in columns: the hot path. */
  apply(frame: PackedFrame, now: number): Verdict {
    if (this.state !== 'live' && this.held === undefined) return 'ignored';
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
  applyText(
    bids: readonly LevelText[],
    asks: readonly LevelText[],
    checksum: number | undefined,
    now: number,
  ): Verdict {
    if (this.state !== 'live' && this.held === undefined) return 'ignored';
    const packed = this.#exact === undefined ? packedLevels(bids, asks) : undefined;
    if (packed !== undefined) return this.apply({ ...packed, checksum: checksum ?? NO_CHECKSUM }, now);
    return this.#applyExact(bids, asks, checksum ?? NO_CHECKSUM, now);
  }

  /** Shows the snapshot that waits, marked unproven: no update came that could prove it. */
  showUnproven(): void {
    if (this.held === undefined || this.state === 'closed') return;
    this.held = undefined;
    this.unproven = true;
    this.state = 'live';
    this.verifiedAt = this.heldAt;
    this.version++;
  }

  /** Gives up the snapshot that waits to be proven, if one does: its updates may not be seen any more. */
  drop(): void {
    if (this.held === undefined) return;
    this.held = undefined;
    this.#forget();
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
    this.drop();
    this.#become('closed', true);
  }

  /** Nothing is known last any more. */
  #forget(): void {
    this.bids.clear();
    this.asks.clear();
    this.version++;
  }

  #become(state: BookState, allowed: boolean): void {
    if (!allowed || this.state === state) return;
    this.state = state;
    this.version++;
  }

  #judgeSnapshot(sorted: boolean, actual: () => number, checksum: number, now: number, text: string): Verdict {
    this.held = undefined;
    this.unproven = false;
    if (!sorted || this.#crossed()) {
      this.mismatched++;
      this.#forget();
      this.markStale();
      return 'unsound';
    }
    this.bids.cut(this.depth);
    this.asks.cut(this.depth);
    const found = actual();
    if (checksum === NO_CHECKSUM) {
      this.checksum = found;
      this.held = text;
      this.heldAt = now;
      this.version++;
      this.markStale();
      return 'held';
    }
    if (found === checksum) return this.#verify(found, now);
    this.#forget();
    return this.#refuse(found);
  }

  /** Whether a snapshot without a checksum, which would have this one, shows no other top ten than is shown already. */
  #shows(checksum: number, own: () => number): boolean {
    return checksum === NO_CHECKSUM && this.state === 'live' && own() === this.checksum;
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
    this.unproven = false;
    if (this.held === undefined) return 'verified';
    this.held = undefined;
    return 'proven';
  }

  #refuse(checksum: number): Verdict {
    this.checksum = checksum;
    this.mismatched++;
    // What was never proven does not stay as what was last known.
    if (this.held !== undefined || this.unproven) {
      this.held = undefined;
      this.unproven = false;
      this.#forget();
    }
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

/** The levels in columns, or undefined when they only fit as text. */
function packedLevels(
  bids: readonly LevelText[],
  asks: readonly LevelText[],
): { bids: Levels; asks: Levels } | undefined {
  const packed = { bids: new Levels(), asks: new Levels() };
  return packed.bids.pack(bids) && packed.asks.pack(asks) ? packed : undefined;
}
