/** Pings: sent for whoever needs a sign of life, and those that the user asked for answered, or told to be lost. */
import { TimeoutError } from '../errors.js';
import type { ClientCodec } from '../protocol/codec.js';
import type { Requests } from '../request/requests.js';
import type { Concern } from './concern.js';
import type { Latency } from './latency.js';
import { CLOSED_BY_USER, errorOf, type Loss } from './loss.js';
import type { Outbox } from './outbox.js';
import type { PingLostEvent } from './output.js';

/** One that the user asked for. */
interface Ping {
  readonly id: number;
  readonly dueAt: number;
  /** The request that carries it, once it was sent. */
  reqId: number | undefined;
}

export class Pings implements Concern {
  readonly #codec: ClientCodec;
  readonly #requests: Pick<Requests<unknown>, 'open'>;
  readonly #out: Outbox;
  readonly #timeoutMs: number;
  readonly #open = new Set<Ping>();

  constructor(codec: ClientCodec, requests: Pick<Requests<unknown>, 'open'>, out: Outbox, timeoutMs: number) {
    this.#codec = codec;
    this.#requests = requests;
    this.#out = out;
    this.#timeoutMs = timeoutMs;
  }

  get wanted(): boolean {
    return this.#open.size > 0;
  }

  /** Sends one; the number of its request. */
  send(now: number): number {
    const reqId = this.#requests.open('ping', now);
    this.#out.send(this.#codec.encodeRequest({ method: 'ping', reqId }), now);
    return reqId;
  }

  ask(id: number, now: number): void {
    this.#open.add({ id, dueAt: now + this.#timeoutMs, reqId: undefined });
  }

  flush(now: number): void {
    for (const ping of this.#open) ping.reqId ??= this.send(now);
  }

  answered(reqId: number | undefined, latency: Latency): void {
    for (const ping of this.#open) {
      if (ping.reqId === undefined || ping.reqId !== reqId) continue;
      this.#open.delete(ping);
      this.#out.emit({ type: 'pong', id: ping.id, ...latency });
    }
  }

  lose(loss: Loss): void {
    this.#end(({ reqId }) => reqId !== undefined, errorOf('ping: no answer', loss));
  }

  stop(): void {
    this.#end(() => true, errorOf('ping: no answer', CLOSED_BY_USER));
  }

  woken(now: number): void {
    if (this.nextDue() <= now) this.#end(({ dueAt }) => dueAt <= now, new TimeoutError('ping', this.#timeoutMs));
  }

  nextDue(): number {
    let due = Number.POSITIVE_INFINITY;
    for (const { dueAt } of this.#open) due = Math.min(due, dueAt);
    return due;
  }

  #end(isLost: (ping: Ping) => boolean, error: PingLostEvent['error']): void {
    for (const ping of this.#open) {
      if (!isLost(ping)) continue;
      this.#open.delete(ping);
      this.#out.emit({ type: 'ping-lost', id: ping.id, error });
    }
  }
}
