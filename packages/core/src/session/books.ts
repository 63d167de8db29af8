/**
 * Where book frames meet books: finds the book of a frame, has it applied and verified, and starts a book over that
 * could not be proven, one symbol at a time.
 */
import type { Verdict } from '../book/keeper.js';
import { ChecksumError, ProtocolError } from '../errors.js';
import type { BookFrame, ClientCodec } from '../protocol/codec.js';
import type { BookMessage } from '../protocol/message.js';
import type { SymbolTable } from '../protocol/scanner.js';
import type { BookEntry } from '../subscription/entry.js';
import { takesData } from '../subscription/life.js';
import { LIVENESS, type SessionOptions } from './options.js';
import { NOTHING, type Outbox } from './outbox.js';
import type { BookEvent, Output } from './output.js';
import type { Subscriptions } from './subscriptions.js';

/** Why a book that was live shows another. */
const UNASKED = 'a snapshot that nobody asked for';

/** A frame that was judged. */
interface Judged {
  readonly snapshot: boolean;
  readonly checksum: number | undefined;
  readonly text: string;
  /** The snapshot that waited to be proven when it came. */
  readonly base: string | undefined;
  /** Until when the book was followed, where what comes does not follow on it. */
  readonly jump: number | undefined;
}

export class Books {
  readonly #codec: ClientCodec;
  readonly #subscriptions: Subscriptions;
  readonly #books: SymbolTable<BookEntry>;
  readonly #out: Outbox;
  readonly #unprovenMs: number;
  /** The one book event, filled anew for each frame, and the outputs that consist of it: a frame must cost no object. */
  #event: BookEvent | undefined;
  #outputs: readonly Output[] = NOTHING;

  constructor(
    codec: ClientCodec,
    subscriptions: Subscriptions,
    out: Outbox,
    { liveness }: Pick<SessionOptions, 'liveness'>,
  ) {
    this.#codec = codec;
    this.#subscriptions = subscriptions;
    this.#books = subscriptions.slots.books;
    this.#out = out;
    this.#unprovenMs = liveness?.unprovenMs ?? LIVENESS.unprovenMs;
  }

  /**
   * Takes a scanned frame. Frames of symbols that nobody wants any more, or of another depth, are dropped. Returns the
   * session's outputs when nothing is to be done but to tell of it, undefined when more is.
   */
  scanned(frame: BookFrame, text: string, now: number): readonly Output[] | undefined {
    const entry = this.#books.find(text, frame.symbolStart, frame.symbolEnd);
    if (entry === undefined || !takesData(entry.life)) return NOTHING;
    const { keeper } = entry;
    const { snapshot, depth } = frame;
    if (depth !== 0 && depth !== keeper.depth) return NOTHING;
    const base = keeper.held;
    const jump = snapshot ? this.#jump(entry, frame.checksum) : undefined;
    const verdict = snapshot ? keeper.load(frame, now, text) : keeper.apply(frame, now);
    if (verdict === 'verified' && entry.life === 'live' && jump === undefined) {
      return this.#fill(entry, snapshot, text, undefined, now);
    }
    if (verdict === 'ignored') return NOTHING;
    this.#judged(entry, verdict, { snapshot, checksum: frame.checksum, text, base, jump }, now);
    return undefined;
  }

  /** Takes a decoded frame: the general way. */
  decoded(message: BookMessage, text: string, now: number): void {
    const entry = this.#books.get(this.#codec.nameOf(message.symbol));
    if (entry === undefined || !takesData(entry.life)) return;
    const { keeper } = entry;
    const { snapshot, bids, asks, checksum, depth = keeper.depth } = message;
    if (depth !== keeper.depth) return;
    const base = keeper.held;
    const jump = snapshot ? this.#jump(entry, checksum) : undefined;
    const verdict = snapshot
      ? keeper.loadText(bids, asks, checksum, now, text)
      : keeper.applyText(bids, asks, checksum, now);
    this.#judged(entry, verdict, { snapshot, checksum, text, base, jump }, now);
  }

  /**
   * Until when a live book was followed, if a snapshot shows another, as one that nobody asked for may: from before what is
   * shown, when it came late. The exchange has the last word, but that something happened in between is told.
   */
  #jump({ life, keeper }: BookEntry, checksum: number | undefined): number | undefined {
    return life === 'live' && checksum !== keeper.checksum ? keeper.verifiedAt : undefined;
  }

  #judged(entry: BookEntry, verdict: Verdict, { snapshot, checksum, text, base, jump }: Judged, now: number): void {
    const { topic, keeper } = entry;
    const { symbol } = topic;
    switch (verdict) {
      case 'verified':
      case 'proven':
        if (entry.life !== 'live') this.#subscriptions.move(entry, 'data', now);
        else if (jump !== undefined) this.#out.emit({ type: 'gap', topic, reason: UNASKED, from: jump, to: now });
        if (verdict === 'verified') this.#out.push(this.#fill(entry, snapshot, text, undefined, now)[0]!);
        else this.#out.push(this.#fill(entry, true, text, base, now)[0]!);
        break;
      case 'held':
        this.#hold(entry, now);
        break;
      case 'mismatched': {
        const actual = keeper.checksum;
        this.#subscriptions.startOver(entry, 'checksum mismatch', now);
        const error = new ChecksumError({ symbol, expected: checksum ?? -1, actual, frame: text });
        this.#out.emit({ type: 'error', error });
        break;
      }
      case 'unsound': {
        this.#subscriptions.startOver(entry, 'unsound snapshot', now);
        const error = new ProtocolError({
          path: 'data.0',
          expected: 'a snapshot sorted best first, not crossed, without empty levels',
          received: 'another; the symbol is being resynchronised',
          frame: text,
          channel: 'book',
          symbol,
        });
        this.#out.emit({ type: 'error', error });
        break;
      }
      case 'ignored':
        break;
    }
  }

  /**
   * A snapshot waits to be proven, for a while. One that nobody asked for, in the place of a book that was live, is not
   * shown unproven: without proof the book starts over.
   */
  #hold(entry: BookEntry, now: number): void {
    const dueAt = now + this.#unprovenMs;
    if (entry.life === 'live') this.#subscriptions.move(entry, 'break', now, { reason: UNASKED, retryAt: dueAt });
    else if (entry.life !== 'stale') this.#subscriptions.wait(entry, dueAt);
  }

  #fill(entry: BookEntry, snapshot: boolean, text: string, base: string | undefined, now: number): readonly Output[] {
    let event = this.#event;
    if (event === undefined) {
      event = { type: 'book', topic: entry.topic, keeper: entry.keeper, snapshot, text, base, receivedAt: now };
      this.#event = event;
      this.#outputs = [{ type: 'event', event }];
      return this.#outputs;
    }
    event.topic = entry.topic;
    event.keeper = entry.keeper;
    event.snapshot = snapshot;
    event.text = text;
    event.base = base;
    event.receivedAt = now;
    return this.#outputs;
  }
}
