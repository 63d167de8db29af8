/**
 * One subscription of the client under a watcher's eyes: through its listeners, and once more through an iteration,
 * which must tell the same in the same order. Knows no channel.
 */
import type { Book, BookUpdate, Gap, Subscription } from '@kraken-stream/client';
import type { HeldSubscription } from '@kraken-stream/simulator';
import type { Complain, Seen, Watcher } from './watch/watcher.js';

interface Refusal {
  readonly symbol: string | undefined;
  readonly error: { readonly reason: string };
}

/** What subscriptions and books have in common. */
export interface Stream<E> extends AsyncIterable<E | Gap> {
  readonly state: Seen;
  onData(listener: (event: E) => void): void;
  onGap(listener: (gap: Gap) => void): void;
  onState(listener: (state: Seen) => void): void;
  onRefused(listener: (refusal: Refusal) => void): void;
  leave(): Promise<void>;
}

type Told = { readonly receivedAt: number; readonly symbol?: string | undefined };

export function streamOf<E extends Told>(subscription: Subscription<E>): Stream<E> {
  return {
    get state() {
      return subscription.state;
    },
    onData: (listener) => void subscription.on('data', listener),
    onGap: (listener) => void subscription.on('gap', listener),
    onState: (listener) => void subscription.on('state', listener),
    onRefused: (listener) => void subscription.on('refused', listener),
    leave: () => subscription.unsubscribe(),
    [Symbol.asyncIterator]: () => subscription[Symbol.asyncIterator](),
  };
}

export function streamOfBook(book: Book): Stream<BookUpdate> {
  return {
    get state() {
      return book.state;
    },
    onData: (listener) => void book.on('update', listener),
    onGap: (listener) => void book.on('gap', listener),
    onState: (listener) => void book.on('state', listener),
    onRefused: (listener) => void book.on('refused', listener),
    leave: () => book.unsubscribe(),
    [Symbol.asyncIterator]: () => book[Symbol.asyncIterator](),
  };
}

/** What is looked at from the beginning to the end of a run. */
export interface Watched {
  readonly name: string;
  /** As the exchange should hold it; nothing for what is never asked for. */
  readonly wanted: readonly HeldSubscription[];
  /** What the exchange still holds when it was left. */
  readonly remains: readonly HeldSubscription[];
  readonly state: Seen;
  /** How often it was live, and then was not. */
  readonly lapses: number;
  /** Whether it is as it should be, by what came after `since`. */
  isWell(since: number): boolean;
  /** After each frame that the client was given. */
  afterFrame(): void;
  /** Whether anything is still to be told, though nobody asks for more. */
  readonly isBusy: boolean;
  /** All has arrived. */
  end(): void;
  leave(): Promise<void>;
}

export class Observed implements Watched {
  readonly name: string;
  readonly remains: readonly HeldSubscription[] = [];
  readonly isBusy = false;
  /** As the exchange should hold it; nothing for what is never asked for. */
  readonly wanted: readonly HeldSubscription[];
  readonly #watcher: Eyes;
  /** How often it was live, and then was not. */
  lapses = 0;
  refused = false;
  readonly #stream: Left;
  readonly #complain: Complain;
  /** `g` for a gap, `d` for data: as the listeners heard, and as the iteration had it. */
  #heard = '';
  #iterated = '';
  #left = false;

  constructor(name: string, wanted: readonly HeldSubscription[], stream: Left, watcher: Eyes, complain: Complain) {
    this.name = name;
    this.wanted = wanted;
    this.#watcher = watcher;
    this.#stream = stream;
    this.#complain = complain;
  }

  /** Puts a stream under the eyes of a watcher. */
  static of<E extends Told>(
    name: string,
    wanted: readonly HeldSubscription[],
    stream: Stream<E>,
    watcher: Watcher<E>,
    now: () => number,
    complain: Complain,
  ): Observed {
    const observed = new Observed(name, wanted, stream, watcher, complain);
    observed.#listen(stream, watcher, now);
    void observed.#iterate(stream);
    return observed;
  }

  get state(): Seen {
    return this.#stream.state;
  }

  /** Whether it is as it should be: its data came after `since`, or it was refused before it ever came. */
  isWell(since: number): boolean {
    if (this.refused && this.#watcher.told === 0) return this.state === 'closed';
    return this.state === 'live' && this.#watcher.toldAt >= since && this.#watcher.isProven;
  }

  afterFrame(): void {
    if (!this.#left) this.#watcher.afterFrame();
  }

  leave(): Promise<void> {
    this.#left = true;
    return this.#stream.leave();
  }

  /** All has arrived. */
  end(): void {
    if (this.refused && this.#watcher.told === 0) return;
    this.#watcher.end();
    if (this.#heard !== this.#iterated) {
      this.#complain(`listeners heard ${this.#heard.slice(-20)}, the iteration ${this.#iterated.slice(-20)}`);
    }
  }

  #listen<E extends Told>(stream: Stream<E>, watcher: Watcher<E>, now: () => number): void {
    let before: Seen = stream.state;
    watcher.state(before);
    stream.onState((state) => {
      if (before === 'live' && state !== 'closed') this.lapses++;
      before = state;
      watcher.state(state);
    });
    stream.onGap((gap) => {
      this.#heard += 'g';
      watcher.gap(gap, now());
    });
    stream.onData((event) => {
      if (this.#left) this.#complain('data was told after it was left');
      this.#heard += 'd';
      watcher.data(event);
    });
    stream.onRefused(({ error }) => {
      this.refused = true;
      // Whatever else the exchange answers with an error is not meant for good.
      if (!error.reason.startsWith('Currency pair not supported ')) {
        this.#complain(`it was told as refused: ${error.reason}`);
      }
    });
  }

  async #iterate<E extends Told>(stream: AsyncIterable<E | Gap>): Promise<void> {
    try {
      for await (const event of stream) this.#iterated += 'receivedAt' in event ? 'd' : 'g';
    } catch (error) {
      if (!this.refused) this.#complain(`the iteration failed: ${String(error)}`);
    }
  }
}

/** What is used of a stream without looking at its data. */
type Left = Pick<Stream<unknown>, 'state' | 'leave'>;

/** What is used of a watcher without showing it data. */
type Eyes = Pick<Watcher<never>, 'told' | 'toldAt' | 'isProven' | 'afterFrame' | 'end'>;
