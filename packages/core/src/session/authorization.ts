/**
 * The token of one private connection: asked for once, again when the exchange does not accept it, a few times in a row and
 * then seldom. Knows neither what is sent with it nor where it comes from.
 */
import type { BackoffOptions } from './options.js';
import { backoff } from './options.js';
import type { Outbox } from './outbox.js';

/** What a token provider answered. */
export type TokenAnswer = { readonly token: string } | { readonly reason: string };

/** Between one try and the next. */
const RETRY: BackoffOptions = { baseMs: 500, maxMs: 8_000 };
/** After so many tries in a row whoever waits is told that there is none; from then on it is tried seldom. */
const MOST = 5;
const SELDOM_MS = 60_000;
/** A token provider that does not answer for this long will not. */
const PATIENCE_MS = 15_000;

export class Authorization {
  /** The token of this connection; undefined while there is none. */
  token: string | undefined;
  readonly #out: Outbox;
  readonly #random: () => number;
  readonly #failed: (reason: string, final: boolean, now: number) => void;
  /** How often in a row no token came, or one that was not accepted. */
  #failures = 0;
  #state: 'none' | 'asked' | 'waiting' | 'had' | 'given up' = 'none';
  /** When to ask again, or when to wait no more. */
  #dueAt = Number.POSITIVE_INFINITY;

  /** `failed` is told why there is no token, and whether it is given up. */
  constructor(out: Outbox, random: () => number, failed: (reason: string, final: boolean, now: number) => void) {
    this.#out = out;
    this.#random = random;
    this.#failed = failed;
  }

  get nextDue(): number {
    return this.#dueAt;
  }

  /** The connection is open, and a token is needed. */
  opened(now: number): void {
    this.#failures = 0;
    this.#ask(now);
  }

  /** Somebody asks anew for what needs a token. */
  wanted(now: number): void {
    if (this.#state !== 'given up') return;
    this.#failures = 0;
    this.#ask(now);
  }

  answered(answer: TokenAnswer, now: number): void {
    if (this.#state !== 'asked') return;
    if ('reason' in answer) {
      this.#fail(`no token: ${answer.reason}`, now);
      return;
    }
    this.#state = 'had';
    this.#dueAt = Number.POSITIVE_INFINITY;
    this.token = answer.token;
  }

  /** The exchange has not accepted the token with which this was sent. */
  refused(reason: string, now: number): void {
    // One token is refused once, however many requests were sent with it.
    if (this.#state !== 'had') return;
    this.token = undefined;
    this.#fail(reason, now);
  }

  /** Something was accepted. */
  accepted(): void {
    this.#failures = 0;
  }

  /** The connection is gone; its token may be dead. */
  lost(): void {
    this.token = undefined;
    this.#state = 'none';
    this.#dueAt = Number.POSITIVE_INFINITY;
  }

  woken(now: number): void {
    if (this.#dueAt > now) return;
    if (this.#state === 'asked') this.#fail('no token: none came in time', now);
    else this.#ask(now);
  }

  #ask(now: number): void {
    this.#state = 'asked';
    this.#dueAt = now + PATIENCE_MS;
    this.#out.push({ type: 'authorize' });
  }

  #fail(reason: string, now: number): void {
    this.#failures++;
    const final = this.#failures >= MOST;
    this.#state = final ? 'given up' : 'waiting';
    this.#dueAt = now + (final ? SELDOM_MS : backoff(RETRY, this.#failures, this.#random));
    this.#failed(reason, final, now);
  }
}
