/**
 * The object that people hold who have an account: markets, and what an account can see and do. It checks what they ask,
 * and hands out what comes.
 */
import {
  type Amendment,
  type Batch,
  type CancelTarget,
  type Edit,
  givenChoice,
  givenSymbol,
  type NewOrder,
  openAccount,
  type Rate,
  RateCounters,
  REQUEST_TIMEOUT_MS,
  UsageError,
} from '@kraken-stream/core';
import { AccountBalances, executions, OpenOrders, ownTrades } from './account.js';
import type { ExecutionsEvent, OwnTradesEvent } from './account-events.js';
import { accountOptions, type ClientOptions, marketPart } from './account-options.js';
import type { CallOptions } from './calls.js';
import { checkFlag, checkOptions } from './checks.js';
import { createClientId } from './client-id.js';
import { checkSeconds, DeadMansSwitch } from './dead-mans-switch.js';
import { MarketClient } from './market-client.js';
import type { CountOutcome, OrderOutcome, TimerOutcome } from './outcome.js';
import { type Recorder, type RecordOptions, record } from './recorder.js';
import { Rulebook } from './rulebook.js';
import type { Subscription, SubscriptionOptions } from './subscription.js';
import { Trading } from './trading.js';

interface ScopeOptions extends SubscriptionOptions {
  /** Tokenised equities in share units (true) or in token units. The exchange takes true when it is left out. */
  readonly rebased?: boolean | undefined;
  /** `all`: those of sub-accounts as well, on a master account; then there is no snapshot. */
  readonly users?: 'all' | undefined;
}

/** What is reported of executions. https://docs.kraken.com/api/docs/websocket-v2/executions */
export interface ExecutionsOptions extends ScopeOptions {
  /** Whether the snapshot has the open orders. Default true. */
  readonly snapOrders?: boolean | undefined;
  /** Whether the snapshot has the last fifty fills. Default true. */
  readonly snapTrades?: boolean | undefined;
  /** False: only the beginning and the end of orders; v2 alone. Default true. */
  readonly orderStatus?: boolean | undefined;
  /** Whether reports tell the trading rate counter. Default true. */
  readonly ratecounter?: boolean | undefined;
  /** False: every fill of an order that takes by itself, not those of one moment as one; v1 alone. Default true. */
  readonly consolidateTaker?: boolean | undefined;
}

/** Of whom, and in which units, balances are told. https://docs.kraken.com/api/docs/websocket-v2/balances */
export interface BalancesOptions extends ScopeOptions {}

/**
 * Markets, and with a `token` an account and its orders. Connects when something is asked for; what is lost comes back by
 * itself. Close it when it is needed no more.
 */
export class KrakenClient extends MarketClient {
  readonly #hasToken: boolean;
  readonly #rates: RateCounters;
  readonly #trading: Trading;
  #switch: DeadMansSwitch | undefined;

  /** Nothing connects until something is asked for. Throws a `UsageError` for options that cannot be. */
  constructor(options: ClientOptions = {}) {
    super(marketPart(options));
    const { workings } = this;
    const { token, trading, pool: made } = accountOptions(options, workings.made);
    const { tier, onRateLimit = 'wait', check = true } = trading;
    const { clOrdId = () => createClientId(made.session.random) } = trading;
    const { requestTimeoutMs: timeoutMs = REQUEST_TIMEOUT_MS } = made.session;
    this.#hasToken = token !== undefined;
    this.#rates = new RateCounters({ tier });
    const account = openAccount({ rates: this.#rates, onRateLimit });
    workings.pool.account = { ...made, session: { ...made.session, account } };
    this.#trading = new Trading(workings, new Rulebook(workings), { clOrdId, check, timeoutMs });
    workings.onClose(() => this.#switch?.stop());
  }

  /**
   * Every report of what becomes of orders. Left out, the options are those of the kept views and of trading, and share one
   * subscription with them. Returns at once. Throws a `UsageError` for what cannot be asked.
   * https://docs.kraken.com/api/docs/websocket-v2/executions
   *
   * v1 tells orders and fills in two channels; reports of both come here, none before both have begun.
   * https://docs.kraken.com/api/docs/websocket-v1/openorders https://docs.kraken.com/api/docs/websocket-v1/owntrades
   */
  subscribeExecutions(options: ExecutionsOptions = {}): Subscription<ExecutionsEvent> {
    const own = ['snapOrders', 'snapTrades', 'orderStatus', 'ratecounter', 'consolidateTaker', 'rebased', 'users'];
    checkOptions(options, ...own);
    this.#mustHaveToken();
    const { consolidateTaker } = options;
    const flag = (name: 'snapOrders' | 'snapTrades' | 'orderStatus' | 'ratecounter') =>
      checkFlag(name, options[name] ?? true);
    return executions(
      this.workings,
      {
        channel: 'executions',
        snapOrders: flag('snapOrders'),
        snapTrades: flag('snapTrades'),
        orderStatus: flag('orderStatus'),
        ratecounter: flag('ratecounter'),
        ...(consolidateTaker !== undefined && { consolidateTaker: checkFlag('consolidateTaker', consolidateTaker) }),
        ...scopeOf(options),
      },
      options,
    );
  }

  /**
   * The open orders: all at the beginning, then those that changed, each whole; `orders` has how they stand. What changed
   * while the connection was lost is told behind a gap. Returns at once. Throws a `UsageError` for what cannot be asked.
   */
  subscribeOpenOrders(options: SubscriptionOptions = {}): OpenOrders {
    checkOptions(options);
    this.#mustHaveToken();
    return new OpenOrders(this.workings, options);
  }

  /**
   * Own fills, each once, those that a reconnect still finds included. Returns at once. Throws a `UsageError` for what
   * cannot be asked.
   */
  subscribeOwnTrades(options: SubscriptionOptions = {}): Subscription<OwnTradesEvent> {
    checkOptions(options);
    this.#mustHaveToken();
    return ownTrades(this.workings, options);
  }

  /**
   * What the account has: everything, then each change with its ledger entry; `balances` has how it stands. Returns at
   * once. Throws a `UsageError` for what cannot be asked, on v1 always. https://docs.kraken.com/api/docs/websocket-v2/balances
   */
  subscribeBalances(options: BalancesOptions = {}): AccountBalances {
    checkOptions(options, 'rebased', 'users');
    this.#mustHaveToken();
    return new AccountBalances(this.workings, { channel: 'balances', ...scopeOf(options) }, options);
  }

  /**
   * Places an order, once. Rejects with a `UsageError` for one that the exchange would refuse, and with the signal's reason
   * when it aborts before the order has left. https://docs.kraken.com/api/docs/websocket-v2/add_order
   * https://docs.kraken.com/api/docs/websocket-v1/addorder
   */
  async addOrder(order: NewOrder, options: CallOptions = {}): Promise<OrderOutcome> {
    return this.#traded().add(order, options);
  }

  /**
   * Checks an order as `addOrder` does, without sending it: while someone is still typing it, say. Throws a `UsageError` that
   * names the field, the rule and the nearest values, for the first thing that is wrong. The rules of the pair count once they
   * are known, for which instruments are subscribed.
   */
  checkOrder(order: NewOrder): void {
    this.#traded().check(order);
  }

  /**
   * Changes an open order in place. Rejects as `addOrder` does. Amends and cancels of one order that are sent without
   * waiting for each other may be carried out in any order. https://docs.kraken.com/api/docs/websocket-v2/amend_order
   * https://docs.kraken.com/api/docs/websocket-v1/amendorder
   */
  async amendOrder(amendment: Amendment, options: CallOptions = {}): Promise<OrderOutcome> {
    return this.#traded().amend(amendment, options);
  }

  /**
   * Cancels an order and places another in its stead; `amendOrder` is better where it can be used. Rejects as `addOrder`
   * does. https://docs.kraken.com/api/docs/websocket-v2/edit_order https://docs.kraken.com/api/docs/websocket-v1/editorder
   */
  async editOrder(edit: Edit, options: CallOptions = {}): Promise<OrderOutcome> {
    return this.#traded().edit(edit, options);
  }

  /**
   * Cancels an order, or several: then there is an outcome for each, in the order in which they were given. An order of
   * these names that was asked for before and has not left yet is rejected, or canceled behind it. Rejects as `addOrder`
   * does. https://docs.kraken.com/api/docs/websocket-v2/cancel_order
   *
   * v1 does not say which order an answer is about. What was asked for several is `accepted` or `rejected` where all answers are the
   * same or reports tell them apart, and else `unknown` until they do.
   * https://docs.kraken.com/api/docs/websocket-v1/cancelorder
   */
  cancelOrder(id: CancelTarget, options?: CallOptions): Promise<OrderOutcome>;
  cancelOrder(ids: readonly CancelTarget[], options?: CallOptions): Promise<readonly OrderOutcome[]>;
  async cancelOrder(
    ids: CancelTarget | readonly CancelTarget[],
    options: CallOptions = {},
  ): Promise<OrderOutcome | readonly OrderOutcome[]> {
    const outcomes = await this.#traded().cancel(ids, options);
    return Array.isArray(ids) ? outcomes : outcomes[0]!;
  }

  /**
   * Cancels all open orders; those that were asked for before and have not left yet are rejected. Rejects as `addOrder`
   * does. https://docs.kraken.com/api/docs/websocket-v2/cancel_all https://docs.kraken.com/api/docs/websocket-v1/cancelall
   */
  async cancelAll(options: CallOptions = {}): Promise<CountOutcome> {
    return this.#traded().cancelAll(options);
  }

  /**
   * Has the exchange cancel all orders in so many seconds (an integer to 86,399) unless it is called again; 0 switches that
   * off. `deadMansSwitch` calls it again by itself. Rejects as `addOrder` does.
   * https://docs.kraken.com/api/docs/websocket-v2/cancel_after
   * https://docs.kraken.com/api/docs/websocket-v1/cancelallordersafter
   */
  async cancelAllOrdersAfter(seconds: number, options: CallOptions = {}): Promise<TimerOutcome> {
    return this.#traded().cancelAllAfter(seconds, options);
  }

  /**
   * Places 2 to 15 orders of one pair: all or none of which are valid. An outcome for each, in their order. Rejects as
   * `addOrder` does, on v1 always. https://docs.kraken.com/api/docs/websocket-v2/batch_add
   */
  async batchAdd(batch: Batch, options: CallOptions = {}): Promise<readonly OrderOutcome[]> {
    return this.#traded().addBatch(batch, options);
  }

  /**
   * Cancels 2 to 50 orders with one answer, which is `accepted` even where some were not open: `count` says how many were.
   * Rejects as `addOrder` does, on v1 always. https://docs.kraken.com/api/docs/websocket-v2/batch_cancel
   */
  async batchCancel(ids: readonly CancelTarget[], options: CallOptions = {}): Promise<CountOutcome> {
    return this.#traded().cancelBatch(ids, options);
  }

  /**
   * The trading rate counter of a pair as it stands now, modelled after the exchange's table and corrected by what
   * execution reports tell. Throws a `UsageError` for what is no symbol.
   * https://docs.kraken.com/api/docs/guides/spot-ratelimits
   */
  rate(symbol: string): Rate {
    const { teller, made } = this.workings;
    return this.#rates.rate(givenSymbol('symbol', symbol, teller.known), made.clock.now());
  }

  /**
   * Has the exchange cancel all orders when it has not heard of this program for so many seconds, an integer from 5 to
   * 86,399; 60 is usual. It is armed at once and again after each third of that time, until it is disarmed; when it could
   * not be in time, the client emits an `error`. Closing the client leaves it armed. There is one at a time, as the account
   * has one timer. Throws a `UsageError` for what cannot be asked.
   * https://docs.kraken.com/api/docs/websocket-v2/cancel_after
   */
  deadMansSwitch(options: { readonly seconds: number }): DeadMansSwitch {
    const seconds = checkSeconds(options);
    const trading = this.#traded();
    const { workings } = this;
    workings.mustBeOpen();
    if (this.#switch !== undefined) {
      const expected = 'expected one at a time, as the account has one timer; disarm the other first';
      throw new UsageError('deadMansSwitch', `deadMansSwitch: ${expected}`);
    }
    const made: DeadMansSwitch = new DeadMansSwitch(seconds, {
      clock: workings.made.clock,
      timeoutMs: workings.made.session.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
      arm: (timeout, options) => trading.cancelAllAfter(timeout, options),
      shout: (error) => workings.emitter.emit('error', error),
      report: workings.report,
      ended: () => {
        if (this.#switch === made) this.#switch = undefined;
      },
    });
    this.#switch = made;
    return made;
  }

  /**
   * Writes down what comes and goes on all connections from now on, secrets masked: `for await` gives the lines as they
   * come, `text()` what is kept. Books that are verified already can be proven from the first line on. Ends with `stop()`,
   * the signal, or the client. Throws a `UsageError` for options that cannot be. See docs/recording.md.
   */
  record(options?: RecordOptions): Recorder {
    return record(this, options);
  }

  #traded(): Trading {
    this.#mustHaveToken();
    return this.#trading;
  }

  #mustHaveToken(): void {
    if (this.#hasToken) return;
    const expected = 'a function that returns a WebSocket token, in the options of the client';
    throw new UsageError('token', `token: expected ${expected} (krakenToken makes one in Node), received none`);
  }
}

function scopeOf({ rebased, users }: ScopeOptions): { rebased?: boolean; users?: 'all' } {
  return {
    ...(rebased !== undefined && { rebased: checkFlag('rebased', rebased) }),
    ...(users !== undefined && { users: givenChoice('users', users, ['all']) }),
  };
}
