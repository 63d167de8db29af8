/**
 * What changed in a book with one verified frame. It keeps the frame's text and reads it when asked: most listeners
 * look at the book, not at the change, and then nothing is made.
 */
import { BookKeeper } from '../book/keeper.js';
import { allOf } from '../book/side.js';
import type { LevelText } from '../levels/levels.js';
import type { BookFrame, ClientCodec } from '../protocol/codec.js';
import { createBookFrame } from '../protocol/scanner.js';
import type { BookEvent } from './output.js';

/** The levels and facts of a book frame. */
export interface BookData {
  /** Snapshot: the levels, best first. Update: changed levels in their order; zero quantity means removed. */
  readonly bids: readonly LevelText[];
  readonly asks: readonly LevelText[];
  /** CRC-32 of the top ten after the frame; the kept book has the same. Undefined in a snapshot that is not proven. */
  readonly checksum: number | undefined;
  /** The exchange's time of the frame, RFC 3339 with microseconds; undefined in older snapshots. */
  readonly timestamp: string | undefined;
}

/** A snapshot without a checksum, and the update that proved it: told together, as a snapshot. */
interface Proven {
  readonly base: string;
  readonly text: string;
  readonly depth: number;
}

/** What a book event tells, to make an update of it. */
export function contentOf({ base, text, keeper }: BookEvent): string | Proven {
  return base === undefined ? text : { base, text, depth: keeper.depth };
}

/** What all updates of one book share. */
export class BookOrigin {
  readonly symbol: string;
  readonly type: 'snapshot' | 'update';
  /** What the times of updates are counted from: the first of them, in whole milliseconds since 1970. */
  epoch = 0;
  readonly #codec: ClientCodec;
  #frame: BookFrame | undefined;

  constructor(symbol: string, type: 'snapshot' | 'update', codec: ClientCodec) {
    this.symbol = symbol;
    this.type = type;
    this.#codec = codec;
  }

  read(content: string | Proven): BookData {
    if (typeof content === 'string') return this.#read(content);
    const snapshot = this.#read(content.base);
    const { bids, asks, checksum, timestamp } = this.#read(content.text);
    const book = new BookKeeper(this.symbol, content.depth);
    book.loadText(snapshot.bids, snapshot.asks, undefined, 0);
    book.applyText(bids, asks, checksum, 0);
    return { bids: allOf(book.bids), asks: allOf(book.asks), checksum, timestamp };
  }

  #read(text: string): BookData {
    this.#frame ??= createBookFrame();
    const frame = this.#frame;
    if (this.#codec.scanBook(text, frame)) {
      const { bids, asks } = frame;
      const checksum = frame.checksum < 0 ? undefined : frame.checksum;
      return { bids: bids.toText(), asks: asks.toText(), checksum, timestamp: this.#codec.bookTime(text) };
    }
    const message = this.#codec.decode(text);
    if (message.type !== 'book') return { bids: [], asks: [], checksum: undefined, timestamp: undefined };
    const { bids, asks, checksum, timestamp } = message;
    return { bids, asks, checksum, timestamp };
  }
}

/**
 * Made of what an event tells (`contentOf`), or of data that a subscriber who comes late is given. There is one object a frame, so it has
 * as few fields as can be.
 */
export class BookUpdate {
  readonly #origin: BookOrigin;
  /** The frame's text until somebody asks, then what it says. */
  #content: string | Proven | BookData;
  /** Since the origin's epoch, so that it is a small integer, which costs no object of its own. */
  readonly #elapsed: number;

  /** The time is taken from where it stands: a number handed over would be boxed. */
  constructor(
    origin: BookOrigin,
    content: string | Proven | BookData,
    { receivedAt }: { readonly receivedAt: number },
  ) {
    if (origin.epoch === 0) origin.epoch = Math.floor(receivedAt);
    this.#origin = origin;
    this.#content = content;
    this.#elapsed = receivedAt - origin.epoch;
  }

  /** When the frame came, in milliseconds since 1970 by the client's clock. */
  get receivedAt(): number {
    return this.#origin.epoch + this.#elapsed;
  }

  get type(): 'snapshot' | 'update' {
    return this.#origin.type;
  }

  get symbol(): string {
    return this.#origin.symbol;
  }

  get data(): BookData {
    const content = this.#content;
    if (typeof content !== 'string' && 'bids' in content) return content;
    const data = this.#origin.read(content);
    this.#content = data;
    return data;
  }

  get bids(): readonly LevelText[] {
    return this.data.bids;
  }

  get asks(): readonly LevelText[] {
    return this.data.asks;
  }

  get checksum(): number | undefined {
    return this.data.checksum;
  }

  get timestamp(): string | undefined {
    return this.data.timestamp;
  }
}
