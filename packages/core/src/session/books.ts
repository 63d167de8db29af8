/**
 * Where book frames meet books: finds the book of a frame, has it applied and verified, and starts a book over that
 * could not be proven, one symbol at a time.
 */
import type { BookKeeper, Verdict } from '../book/keeper.js';
import { ChecksumError, ProtocolError } from '../errors.js';
import type { BookFrame } from '../protocol/codec.js';
import type { BookMessage } from '../protocol/message.js';
import type { BookTopic, Entry } from '../subscription/topic.js';
import { backoff, RESYNC, type ResyncOptions, type SessionOptions } from './options.js';
import type { Outbox } from './outbox.js';
import type { BookEvent, Output } from './output.js';
import type { Subscriptions } from './subscriptions.js';

type BookEntry = Entry & { readonly keeper: BookKeeper; readonly topic: BookTopic };

export class Books {
  readonly #subscriptions: Subscriptions;
  readonly #out: Outbox;
  readonly #random: () => number;
  readonly #resync: ResyncOptions;
  /** The one book event and its output, filled anew for each frame: a frame must not cost an object. */
  #event: BookEvent | undefined;
  #output: Output | undefined;

  constructor(subscriptions: Subscriptions, out: Outbox, options: SessionOptions) {
    this.#subscriptions = subscriptions;
    this.#out = out;
    this.#random = options.random;
    this.#resync = { ...RESYNC, ...options.resync };
  }

  /**
   * Takes a scanned frame. Frames of symbols that nobody wants any more are dropped. False when something must be done
   * about it.
   */
  scanned(frame: BookFrame, text: string, now: number): boolean {
    const entry = this.#subscriptions.books.find(text, frame.symbolStart, frame.symbolEnd);
    if (entry === undefined || !takesData(entry)) return true;
    const { keeper } = entry;
    const verdict = frame.snapshot
      ? keeper.load(frame.bids, frame.asks, frame.checksum, now)
      : keeper.apply(frame.bids, frame.asks, frame.checksum, now);
    this.#judged(entry, verdict, frame.snapshot, frame.checksum, text, now);
    return verdict === 'verified' || verdict === 'ignored';
  }

  /** Takes a decoded frame: the general way. */
  decoded(message: BookMessage, text: string, now: number): void {
    const entry = this.#subscriptions.books.get(message.symbol);
    if (entry === undefined || !takesData(entry)) return;
    const { keeper } = entry;
    const { bids, asks, checksum } = message;
    const verdict = message.snapshot
      ? keeper.loadText(bids, asks, checksum, now)
      : keeper.applyText(bids, asks, checksum, now);
    this.#judged(entry, verdict, message.snapshot, checksum, text, now);
  }

  /** A frame of this symbol could not be read: the book misses it. */
  unreadable(symbol: string, now: number): void {
    const entry = this.#subscriptions.books.get(symbol);
    if (entry !== undefined && takesData(entry)) this.#startOver(entry, 'a frame that could not be read', now);
  }

  #judged(entry: BookEntry, verdict: Verdict, snapshot: boolean, checksum: number, text: string, now: number): void {
    if (verdict === 'verified') {
      if (entry.life !== 'live') this.#subscriptions.move(entry, 'data', now);
      this.#tell(entry, snapshot, text, now);
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
      this.#startOver(entry, verdict === 'mismatched' ? 'checksum mismatch' : 'unsound snapshot', now);
      this.#out.emit({ type: 'error', error });
    }
  }

  #tell(entry: BookEntry, snapshot: boolean, text: string, now: number): void {
    if (this.#event === undefined || this.#output === undefined) {
      this.#event = { type: 'book', topic: entry.topic, keeper: entry.keeper, snapshot, text, receivedAt: now };
      this.#output = { type: 'event', event: this.#event };
    }
    const event = this.#event;
    event.topic = entry.topic;
    event.keeper = entry.keeper;
    event.snapshot = snapshot;
    event.text = text;
    event.receivedAt = now;
    this.#out.push(this.#output);
  }

  /** The book goes stale, and after a wait its symbol is unsubscribed and subscribed again, if still wanted then. */
  #startOver(entry: BookEntry, reason: string, now: number): void {
    if (entry.liveSince !== undefined && now - entry.liveSince >= this.#resync.stableMs) entry.resyncs = 0;
    entry.resyncs++;
    const failed = entry.resyncs > this.#resync.budget;
    const wait = failed
      ? this.#resync.failedMs * (0.5 + this.#random() / 2)
      : backoff(this.#resync, entry.resyncs, this.#random);
    this.#subscriptions.move(entry, 'break', now, { reason, retryAt: now + wait });
    if (failed) entry.keeper.markFailed();
  }
}

/** Whether frames of this topic may be taken for its book: not while it is being given up, or started over. */
function takesData(entry: Entry): entry is BookEntry {
  switch (entry.life) {
    case 'live':
    case 'sent':
    case 'acknowledged':
    case 'stale':
      return entry.keeper !== undefined;
    default:
      return false;
  }
}
