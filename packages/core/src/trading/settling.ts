/**
 * Requests whose fate is unknown, until it is known: watches execution reports for traces, and once the exchange can no
 * longer carry a request out has a new snapshot come, which has the last word.
 */
import type { OwnOrders } from '../account/own-orders.js';
import { namesOf, places } from './ahead.js';
import { type Before, beforeOf } from './before.js';
import type { Call } from './call.js';
import type { Absent, Accepted, Fate, Settlement } from './fate.js';
import { metBy, traceOf, unknown } from './traces.js';

/** What the exchange takes when a request has no deadline of its own. */
const DEADLINE_MS = 5_000;
/** The latest deadline that the exchange takes, however far this side's clock is from its own. */
const LATEST_MS = 60_000;
/** How much longer a request may be on its way, and clocks apart. */
const GRACE_MS = 5_000;
/** A snapshot that was asked for is asked for again when it did not come in this time. */
const PATIENCE_MS = 30_000;
/** So many orders are remembered as placed by requests, lest one is taken for another's. */
const REMEMBERED = 1_000;

interface Open {
  readonly call: Call;
  /** Undefined when execution reports were not followed then. */
  readonly before: Before | undefined;
  /** When it can no longer be carried out. */
  readonly overAt: number;
  /** Parts whose fate is unknown. */
  readonly parts: Set<number>;
}

export interface SettlingHost {
  settled(call: Call, part: number, settlement: Settlement): void;
  /** Nothing of it is unknown any more. */
  closed(call: Call): void;
  /** Has execution reports begin anew, so that a new snapshot comes. False when none will. */
  refresh(now: number): boolean;
}

export class Settling {
  readonly #host: SettlingHost;
  readonly #open = new Map<number, Open>();
  readonly #before = new Map<number, Before>();
  /** Orders that requests are known to have placed, and their client ids. */
  readonly #claimed = new Map<string, string | undefined>();
  /** How often there may have been fills that are not to be had, or not whose they are. */
  #holes = 0;
  /** Why, the last time. */
  #unseen: string | undefined;
  /** When a new snapshot was asked for. */
  #askedAt: number | undefined;

  constructor(host: SettlingHost) {
    this.#host = host;
  }

  get wanted(): boolean {
    return this.#open.size > 0;
  }

  /**
   * A request leaves: remembers what was there before it, if that is known. `mayPlace`: whether an order with a client id
   * may come about by a request that left before.
   */
  mark(call: Call, orders: OwnOrders | undefined, mayPlace: (clOrdId: string) => boolean): void {
    if (orders === undefined) {
      this.#before.delete(call.id);
      return;
    }
    const mayHave = (clOrdId: string) =>
      mayPlace(clOrdId) ||
      [...this.#claimed].some(([orderId, own]) => own === clOrdId && orders.find({ orderId }) === undefined);
    this.#before.set(call.id, beforeOf(call, orders, mayHave, this.#holes));
  }

  /** What became of a request was told: what was there before it matters no more. */
  forget(call: Call): void {
    this.#before.delete(call.id);
  }

  /** Orders were placed, of which no other request is the cause. */
  claim(call: Call): void {
    if (!places(call.request)) return;
    for (const fate of call.fates) this.#claim(fate);
  }

  /** Requests whose fate is unknown, and that speak of this client id. */
  named(clOrdId: string): Call[] {
    return [...this.#open.values()].flatMap(({ call, parts }) => {
      if (!namesOf(call.request).some((name) => name.clOrdId === clOrdId)) return [];
      const isSettled = call.parts.some((part, i) => part.clOrdId === clOrdId && !parts.has(i));
      return isSettled ? [] : [call];
    });
  }

  /** A request was not answered. Parts that `orders` shows already are decided at once. */
  begin(call: Call, orders: OwnOrders | undefined): void {
    const before = this.#before.get(call.id);
    this.#before.delete(call.id);
    const parts = new Set<number>();
    call.fates.forEach((fate, i) => {
      if (fate?.status !== 'unknown') return;
      const view = orders && { orders, last: false, unseen: undefined, claimed: this.#claimed };
      const trace = view && traceOf(call, i, before, view);
      if (trace?.status === 'accepted') call.fates[i] = trace;
      else parts.add(i);
    });
    this.claim(call);
    if (parts.size > 0) this.#open.set(call.id, { call, before, overAt: overAt(call), parts });
  }

  /** Whether it is here that an answer to a request is awaited. */
  owns(call: Call): boolean {
    return this.#open.has(call.id);
  }

  /** An answer came after all, to some of its parts. */
  answered(call: Call): void {
    const open = this.#open.get(call.id);
    if (open === undefined) return;
    for (const part of [...open.parts]) if (call.answered.has(part)) this.#settle(open, part, call.fates[part]!);
  }

  /** There may be fills of which it will never be seen that they are an order's. */
  missed(why: string): void {
    this.#holes++;
    this.#unseen = why;
  }

  /** What reports show of the parts of a cancel that is answered; undefined where they were not followed. */
  shown(call: Call, orders: OwnOrders | undefined): (Accepted | Absent | undefined)[] | undefined {
    const before = this.#before.get(call.id);
    return orders && before && call.parts.map((part) => metBy(part, before, orders));
  }

  /** Execution reports came. `asOf`: they began anew, with a snapshot that is of no earlier moment. */
  look(orders: OwnOrders, asOf: number | undefined): void {
    if (asOf !== undefined) this.#askedAt = undefined;
    for (const open of [...this.#open.values()]) {
      const { call, before, parts } = open;
      const last = asOf !== undefined && asOf >= open.overAt;
      const unseen = before?.holes === this.#holes ? undefined : this.#unseen;
      const view = { orders, last, unseen, claimed: this.#claimed };
      for (const part of [...parts]) {
        const trace = traceOf(call, part, before, view);
        if (trace !== undefined) this.#settle(open, part, trace);
      }
    }
  }

  /** Gives up those that could be carried out until `overAt`, at the latest. */
  giveUp(reason: string, overAt = Number.POSITIVE_INFINITY): void {
    for (const open of [...this.#open.values()].filter((each) => each.overAt <= overAt)) {
      for (const part of [...open.parts]) this.#settle(open, part, unknown(reason, open.call.parts[part]?.clOrdId));
    }
  }

  woken(now: number): void {
    if (this.nextDue > now) return;
    this.#askedAt = this.#host.refresh(now) ? now : undefined;
    if (this.#askedAt === undefined) this.giveUp('no execution reports are subscribed to that would show it', now);
  }

  /** When a new snapshot has to be asked for. */
  get nextDue(): number {
    let due = Number.POSITIVE_INFINITY;
    for (const { overAt } of this.#open.values()) due = Math.min(due, overAt);
    return this.#askedAt === undefined ? due : Math.max(due, this.#askedAt + PATIENCE_MS);
  }

  #settle(open: Open, part: number, settlement: Settlement): void {
    const { call, parts } = open;
    parts.delete(part);
    if (settlement.status !== 'absent') call.fates[part] = settlement;
    if (places(call.request)) this.#claim(settlement);
    this.#host.settled(call, part, settlement);
    if (parts.size > 0) return;
    this.#open.delete(call.id);
    this.#host.closed(call);
  }

  #claim(fate: Fate | Settlement | undefined): void {
    if (fate?.status !== 'accepted' || fate.orderId === undefined) return;
    this.#claimed.set(fate.orderId, fate.clOrdId);
    for (const oldest of this.#claimed.keys()) {
      if (this.#claimed.size <= REMEMBERED) break;
      this.#claimed.delete(oldest);
    }
  }
}

function overAt({ request, sentAt = 0 }: Call): number {
  const deadline = 'deadline' in request && request.deadline !== undefined ? Date.parse(request.deadline) : Number.NaN;
  const left = Number.isFinite(deadline) ? deadline - sentAt : 0;
  return sentAt + Math.min(LATEST_MS, Math.max(DEADLINE_MS, left)) + GRACE_MS;
}
