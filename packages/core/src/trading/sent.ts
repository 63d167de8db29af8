/**
 * Requests that have left, until it is known what became of each: by its answers, or by what execution reports show. Once
 * the exchange can no longer carry out what was not answered, a new snapshot comes, which has the last word.
 */
import type { OwnOrders } from '../account/own-orders.js';
import type { AnsweredMessage } from '../protocol/account.js';
import type { RefusedMessage } from '../protocol/message.js';
import { beforeOf } from './before.js';
import { answer, type Call, isDecided, isUnclear, refuse } from './call.js';
import type { Fate, Settlement, Unknown } from './fate.js';
import { places } from './names.js';
import { metBy, traceOf } from './traces.js';
import { weigh } from './unclear.js';

/** What the exchange takes when a request has no deadline of its own. */
const DEADLINE_MS = 5_000;
/** The latest deadline that the exchange takes, however far this side's clock is from its own. */
const LATEST_MS = 60_000;
/** How much longer a request may be on its way, and clocks apart. */
const GRACE_MS = 5_000;
/** A snapshot that was asked for is asked for again when it did not come in this time. */
const PATIENCE_MS = 30_000;
/** So many requests are remembered as answered, lest an answer that comes twice is taken for a stranger's. */
const REMEMBERED = 1_000;
/** So many orders are remembered as placed by requests, lest one is taken for another's. */
const CLAIMED = 1_000;
/** Why the fate of its parts is not known. */
const UNCLEAR = 'its answers do not say which order each is about';

/** Who is told. */
export interface SentHost {
  outcome(id: number, fates: readonly Fate[], answer: AnsweredMessage | undefined): void;
  settled(id: number, part: number, settlement: Settlement): void;
  /** Has execution reports begin anew, so that a new snapshot comes. False when none will. */
  refresh(now: number): boolean;
}

export class Sent {
  readonly #host: SentHost;
  /** By their numbers on the wire, oldest first. */
  readonly #calls = new Map<number, Call>();
  /** Numbers of those of which nothing is unknown any more. */
  readonly #over = new Set<number>();
  /** Orders that requests are known to have placed, and their client ids. */
  readonly #claimed = new Map<string, string | undefined>();
  /** When a new snapshot was asked for that has not come. */
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(host: SentHost) {
    this.#host = host;
  }

  get size(): number {
    return this.#calls.size;
  }

  get(reqId: number | undefined): Call | undefined {
    return reqId === undefined ? undefined : this.#calls.get(reqId);
  }

  /** Whether an answer with this number belongs here. */
  owns(reqId: number | undefined): boolean {
    return reqId !== undefined && (this.#calls.has(reqId) || this.#over.has(reqId));
  }

  /** A request leaves: remembers what was there before it, if that is known. */
  add(reqId: number, call: Call, orders: OwnOrders | undefined, now: number): void {
    const mayHave = (clOrdId: string) =>
      this.named(clOrdId).some(({ request }) => places(request)) ||
      [...this.#claimed].some(([orderId, own]) => own === clOrdId && orders?.find({ orderId }) === undefined);
    call.before = orders && beforeOf(call, orders, mayHave);
    call.unseen = undefined;
    call.reqId = reqId;
    call.sentAt = now;
    call.dueAt = now + call.timeoutMs;
    this.#calls.set(reqId, call);
  }

  /** Nothing of it is unknown any more, or it is to leave again. */
  forget({ reqId }: Call): void {
    if (reqId === undefined) return;
    this.#calls.delete(reqId);
    this.#over.add(reqId);
    if (this.#over.size > REMEMBERED) this.#over.delete(this.#over.values().next().value!);
  }

  /** Those that speak of this client id, and whose fate is open. */
  named(clOrdId: string): Call[] {
    return [...this.#calls.values()].filter(({ names, fates }) =>
      names.some((name, i) => name.clOrdId === clOrdId && fates[i] === undefined),
    );
  }

  answered(call: Call, message: AnsweredMessage | RefusedMessage, orders: OwnOrders | undefined): void {
    const isTaken =
      message.type === 'refused' ? refuse(call, message) : answer(call, message, (ids) => orders?.find(ids));
    if (!isTaken) return;
    if (isUnclear(call)) this.#weigh(call, orders);
    // There is one answer, except to cancels.
    else if (call.told || isDecided(call) || call.request.method === 'cancel_order') this.#tell(call);
    else this.#give(call, 'the answer does not tell of it', orders);
  }

  /** There may be fills of which it will never be seen that they are an order's. */
  missed(why: string): void {
    for (const call of this.#calls.values()) call.unseen = why;
  }

  /** Execution reports came. `asOf`: they began anew, with a snapshot that is of no earlier moment. */
  look(orders: OwnOrders, asOf: number | undefined): void {
    if (asOf !== undefined) this.#askedAt = Number.NEGATIVE_INFINITY;
    for (const call of [...this.#calls.values()]) {
      if (!call.told && isUnclear(call)) this.#weigh(call, orders);
      const last = asOf !== undefined && asOf >= call.dueAt;
      for (const part of call.unsettled) {
        call.fates[part] = traceOf(call, part, { orders, last, claimed: this.#claimed });
        this.#tell(call);
      }
    }
  }

  /** No answers will come any more. */
  lost(reason: string, orders: OwnOrders | undefined): void {
    for (const call of [...this.#calls.values()]) if (!call.told) this.#give(call, reason, orders);
  }

  /** Whoever was told that a fate is unknown will not learn more: of requests that could be carried out until `overAt`. */
  giveUp(reason: string, overAt = Number.POSITIVE_INFINITY): void {
    for (const call of [...this.#calls.values()].filter(({ dueAt }) => dueAt <= overAt)) {
      for (const part of call.unsettled) call.fates[part] = unknown(call, part, reason);
      this.#tell(call);
    }
  }

  woken(orders: OwnOrders | undefined, now: number): void {
    for (const call of [...this.#calls.values()]) {
      if (call.told || call.dueAt > now) continue;
      this.#give(call, isUnclear(call) ? UNCLEAR : `no answer came within ${call.timeoutMs} ms`, orders);
    }
    if (this.nextDue > now) return;
    if (this.#host.refresh(now)) this.#askedAt = now;
    else this.giveUp('no execution reports are subscribed to that would show it', now);
  }

  /** When answers are no longer waited for, or a new snapshot has to be asked for. */
  get nextDue(): number {
    let due = Number.POSITIVE_INFINITY;
    for (const { told, dueAt } of this.#calls.values()) {
      due = Math.min(due, told ? Math.max(dueAt, this.#askedAt + PATIENCE_MS) : dueAt);
    }
    return due;
  }

  /** Its answers do not name their orders. */
  #weigh(call: Call, orders: OwnOrders | undefined): void {
    const { before, parts } = call;
    const isClear = weigh(call, orders && before && parts.map((part) => metBy(part, before, orders)));
    if (isClear || call.told) this.#tell(call);
    else this.#give(call, UNCLEAR, orders);
  }

  /** No answer came: what reports show already is known, the rest is not. */
  #give(call: Call, reason: string, orders: OwnOrders | undefined): void {
    const { id, parts, fates, unsettled } = call;
    const told = parts.map((_, part) => {
      const trace = orders && traceOf(call, part, { orders, last: false, claimed: this.#claimed });
      if (trace?.status === 'accepted') fates[part] ??= trace;
      const fate = fates[part];
      if (isFate(fate)) return fate;
      unsettled.add(part);
      return unknown(call, part, reason);
    });
    call.told = true;
    call.dueAt = overAt(call);
    this.#host.outcome(id, told, call.answer);
    this.#tell(call);
  }

  /** Tells what has become certain. */
  #tell(call: Call): void {
    const { id, request, fates, unsettled } = call;
    if (places(request)) for (const fate of fates) this.#claim(fate);
    if (isDecided(call)) this.forget(call);
    if (call.told) {
      for (const part of unsettled) {
        const fate = fates[part];
        if (fate !== undefined && unsettled.delete(part)) this.#host.settled(id, part, fate);
      }
    } else if (isDecided(call)) {
      call.told = true;
      this.#host.outcome(id, fates.filter(isFate), call.answer);
    }
  }

  #claim(fate: Settlement | undefined): void {
    if (fate?.status !== 'accepted' || fate.orderId === undefined) return;
    this.#claimed.set(fate.orderId, fate.clOrdId);
    if (this.#claimed.size > CLAIMED) this.#claimed.delete(this.#claimed.keys().next().value!);
  }
}

/** Whether it can be told before anything is settled. */
function isFate(fate: Settlement | undefined): fate is Fate {
  return fate !== undefined && fate.status !== 'absent';
}

function unknown({ parts }: Call, part: number, reason: string): Unknown {
  return { status: 'unknown', clOrdId: parts[part]?.clOrdId, reason };
}

/** When a request can no longer be carried out. */
function overAt({ request, sentAt = 0 }: Call): number {
  const deadline = 'deadline' in request && request.deadline !== undefined ? Date.parse(request.deadline) : Number.NaN;
  const left = Number.isFinite(deadline) ? deadline - sentAt : 0;
  return sentAt + Math.min(LATEST_MS, Math.max(DEADLINE_MS, left)) + GRACE_MS;
}
