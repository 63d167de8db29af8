/**
 * Requests whose fate is unknown, until it is known: watches execution reports for traces, and once the exchange can no
 * longer carry a request out has a new snapshot come, which has the last word.
 */
import type { OwnOrders } from '../account/own-orders.js';
import type { Call } from './call.js';
import type { Settlement } from './fate.js';
import { type Before, beforeOf, traceOf, unknown } from './traces.js';

/** What the exchange takes when a request has no deadline of its own. */
const DEADLINE_MS = 5_000;
/** How much longer a request may be on its way, and clocks apart. */
const GRACE_MS = 5_000;
/** A snapshot that was asked for is asked for again when it did not come in this time. */
const PATIENCE_MS = 30_000;

interface Open {
  readonly call: Call;
  readonly before: Before;
  /** When it can no longer be carried out. */
  readonly overAt: number;
  /** Parts whose fate is unknown. */
  readonly parts: Set<number>;
}

export interface SettlingHost {
  settled(call: Call, part: number, settlement: Settlement): void;
  /** Nothing of it is unknown any more. */
  closed(call: Call): void;
  /** Has execution reports begin anew, so that a new snapshot comes. False when nobody is subscribed to them. */
  refresh(now: number): boolean;
}

const NOTHING: Before = { open: new Set(), named: new Set() };

export class Settling {
  readonly #host: SettlingHost;
  readonly #open = new Map<number, Open>();
  readonly #before = new Map<number, Before>();
  /** When there last was a hole in the fills. */
  #missedAt = Number.NEGATIVE_INFINITY;
  /** When a new snapshot was asked for. */
  #askedAt: number | undefined;

  constructor(host: SettlingHost) {
    this.#host = host;
  }

  get wanted(): boolean {
    return this.#open.size > 0;
  }

  /** A request leaves: remembers what was there before it. */
  mark(call: Call, orders: OwnOrders): void {
    this.#before.set(call.id, beforeOf(call, orders));
  }

  /** A request was answered: what was there before it matters no more. */
  forget(call: Call): void {
    this.#before.delete(call.id);
  }

  owns(call: Call): boolean {
    return this.#open.has(call.id);
  }

  /** A request was not answered. Parts that `orders` shows already are decided at once. */
  begin(call: Call, orders: OwnOrders | undefined): void {
    const before = this.#before.get(call.id) ?? NOTHING;
    this.#before.delete(call.id);
    const parts = new Set<number>();
    call.fates.forEach((fate, i) => {
      if (fate?.status !== 'unknown') return;
      const trace = orders === undefined ? undefined : traceOf(call, i, before, orders, { last: false, whole: false });
      if (trace?.status === 'accepted') call.fates[i] = trace;
      else parts.add(i);
    });
    if (parts.size > 0) this.#open.set(call.id, { call, before, overAt: overAt(call), parts });
  }

  /** An answer came after all. */
  answered(call: Call): void {
    const open = this.#open.get(call.id);
    if (open === undefined) return;
    for (const part of [...open.parts]) this.#settle(open, part, call.fates[part]!);
  }

  /** There may be fills that will never be seen. */
  missed(now: number): void {
    this.#missedAt = now;
  }

  /** Execution reports came. `anew`: they began so, with a snapshot. */
  look(orders: OwnOrders, anew: boolean): void {
    const askedAt = anew ? this.#askedAt : undefined;
    if (anew) this.#askedAt = undefined;
    for (const open of [...this.#open.values()]) {
      const last = askedAt !== undefined && askedAt >= open.overAt;
      const whole = this.#missedAt < (open.call.sentAt ?? 0);
      for (const part of [...open.parts]) {
        const trace = traceOf(open.call, part, open.before, orders, { last, whole });
        if (trace !== undefined) this.#settle(open, part, trace);
      }
    }
  }

  /** The connection is gone, and with it the snapshot that was asked for: the next has to be asked for anew. */
  lost(): void {
    this.#askedAt = undefined;
  }

  giveUp(reason: string): void {
    for (const open of [...this.#open.values()]) {
      for (const part of [...open.parts]) this.#settle(open, part, unknown(reason, open.call.parts[part]?.clOrdId));
    }
  }

  woken(now: number): void {
    if (this.nextDue > now) return;
    this.#askedAt = this.#host.refresh(now) ? now : undefined;
    if (this.#askedAt === undefined) this.giveUp('execution reports are not subscribed to');
  }

  /** When a new snapshot has to be asked for. */
  get nextDue(): number {
    let due = Number.POSITIVE_INFINITY;
    for (const { overAt } of this.#open.values()) due = Math.min(due, overAt);
    return this.#askedAt === undefined ? due : Math.max(due, this.#askedAt + PATIENCE_MS);
  }

  #settle(open: Open, part: number, settlement: Settlement): void {
    open.parts.delete(part);
    if (settlement.status !== 'absent') open.call.fates[part] = settlement;
    this.#host.settled(open.call, part, settlement);
    if (open.parts.size > 0) return;
    this.#open.delete(open.call.id);
    this.#host.closed(open.call);
  }
}

function overAt({ request, sentAt = 0 }: Call): number {
  const deadline = 'deadline' in request && request.deadline !== undefined ? Date.parse(request.deadline) : Number.NaN;
  const left = Number.isFinite(deadline) ? deadline - sentAt : 0;
  return sentAt + Math.max(DEADLINE_MS, left) + GRACE_MS;
}
