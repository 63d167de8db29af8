/**
 * Asks public calls of REST, one after the other. Knows neither what is asked nor what the answers mean.
 * https://docs.kraken.com/api/docs/guides/spot-rest-intro
 */
import { type Clock, ConnectionError, show, TimeoutError, UsageError, wrong } from '@kraken-stream/core';
import { checkHas, checkRestUrl } from './checks.js';
import { within } from './waiting.js';

/** What is used of `fetch`. */
export type RestFetch = (
  url: string,
  init: { readonly cache: 'no-store'; readonly credentials: 'omit'; readonly signal: AbortSignal },
) => Promise<{ readonly ok: boolean; readonly status: number; text(): Promise<string> }>;

export interface RestOptions {
  readonly fetch: RestFetch;
  /** What paths are appended to; asked before each call. */
  readonly url: () => string | Promise<string>;
  /** How long an answer may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly clock: Clock;
}

export class Rest {
  readonly #options: RestOptions;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: RestOptions) {
    this.#options = options;
  }

  /**
   * The text of an answer. Rejects with a `ConnectionError` or a `TimeoutError` when there is none, with the signal's reason
   * when that aborts.
   */
  get(method: string, query: string, signal: AbortSignal): Promise<string> {
    const answer = this.#last.then(() => this.#ask(method, query, signal));
    this.#last = answer.catch(() => {});
    return answer;
  }

  async #ask(method: string, query: string, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted();
    const { clock, timeoutMs } = this.#options;
    const aborting = new AbortController();
    const late = new TimeoutError(method, timeoutMs);
    const patience = { clock, until: clock.now() + timeoutMs, signal };
    const answer = await within(this.#fetch(method, query, aborting.signal), late, patience).finally(() =>
      aborting.abort(),
    );
    if (typeof answer !== 'string') throw answer;
    return answer;
  }

  async #fetch(method: string, query: string, signal: AbortSignal): Promise<string | ConnectionError> {
    // Called as a function: the platform's own refuses to be a method of anything else.
    const { fetch, url } = this.#options;
    try {
      const address: unknown = await url();
      checkRestUrl(address);
      const base = address.replace(/\/+$/, '');
      const init = { cache: 'no-store', credentials: 'omit', signal } as const;
      const response = await fetch(`${base}/0/public/${method}${query}`, init);
      checkHas('fetch', response ?? null, 'a Response', 'ok', 'status', 'text');
      const text: unknown = await response.text();
      if (typeof text !== 'string') throw wrong('fetch', 'a Response with a text', show(text));
      const { ok, status } = response;
      if (ok) return text;
      return new ConnectionError(`${method}: refused with HTTP status ${status}`, { fault: 'refused', status });
    } catch (error) {
      // Of what was given wrongly no more is said than a caller's own mistakes say.
      const why = error instanceof UsageError ? `: ${error.message}` : codeOf(error);
      return new ConnectionError(`${method}: REST cannot be reached${why}`, { fault: 'unreachable' });
    }
  }
}

/** The system's word for what went wrong, such as `ECONNREFUSED`. The rest of what a `fetch` throws may have the request in it. */
export function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' && /^(E[A-Z]{3,15}|UND_ERR_[A-Z_]{2,25})$/.test(code) ? `: ${code}` : '';
}
