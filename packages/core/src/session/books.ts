/**
 * Where book frames meet books: finds the book of a frame, has it applied and verified, and starts a book over that
 * could not be proven, one symbol at a time.
 */
import type { Verdict } from '../book/keeper.js';
import { ChecksumError, ProtocolError } from '../errors.js';
import type { BookFrame } from '../protocol/codec.js';
import type { BookMessage } from '../protocol/message.js';
import type { SymbolTable } from '../protocol/scanner.js';
import type { BookEntry } from '../subscription/entry.js';
import { takesData } from '../subscription/life.js';
import { NOTHING, type Outbox } from './outbox.js';
import type { BookEvent, Output } from './output.js';
import type { Subscriptions } from './subscriptions.js';

export class Books {
  readonly #subscriptions: Subscriptions;
  readonly #books: SymbolTable<BookEntry>;
  readonly #out: Outbox;
  /** The one book event, filled anew for each frame, and the outputs that consist of it: a frame must cost no object. */
  #event: BookEvent | undefined;
  #outputs: readonly Output[] = NOTHING;

  constructor(subscriptions: Subscriptions, out: Outbox) {
    this.#subscriptions = subscriptions;
    this.#books = subscriptions.slots.books;
    this.#out = out;
  }

  /**
   * Takes a scanned frame. Frames of symbols that nobody wants any more are dropped. Returns the session's outputs when
   * nothing is to be done but to tell of it, undefined when more is.
   */
  scanned(frame: BookFrame, text: string, now: number): readonly Output[] | undefined {
    const entry = this.#books.find(text, frame.symbolStart, frame.symbolEnd);
    if (entry === undefined || !takesData(entry.life)) return NOTHING;
    const { keeper } = entry;
    const { snapshot } = frame;
    const jump = snapshot ? this.#jump(entry, frame.checksum) : undefined;
    const verdict = snapshot ? keeper.load(frame, now) : keeper.apply(frame, now);
    if (verdict === 'verified' && entry.life === 'live' && jump === undefined) {
      return this.#fill(entry, snapshot, text, now);
    }
    if (verdict === 'ignored') return NOTHING;
    this.#judged(entry, verdict, snapshot, frame.checksum, text, now, jump);
    return undefined;
  }

  /** Takes a decoded frame: the general way. */
  decoded(message: BookMessage, text: string, now: number): void {
    const entry = this.#books.get(message.symbol);
    if (entry === undefined || !takesData(entry.life)) return;
    const { keeper } = entry;
    const { bids, asks, checksum } = message;
    const jump = message.snapshot ? this.#jump(entry, checksum) : undefined;
    const verdict = message.snapshot
      ? keeper.loadText(bids, asks, checksum, now)
      : keeper.applyText(bids, asks, checksum, now);
    this.#judged(entry, verdict, message.snapshot, checksum, text, now, jump);
  }

  /**
   * Until when a live book was followed, if a snapshot shows another, as one that nobody asked for may: from before what is
   * shown, when it came late. The exchange has the last word, but that something happened in between is told.
   */
  #jump({ life, keeper }: BookEntry, checksum: number): number | undefined {
    return life === 'live' && checksum !== keeper.checksum ? keeper.verifiedAt : undefined;
  }

  /** `jump`: until when the book was followed, where what comes does not follow on it. */
  #judged(
    entry: BookEntry,
    verdict: Verdict,
    snapshot: boolean,
    checksum: number,
    text: string,
    now: number,
    jump: number | undefined,
  ): void {
    if (verdict === 'verified') {
      if (entry.life !== 'live') this.#subscriptions.move(entry, 'data', now);
      else if (jump !== undefined) {
        const reason = 'a snapshot that nobody asked for';
        this.#out.emit({ type: 'gap', topic: entry.topic, reason, from: jump, to: now });
      }
      this.#out.push(this.#fill(entry, snapshot, text, now)[0]!);
    } else if (verdict !== 'ignored') {
      const { symbol } = entry.topic;
      const error =
        verdict === 'mismatched'
          ? new ChecksumError({ symbol, expected: checksum, actual: entry.keeper.checksum, frame: text })
          : new ProtocolError({
              path: 'data.0',
              expected: 'a snapshot sorted best first, not crossed, without empty levels',
              received: 'another; the symbol is being resynchronised',
              frame: text,
              channel: 'book',
              symbol,
            });
      this.#subscriptions.startOver(entry, verdict === 'mismatched' ? 'checksum mismatch' : 'unsound snapshot', now);
      this.#out.emit({ type: 'error', error });
    }
  }

  #fill(entry: BookEntry, snapshot: boolean, text: string, now: number): readonly Output[] {
    let event = this.#event;
    if (event === undefined) {
      event = { type: 'book', topic: entry.topic, keeper: entry.keeper, snapshot, text, receivedAt: now };
      this.#event = event;
      this.#outputs = [{ type: 'event', event }];
      return this.#outputs;
    }
    event.topic = entry.topic;
    event.keeper = entry.keeper;
    event.snapshot = snapshot;
    event.text = text;
    event.receivedAt = now;
    return this.#outputs;
  }
}
