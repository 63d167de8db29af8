/**
 * What the frames of one recorded connection are about. Frames of v2 do not tell how deep their book is: its
 * acknowledgement does, or whoever made the frame, else the number of levels in the first snapshot.
 */
import type { KrakenStreamError } from '../errors.js';
import type { BookFrame, ClientCodec } from '../protocol/codec.js';
import type { Message } from '../protocol/message.js';
import { BOOK_DEPTHS } from '../protocol/request.js';
import { createBookFrame } from '../protocol/scanner.js';

/** A channel of a symbol, with what it was subscribed with as far as frames tell. */
export interface RecordedTopic {
  readonly channel: string;
  readonly symbol?: string | undefined;
  /** Of a book: levels a side. */
  readonly depth?: number | undefined;
  /** Of candles: minutes. */
  readonly interval?: number | undefined;
}

/** What one frame is about. */
export interface Subject {
  /** The same object for all frames of a topic; undefined for answers and heartbeats. */
  readonly topic?: RecordedTopic | undefined;
  /** Whether the topic begins anew with it. */
  readonly snapshot: boolean;
  /** The exchange's time of it, RFC 3339, where it tells one. */
  readonly timestamp?: string | undefined;
}

/** The topics of a recording, each once. */
export class Topics {
  readonly #all = new Map<string, RecordedTopic>();

  /** In the order in which they were first heard of. */
  get all(): readonly RecordedTopic[] {
    return [...this.#all.values()];
  }

  of(channel: string, symbol?: string, facts: Pick<RecordedTopic, 'depth' | 'interval'> = {}): RecordedTopic {
    const key = `${channel} ${symbol ?? ''} ${facts.depth ?? facts.interval ?? ''}`;
    let topic = this.#all.get(key);
    if (topic === undefined) {
      topic = { channel, ...(symbol !== undefined && { symbol }), ...facts };
      this.#all.set(key, topic);
    }
    return topic;
  }
}

/** A book frame in short. */
interface Book {
  readonly symbol: string;
  readonly snapshot: boolean;
  readonly levels: number;
  readonly depth: number | undefined;
}

const NOTHING: Subject = { snapshot: false };

export class ConnectionTopics {
  readonly #codec: ClientCodec;
  readonly #topics: Topics;
  readonly #frame: BookFrame = createBookFrame();
  /** Symbols by the names that they have in frames. */
  readonly #symbols = new Map<string, string>();
  /** The depth in which each symbol's book was acknowledged last. */
  readonly #acknowledged = new Map<string, number>();
  /** The book that each symbol has at this point, where frames do not tell its depth. */
  readonly #books = new Map<string, RecordedTopic>();

  constructor(codec: ClientCodec, topics: Topics) {
    this.#codec = codec;
    this.#topics = topics;
  }

  /** What a frame that came is about, or why it makes no sense. `depth` where the recording tells it. */
  read(text: string, depth?: number): Subject | KrakenStreamError {
    if (this.#codec.scanBook(text, this.#frame)) {
      const { snapshot, symbolStart, symbolEnd, bids, asks, depth: told } = this.#frame;
      const symbol = this.#symbols.get(text.slice(symbolStart, symbolEnd));
      const levels = Math.max(bids.length, asks.length);
      if (symbol !== undefined) return this.#book({ symbol, snapshot, levels, depth: depth ?? (told || undefined) });
    }
    return this.#decoded(this.#codec.decode(text), depth);
  }

  #decoded(message: Message, depth: number | undefined): Subject | KrakenStreamError {
    switch (message.type) {
      case 'invalid':
        return message.error;
      case 'subscribed': {
        const { channel, symbol, depth = 10 } = message.result;
        if (channel === 'book' && symbol !== undefined) this.#acknowledged.set(symbol, depth);
        return { snapshot: false, timestamp: message.timeOut };
      }
      case 'book': {
        const { symbol, snapshot, timestamp } = message;
        this.#symbols.set(this.#codec.nameOf(symbol), symbol);
        const levels = Math.max(message.bids.length, message.asks.length);
        const subject = this.#book({ symbol, snapshot, levels, depth: depth ?? message.depth });
        return { ...subject, timestamp };
      }
      case 'ticker':
      case 'spread': {
        const { symbol, timestamp } = message.data;
        return { topic: this.#topics.of(message.type, symbol), snapshot: true, timestamp };
      }
      case 'trade': {
        const last = message.data[message.data.length - 1];
        const { snapshot } = message;
        return { topic: this.#topics.of('trade', last?.symbol), snapshot, timestamp: last?.timestamp };
      }
      case 'ohlc': {
        const { snapshot = false, timestamp } = message;
        const [{ symbol, interval } = {}] = message.data;
        return { topic: this.#topics.of('ohlc', symbol, { interval }), snapshot, timestamp };
      }
      case 'instrument':
        return { topic: this.#topics.of('instrument'), snapshot: message.snapshot };
      case 'status':
        return { topic: this.#topics.of('status'), snapshot: true };
      case 'executions':
      case 'balances':
        return { topic: this.#topics.of(message.type), snapshot: message.snapshot };
      case 'answered':
      case 'unsubscribed':
      case 'refused':
      case 'pong':
        return { snapshot: false, timestamp: message.timeOut };
      default:
        return NOTHING;
    }
  }

  #book({ symbol, snapshot, levels, depth = this.#depthOf(symbol, snapshot, levels) }: Book): Subject {
    const topic = this.#topics.of('book', symbol, { depth });
    this.#books.set(symbol, topic);
    return { topic, snapshot };
  }

  /** A recording may subscribe to another depth later, and may not have what was acknowledged. */
  #depthOf(symbol: string, snapshot: boolean, levels: number): number {
    const known = this.#books.get(symbol)?.depth;
    const acknowledged = this.#acknowledged.get(symbol);
    if (known !== undefined && !snapshot) return known;
    if (acknowledged !== undefined) return acknowledged;
    const least = BOOK_DEPTHS.find((depth) => depth >= levels) ?? 1000;
    return Math.max(known ?? 0, least);
  }
}
