/**
 * Writes down what a client's connections say, as lines of a recording: docs/recording.md. It looks on, and changes
 * nothing.
 */
import { bookFrames, type ClientCodec, type Clock, headerLine } from '@kraken-stream/core';
import type { BookHub } from './book-hub.js';
import { checkFields, checkHas, checkNumber } from './checks.js';
import type { Connection } from './connection.js';
import type { MarketClient } from './market-client.js';
import { RecordParts } from './record-parts.js';
import { Recorders } from './recorders.js';

/** What of a recording is kept, and how it ends. */
export interface RecordOptions {
  /** Keep at least the last so many milliseconds, and up to an eighth more. Default: all, as far as `maxBytes` goes. */
  readonly keepMs?: number | undefined;
  /**
   * How much is kept at most, in bytes, from 1 MiB (1,048,576) up; of more the oldest goes. Default 64 MiB. An iteration that falls behind by
   * more misses what is gone.
   */
  readonly maxBytes?: number | undefined;
  /** Stops the recording. */
  readonly signal?: AbortSignal | undefined;
}

/** What a recorder looks at. */
export interface Recorded {
  readonly codec: ClientCodec;
  readonly clock: Clock;
  /** The books that are kept, each with its connection. */
  books(): Iterable<readonly [BookHub, Connection]>;
  /** It hears nothing any more. */
  ended(recorder: Recorder): void;
}

/**
 * Writes down what comes and goes on all connections of a client from now on, secrets masked: `for await` gives the lines as
 * they come, `text()` what is kept. Books that are verified already can be proven from the first line on. Ends with `stop()`,
 * the signal, or the client. Throws a `UsageError` for options that cannot be. See docs/recording.md.
 */
export function record(client: MarketClient, options?: RecordOptions): Recorder {
  // As one that offers more: a function, so that it is in a bundle only where it is imported.
  const workings = client['workings'];
  workings.mustBeOpen();
  const { made, hubs, pool } = workings;
  workings.recorders ??= new Recorders(made.clock);
  const { recorders } = workings;
  const recorder: Recorder = new Recorder(
    {
      codec: made.codec,
      clock: made.clock,
      books: () => hubs.heldBooks.map((hub) => [hub, pool.connectionOf(hub.topic)] as const),
      ended: (ended) => recorders.delete(ended),
    },
    options,
  );
  if (!recorder.stopped) recorders.add(recorder);
  return recorder;
}

const LEAST_BYTES = 2 ** 20;
const MOST_BYTES = 64 * LEAST_BYTES;

/** A recording that is being made: an iteration of its lines as they come, and a text of those that are kept. */
export class Recorder implements AsyncIterable<string> {
  /** Until it has ended: who keeps what was recorded keeps no client. */
  #recorded: Recorded | undefined;
  readonly #protocol: ClientCodec['protocol'];
  readonly #parts: RecordParts;
  readonly #from: number;
  readonly #stop = () => this.stop();
  #signal: AbortSignal | undefined;
  /** Who waits for the next line. */
  #waiting: (() => void)[] = [];

  /** Throws a `UsageError` for options that cannot be. */
  constructor(recorded: Recorded, options: RecordOptions = {}) {
    checkFields('options', options, ['keepMs', 'maxBytes', 'signal']);
    const { keepMs = Number.POSITIVE_INFINITY, maxBytes = MOST_BYTES, signal } = options;
    checkHas('signal', signal, 'an AbortSignal', 'aborted');
    this.#recorded = recorded;
    this.#protocol = recorded.codec.protocol;
    this.#from = recorded.clock.now();
    this.#parts = new RecordParts({
      keepMs: checkNumber('keepMs', keepMs, 1),
      maxBytes: checkNumber('maxBytes', maxBytes, LEAST_BYTES),
    });
    this.#begin(recorded, this.#from);
    if (signal?.aborted) this.stop();
    else signal?.addEventListener('abort', this.#stop, { once: true });
    this.#signal = this.stopped ? undefined : signal;
  }

  /** Whether it has ended: it was stopped, its signal has aborted, or the client was closed. What was kept is still there. */
  get stopped(): boolean {
    return this.#recorded === undefined;
  }

  /** How much is kept, in bytes. */
  get bytes(): number {
    return this.#parts.bytes;
  }

  /** Since when everything is there, in milliseconds since 1970 by the client's clock. */
  get from(): number {
    return this.#parts.from ?? this.#from;
  }

  /** The recording so far: all that is kept. Each line ends with a line feed. */
  text(): string {
    return `${[this.#header, ...this.#parts.lines()].join('\n')}\n`;
  }

  /** Ends the recording. Harmless when repeated. */
  stop(): void {
    const recorded = this.#recorded;
    if (recorded === undefined) return;
    this.#recorded = undefined;
    this.#signal?.removeEventListener('abort', this.#stop);
    this.#signal = undefined;
    recorded.ended(this);
    this.#wake();
  }

  /** All lines from the first that is kept, each without its line feed, as they come. Leaving the loop stops the recording. */
  async *[Symbol.asyncIterator](): AsyncIterableIterator<string> {
    try {
      yield this.#header;
      for (let next = this.#parts.first; ; next++) {
        while (next >= this.#parts.next && !this.stopped) await new Promise<void>((go) => this.#waiting.push(go));
        next = Math.max(next, this.#parts.first);
        const line = this.#parts.at(next);
        if (line === undefined) return;
        yield line;
      }
    } finally {
      this.stop();
    }
  }

  /** Takes the line of what happened at a time, before anything comes of it. */
  wrote(line: string, at: number): void {
    const recorded = this.#recorded;
    if (recorded === undefined) return;
    if (this.#parts.isDue(at)) this.#begin(recorded, at);
    this.#parts.push(line, at);
    this.#wake();
  }

  get #header(): string {
    return headerLine(this.#protocol, this.from);
  }

  /** A part begins with what the books are: else nothing in it could be proven. */
  #begin({ codec, books }: Recorded, at: number): void {
    this.#parts.begin(at);
    for (const [{ keeper }, { id: connection, endpoint }] of books()) {
      const { depth } = keeper;
      const lines = bookFrames(codec, keeper).map((text) =>
        JSON.stringify({ type: 'received', at, connection, endpoint, made: true, depth, text }),
      );
      if (this.#parts.takes(lines.join('\n'))) for (const line of lines) this.#parts.push(line, at, true);
    }
  }

  #wake(): void {
    if (this.#waiting.length > 0) for (const go of this.#waiting.splice(0)) go();
  }
}
