/**
 * Where book frames meet books: finds the book of a frame, has it applied and verified, and starts a book over that
 * could not be proven, one symbol at a time.
 */
import type { Verdict } from '../book/keeper.js';
import { ChecksumError, ProtocolError } from '../errors.js';
import type { BookFrame, ClientCodec } from '../protocol/codec.js';
import type { BookMessage } from '../protocol/message.js';
import type { BookEntry } from '../subscription/entry.js';
import { takesData } from '../subscription/life.js';
import type { CompleteOptions } from './options.js';
import { NOTHING, type Outbox } from './outbox.js';
import type { BookEvent, Output } from './output.js';
import type { Subscriptions } from './subscriptions.js';

/** Why a book that was live shows another. */
const UNASKED = 'a snapshot that nobody asked for';

export class Books {
  readonly #codec: ClientCodec;
  readonly #subscriptions: Subscriptions;
  readonly #out: Outbox;
  readonly #unprovenMs: number;
  /** The one book event, filled anew for each frame, and the outputs that consist of it: a frame must cost no object. */
  #event: BookEvent | undefined;
  #outputs: readonly Output[] = NOTHING;

  constructor(codec: ClientCodec, subscriptions: Subscriptions, out: Outbox, { liveness }: CompleteOptions) {
    this.#codec = codec;
    this.#subscriptions = subscriptions;
    this.#out = out;
    this.#unprovenMs = liveness.unprovenMs;
  }

  /**
   * Takes a scanned frame. Frames of symbols that nobody wants any more, or of another depth, are dropped. Returns the
   * session's outputs when nothing is to be done but to tell of it, undefined when more is.
   */
  scanned(frame: BookFrame, text: string, now: number): readonly Output[] | undefined {
    const { symbolStart, symbolEnd } = frame;
    return this.#take(this.#subscriptions.slots.books.find(text, symbolStart, symbolEnd), frame, text, now);
  }

  /** The same of a decoded frame: the general way. */
  decoded(message: BookMessage, text: string, now: number): readonly Output[] | undefined {
    return this.#take(this.#subscriptions.slots.books.get(this.#codec.nameOf(message.symbol)), message, text, now);
  }

  #take(
    entry: BookEntry | undefined,
    frame: BookFrame | BookMessage,
    text: string,
    now: number,
  ): readonly Output[] | undefined {
    if (entry === undefined || !takesData(entry.life)) return NOTHING;
    const { topic, keeper } = entry;
    const { snapshot, depth, checksum } = frame;
    // Not all protocols tell it: it is 0 in what was scanned then, and left out of what was decoded.
    if (depth !== keeper.depth && depth !== (isMessage(frame) ? undefined : 0)) return NOTHING;
    const isLive = entry.life === 'live';
    // A snapshot that nobody asked for may show another book: one of before, when it came late. The exchange has the last
    // word, but that something happened in between is told.
    const from = snapshot && isLive && checksum !== keeper.checksum ? keeper.verifiedAt : undefined;
    const { held } = keeper;
    const verdict = take(entry, frame, text, now);
    if (verdict === 'verified' && isLive && from === undefined)
      return this.#fill(entry, snapshot, text, undefined, now);
    switch (verdict) {
      case 'ignored':
        return NOTHING;
      case 'verified':
      case 'proven': {
        if (!isLive) this.#subscriptions.move(entry, 'data', now);
        else if (from !== undefined) this.#out.emit({ type: 'gap', topic, reason: UNASKED, from, to: now });
        const base = verdict === 'proven' ? held : undefined;
        this.#out.push(...this.#fill(entry, snapshot || base !== undefined, text, base, now));
        break;
      }
      case 'held':
        this.#hold(entry, now);
        break;
      case 'mismatched': {
        const { checksum: actual } = keeper;
        this.#subscriptions.startOver(entry, 'checksum mismatch', now);
        const error = new ChecksumError({ symbol: topic.symbol, expected: checksum ?? -1, actual, frame: text });
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
          symbol: topic.symbol,
        });
        this.#out.emit({ type: 'error', error });
        break;
      }
    }
    return undefined;
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

  #fill(
    { topic, keeper }: BookEntry,
    snapshot: boolean,
    text: string,
    base: string | undefined,
    receivedAt: number,
  ): readonly Output[] {
    const event = this.#event;
    if (event === undefined) {
      this.#event = { type: 'book', topic, keeper, snapshot, text, base, receivedAt };
      this.#outputs = [{ type: 'event', event: this.#event }];
    } else {
      event.topic = topic;
      event.keeper = keeper;
      event.snapshot = snapshot;
      event.text = text;
      event.base = base;
      event.receivedAt = receivedAt;
    }
    return this.#outputs;
  }
}

function isMessage(frame: BookFrame | BookMessage): frame is BookMessage {
  return 'type' in frame;
}

function take({ keeper }: BookEntry, frame: BookFrame | BookMessage, text: string, now: number): Verdict {
  if (!isMessage(frame)) return frame.snapshot ? keeper.load(frame, now, text) : keeper.apply(frame, now);
  const { snapshot, bids, asks, checksum } = frame;
  return snapshot ? keeper.loadText(bids, asks, checksum, now, text) : keeper.applyText(bids, asks, checksum, now);
}
