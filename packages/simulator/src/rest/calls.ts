/**
 * Calls of REST without a network: a `fetch` whose answers take their time by a clock. Behaves as the platform's does, as
 * far as a client of WebSockets can tell. Knows nothing of what is asked.
 */
import type { Clock } from '@kraken-stream/core';
import { Lane } from '../lane.js';

/** What a caller in memory may say beside an address; whatever else there is plays no part. */
export interface CallInit {
  /** Only `GET`, which it is when left out, has answers. */
  readonly method?: string | undefined;
  readonly signal?: AbortSignal | null | undefined;
}

/** What is there of the platform's `Response`. */
export interface CallResponse {
  readonly ok: boolean;
  readonly status: number;
  text(): Promise<string>;
}

export class Calls {
  readonly #clock: Clock;
  readonly #latencyMs: number;
  readonly #answer: (method: string, url: URL) => string;
  readonly #open = new Set<(reason: unknown) => void>();
  #closed = false;

  /** `latencyMs` is one way. `answer` is called when a call has arrived. */
  constructor(clock: Clock, latencyMs: number, answer: (method: string, url: URL) => string) {
    this.#clock = clock;
    this.#latencyMs = latencyMs;
    this.#answer = answer;
  }

  /** Rejects with a `TypeError` for what is no address, and when it is closed; with the signal's reason when that aborts. */
  async call(address: string, { method = 'GET', signal }: CallInit): Promise<CallResponse> {
    const url = new URL(address, 'memory://exchange');
    signal?.throwIfAborted();
    if (this.#closed) throw unreachable();
    const lane = new Lane(this.#clock, this.#latencyMs);
    let giveUp: (reason: unknown) => void = () => undefined;
    const abort = (): void => giveUp(signal?.reason);
    signal?.addEventListener('abort', abort);
    try {
      return await new Promise((resolve, reject) => {
        giveUp = reject;
        this.#open.add(giveUp);
        lane.put(() => {
          const said = this.#answer(method, url);
          lane.put(() => resolve({ ok: true, status: 200, text: async () => said }));
        });
      });
    } finally {
      lane.clear();
      this.#open.delete(giveUp);
      signal?.removeEventListener('abort', abort);
    }
  }

  /** No call is answered any more, those on their way included. */
  close(): void {
    this.#closed = true;
    for (const giveUp of [...this.#open]) giveUp(unreachable());
  }
}

/** As the platform's own says it when nobody is there. */
function unreachable(): TypeError {
  return new TypeError('fetch failed: the simulator is closed');
}
