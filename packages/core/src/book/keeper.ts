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
import { bookChecksum, CHECKSUM_LEVELS, sidesChecksum } from './checksum.js';
import { ExactSide } from './exact-side.js';
import { PackedSide } from './packed-side.js';
import { allOf, type KeptSide } from './side.js';

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

  /** The levels of each side: in the fast form, or in the slow one while the fast one cannot hold them. */
  bids: KeptSide;
  asks: KeptSide;

  readonly #packedBids: PackedSide;
  readonly #packedAsks: PackedSide;
  /** What frames that come as text are put into, if some do. */
  #levels: { readonly bids: Levels; readonly asks: Levels } | undefined;

  constructor(symbol: string, depth: number) {
    this.symbol = symbol;
    this.depth = depth;
    this.bids = this.#packedBids = new PackedSide(1, depth);
    this.asks = this.#packedAsks = new PackedSide(-1, depth);
  }

  /** Takes a snapshot in columns. `text`, from which it was read, is kept while it waits to be proven. */
  load(frame: PackedFrame, now: number, text = ''): Verdict {
    if (this.state === 'closed' || this.#shows(frame)) return 'ignored';
    this.held = undefined;
    this.unproven = false;
    this.bids = frame.bids.packed ? this.#packedBids : new ExactSide(1, this.depth);
    this.asks = frame.asks.packed ? this.#packedAsks : new ExactSide(-1, this.depth);
    const { bids, asks } = this;
    if (!bids.load(frame.bids) || !asks.load(frame.asks) || isCrossed(bids, asks)) {
      this.mismatched++;
      this.#forget();
      this.markStale();
      return 'unsound';
    }
    const actual = sidesChecksum(asks, bids);
    if (actual === frame.checksum) return this.#verify(actual, now);
    if (frame.checksum !== NO_CHECKSUM) {
      this.#forget();
      return this.#refuse(actual);
    }
    this.checksum = actual;
    this.held = text;
    this.heldAt = now;
    this.version++;
    this.markStale();
    return 'held';
  }

  /** Takes a snapshot as text; `checksum` is undefined when it has none. */
  loadText(
    bids: readonly LevelText[],
    asks: readonly LevelText[],
    checksum: number | undefined,
    now: number,
    text = '',
  ): Verdict {
    return this.load(this.#inColumns(bids, asks, checksum), now, text);
  }

  /** Takes an update in columns: the hot path. */
  apply(frame: PackedFrame, now: number): Verdict {
    if (this.state !== 'live' && this.held === undefined) return 'ignored';
    if (!this.bids.fits(frame.bids)) this.bids = new ExactSide(1, this.depth, allOf(this.bids));
    if (!this.asks.fits(frame.asks)) this.asks = new ExactSide(-1, this.depth, allOf(this.asks));
    const { bids, asks } = this;
    bids.apply(frame.bids);
    asks.apply(frame.asks);
    const actual = sidesChecksum(asks, bids);
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
    return this.apply(this.#inColumns(bids, asks, checksum), now);
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

  #inColumns(bids: readonly LevelText[], asks: readonly LevelText[], checksum = NO_CHECKSUM): PackedFrame {
    this.#levels ??= { bids: new Levels(), asks: new Levels() };
    this.#levels.bids.take(bids);
    this.#levels.asks.take(asks);
    return { ...this.#levels, checksum };
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

  /** Whether a snapshot without a checksum shows no other top ten than is shown already. */
  #shows({ bids, asks, checksum }: PackedFrame): boolean {
    if (checksum !== NO_CHECKSUM || this.state !== 'live') return false;
    return bookChecksum(asks.toText(CHECKSUM_LEVELS), bids.toText(CHECKSUM_LEVELS)) === this.checksum;
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
}

function isCrossed(bids: KeptSide, asks: KeptSide): boolean {
  return bids.length > 0 && asks.length > 0 && compareDecimals(bids.levelAt(0).price, asks.levelAt(0).price) >= 0;
}
