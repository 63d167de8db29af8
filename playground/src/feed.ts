/** One subscription at a time, of what is looked at: another ends the one before. Knows no channel and draws nothing. */
import { type Gap, KrakenStreamError, type Subscription } from '@kraken-stream/client';

/** `failed`: it was refused, or could not be asked for. */
export type FeedState = 'syncing' | 'live' | 'stale' | 'failed' | 'closed';

/** What is said of what a recording has not: nothing is wrong with it. */
const NOT_RECORDED = 'Not in this recording';

/** What all events have. */
interface Received {
  readonly receivedAt: number;
  readonly symbol?: string | undefined;
}

export interface Hearing<E> {
  data(event: E): void;
  gap?(gap: Gap): void;
}

const STATES = { pending: 'syncing', live: 'live', stale: 'stale', closed: 'closed' } as const;

export class Feed<E extends Received> {
  #subscription: Subscription<E> | undefined;
  #problem = '';
  /** Whether it is of a recording that is played. */
  recorded = false;

  get state(): FeedState {
    if (this.#problem !== '') return this.recorded ? 'closed' : 'failed';
    return this.#subscription === undefined ? 'closed' : STATES[this.#subscription.state];
  }

  /** Why there is nothing to see, in words; empty when nothing is wrong. */
  get problem(): string {
    return this.recorded && this.#problem !== '' ? NOT_RECORDED : this.#problem;
  }

  /** Listeners are told each event at once and nothing is queued: what they keep is theirs to bound. */
  begin(subscribe: () => Subscription<E>, hear: Hearing<E>): void {
    this.end();
    let subscription: Subscription<E>;
    try {
      subscription = subscribe();
    } catch (error) {
      if (!(error instanceof KrakenStreamError)) throw error;
      this.#problem = error.message;
      return;
    }
    this.#subscription = subscription;
    const ifCurrent = <A>(act: (payload: A) => void) => {
      return (payload: A) => {
        if (this.#subscription === subscription) act(payload);
      };
    };
    subscription.on('data', ifCurrent(hear.data));
    subscription.on(
      'gap',
      ifCurrent((gap: Gap) => hear.gap?.(gap)),
    );
    subscription.on(
      'refused',
      ifCurrent(({ error }) => {
        this.#problem = error.reason;
      }),
    );
  }

  end(): void {
    void this.#subscription?.unsubscribe();
    this.#subscription = undefined;
    this.#problem = '';
  }
}
