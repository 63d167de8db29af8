/**
 * One connection's state, as events with reasons: when to connect, when to ping, when to give up and try again. Knows
 * nothing of subscriptions.
 */
import type { ConnectionFault } from '../errors.js';
import { CLOSED_BY_USER, errorOf, type Loss, lossOf } from './loss.js';
import type { CompleteOptions } from './options.js';
import type { Outbox } from './outbox.js';
import type { ConnectionEvent, ConnectionState } from './output.js';
import { Retry } from './retry.js';

/** How many of its latest states a connection remembers. */
const REMEMBERED = 50;
/** After a silence this long the exchange has hung up, whatever this side believes: the machine has slept. */
const ASLEEP_MS = 60_000;
/** A frame this young is a sign of life that needs no other. */
const FRESH_MS = 1_500;
/** A deadline noticed this late says no more than that this side was busy: frames may be waiting behind it. */
const LATE_MS = 1_000;

export class Connection {
  state: ConnectionState = 'idle';
  /** The latest states, oldest first. */
  timeline: readonly ConnectionEvent[] = [];
  /** When the last frame came, or the connection opened. */
  heardAt = 0;
  /** Whether the user has ended it. */
  stopped = false;
  /** After a silence this long this side has slept, and what comes then has lain in wait. */
  readonly asleepMs: number;

  readonly #out: Outbox;
  readonly #options: CompleteOptions;
  readonly #ping: (now: number) => void;
  readonly #retry: Retry;
  #openedAt = 0;
  /** When the state's own deadline is: of an attempt, of the wait for the next one, of a connection that seems dead. */
  #dueAt = Number.POSITIVE_INFINITY;
  /** Since when nothing is wanted. */
  #unwantedSince: number | undefined;
  #beats = true;
  #online = true;
  /** Why this side is closing the connection, while it is. */
  #leaving: Pick<Loss, 'fault' | 'reason'> | undefined;
  /** Before this nothing may be attempted: the exchange has asked to wait. */
  #notBefore = Number.NEGATIVE_INFINITY;

  /** `ping` sends one. */
  constructor(out: Outbox, options: CompleteOptions, ping: (now: number) => void) {
    this.#out = out;
    this.#options = options;
    this.#ping = ping;
    this.asleepMs = Math.max(ASLEEP_MS, options.liveness.deadAfterMs);
    this.#retry = new Retry(options.reconnect, options.random);
  }

  /** Whether requests can be sent. */
  get usable(): boolean {
    return this.#isOpen && this.#leaving === undefined;
  }

  get #isOpen(): boolean {
    return this.state === 'live' || this.state === 'open' || this.state === 'stale';
  }

  /** Something is wanted, or nothing is any more. `beats`: whether that makes the exchange send heartbeats. */
  wanted(anything: boolean, beats: boolean, now: number): void {
    this.#beats = beats;
    if (!anything) this.#unwantedSince ??= now;
    else this.#unwantedSince = undefined;
    if (anything && this.state === 'idle' && !this.stopped) this.#connect('something is wanted', now);
  }

  opened(now: number): void {
    if (this.state !== 'connecting' || this.#leaving !== undefined) return;
    this.heardAt = now;
    this.#out.sentAt = now;
    this.#openedAt = now;
    this.#become('open', 'connected', now);
  }

  /** A frame came. False when there is no connection that it could have come on. */
  heard(now: number): boolean {
    if (!this.#isOpen) return false;
    this.heardAt = now;
    if (this.state !== 'live' && this.#leaving === undefined) this.#become('live', 'frames arrive', now);
    return true;
  }

  /** The exchange has told its mode. */
  told(system: string): void {
    this.#retry.maintenance = system === 'maintenance';
  }

  /** What becomes of the connection, by what the platform tells of its end; undefined when there is none. */
  loss(code: number, reason: string, status: number | undefined): Loss | undefined {
    if (this.state === 'idle' || this.state === 'closed') return undefined;
    return { ...lossOf(this.state === 'connecting', code, reason, status), ...this.#leaving };
  }

  closed(loss: Loss, now: number): void {
    const { fault, reason, code = 1006, status } = loss;
    const { stableMs, maxMs } = this.#options.reconnect;
    const attempt = this.state === 'connecting';
    const wanted = this.#unwantedSince === undefined;
    this.#leaving = undefined;
    // What came after the last frame was no stable connection, however long it took to notice.
    if (!attempt && this.heardAt - this.#openedAt >= stableMs) this.#retry.settled();
    if (this.stopped) {
      this.#become('closed', reason, now, { code, status });
      return;
    }
    if (fault !== 'ended') {
      const { waitMs, demanded, terminal } = this.#retry.after(code, status);
      if (demanded) this.#notBefore = now + waitMs;
      if (wanted) {
        // That there is no network is only a hint: a machine without one still reaches itself.
        const retryAt = now + Math.max(waitMs, this.#online ? 0 : maxMs);
        const error = errorOf(attempt ? 'no connection' : 'connection lost', { ...loss, code }, terminal);
        this.#out.emit({ type: 'error', error });
        this.#become('closed', reason, now, { code, status, retryAt });
        return;
      }
    }
    this.#become('idle', reason, now, { code, status });
    // What was wanted while the connection was closing.
    if (wanted) this.#connect('something is wanted', now);
  }

  stop(now: number): void {
    if (this.stopped) return;
    this.stopped = true;
    const { reason, fault } = CLOSED_BY_USER;
    if (this.state === 'idle' || this.state === 'closed') this.#become('closed', reason, now);
    else this.#disconnect(reason, fault);
  }

  /** The platform says whether there is a network. Without one attempts are seldom; when it is back one is made at once. */
  network(online: boolean, now: number): void {
    this.#online = online;
    if (this.usable) this.probe(online ? 'the network is back' : 'the network is gone', now);
    else if (online && this.state === 'closed' && !this.stopped) this.#again('the network is back', now);
  }

  /** There is reason to doubt that the connection lives: unless a frame came just now, it is pinged. */
  probe(reason: string, now: number): void {
    const fresh = Math.min(FRESH_MS, this.#options.liveness.pingAfterMs);
    if (!this.usable || this.state === 'stale' || now - this.heardAt < fresh) return;
    this.#become('stale', `${reason}, pinging`, now);
    this.#pingWithin(now);
  }

  /** What only a new connection can bring did not come on this one. */
  renew(reason: string): void {
    if (this.usable) this.#disconnect(reason, 'silent');
  }

  woken(now: number): void {
    if (this.nextDue > now) return;
    const silence = now - this.heardAt;
    const silent = `silent for ${Math.round(silence)} ms`;
    if (this.state === 'connecting') this.#disconnect('no connection in time', 'timeout');
    else if (this.state === 'closed') this.#again('trying again', now);
    else if (this.#unwantedSince !== undefined) this.#disconnect('nothing is wanted', 'ended');
    else if (silence >= this.asleepMs) this.#disconnect(silent, 'silent');
    else if (this.state === 'stale') {
      // A late wake says no more than that this side was busy: the answer gets its time in any case.
      if (now - this.#dueAt < LATE_MS) this.#disconnect(silent, 'silent');
      else this.#pingWithin(now);
    } else if (now >= this.#suspiciousAt) this.probe(silent, now);
    else this.#ping(now);
  }

  /** When `woken` must be called at the latest. */
  get nextDue(): number {
    if (!this.usable) return this.#dueAt;
    if (this.#unwantedSince !== undefined) return this.#unwantedSince + this.#options.liveness.idleMs;
    const due = this.state === 'stale' ? this.#dueAt : Math.min(this.#suspiciousAt, this.#keepAliveAt);
    return Math.min(due, this.heardAt + this.asleepMs);
  }

  /** When silence becomes suspicious: without heartbeats nothing need come until something is asked. */
  get #suspiciousAt(): number {
    if (this.#beats) return this.heardAt + this.#options.liveness.pingAfterMs;
    return this.#out.sentAt > this.heardAt ? this.#out.sentAt + FRESH_MS : Number.POSITIVE_INFINITY;
  }

  /** When to ping though nothing is wrong: what does not beat by itself is asked for a beat. */
  get #keepAliveAt(): number {
    const { keepAliveMs, pingAfterMs } = this.#options.liveness;
    const keptAlive = this.#out.sentAt + keepAliveMs;
    return this.#suspiciousAt < Number.POSITIVE_INFINITY ? keptAlive : Math.min(keptAlive, this.heardAt + pingAfterMs);
  }

  /** Sends a ping, which is to be answered in time. */
  #pingWithin(now: number): void {
    const { deadAfterMs, pingAfterMs } = this.#options.liveness;
    this.#dueAt = now + Math.max(0, deadAfterMs - pingAfterMs);
    this.#ping(now);
  }

  #again(reason: string, now: number): void {
    if (this.#unwantedSince !== undefined) this.#become('idle', 'nothing is wanted', now);
    else this.#connect(reason, now);
  }

  #connect(reason: string, now: number): void {
    if (this.#notBefore > now) {
      this.#become('closed', 'waiting, as the exchange has asked', now, { retryAt: this.#notBefore });
      return;
    }
    const retryAt = this.#options.budget.take(now);
    if (retryAt > now) {
      const why = 'too many attempts to connect: waiting, lest the exchange bans the address';
      this.#become('closed', why, now, { retryAt });
      return;
    }
    this.#become('connecting', reason, now);
    this.#dueAt = now + this.#options.reconnect.connectTimeoutMs;
    this.#out.pushLast({ type: 'connect' });
  }

  #disconnect(reason: string, fault: ConnectionFault): void {
    if (this.#leaving !== undefined) return;
    this.#leaving = { fault, reason };
    this.#dueAt = Number.POSITIVE_INFINITY;
    this.#out.pushLast({ type: 'disconnect', code: 1000, reason });
  }

  #become(
    state: ConnectionState,
    reason: string,
    at: number,
    facts: Pick<ConnectionEvent, 'code' | 'status' | 'retryAt'> = {},
  ): void {
    this.state = state;
    this.#dueAt = facts.retryAt ?? Number.POSITIVE_INFINITY;
    const event: ConnectionEvent = { type: 'connection', state, reason, at, ...facts };
    this.timeline = [...this.timeline, event].slice(-REMEMBERED);
    this.#out.emit(event);
  }
}
