/**
 * One connection's state, as events with reasons: when to connect, when to ping, when to give up and try again. Knows
 * nothing of subscriptions.
 */
import { ConnectionError } from '../errors.js';
import type { ClientCodec } from '../protocol/codec.js';
import type { Requests } from '../request/requests.js';
import {
  backoff,
  LIVENESS,
  type LivenessOptions,
  RECONNECT,
  type ReconnectOptions,
  type SessionOptions,
} from './options.js';
import type { Outbox } from './outbox.js';
import type { ConnectionState } from './output.js';

export class Connection {
  state: ConnectionState = 'idle';
  /** When the last frame came, or the connection opened. */
  heardAt = 0;

  readonly #codec: ClientCodec;
  readonly #requests: Requests<unknown>;
  readonly #out: Outbox;
  readonly #random: () => number;
  readonly #reconnect: ReconnectOptions;
  readonly #liveness: LivenessOptions;
  /** Failed attempts, and connections that broke early, in a row. */
  #failures = 0;
  #openedAt = 0;
  /** When the state's own deadline is: of an attempt, of the wait for the next one. */
  #dueAt: number | undefined;
  /** Since when nothing is wanted. */
  #unwantedSince: number | undefined;
  #disconnecting = false;
  #stopped = false;

  constructor(codec: ClientCodec, requests: Requests<unknown>, out: Outbox, options: SessionOptions) {
    this.#codec = codec;
    this.#requests = requests;
    this.#out = out;
    this.#random = options.random;
    this.#reconnect = { ...RECONNECT, ...options.reconnect };
    this.#liveness = { ...LIVENESS, ...options.liveness };
  }

  /** Whether requests can be sent. */
  get usable(): boolean {
    return (this.state === 'open' || this.state === 'live' || this.state === 'stale') && !this.#disconnecting;
  }

  /** Whether the user has ended it. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Something is wanted, or nothing is any more. */
  wanted(anything: boolean, now: number): void {
    if (!anything) this.#unwantedSince ??= now;
    else this.#unwantedSince = undefined;
    if (anything && this.state === 'idle' && !this.#stopped) this.#connect('something is wanted', now);
  }

  opened(now: number): void {
    this.heardAt = now;
    this.#out.sentAt = now;
    this.#openedAt = now;
    this.#disconnecting = false;
    this.#become('open', 'connected', now);
  }

  /** A frame came. */
  heard(now: number): void {
    this.heardAt = now;
    if (this.state === 'open' || this.state === 'stale') this.#become('live', 'frames arrive', now);
  }

  closed(code: number, reason: string, now: number): void {
    const early = this.state === 'connecting' || now - this.#openedAt < this.#reconnect.stableMs;
    this.#disconnecting = false;
    this.#failures = early ? this.#failures + 1 : 1;
    const why = reason === '' ? `closed with code ${code}` : reason;
    if (this.#stopped || this.#unwantedSince !== undefined) {
      this.#become(this.#stopped ? 'closed' : 'idle', why, now, code);
      return;
    }
    const retryAt = now + backoff(this.#reconnect, this.#failures, this.#random);
    this.#out.emit({ type: 'error', error: new ConnectionError(`connection lost: ${why}`, { code }) });
    this.#become('closed', why, now, code, retryAt);
  }

  stop(now: number): void {
    if (this.#stopped) return;
    this.#stopped = true;
    if (this.usable || this.state === 'connecting') this.#disconnect(1000, 'closed by the user');
    else this.#become('closed', 'closed by the user', now);
  }

  woken(now: number): void {
    if (this.#dueAt !== undefined && this.#dueAt <= now) {
      if (this.state === 'connecting') this.#disconnect(1000, 'no connection in time');
      else if (this.state === 'closed') this.#retry(now);
    }
    if (!this.usable) return;
    if (this.#unwantedSince !== undefined) {
      if (now - this.#unwantedSince >= this.#liveness.idleMs) this.#disconnect(1000, 'nothing is wanted');
      return;
    }
    const silence = now - this.heardAt;
    if (silence >= this.#liveness.deadAfterMs) {
      this.#disconnect(1000, `silent for ${Math.round(silence)} ms`);
    } else if (silence >= this.#liveness.pingAfterMs && this.state !== 'stale') {
      this.#become('stale', `silent for ${Math.round(silence)} ms, pinging`, now);
      this.ping(now);
    } else if (now - this.#out.sentAt >= this.#liveness.keepAliveMs) {
      this.ping(now);
    }
  }

  ping(now: number): void {
    this.#out.send(this.#codec.encodeRequest({ method: 'ping', reqId: this.#requests.open('ping', now) }), now);
  }

  /** When `woken` must be called at the latest. */
  get nextDue(): number {
    if (!this.usable) return this.#dueAt ?? Number.POSITIVE_INFINITY;
    if (this.#unwantedSince !== undefined) return this.#unwantedSince + this.#liveness.idleMs;
    const silence = this.state === 'stale' ? this.#liveness.deadAfterMs : this.#liveness.pingAfterMs;
    return Math.min(this.heardAt + silence, this.#out.sentAt + this.#liveness.keepAliveMs);
  }

  #retry(now: number): void {
    if (this.#unwantedSince !== undefined) this.#become('idle', 'nothing is wanted', now);
    else this.#connect('trying again', now);
  }

  #connect(reason: string, now: number): void {
    this.#become('connecting', reason, now);
    this.#dueAt = now + this.#reconnect.connectTimeoutMs;
    this.#out.push({ type: 'connect' });
  }

  #disconnect(code: number, reason: string): void {
    if (this.#disconnecting) return;
    this.#disconnecting = true;
    this.#dueAt = undefined;
    this.#out.push({ type: 'disconnect', code, reason });
  }

  #become(state: ConnectionState, reason: string, at: number, code?: number, retryAt?: number): void {
    this.state = state;
    this.#dueAt = retryAt;
    this.#out.emit({ type: 'connection', state, reason, at, code, retryAt });
  }
}
