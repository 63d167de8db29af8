/**
 * Requests about orders on one connection: when they may leave, and what becomes of those that could not. Nothing that may
 * have been carried out is ever sent twice. Sans-I/O: time is an argument, and what is to be done is asked of the host.
 * Knows no wire format.
 */
import type { OwnOrders } from '../account/own-orders.js';
import { type ConnectionError, type KrakenStreamError, TimeoutError, UsageError } from '../errors.js';
import type { AnsweredMessage, ExecutionReport } from '../protocol/account.js';
import type { RefusedMessage, SystemMode } from '../protocol/message.js';
import type { TradingRequest } from '../protocol/trading.js';
import { type AdmissionOptions, admit } from './admission.js';
import { OrderAges } from './ages.js';
import { type Call, createCall, isPassing, isUnheard, refused } from './call.js';
import type { Rejected } from './fate.js';
import { isCancel, places } from './names.js';
import type { RateCosts } from './rate.js';
import { Sent, type SentHost } from './sent.js';

/** What requests about orders are held against. */
export type DeskOptions = AdmissionOptions;

/** What a desk needs of the session. */
export interface DeskHost extends SentHost {
  /** Whether execution reports are subscribed to that begin with all that is open, and may yet come. */
  readonly watching: boolean;
  /** Writes a request, now; returns its number. */
  send(request: TradingRequest, now: number): number;
}

/** Nothing leaves for this long after the exchange has said that there were too many messages. */
const PAUSE_MS = 1_000;

export class Desk {
  readonly #host: DeskHost;
  readonly #options: DeskOptions;
  readonly #ages = new OrderAges();
  /** In the order in which they were asked. */
  #waiting = new Set<Call>();
  readonly #sent: Sent;
  /** What is open, once this connection has told it. */
  #orders: OwnOrders | undefined;
  /** When something that waits may leave, unless it waits for the connection. */
  #sendAt = Number.POSITIVE_INFINITY;
  #pausedUntil = Number.NEGATIVE_INFINITY;

  constructor(options: DeskOptions, host: DeskHost) {
    this.#options = options;
    this.#host = host;
    this.#sent = new Sent(host);
  }

  /** Whether a connection is needed. */
  get wanted(): boolean {
    return this.#waiting.size > 0 || this.#sent.size > 0;
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
    this.#waiting.add(createCall(id, request, timeoutMs, now));
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
    // What nobody follows any more is not known any more.
    if (!this.#host.watching) this.#orders = undefined;
    this.#sendAt = now < this.#pausedUntil ? this.#pausedUntil : Number.POSITIVE_INFINITY;
    if (now < this.#pausedUntil) return;
    const ahead = new Set<string>();
    for (const call of this.#waiting) this.#send(call, mode, ahead, now);
  }

  /** An answer, or a refusal. */
  answered(message: AnsweredMessage | RefusedMessage): void {
    const call = this.#sent.get(message.reqId);
    // What could not even be read is refused as `error`.
    if (call === undefined || (message.method !== call.request.method && message.method !== 'error')) return;
    if (message.type === 'refused' && !call.told && isPassing(message.error) && isUnheard(call)) {
      this.#unsend(call, message.error);
    } else this.#sent.answered(call, message, this.#orders);
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
    if (asOf !== undefined) this.#ages.prune(orders);
    if (unseen !== undefined) this.#sent.missed(unseen);
    this.#sent.look(orders, asOf);
  }

  /** The connection is gone, or an attempt has failed. `ended`: nobody wanted it any more, and what waits asks anew. */
  lost(error: ConnectionError, ended: boolean): void {
    if (!ended) this.unauthorized(error);
    this.#sent.lost(`no answer came: ${error.message}`, this.#orders);
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
    this.#sent.giveUp('the client was closed');
  }

  woken(now: number): void {
    // What may leave now does so with the next flush; if there is no token, when there is one.
    if (this.#sendAt <= now) this.#sendAt = Number.POSITIVE_INFINITY;
    this.#endWaiting(
      ({ dueAt }) => dueAt <= now,
      ({ request, timeoutMs }) => new TimeoutError(request.method, timeoutMs, 'it could not be sent'),
    );
    this.#sent.woken(this.#orders, now);
  }

  get nextDue(): number {
    return Math.min(this.#sendAt, this.#sent.nextDue, ...[...this.#waiting].map(({ dueAt }) => dueAt));
  }

  /** Sends a call that waits, or ends it, unless it has to wait. `ahead`: what those are about that wait before it. */
  #send(call: Call, mode: string | undefined, ahead: Set<string>, now: number): void {
    const { request, names } = call;
    // One order of a name at a time: what becomes of two could not be told apart.
    const ids = places(request) ? names.flatMap(({ clOrdId }) => clOrdId ?? []) : [];
    const used = ids.find((clOrdId) => this.#sent.named(clOrdId).length > 0);
    if (used !== undefined) {
      const expected = 'expected the id of no request whose fate is still open';
      this.#end(call, new UsageError('clOrdId', `clOrdId: ${expected}, received '${used}'`));
      return;
    }
    const verdict = admit(request, mode, (name) => this.#ages.of(name, this.#orders), this.#options, now);
    if ('error' in verdict) {
      this.#end(call, verdict.error);
      return;
    }
    const { costs, at } = verdict;
    const about = subjects(call, costs);
    // What is open has to be known first: how else would a trace of a request be told from what was there before? But no
    // cancel has to wait for that.
    const isUnseen = this.#orders === undefined && this.#host.watching && !isCancel(request);
    if (isUnseen || at > now || about.some((subject) => ahead.has(subject))) {
      for (const subject of about) ahead.add(subject);
      if (at > now) this.#sendAt = Math.min(this.#sendAt, at);
      return;
    }
    this.#options.rates.spend(costs, now);
    this.#waiting.delete(call);
    this.#sent.add(this.#host.send(request, now), call, this.#orders, now);
    if (request.method === 'cancel_all') {
      // What was to be placed before that is not placed after it.
      const error = new UsageError('method', 'cancel_all was asked after it, and has left before it');
      this.#endWaiting(
        (each) => each.id < call.id && places(each.request),
        () => error,
      );
    }
  }

  /** It was refused for a reason that passes, and so was not carried out: it leaves again. */
  #unsend(call: Call, reason: string): void {
    this.#sent.forget(call);
    call.passing = reason;
    call.dueAt = call.askedAt + call.timeoutMs;
    this.#waiting = new Set([...this.#waiting, call].sort((a, b) => a.id - b.id));
  }

  #endWaiting(isMeant: (call: Call) => boolean, error: (call: Call) => KrakenStreamError): void {
    for (const call of this.#waiting) if (isMeant(call)) this.#end(call, error(call));
  }

  /** It did not leave, for certain; or when it did, it was refused. */
  #end(call: Call, error: KrakenStreamError): void {
    const { id, request, parts, passing } = call;
    const fate: Rejected =
      passing === undefined ? { status: 'rejected', error, sent: false } : refused(request, passing);
    this.#waiting.delete(call);
    this.#host.outcome(
      id,
      parts.map(() => fate),
      undefined,
    );
  }
}

/** What a request is about: what waits before it and is about the same pair, or the same names, it must not overtake. */
function subjects({ names }: Call, costs: RateCosts): string[] {
  const all = [...costs.keys()].map((symbol) => `pair ${symbol}`);
  for (const { clOrdId, orderUserref } of names) {
    if (clOrdId !== undefined) all.push(`id ${clOrdId}`);
    if (orderUserref !== undefined) all.push(`reference ${orderUserref}`);
  }
  return all;
}
