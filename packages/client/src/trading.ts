/**
 * Requests about orders: checked, named, sent, and what their callers are told. When one leaves and what became of it is
 * the session's to say.
 */
import {
  type Amendment,
  type Batch,
  type CancelTarget,
  ConnectionError,
  cancelParts,
  checkAmendment,
  checkBatch,
  checkBatchCancel,
  checkCancel,
  checkCancelAllAfter,
  checkEdit,
  checkMode,
  checkOrder,
  type Edit,
  KrakenStreamError,
  type NewOrder,
  type OrderIds,
  type OrderRules,
  type OwnOrder,
  type Pair,
  type TradingRequest,
  UsageError,
} from '@kraken-stream/core';
import { type Answered, type CallOptions, Calls } from './calls.js';
import { checkFields, checkHas, checkNumber } from './checks.js';
import { OrderTypes, typeOf } from './order-types.js';
import type { CountOutcome, OrderOutcome, OutcomeWith, Timer, TimerOutcome } from './outcome.js';
import { Overtaking } from './overtaking.js';
import { mustBeSayable, needsType } from './protocols.js';
import type { Rulebook } from './rulebook.js';
import { taken } from './taken.js';
import type { Patience } from './waiting.js';
import type { Workings } from './workings.js';

/** How requests are made. */
export interface RequestOptions {
  /** Makes the client id of an order that was given none. */
  readonly clOrdId: () => string | undefined;
  /** Whether orders are checked with the rules of their pair. */
  readonly check: boolean;
  readonly timeoutMs: number;
}

/** How a request is made of what was asked: thrown at once when it cannot be, and again when more is known. */
type Check = (rules: OrderRules, order?: OwnOrder) => TradingRequest;

export class Trading {
  readonly #workings: Workings;
  readonly #rulebook: Rulebook;
  readonly #options: RequestOptions;
  readonly #calls: Calls;
  readonly #overtaking = new Overtaking();
  readonly #types = new OrderTypes();

  constructor(workings: Workings, rulebook: Rulebook, options: RequestOptions) {
    this.#workings = workings;
    this.#rulebook = rulebook;
    this.#options = options;
    this.#calls = new Calls((settled) => workings.emitter.emit('settled', settled));
    workings.calls = this.#calls;
  }

  /** Throws what `add` would reject with, by what is known of its pair now; what is not known is asked for. */
  check(order: NewOrder): void {
    this.#workings.mustBeOpen();
    const given = taken('order', order);
    const request = checkOrder(given, { now: this.#rulebook.now });
    mustBeSayable(this.#workings.made.codec, request);
    const pair = this.#options.check ? this.#rulebook.known(request.symbol) : undefined;
    const error = pair && this.#forbidden(checkOrder(given, { pair, now: this.#rulebook.now }), pair);
    if (error !== undefined) throw error;
  }

  async add(order: NewOrder, options: CallOptions): Promise<OrderOutcome> {
    const named = this.#named(taken('order', order));
    return first(await this.#ask(options, (rules) => checkOrder(named, rules)));
  }

  async addBatch(batch: Batch, options: CallOptions): Promise<readonly OrderOutcome[]> {
    const given = taken('batch', batch);
    const has = typeof given === 'object' && given !== null && Array.isArray(given.orders);
    const named = has ? { ...given, orders: given.orders.map((order) => this.#named(order)) } : given;
    return (await this.#ask(options, (rules) => checkBatch(named, rules))).outcomes;
  }

  async amend(amendment: Amendment, options: CallOptions): Promise<OrderOutcome> {
    const given = taken('amendment', amendment);
    const check: Check = (rules, order) =>
      checkAmendment(given, { ...rules, orderType: typeOf(order), cumQty: order?.cumQty });
    return first(await this.#ask(options, check, given));
  }

  async edit(edit: Edit, options: CallOptions): Promise<OrderOutcome> {
    const given = taken('edit', edit);
    const check: Check = (rules, order) => {
      const request = checkEdit(given, rules);
      return { ...request, orderType: this.#types.of(request) ?? typeOf(order) };
    };
    return first(await this.#ask(options, check, given));
  }

  async cancel(
    targets: CancelTarget | readonly CancelTarget[],
    options: CallOptions,
  ): Promise<readonly OrderOutcome[]> {
    const given = taken('ids', targets);
    const { outcomes } = await this.#ask(options, () => checkCancel(given));
    return cancelParts(given).map((part) => outcomes[part]!);
  }

  async cancelBatch(targets: readonly CancelTarget[], options: CallOptions): Promise<CountOutcome> {
    const given = taken('ids', targets);
    return detailed(await this.#ask(options, () => checkBatchCancel(given)));
  }

  async cancelAll(options: CallOptions): Promise<CountOutcome> {
    return detailed(await this.#ask(options, () => ({ method: 'cancel_all' })));
  }

  async cancelAllAfter(seconds: number, options: CallOptions): Promise<TimerOutcome> {
    return detailed(await this.#ask(options, () => checkCancelAllAfter(seconds)));
  }

  /** `name`: of the order that it is about, where more has to be known of it than is told. */
  async #ask(options: CallOptions, made: Check, name?: OrderIds): Promise<Answered> {
    const { clock, codec } = this.#workings.made;
    const check: Check = (rules, order) => {
      const request = made(rules, order);
      mustBeSayable(codec, request);
      return request;
    };
    this.#workings.mustBeOpen();
    checkFields('options', options, ['signal', 'timeoutMs']);
    checkHas('signal', options.signal, 'an AbortSignal', 'aborted');
    const { signal, timeoutMs = this.#options.timeoutMs } = options;
    checkNumber('timeoutMs', timeoutMs, 1);
    const rulebook = this.#rulebook;

    signal?.throwIfAborted();
    const patience = { clock, until: clock.now() + timeoutMs, signal };
    // A mistake is told at once, whatever has to be waited for.
    const untyped = made({ now: rulebook.now });
    const isUntyped = needsType(codec, untyped);
    if (!isUntyped) mustBeSayable(codec, untyped);
    // What is known is not waited for: requests come to the session in the order in which they were asked.
    const isLookedFor = isUntyped || (untyped.method === 'amend_order' && this.#options.check);
    const meant = isLookedFor ? this.#orderOf(name, patience) : undefined;
    const order = meant instanceof Promise ? await meant : meant;
    const request = check({ now: rulebook.now }, order);
    if (this.#workings.closed) return unsent(request, closedMeanwhile());
    rulebook.watch();
    const send = async (ready: TradingRequest) => {
      this.#overtaking.leaves(ready);
      const answered = await this.#calls.send(rulebook.connection, ready, timeoutMs, signal);
      this.#types.told(ready, answered.outcomes[0]);
      return answered;
    };
    if (!this.#options.check) return send(request);
    const symbol = 'symbol' in request && request.symbol !== undefined ? request.symbol : order?.symbol;
    if (symbol === undefined) return send(request);
    const waiting = this.#overtaking.begin(request);
    try {
      const rules = rulebook.pair(symbol, request.method, patience, timeoutMs);
      const pair = rules instanceof Promise ? await waiting.for(rules) : rules;
      if (waiting.error !== undefined) return unsent(request, waiting.error);
      if (this.#workings.closed) return unsent(request, closedMeanwhile());
      if (pair instanceof KrakenStreamError) return unsent(request, pair);
      const checked = check({ pair, now: rulebook.now }, order);
      const forbidden = pair && this.#forbidden(checked, pair);
      if (forbidden !== undefined) return unsent(checked, forbidden);
      return send(checked);
    } finally {
      this.#overtaking.end(waiting);
    }
  }

  /** Why a pair does not take a request now. */
  #forbidden(request: TradingRequest, pair: Pair): UsageError | undefined {
    const forbidden = checkMode(request, undefined, this.#rulebook.statusOf(pair));
    return forbidden === undefined ? undefined : new UsageError('symbol', `symbol: ${forbidden}`);
  }

  /** The type and the pair of an order are those that it was placed with: what is kept of it tells. */
  #orderOf(name: OrderIds | undefined, patience: Patience): OwnOrder | undefined | Promise<OwnOrder | undefined> {
    if (typeof name !== 'object' || name === null) return undefined;
    this.#rulebook.watch();
    return this.#rulebook.order({ orderId: name.orderId, clOrdId: name.clOrdId }, patience);
  }

  /** An order with a client id, unless it has one or may have none. */
  #named<
    T extends Pick<NewOrder, 'clOrdId' | 'orderUserref' | 'conditional'> & { readonly validate?: boolean | undefined },
  >(order: T): T {
    if (typeof order !== 'object' || order === null) return order;
    const { clOrdId, orderUserref, conditional, validate } = order;
    if (clOrdId !== undefined || orderUserref !== undefined || conditional !== undefined || validate === true)
      return order;
    const made = this.#options.clOrdId();
    return made === undefined ? order : { ...order, clOrdId: made };
  }
}

function first({ outcomes }: Answered): OrderOutcome {
  return outcomes[0]!;
}

/** As the session says it of what waits there. */
function closedMeanwhile(): ConnectionError {
  return new ConnectionError('no connection: closed by the user', { fault: 'ended' });
}

/** It did not leave. */
function unsent(request: TradingRequest, error: KrakenStreamError): Answered {
  const count = request.method === 'batch_add' ? request.orders.length : 1;
  const outcome: OrderOutcome = { status: 'rejected', error, sent: false };
  return { outcomes: Array.from({ length: count }, () => outcome), answer: undefined };
}

/** An outcome with what its answer says besides: how many orders were canceled, or when the timer will cancel them. */
function detailed({ outcomes, answer }: Answered): OutcomeWith<{ readonly count?: number | undefined } & Timer> {
  const outcome = outcomes[0]!;
  if (outcome.status !== 'accepted') return outcome;
  switch (answer?.method) {
    case 'cancel_all':
    case 'batch_cancel':
    case 'cancel_all_orders_after':
      return { ...outcome, ...answer.result };
    default:
      return outcome;
  }
}
