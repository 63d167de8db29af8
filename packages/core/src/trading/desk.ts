/**
 * Requests about orders on one connection: when they may leave, which answer is whose, what becomes of those that are not
 * answered. Nothing that may have been carried out is ever sent twice. Sans-I/O: time is an argument, and what is to be
 * done is asked of the host. Knows no wire format.
 */
import type { OwnOrders } from '../account/own-orders.js';
import { type ConnectionError, type KrakenStreamError, TimeoutError, UsageError } from '../errors.js';
import { checkMode } from '../order/mode.js';
import type { AnsweredMessage, ExecutionReport } from '../protocol/account.js';
import type { RefusedMessage, SystemMode } from '../protocol/message.js';
import { isInvalidSession, isTooMany } from '../protocol/refusals.js';
import type { TradingRequest } from '../protocol/trading.js';
import { OrderAges } from './ages.js';
import { answer, type Call, createCall, decideRest, fatesOf, isDecided, refuse } from './call.js';
import type { Fate, Settlement } from './fate.js';
import { type RateCosts, type RateCounters, rateCosts } from './rate.js';
import { Settling } from './settling.js';
import { unknown } from './traces.js';

export interface DeskOptions {
  /** Those of the account: shared by all connections of a client. */
  readonly rates: RateCounters;
  /** What becomes of a request for which the trading rate counter has no room yet. */
  readonly onRateLimit: 'wait' | 'refuse';
}

/** What a desk needs of the session. */
export interface DeskHost {
  /** Whether execution reports are subscribed to, and may yet come. */
  readonly watching: boolean;
  /** Writes a request, now; returns its number. */
  send(request: TradingRequest, now: number): number;
  outcome(id: number, fates: readonly Fate[], answer: AnsweredMessage | undefined): void;
  settled(id: number, part: number, settlement: Settlement): void;
  /** Has execution reports begin anew, so that a new snapshot comes. False when nobody is subscribed to them. */
  refresh(now: number): boolean;
}

/** Nothing leaves for this long after the exchange has said that there were too many messages. */
const PAUSE_MS = 1_000;
/** So many requests are remembered as answered, lest an answer that comes twice is taken for a stranger's. */
const REMEMBERED = 1_000;

export class Desk {
  readonly #host: DeskHost;
  readonly #options: DeskOptions;
  readonly #settling: Settling;
  readonly #ages = new OrderAges();
  /** In the order in which they were asked. */
  #waiting: readonly Call[] = [];
  /** Those to which an answer can come, by its number. */
  readonly #sent = new Map<number, Call>();
  readonly #answered = new Set<number>();
  #orders: OwnOrders | undefined;
  /** When something that waits may leave, unless it waits for the connection. */
  #sendAt = Number.POSITIVE_INFINITY;
  #pausedUntil = Number.NEGATIVE_INFINITY;

  constructor(options: DeskOptions, host: DeskHost) {
    this.#options = options;
    this.#host = host;
    this.#settling = new Settling({
      settled: ({ id }, part, settlement) => host.settled(id, part, settlement),
      closed: (call) => this.#forget(call),
      refresh: (now) => host.refresh(now),
    });
  }

  /** Whether a connection is needed. */
  get wanted(): boolean {
    return this.#waiting.length > 0 || this.#sent.size > 0 || this.#settling.wanted;
  }

  /** Whether an answer with this number belongs here. */
  owns(reqId: number | undefined): boolean {
    return reqId !== undefined && (this.#sent.has(reqId) || this.#answered.has(reqId));
  }

  /** When a request left that has not been answered. */
  sentAt(reqId: number | undefined): number | undefined {
    return reqId === undefined ? undefined : this.#sent.get(reqId)?.sentAt;
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
    // What is open has to be known first: how else would a trace of a request be told from what was there before?
    if (this.#waiting.length === 0 || (this.#orders === undefined && this.#host.watching)) return;
    if (now < this.#pausedUntil) {
      this.#sendAt = this.#pausedUntil;
      return;
    }
    /** Requests about one pair leave in the order in which they were asked. */
    const blocked = new Set<string>();
    this.#waiting = this.#waiting.filter((call) => !this.#leaves(call, mode, blocked, now));
  }

  /** An answer, or a refusal. */
  answered(message: AnsweredMessage | RefusedMessage): void {
    const call = message.reqId === undefined ? undefined : this.#sent.get(message.reqId);
    if (call === undefined) return;
    if (message.type === 'answered') answer(call, message, (ids) => this.#orders?.find(ids));
    else if (!call.told && isPassing(message.error)) this.#unsend(call);
    else refuse(call, message);
    if (!isDecided(call)) return;
    this.#forget(call);
    if (this.#settling.owns(call)) this.#settling.answered(call);
    else this.#tell(call);
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
   * Execution reports came, and `orders` shows them. `whole`: they began anew with a snapshot. `missed`: there may be fills
   * before them that are not to be had.
   */
  reported(
    reports: readonly ExecutionReport[],
    orders: OwnOrders,
    { whole, missed }: { readonly whole: boolean; readonly missed: boolean },
    now: number,
  ): void {
    this.#orders = orders;
    for (const report of reports) {
      const symbol = this.#ages.take(report, orders, now);
      if (report.ratecount !== undefined && symbol !== undefined) {
        this.#options.rates.correct(symbol, Number(report.ratecount), now);
      }
    }
    if (missed) this.#settling.missed(now);
    this.#settling.look(orders, whole);
  }

  /** The connection is gone, or an attempt has failed. `ended`: nobody wanted it any more, and what waits asks anew. */
  lost(error: ConnectionError, ended: boolean): void {
    if (!ended) this.unauthorized(error);
    for (const call of [...this.#sent.values()]) {
      this.#forget(call);
      if (!call.told) this.#give(call, `no answer came: ${error.message}`);
    }
    this.#settling.lost();
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
    this.#endWaiting(
      ({ dueAt }) => dueAt <= now,
      ({ request, timeoutMs }) => new TimeoutError(request.method, timeoutMs, 'it could not be sent'),
    );
    for (const call of this.#sent.values()) {
      if (!call.told && call.dueAt <= now) this.#give(call, `no answer came within ${call.timeoutMs} ms`);
    }
    this.#settling.woken(now);
  }

  get nextDue(): number {
    let due = Math.min(this.#sendAt, this.#settling.nextDue);
    for (const call of this.#waiting) due = Math.min(due, call.dueAt);
    for (const call of this.#sent.values()) if (!call.told) due = Math.min(due, call.dueAt);
    return due;
  }

  /** Sends a call, or ends it. False when it has to wait. */
  #leaves(call: Call, mode: string | undefined, blocked: Set<string>, now: number): boolean {
    const { request } = call;
    const forbidden = mode === undefined ? undefined : checkMode(request, mode);
    if (forbidden !== undefined) {
      this.#end(call, new UsageError('method', forbidden));
      return true;
    }
    const { rates, onRateLimit } = this.#options;
    const costs = rateCosts(request, (name) => this.#ages.of(name, this.#orders), now);
    const at = rates.admitsAt(costs, now);
    if (at > now && onRateLimit === 'refuse') {
      this.#end(call, new UsageError('rate', fullCounter(request, costs, rates, now)));
      return true;
    }
    const symbols = [...costs.keys()];
    if (at > now || symbols.some((symbol) => blocked.has(symbol))) {
      for (const symbol of symbols) blocked.add(symbol);
      this.#sendAt = Math.min(this.#sendAt, Math.max(at, now + 1));
      return false;
    }
    rates.spend(costs, now);
    if (this.#orders !== undefined) this.#settling.mark(call, this.#orders);
    call.reqId = this.#host.send(request, now);
    call.sentAt = now;
    call.dueAt = now + call.timeoutMs;
    this.#sent.set(call.reqId, call);
    return true;
  }

  /** It was refused for a reason that passes, and so was not carried out: it leaves again. */
  #unsend(call: Call): void {
    this.#forget(call);
    call.dueAt = call.askedAt + call.timeoutMs;
    this.#waiting = [...this.#waiting, call].sort((a, b) => a.id - b.id);
  }

  /** No answer came: what reports show already is known, the rest is not. */
  #give(call: Call, reason: string): void {
    decideRest(call, ({ clOrdId }) => unknown(reason, clOrdId));
    this.#settling.begin(call, this.#orders);
    if (isDecided(call)) this.#forget(call);
    this.#tell(call);
  }

  #endWaiting(isMeant: (call: Call) => boolean, error: (call: Call) => KrakenStreamError): void {
    const ended = this.#waiting.filter(isMeant);
    this.#waiting = this.#waiting.filter((call) => !ended.includes(call));
    for (const call of ended) this.#end(call, error(call));
  }

  /** It did not leave, for certain. */
  #end(call: Call, error: KrakenStreamError): void {
    decideRest(call, () => ({ status: 'rejected', error, sent: false }));
    this.#tell(call);
  }

  #tell(call: Call): void {
    call.told = true;
    this.#settling.forget(call);
    this.#host.outcome(call.id, fatesOf(call), call.answer);
  }

  /** No answer to it is awaited any more. */
  #forget(call: Call): void {
    const { reqId } = call;
    if (reqId === undefined) return;
    call.reqId = undefined;
    this.#sent.delete(reqId);
    this.#answered.add(reqId);
    for (const oldest of this.#answered) {
      if (this.#answered.size <= REMEMBERED) break;
      this.#answered.delete(oldest);
    }
  }
}

function fullCounter({ method }: TradingRequest, costs: RateCosts, rates: RateCounters, now: number): string {
  const counters = [...costs].map(([symbol, cost]) => {
    const { value, max } = rates.rate(symbol, now);
    return `that of ${symbol} is ${value.toFixed(2)} of ${max} and it costs ${cost}`;
  });
  const seconds = ((rates.admitsAt(costs, now) - now) / 1000).toFixed(1);
  return `${method}: expected room in the trading rate counter, but ${counters.join(', ')}; ask again in ${seconds} s`;
}

/** Refusals after which the same request may be taken. */
function isPassing(reason: string): boolean {
  return isTooMany(reason) || isInvalidSession(reason);
}
