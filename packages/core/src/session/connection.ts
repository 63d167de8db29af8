/**
 * One connection's state, as events with reasons: when to connect, when to ping, when to give up and try again. Knows
 * nothing of subscriptions.
 */
import { ConnectionError, type ConnectionFault } from '../errors.js';
import { ConnectBudget, memoryLog } from './budget.js';
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

export class Connection {
  state: ConnectionState = 'idle';
  /** When the last frame came, or the connection opened. */
  heardAt = 0;

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
  #online = true;
  /** Why this side is closing the connection, while it is. */
  #leaving: ConnectionFault | undefined;
  #stopped = false;

  /** `ping` sends one. */
  constructor(out: Outbox, options: SessionOptions, ping: (now: number) => void) {
    this.#ping = ping;
    this.#out = out;
    this.#reconnect = { ...RECONNECT, ...options.reconnect };
    this.#liveness = { ...LIVENESS, ...options.liveness };
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
    this.#leaving = undefined;
    this.#become('open', 'connected', now);
  }

  /** A frame came. */
  heard(now: number): void {
    this.heardAt = now;
    if (this.state === 'open' || this.state === 'stale') this.#become('live', 'frames arrive', now);
  }

  /** The exchange has told its mode. */
  told(system: string): void {
    this.#retry.maintenance = system === 'maintenance';
  }

  /** `status`: the HTTP status of a refused attempt. */
  closed(code: number, reason: string, now: number, status?: number): void {
    const attempt = this.state === 'connecting';
    const fault = this.#leaving ?? faultOf(attempt, code, status);
    this.#leaving = undefined;
    if (!attempt && now - this.#openedAt >= this.#reconnect.stableMs) this.#retry.settled();
    const why = reason === '' ? `closed with code ${code}` : reason;
    if (this.#stopped || this.#unwantedSince !== undefined) {
      this.#become(this.#stopped ? 'closed' : 'idle', why, now, { code, status });
      return;
    }
    const { waitMs, terminal } = this.#retry.after(code, status);
    // That there is no network is only a hint: a machine without one still reaches itself.
    const retryAt = now + (this.#online ? waitMs : this.#reconnect.maxMs);
    const message = attempt ? `no connection: ${why}` : `connection lost: ${why}`;
    this.#out.emit({ type: 'error', error: new ConnectionError(message, { fault, code, status, terminal }) });
    this.#become('closed', why, now, { code, status, retryAt });
  }

  stop(now: number): void {
    if (this.#stopped) return;
    this.#stopped = true;
    if (this.usable || this.state === 'connecting') this.#disconnect('closed by the user', 'ended');
    else this.#become('closed', 'closed by the user', now);
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
    this.#dueAt = now + this.#graceMs;
    this.#ping(now);
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
    if (silence >= Math.max(ASLEEP_MS, this.#liveness.deadAfterMs)) {
      this.#disconnect(`silent for ${Math.round(silence)} ms`, 'silent');
    } else if (this.state === 'stale') {
      if (this.#dueAt !== undefined && this.#dueAt <= now) {
        this.#disconnect(`silent for ${Math.round(silence)} ms`, 'silent');
      }
    } else if (silence >= this.#liveness.pingAfterMs) {
      // A late wake says no more than that this side was busy: the answer gets its time in any case.
      this.probe(`silent for ${Math.round(silence)} ms`, now);
    } else if (now - this.#out.sentAt >= this.#liveness.keepAliveMs) {
      this.#ping(now);
    }
  }

  /** When `woken` must be called at the latest. */
  get nextDue(): number {
    if (!this.usable) return this.#dueAt ?? Number.POSITIVE_INFINITY;
    if (this.#unwantedSince !== undefined) return this.#unwantedSince + this.#liveness.idleMs;
    if (this.state === 'stale') return this.#dueAt ?? Number.POSITIVE_INFINITY;
    return Math.min(this.heardAt + this.#liveness.pingAfterMs, this.#out.sentAt + this.#liveness.keepAliveMs);
  }

  get #graceMs(): number {
    return Math.max(0, this.#liveness.deadAfterMs - this.#liveness.pingAfterMs);
  }

  #again(reason: string, now: number): void {
    if (this.#unwantedSince !== undefined) this.#become('idle', 'nothing is wanted', now);
    else this.#connect(reason, now);
  }

  #connect(reason: string, now: number): void {
    const at = this.#budget.take(now);
    if (at > now) {
      this.#become('closed', 'too many attempts to connect: waiting, lest the exchange bans the address', now, {
        retryAt: at,
      });
      return;
    }
    this.#become('connecting', reason, now);
    this.#dueAt = now + this.#reconnect.connectTimeoutMs;
    this.#out.push({ type: 'connect' });
  }

  #disconnect(reason: string, fault: ConnectionFault): void {
    if (this.#leaving !== undefined) return;
    this.#leaving = fault;
    this.#dueAt = undefined;
    this.#out.push({ type: 'disconnect', code: 1000, reason });
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

function faultOf(attempt: boolean, code: number, status: number | undefined): ConnectionFault {
  if (status !== undefined) return 'refused';
  if (attempt) return 'unreachable';
  return code === 1006 ? 'cut' : 'closed';
}
