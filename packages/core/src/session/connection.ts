/**
 * One connection's state, as events with reasons: when to connect, when to ping, when to give up and try again. Knows
 * nothing of subscriptions.
 */
import { ConnectionError, type ConnectionFault } from '../errors.js';
import { ConnectBudget, memoryLog } from './budget.js';
import { CLOSED_BY_USER, type Loss, lossOf } from './loss.js';
import { LIVENESS, type LivenessOptions, RECONNECT, type ReconnectOptions, type SessionOptions } from './options.js';
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
  /** When the last frame came, or the connection opened. */
  heardAt = 0;

  /** After a silence this long this side has slept, and what comes then has lain in wait. */
  readonly asleepMs: number;

  readonly #ping: (now: number) => void;
  readonly #out: Outbox;
  readonly #reconnect: ReconnectOptions;
  readonly #liveness: LivenessOptions;
  readonly #retry: Retry;
  readonly #budget: Pick<ConnectBudget, 'take'>;
  #timeline: readonly ConnectionEvent[] = [];
  #openedAt = 0;
  /** When the state's own deadline is: of an attempt, of the wait for the next one, of a connection that seems dead. */
  #dueAt: number | undefined;
  /** Since when nothing is wanted. */
  #unwantedSince: number | undefined;
  #beats = true;
  #online = true;
  /** Why this side is closing the connection, while it is. */
  #leaving: Pick<Loss, 'fault' | 'reason'> | undefined;
  /** Before this nothing may be attempted: the exchange has asked to wait. */
  #notBefore = Number.NEGATIVE_INFINITY;
  #stopped = false;

  /** `ping` sends one. */
  constructor(out: Outbox, options: SessionOptions, ping: (now: number) => void) {
    this.#ping = ping;
    this.#out = out;
    this.#reconnect = { ...RECONNECT, ...options.reconnect };
    const liveness = { ...LIVENESS, ...options.liveness };
    // What is due again at once would be due for ever.
    const [pingAfterMs, keepAliveMs] = [Math.max(1, liveness.pingAfterMs), Math.max(1, liveness.keepAliveMs)];
    this.#liveness = { ...liveness, pingAfterMs, keepAliveMs };
    this.asleepMs = Math.max(ASLEEP_MS, this.#liveness.deadAfterMs);
    this.#retry = new Retry(this.#reconnect, options.random);
    this.#budget = options.budget ?? new ConnectBudget(memoryLog());
  }

  /** The latest states, oldest first. */
  get timeline(): readonly ConnectionEvent[] {
    return this.#timeline;
  }

  /** Whether requests can be sent. */
  get usable(): boolean {
    return (this.state === 'open' || this.state === 'live' || this.state === 'stale') && this.#leaving === undefined;
  }

  /** Whether the user has ended it. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Something is wanted, or nothing is any more. `beats`: whether that makes the exchange send heartbeats. */
  wanted(anything: boolean, beats: boolean, now: number): void {
    this.#beats = beats;
    if (!anything) this.#unwantedSince ??= now;
    else this.#unwantedSince = undefined;
    if (anything && this.state === 'idle' && !this.#stopped) this.#connect('something is wanted', now);
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
    if (this.state !== 'open' && this.state !== 'live' && this.state !== 'stale') return false;
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
    const attempt = this.state === 'connecting';
    this.#leaving = undefined;
    // What came after the last frame was no stable connection, however long it took to notice.
    if (!attempt && this.heardAt - this.#openedAt >= this.#reconnect.stableMs) this.#retry.settled();
    if (this.#stopped) {
      this.#become('closed', reason, now, { code, status });
      return;
    }
    if (fault === 'ended') {
      this.#become('idle', reason, now, { code });
      // What was wanted while the connection was closing.
      if (this.#unwantedSince === undefined) this.#connect('something is wanted', now);
      return;
    }
    const { waitMs, demanded, terminal } = this.#retry.after(code, status);
    if (demanded) this.#notBefore = now + waitMs;
    if (this.#unwantedSince !== undefined) {
      this.#become('idle', reason, now, { code, status });
      return;
    }
    // That there is no network is only a hint: a machine without one still reaches itself.
    const retryAt = now + Math.max(waitMs, this.#online ? 0 : this.#reconnect.maxMs);
    const message = attempt ? `no connection: ${reason}` : `connection lost: ${reason}`;
    this.#out.emit({ type: 'error', error: new ConnectionError(message, { fault, code, status, terminal }) });
    this.#become('closed', reason, now, { code, status, retryAt });
  }

  stop(now: number): void {
    if (this.#stopped) return;
    this.#stopped = true;
    const { reason, fault } = CLOSED_BY_USER;
    if (this.state === 'idle' || this.state === 'closed') this.#become('closed', reason, now);
    else this.#disconnect(reason, fault);
  }

  /** The platform says whether there is a network. Without one attempts are seldom; when it is back one is made at once. */
  network(online: boolean, now: number): void {
    this.#online = online;
    if (this.usable) this.probe(online ? 'the network is back' : 'the network is gone', now);
    else if (this.#stopped) return;
    else if (online && this.state === 'closed') this.#again('the network is back', now);
  }

  /** There is reason to doubt that the connection lives: unless a frame came just now, it is pinged. */
  probe(reason: string, now: number): void {
    const fresh = Math.min(FRESH_MS, this.#liveness.pingAfterMs);
    if (!this.usable || this.state === 'stale' || now - this.heardAt < fresh) return;
    this.#become('stale', `${reason}, pinging`, now);
    this.#pingWithin(now);
  }

  /** What only a new connection can bring did not come on this one. */
  renew(reason: string): void {
    if (this.usable) this.#disconnect(reason, 'silent');
  }

  woken(now: number): void {
    if (this.#dueAt !== undefined && this.#dueAt <= now) {
      if (this.state === 'connecting') this.#disconnect('no connection in time', 'timeout');
      else if (this.state === 'closed') this.#again('trying again', now);
    }
    if (!this.usable) return;
    if (this.#unwantedSince !== undefined) {
      if (now - this.#unwantedSince >= this.#liveness.idleMs) this.#disconnect('nothing is wanted', 'ended');
      return;
    }
    const silence = now - this.heardAt;
    if (silence >= this.asleepMs) {
      this.#disconnect(`silent for ${Math.round(silence)} ms`, 'silent');
    } else if (this.state === 'stale') {
      if (this.#dueAt === undefined || this.#dueAt > now) return;
      if (now - this.#dueAt < LATE_MS) this.#disconnect(`silent for ${Math.round(silence)} ms`, 'silent');
      else this.#pingWithin(now);
    } else if (now >= this.#suspiciousAt) {
      // A late wake says no more than that this side was busy: the answer gets its time in any case.
      this.probe(`silent for ${Math.round(silence)} ms`, now);
    } else if (now >= this.#keepAliveAt) {
      this.#ping(now);
    }
  }

  /** When `woken` must be called at the latest. */
  get nextDue(): number {
    if (!this.usable) return this.#dueAt ?? Number.POSITIVE_INFINITY;
    if (this.#unwantedSince !== undefined) return this.#unwantedSince + this.#liveness.idleMs;
    if (this.state === 'stale') return this.#dueAt ?? Number.POSITIVE_INFINITY;
    return Math.min(this.#suspiciousAt, this.#keepAliveAt);
  }

  /** When silence becomes suspicious: without heartbeats nothing need come until something is asked. */
  get #suspiciousAt(): number {
    if (this.#beats) return this.heardAt + this.#liveness.pingAfterMs;
    return this.#out.sentAt > this.heardAt ? this.#out.sentAt + FRESH_MS : Number.POSITIVE_INFINITY;
  }

  /** When to ping though nothing is wrong: what does not beat by itself is asked for a beat. */
  get #keepAliveAt(): number {
    const { keepAliveMs, pingAfterMs } = this.#liveness;
    const asked = this.#beats || this.#out.sentAt > this.heardAt;
    return Math.min(this.#out.sentAt + keepAliveMs, asked ? Number.POSITIVE_INFINITY : this.heardAt + pingAfterMs);
  }

  /** Sends a ping, which is to be answered in time. */
  #pingWithin(now: number): void {
    this.#dueAt = now + Math.max(0, this.#liveness.deadAfterMs - this.#liveness.pingAfterMs);
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
    const at = this.#budget.take(now);
    if (at > now) {
      this.#become('closed', 'too many attempts to connect: waiting, lest the exchange bans the address', now, {
        retryAt: at,
      });
      return;
    }
    this.#become('connecting', reason, now);
    this.#dueAt = now + this.#reconnect.connectTimeoutMs;
    this.#out.pushLast({ type: 'connect' });
  }

  #disconnect(reason: string, fault: ConnectionFault): void {
    if (this.#leaving !== undefined) return;
    this.#leaving = { fault, reason };
    this.#dueAt = undefined;
    this.#out.pushLast({ type: 'disconnect', code: 1000, reason });
  }

  #become(
    state: ConnectionState,
    reason: string,
    at: number,
    facts: Pick<ConnectionEvent, 'code' | 'status' | 'retryAt'> = {},
  ): void {
    this.state = state;
    const { code, status, retryAt } = facts;
    this.#dueAt = retryAt;
    const event: ConnectionEvent = { type: 'connection', state, reason, at, code, status, retryAt };
    this.#timeline = [...this.#timeline, event].slice(-REMEMBERED);
    this.#out.emit(event);
  }
}
