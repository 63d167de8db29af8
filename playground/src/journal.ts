/**
 * What happened, in words. The same thing happening to several books at once is one entry. Knows nothing of where it is
 * shown.
 */
import {
  type Book,
  ChecksumError,
  type ClientConnectionEvent,
  type KrakenClient,
  type KrakenStreamError,
} from '@kraken-stream/client';
import { CONNECTION_TONES } from './mark.js';

/** `you`: the person at the page did it; the others are what the client noticed. */
export type Tone = 'you' | 'bad' | 'warn' | 'good' | 'quiet';

export interface Entry {
  readonly tone: Tone;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

interface Pending {
  readonly tone: Tone;
  readonly at: number;
  readonly symbols: string[];
  readonly durations: number[];
  readonly text: (symbols: string, durations: string) => string;
}

export class Journal {
  readonly #show: (entry: Entry) => void;
  #pending = new Map<string, Pending>();

  constructor(show: (entry: Entry) => void) {
    this.#show = show;
  }

  /** What the person did. */
  did(text: string): void {
    this.noticed('you', text);
  }

  /** What was noticed elsewhere. */
  noticed(tone: Tone, text: string): void {
    this.#note(tone, text, () => text);
  }

  /** Follows a client's connection and errors until `current` says that it is no longer the one shown. */
  followClient(client: KrakenClient, current: () => boolean): void {
    client.on('connection', (event) => {
      if (current()) this.#connection(event);
    });
    client.on('error', (error) => {
      if (current()) this.#error(error);
    });
    let system = 'online';
    client.on('status', (status) => {
      if (!current() || status.system === system) return;
      system = status.system;
      this.noticed(system === 'online' ? 'good' : 'warn', `the exchange’s mode: ${system.replace('_', ' ')}`);
    });
    client.on('gap', ({ reason, symbol, channel = 'events', from, to }) => {
      if (!current()) return;
      const text = (symbols: string, durations: string): string => `${symbols}: gap of ${durations} told (${reason})`;
      this.#note('quiet', `gap ${reason}`, text, symbol ?? channel, to - from);
    });
  }

  /** Follows a book; `incident` is told the book's own story in one line. */
  followBook(book: Book, current: () => boolean, incident: (text: string) => void): void {
    const { symbol } = book;
    let doubtedAt: number | undefined;
    let reason = '';
    book.on('error', (error) => {
      if (error instanceof ChecksumError) reason = 'wrong checksum';
    });
    book.on('state', (state) => {
      if (!current()) return;
      const now = Date.now();
      if (state === 'stale') {
        doubtedAt ??= now;
        this.#note('warn', 'stale', (symbols) => `${symbols}: stale, no longer shown as true`, symbol);
        incident(`${clock(now)} stale, waiting for a new proof`);
      } else if (state === 'live' && doubtedAt !== undefined) {
        const took = now - doubtedAt;
        doubtedAt = undefined;
        this.#note('good', 'live', (symbols, durations) => `${symbols}: live again after ${durations}`, symbol, took);
        const again = book.unproven ? 'live again, not yet proven,' : 'proven again';
        incident(`${clock(now)} ${reason || 'connection lost'}, ${again} after ${took} ms`);
        reason = '';
      } else if (state === 'failed') {
        this.#note('bad', 'failed', (symbols) => `${symbols}: failed, too many resyncs in a row`, symbol);
        incident(`${clock(now)} failed: too many resyncs in a row`);
      }
    });
    book.on('refused', ({ error }) => {
      if (!current()) return;
      this.#note('bad', error.reason, (symbols) => `${symbols}: refused, ${error.reason}`, symbol);
      incident(`Refused: ${error.reason}`);
    });
  }

  /** Shows what has come together since the last time. */
  draw(): void {
    if (this.#pending.size === 0) return;
    const pending = this.#pending;
    this.#pending = new Map();
    for (const { tone, at, symbols, durations, text } of pending.values()) {
      this.#show({ tone, at, text: text(symbols.join(', '), range(durations)) });
    }
  }

  #connection({ endpoint, state, reason, at, retryAt }: ClientConnectionEvent): void {
    const retry = retryAt === undefined ? '' : `; next attempt in ${Math.max(0, Math.round(retryAt - at))} ms`;
    const whose = endpoint === 'private' ? 'account’s ' : '';
    const text = `${whose}connection ${state}: ${reason}${retry}`;
    this.#note(CONNECTION_TONES[state], text, () => text);
  }

  #error(error: KrakenStreamError): void {
    // A lost connection is told by its own event, with more.
    if (error.name === 'ConnectionError') return;
    const text =
      error instanceof ChecksumError
        ? `${error.symbol}: ChecksumError, expected ${error.expectedChecksum}, actual ${error.actualChecksum}`
        : `${error.name}: ${error.message}`;
    this.#note('bad', text, () => text);
  }

  #note(tone: Tone, key: string, text: Pending['text'], symbol?: string, ms?: number): void {
    let pending = this.#pending.get(key);
    if (pending === undefined) {
      pending = { tone, at: Date.now(), symbols: [], durations: [], text };
      this.#pending.set(key, pending);
    }
    if (symbol !== undefined && !pending.symbols.includes(symbol)) pending.symbols.push(symbol);
    if (ms !== undefined) pending.durations.push(Math.round(ms));
  }
}

/** The time of day, to the second. */
export function clock(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB');
}

function range(durations: readonly number[]): string {
  const least = Math.min(...durations);
  const most = Math.max(...durations);
  return least === most ? `${least} ms` : `${least} to ${most} ms`;
}
