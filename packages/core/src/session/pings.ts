/** Pings that were asked for: each is answered, or told to be lost. */
import { ConnectionError, TimeoutError } from '../errors.js';
import type { Latency } from './latency.js';
import type { Loss } from './loss.js';
import type { Outbox } from './outbox.js';

interface Ping {
  readonly id: number;
  readonly askedAt: number;
  /** The request that carries it, once it was sent. */
  reqId: number | undefined;
}

export class Pings {
  readonly #out: Outbox;
  readonly #timeoutMs: number;
  #open: readonly Ping[] = [];

  constructor(out: Outbox, timeoutMs: number) {
    this.#out = out;
    this.#timeoutMs = timeoutMs;
  }

  /** Whether a connection is needed for them. */
  get wanted(): boolean {
    return this.#open.length > 0;
  }

  ask(id: number, now: number): void {
    this.#open = [...this.#open, { id, askedAt: now, reqId: undefined }];
  }

  /** Sends what is not sent yet; `send` returns the request's number. */
  flush(send: () => number): void {
    for (const ping of this.#open) ping.reqId ??= send();
  }

  answered(reqId: number | undefined, latency: Latency): void {
    const ping = this.#open.find((each) => each.reqId !== undefined && each.reqId === reqId);
    if (ping === undefined) return;
    this.#open = this.#open.filter((each) => each !== ping);
    this.#out.emit({ type: 'pong', id: ping.id, ...latency });
  }

  /** The connection is gone, and with it the answers to what was sent on it; all, when the user has ended it. */
  lose({ fault, reason, code, status }: Loss, all: boolean): void {
    const lost = this.#open.filter(({ reqId }) => all || reqId !== undefined);
    this.#open = this.#open.filter((ping) => !lost.includes(ping));
    for (const { id } of lost) {
      const error = new ConnectionError(`ping: no answer: ${reason}`, { fault, code, status });
      this.#out.emit({ type: 'ping-lost', id, error });
    }
  }

  woken(now: number): void {
    const late = this.#open.filter(({ askedAt }) => now - askedAt >= this.#timeoutMs);
    this.#open = this.#open.filter((ping) => !late.includes(ping));
    for (const { id } of late) {
      this.#out.emit({ type: 'ping-lost', id, error: new TimeoutError('ping', this.#timeoutMs) });
    }
  }

  get nextDue(): number {
    return this.#open.reduce((due, { askedAt }) => Math.min(due, askedAt + this.#timeoutMs), Number.POSITIVE_INFINITY);
  }
}
