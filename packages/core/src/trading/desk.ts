/**
 * Requests about orders on one connection: when they may leave, which answer is whose, what becomes of those that are not
 * answered. Nothing that may have been carried out is ever sent twice. Sans-I/O: time is an argument, and what is to be
 * done is asked of the host. Knows no wire format.
 */
import type { OwnOrders } from '../account/own-orders.js';
import { type ConnectionError, type KrakenStreamError, TimeoutError, UsageError } from '../errors.js';
import type { AnsweredMessage, ExecutionReport } from '../protocol/account.js';
import type { RefusedMessage, SystemMode } from '../protocol/message.js';
import type { TradingRequest } from '../protocol/trading.js';
import { Admission, type AdmissionOptions } from './admission.js';
import { Ahead, isCancel, places } from './ahead.js';
import {
  answer,
  type Call,
  createCall,
  decideRest,
  fatesOf,
  isDecided,
  isPassing,
  isUnclear,
  isUnheard,
  refuse,
  refused,
} from './call.js';
import type { DeskHost } from './desk-host.js';
import { Sent } from './sent.js';
import { Settling } from './settling.js';
import { unknown } from './traces.js';
import { UNCLEAR, weigh } from './unclear.js';

/** What requests about orders are held against. */
export type DeskOptions = AdmissionOptions;

/** Nothing leaves for this long after the exchange has said that there were too many messages. */
const PAUSE_MS = 1_000;

export class Desk {
  readonly #host: DeskHost;
  readonly #admission: Admission;
  readonly #settling: Settling;
  /** In the order in which they were asked. */
  #waiting: Call[] = [];
  readonly #sent = new Sent();
  /** What is open, once this connection has told it. */
  #orders: OwnOrders | undefined;
  /** When something that waits may leave, unless it waits for the connection. */
  #sendAt = Number.POSITIVE_INFINITY;
  #pausedUntil = Number.NEGATIVE_INFINITY;

  constructor(options: DeskOptions, host: DeskHost) {
    this.#admission = new Admission(options);
    this.#host = host;
    this.#settling = new Settling({
      settled: ({ id }, part, settlement) => host.settled(id, part, settlement),
      closed: (call) => this.#sent.forget(call),
      refresh: (now) => host.refresh(now),
    });
  }

  /** Whether a connection is needed. */
  get wanted(): boolean {
    return this.#waiting.length > 0 || this.#sent.size > 0 || this.#settling.wanted;
  }

  /** Whether an answer with this number belongs here. */
  owns(reqId: number | undefined): boolean {
    return this.#sent.owns(reqId);
  }

  /** When a request left that has not been answered. */
  sentAt(reqId: number | undefined): number | undefined {
    return this.#sent.get(reqId)?.sentAt;
  }

  ask(id: number, request: TradingRequest, timeoutMs: number, now: number): void {
    this.#waiting = [...this.#waiting, createCall(id, request, timeoutMs, now)];
  }

  /** The caller wants it no more. What has left is not called back. */
  withdraw(id: number): void {
    this.#endWaiting(
      (call) => call.id === id,
      ({ request }) => new UsageError('signal', `${request.method}: it was aborted before it was sent`),
    );
  }

  /** Sends what may leave: the connection is open, there is a token. `mode` is the exchange's, where it was told. */
  flush(mode: SystemMode | (string & {}) | undefined, now: number): void {
    this.#sendAt = Number.POSITIVE_INFINITY;
    // What nobody follows any more is not known any more.
    if (!this.#host.watching) this.#orders = undefined;
    if (this.#waiting.length === 0) return;
    if (now < this.#pausedUntil) {
      this.#sendAt = this.#pausedUntil;
      return;
    }
    const ahead = new Ahead();
    const asked = this.#waiting;
    this.#waiting = [];
    for (const call of asked) {
      if (!this.#leaves(call, mode, ahead, now)) this.#waiting.push(call);
      else if (call.request.method === 'cancel_all' && call.reqId !== undefined) this.#endPlacing();
    }
  }

  /** An answer, or a refusal. */
  answered(message: AnsweredMessage | RefusedMessage): void {
    const call = this.#sent.get(message.reqId);
    if (call === undefined) return;
    const isRefusal = message.type === 'refused';
    if (isRefusal && !call.told && isPassing(message.error) && isUnheard(call)) {
      if (message.method === call.request.method || message.method === 'error') this.#unsend(call, message.error);
      return;
    }
    const taken = isRefusal ? refuse(call, message) : answer(call, message, (ids) => this.#orders?.find(ids));
    if (!taken) return;
    if (isUnclear(call)) this.#weigh(call);
    else this.#conclude(call);
  }

  #conclude(call: Call): void {
    this.#settling.claim(call);
    // There is one answer, except to cancels.
    if (!isDecided(call) && !call.told && call.request.method !== 'cancel_order') {
      this.#give(call, 'the answer does not tell of it');
      return;
    }
    if (isDecided(call)) this.#sent.forget(call);
    if (this.#settling.owns(call)) this.#settling.answered(call);
    else if (isDecided(call)) this.#tell(call);
  }

  /** The exchange has said that there were too many messages. */
  pause(now: number): void {
    this.#pausedUntil = now + PAUSE_MS;
  }

  /** The account's limit of the rate counter was told. */
  limited(maxratecount: number): void {
    this.#admission.limited(maxratecount);
  }

  /**
   * Execution reports came, and `orders` shows them. `asOf`: they began anew, with a snapshot of all that is open, which is
   * of no earlier moment. `unseen`: why orders may have traded before them that cannot be found.
   */
  reported(
    reports: readonly ExecutionReport[],
    orders: OwnOrders,
    { asOf, unseen }: { readonly asOf: number | undefined; readonly unseen: string | undefined },
    now: number,
  ): void {
    if (asOf !== undefined || this.#orders !== undefined) this.#orders = orders;
    this.#admission.reported(reports, orders, asOf !== undefined, now);
    if (unseen !== undefined) this.#settling.missed(unseen);
    this.#settling.look(orders, asOf);
    for (const call of [...this.#sent.all]) if (isUnclear(call) && !call.told) this.#weigh(call);
  }

  /** The connection is gone, or an attempt has failed. `ended`: nobody wanted it any more, and what waits asks anew. */
  lost(error: ConnectionError, ended: boolean): void {
    if (!ended) this.unauthorized(error);
    for (const call of [...this.#sent.all]) {
      this.#sent.forget(call);
      if (!call.told) this.#give(call, `no answer came: ${error.message}`);
    }
    this.#orders = undefined;
  }

  /** What waits cannot leave. */
  unauthorized(error: KrakenStreamError): void {
    this.#endWaiting(
      () => true,
      () => error,
    );
  }

  /** The user has ended everything. */
  stop(error: ConnectionError): void {
    this.lost(error, false);
    this.#settling.giveUp('the client was closed');
  }

  woken(now: number): void {
    // What may leave now does so with the next flush; if there is no token, when there is one.
    if (this.#sendAt <= now) this.#sendAt = Number.POSITIVE_INFINITY;
    this.#endWaiting(
      ({ dueAt }) => dueAt <= now,
      ({ request, timeoutMs }) => new TimeoutError(request.method, timeoutMs, 'it could not be sent'),
    );
    for (const call of this.#sent.all) {
      if (call.told || call.dueAt > now) continue;
      this.#give(call, isUnclear(call) ? UNCLEAR : `no answer came within ${call.timeoutMs} ms`);
    }
    this.#settling.woken(now);
  }

  get nextDue(): number {
    let due = Math.min(this.#sendAt, this.#settling.nextDue);
    for (const call of this.#waiting) due = Math.min(due, call.dueAt);
    for (const call of this.#sent.all) if (!call.told) due = Math.min(due, call.dueAt);
    return due;
  }

  /** Sends a call, or ends it. False when it has to wait. */
  #leaves(call: Call, mode: string | undefined, ahead: Ahead, now: number): boolean {
    const { request } = call;
    // One order of a name at a time: what becomes of two could not be told apart.
    const ids = places(request) ? call.parts.flatMap(({ clOrdId }) => clOrdId ?? []) : [];
    const used = ids.find((clOrdId) => this.#named(clOrdId).length > 0);
    if (used !== undefined) {
      const expected = 'expected the id of no request whose fate is still open';
      this.#end(call, new UsageError('clOrdId', `clOrdId: ${expected}, received '${used}'`));
      return true;
    }
    const verdict = this.#admission.verdict(request, mode, this.#orders, now);
    if ('error' in verdict) {
      this.#end(call, verdict.error);
      return true;
    }
    const { costs, at } = verdict;
    // What is open has to be known first: how else would a trace of a request be told from what was there before? But no
    // cancel has to wait for that.
    const isUnseen = this.#orders === undefined && this.#host.watching && !isCancel(request);
    if (isUnseen || at > now || ahead.has(request, costs)) {
      ahead.add(request, costs);
      if (at > now) this.#sendAt = Math.min(this.#sendAt, at);
      return false;
    }
    this.#admission.spend(costs, now);
    this.#settling.mark(call, this.#orders, (clOrdId) => this.#named(clOrdId).some((each) => places(each.request)));
    call.sentAt = now;
    call.dueAt = now + call.timeoutMs;
    this.#sent.add(this.#host.send(request, now), call);
    return true;
  }

  /** Requests that have left, that speak of this client id, and whose fate is open. */
  #named(clOrdId: string): Call[] {
    return [...this.#sent.named(clOrdId), ...this.#settling.named(clOrdId)];
  }

  /** Its answers do not name their orders. */
  #weigh(call: Call): void {
    const isClear = weigh(call, this.#settling.shown(call, this.#orders));
    if (isClear) this.#conclude(call);
    else if (!call.told) this.#give(call, UNCLEAR);
  }

  /** All is canceled: what was to be placed before that is not placed after it. */
  #endPlacing(): void {
    const error = new UsageError('method', 'cancel_all was asked after it, and has left before it');
    this.#endWaiting(
      ({ request }) => places(request),
      () => error,
    );
  }

  /** It was refused for a reason that passes, and so was not carried out: it leaves again. */
  #unsend(call: Call, reason: string): void {
    this.#sent.forget(call);
    call.passing = reason;
    call.dueAt = call.askedAt + call.timeoutMs;
    this.#waiting = [...this.#waiting, call].sort((a, b) => a.id - b.id);
  }

  /** No answer came: what reports show already is known, the rest is not. */
  #give(call: Call, reason: string): void {
    decideRest(call, ({ clOrdId }) => unknown(reason, clOrdId));
    this.#settling.begin(call, this.#orders);
    if (isDecided(call)) this.#sent.forget(call);
    this.#tell(call);
  }

  #endWaiting(isMeant: (call: Call) => boolean, error: (call: Call) => KrakenStreamError): void {
    const ended = this.#waiting.filter(isMeant);
    this.#waiting = this.#waiting.filter((call) => !ended.includes(call));
    for (const call of ended) this.#end(call, error(call));
  }

  /** It did not leave, for certain; or when it did, it was refused. */
  #end(call: Call, error: KrakenStreamError): void {
    const { request, passing } = call;
    decideRest(call, () =>
      passing === undefined ? { status: 'rejected', error, sent: false } : refused(request, passing),
    );
    this.#tell(call);
  }

  #tell(call: Call): void {
    call.told = true;
    this.#settling.forget(call);
    this.#host.outcome(call.id, fatesOf(call), call.answer);
  }
}
