/**
 * Requests about orders on one connection, until it is known what became of each: when they may leave, what their answers
 * say, and of those that are not answered what execution reports show. Once those can no longer be carried out, a new
 * snapshot comes, which has the last word. Nothing that may have been carried out is ever sent twice. Sans-I/O: time is an
 * argument, and what is to be done is asked of the host. Knows no wire format.
 */
import type { OwnOrders } from '../account/own-orders.js';
import { type ConnectionError, type KrakenStreamError, TimeoutError, UsageError } from '../errors.js';
import type { AnsweredMessage, ExecutionReport, OrderIds } from '../protocol/account.js';
import type { RefusedMessage, SystemMode } from '../protocol/message.js';
import type { TradingRequest } from '../protocol/trading.js';
import { admit, type DeskOptions } from './admission.js';
import { OrderAges } from './ages.js';
import { answer, refuse } from './answers.js';
import { beforeOf } from './before.js';
import { type Call, createCall, isDecided, isFate, isPassing, isUnheard, overAt, refused, unknown } from './call.js';
import { Calls } from './calls.js';
import { isUnclear, weigh } from './cancel-answers.js';
import type { DeskHost } from './desk-host.js';
import type { Settlement } from './fate.js';
import { isCancel, places, subjectsOf } from './names.js';
import { metBy, traceOf } from './traces.js';

export type { DeskOptions };

/** Nothing leaves for this long after the exchange has said that there were too many messages. */
const PAUSE_MS = 1_000;
/** A snapshot that was asked for is asked for again when it did not come in this time. */
const PATIENCE_MS = 30_000;
/** So many orders are remembered as placed by requests, lest one is taken for another's. */
const CLAIMED = 1_000;
/** Why the fate of a cancel's parts is not known. */
const UNCLEAR = 'its answers do not say which order each is about';

export class Desk {
  readonly #host: DeskHost;
  readonly #options: DeskOptions;
  readonly #ages = new OrderAges();
  readonly #calls = new Calls();
  /** Orders that requests are known to have placed, and their client ids. */
  readonly #claimed = new Map<string, string | undefined>();
  /** What is open, once this connection has told it. */
  #orders: OwnOrders | undefined;
  /** When something that waits may leave, unless it waits for the connection. */
  #sendAt = Number.POSITIVE_INFINITY;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  /** When a new snapshot was asked for that has not come. */
  #refreshedAt = Number.NEGATIVE_INFINITY;

  constructor(options: DeskOptions, host: DeskHost) {
    this.#options = options;
    this.#host = host;
  }

  /** Whether a connection is needed. */
  get wanted(): boolean {
    return this.#calls.size > 0;
  }

  /** Whether an answer with this number belongs here. */
  owns(reqId: number | undefined): boolean {
    return this.#calls.owns(reqId);
  }

  /** When a request left that has not been answered. */
  sentAt(reqId: number | undefined): number | undefined {
    return this.#calls.get(reqId)?.sentAt;
  }

  ask(id: number, request: TradingRequest, timeoutMs: number, now: number): void {
    this.#calls.add(createCall(id, request, timeoutMs, now));
  }

  /** The caller wants it no more. What has left is not called back. */
  withdraw(id: number): void {
    const call = this.#calls.at('waiting').find((each) => each.id === id);
    if (call === undefined) return;
    this.#end(call, new UsageError('signal', `${call.request.method}: it was aborted before it was sent`));
  }

  /** Sends what may leave: the connection is open, there is a token. `mode` is the exchange's, where it was told. */
  flush(mode: SystemMode | (string & {}) | undefined, now: number): void {
    // What nobody follows any more is not known any more.
    if (!this.#host.watching) this.#orders = undefined;
    this.#sendAt = now < this.#pausedUntil ? this.#pausedUntil : Number.POSITIVE_INFINITY;
    if (now < this.#pausedUntil) return;
    const ahead = new Set<string>();
    for (const call of this.#calls.at('waiting')) this.#send(call, mode, ahead, now);
  }

  /** An answer, or a refusal. */
  answered(message: AnsweredMessage | RefusedMessage): void {
    const call = this.#calls.get(message.reqId);
    // What could not even be read is refused as `error`.
    if (call === undefined || (message.method !== call.request.method && message.method !== 'error')) return;
    if (message.type === 'refused' && call.stage === 'sent' && isPassing(message.error) && isUnheard(call)) {
      // It was not carried out: it leaves again.
      this.#calls.release(call);
      call.stage = 'waiting';
      call.passing = message.error;
      call.dueAt = call.askedAt + call.timeoutMs;
      return;
    }
    const named = (ids: OrderIds) => this.#orders?.find(ids);
    if (!(message.type === 'refused' ? refuse(call, message) : answer(call, message, named))) return;
    // There is one answer, except to cancels.
    if (call.request.method === 'cancel_order') this.#weigh(call);
    else if (call.stage === 'told' || isDecided(call)) this.#tell(call);
    else this.#give(call, 'the answer does not tell of it');
  }

  /** The exchange has said that there were too many messages. */
  pause(now: number): void {
    this.#pausedUntil = now + PAUSE_MS;
  }

  /** The account's limit of the rate counter was told. */
  limited(maxratecount: number): void {
    this.#options.rates.limit(maxratecount);
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
    for (const report of reports) {
      const symbol = this.#ages.take(report, orders, now);
      if (report.ratecount !== undefined && symbol !== undefined) {
        this.#options.rates.correct(symbol, Number(report.ratecount), now);
      }
    }
    if (asOf !== undefined) {
      this.#ages.prune(orders);
      this.#refreshedAt = Number.NEGATIVE_INFINITY;
    }
    for (const call of this.#calls.all) {
      call.unseen = unseen ?? call.unseen;
      if (call.stage === 'sent' && isUnclear(call)) this.#weigh(call);
      const last = asOf !== undefined && asOf >= call.dueAt;
      for (const part of call.unsettled) {
        call.fates[part] = traceOf(call, part, { orders, last, claimed: this.#claimed });
        this.#tell(call);
      }
    }
  }

  /** The connection is gone, or an attempt has failed. `ended`: nobody wanted it any more, and what waits asks anew. */
  lost(error: ConnectionError, ended: boolean): void {
    if (!ended) this.unauthorized(error);
    for (const call of this.#calls.at('sent')) this.#give(call, `no answer came: ${error.message}`);
    this.#orders = undefined;
  }

  /** What waits cannot leave. */
  unauthorized(error: KrakenStreamError): void {
    for (const call of this.#calls.at('waiting')) this.#end(call, error);
  }

  /** The user has ended everything. */
  stop(error: ConnectionError): void {
    this.lost(error, false);
    this.#giveUp('the client was closed', Number.POSITIVE_INFINITY);
  }

  woken(now: number): void {
    // What may leave now does so with the next flush; if there is no token, when there is one.
    if (this.#sendAt <= now) this.#sendAt = Number.POSITIVE_INFINITY;
    for (const call of [...this.#calls.at('waiting'), ...this.#calls.at('sent')]) {
      const { request, stage, dueAt, timeoutMs } = call;
      if (dueAt > now) continue;
      if (stage === 'waiting') this.#end(call, new TimeoutError(request.method, timeoutMs, 'it could not be sent'));
      else this.#give(call, isUnclear(call) ? UNCLEAR : `no answer came within ${timeoutMs} ms`);
    }
    // What remains to be due is to be settled.
    if (this.nextDue > now) return;
    if (this.#host.refresh(now)) this.#refreshedAt = now;
    else this.#giveUp('no execution reports are subscribed to that would show it', now);
  }

  get nextDue(): number {
    let due = this.#sendAt;
    for (const { stage, dueAt } of this.#calls.all) {
      due = Math.min(due, stage === 'told' ? Math.max(dueAt, this.#refreshedAt + PATIENCE_MS) : dueAt);
    }
    return due;
  }

  /** Sends a call that waits, or ends it, unless it has to wait. `ahead`: what those are about that wait before it. */
  #send(call: Call, mode: string | undefined, ahead: Set<string>, now: number): void {
    const { request, names } = call;
    // One order of a name at a time: what becomes of two could not be told apart.
    const ids = places(request) ? names.flatMap(({ clOrdId }) => clOrdId ?? []) : [];
    const used = ids.find((clOrdId) => this.#calls.named(clOrdId).length > 0);
    if (used !== undefined) {
      const expected = 'expected the id of no request whose fate is still open';
      this.#end(call, new UsageError('clOrdId', `clOrdId: ${expected}, received '${used}'`));
      return;
    }
    const orders = this.#orders;
    const verdict = admit(request, mode, (name) => this.#ages.of(name, orders), this.#options, now);
    if ('error' in verdict) {
      this.#end(call, verdict.error);
      return;
    }
    const { costs, at } = verdict;
    // What waits before it and is about the same pair, or the same names, it must not overtake.
    const subjects = [...[...costs.keys()].map((symbol) => `pair ${symbol}`), ...subjectsOf(names)];
    // What is open has to be known first: how else would a trace of a request be told from what was there before? But no
    // cancel has to wait for that.
    const isUnseen = orders === undefined && this.#host.watching && !isCancel(request);
    if (isUnseen || at > now || subjects.some((subject) => ahead.has(subject))) {
      for (const subject of subjects) ahead.add(subject);
      if (at > now) this.#sendAt = Math.min(this.#sendAt, at);
      return;
    }
    this.#options.rates.spend(costs, now);
    const mayHave = (clOrdId: string) =>
      this.#calls.named(clOrdId).some((other) => places(other.request)) ||
      [...this.#claimed].some(([orderId, own]) => own === clOrdId && orders?.find({ orderId }) === undefined);
    call.before = orders && beforeOf(call, orders, mayHave);
    call.unseen = undefined;
    call.stage = 'sent';
    call.reqId = this.#host.send(request, now);
    call.sentAt = now;
    call.dueAt = now + call.timeoutMs;
    if (request.method !== 'cancel_all') return;
    // What was to be placed before that is not placed after it.
    const error = new UsageError('method', 'cancel_all was asked after it, and has left before it');
    for (const other of this.#calls.at('waiting'))
      if (other.id < call.id && places(other.request)) this.#end(other, error);
  }

  /** Its answers may not name their orders. */
  #weigh(call: Call): void {
    const { before, parts } = call;
    const orders = this.#orders;
    const isClear = weigh(call, orders && before && parts.map((part) => metBy(part, before, orders)));
    if (isClear || call.stage === 'told') this.#tell(call);
    else this.#give(call, UNCLEAR);
  }

  /** It did not leave, for certain; or when it did, it was refused. */
  #end(call: Call, error: KrakenStreamError): void {
    const { request, passing, fates } = call;
    fates.fill(passing === undefined ? { status: 'rejected', error, sent: false } : refused(request, passing));
    this.#tell(call);
  }

  /** No answer came: what reports show already is known, the rest is not. */
  #give(call: Call, reason: string): void {
    const { id, parts, fates, unsettled } = call;
    const orders = this.#orders;
    const told = parts.map((_, part) => {
      const trace = orders && traceOf(call, part, { orders, last: false, claimed: this.#claimed });
      if (trace?.status === 'accepted') fates[part] ??= trace;
      const fate = fates[part];
      if (isFate(fate)) return fate;
      unsettled.add(part);
      return unknown(call, part, reason);
    });
    call.stage = 'told';
    call.dueAt = overAt(call);
    this.#host.outcome(id, told, call.answer);
    this.#tell(call);
  }

  /** Whoever was told that a fate is unknown will not learn more: of requests that could be carried out until `time`. */
  #giveUp(reason: string, time: number): void {
    for (const call of this.#calls.at('told')) {
      if (call.dueAt > time) continue;
      for (const part of call.unsettled) call.fates[part] = unknown(call, part, reason);
      this.#tell(call);
    }
  }

  /** Tells what has become certain. */
  #tell(call: Call): void {
    const { id, request, stage, fates, unsettled } = call;
    if (places(request)) for (const fate of fates) this.#claim(fate);
    if (isDecided(call)) this.#calls.delete(call);
    if (stage !== 'told' && isDecided(call)) this.#host.outcome(id, fates.filter(isFate), call.answer);
    for (const part of unsettled) {
      const fate = fates[part];
      if (fate !== undefined && unsettled.delete(part)) this.#host.settled(id, part, fate);
    }
  }

  #claim(fate: Settlement | undefined): void {
    if (fate?.status !== 'accepted' || fate.orderId === undefined) return;
    this.#claimed.set(fate.orderId, fate.clOrdId);
    if (this.#claimed.size > CLAIMED) this.#claimed.delete(this.#claimed.keys().next().value!);
  }
}
