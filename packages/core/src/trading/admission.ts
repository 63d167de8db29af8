/**
 * Whether a request about orders may leave: what the exchange's mode allows, and from when its rate counter has room.
 * Knows nothing of connections and answers.
 */
import type { OwnOrders } from '../account/own-orders.js';
import { UsageError } from '../errors.js';
import { checkMode } from '../order/mode.js';
import type { ExecutionReport } from '../protocol/account.js';
import type { SystemMode } from '../protocol/message.js';
import type { TradingRequest } from '../protocol/trading.js';
import { OrderAges } from './ages.js';
import { type RateCosts, type RateCounters, rateCosts } from './rate.js';

export interface AdmissionOptions {
  /** Those of the account: shared by all connections of a client. */
  readonly rates: RateCounters;
  /** What becomes of a request for which the trading rate counter has no room yet. */
  readonly onRateLimit: 'wait' | 'refuse';
}

/** From when it may leave and what it costs, or why it may not. */
export type Verdict = { readonly error: UsageError } | { readonly costs: RateCosts; readonly at: number };

export class Admission {
  readonly #rates: RateCounters;
  readonly #refuses: boolean;
  readonly #ages = new OrderAges();

  constructor({ rates, onRateLimit }: AdmissionOptions) {
    this.#rates = rates;
    this.#refuses = onRateLimit === 'refuse';
  }

  /** The account's limit of the rate counter was told. */
  limited(maxratecount: number): void {
    this.#rates.limit(maxratecount);
  }

  /** Takes reports that `orders` shows already. `whole`: they are a snapshot of all that is open. */
  reported(reports: readonly ExecutionReport[], orders: OwnOrders, whole: boolean, now: number): void {
    for (const report of reports) {
      const symbol = this.#ages.take(report, orders, now);
      if (report.ratecount !== undefined && symbol !== undefined) {
        this.#rates.correct(symbol, Number(report.ratecount), now);
      }
    }
    if (whole) this.#ages.prune(orders);
  }

  verdict(
    request: TradingRequest,
    mode: SystemMode | (string & {}) | undefined,
    orders: OwnOrders | undefined,
    now: number,
  ): Verdict {
    const forbidden = mode === undefined ? undefined : checkMode(request, mode);
    if (forbidden !== undefined) return { error: new UsageError('method', forbidden) };
    const costs = rateCosts(request, (name) => this.#ages.of(name, orders), now);
    const at = this.#rates.admitsAt(costs, now, request.method === 'batch_cancel');
    if (at > now && this.#refuses) {
      return { error: new UsageError('rate', fullCounter(request, costs, this.#rates, at, now)) };
    }
    return { costs, at };
  }

  /** It leaves. */
  spend(costs: RateCosts, now: number): void {
    this.#rates.spend(costs, now);
  }
}

function fullCounter(
  { method }: TradingRequest,
  costs: RateCosts,
  rates: RateCounters,
  at: number,
  now: number,
): string {
  const counters = [...costs].map(([symbol, cost]) => {
    const { value, max } = rates.rate(symbol, now);
    return `that of ${symbol} is ${value.toFixed(2)} of ${max} and it costs ${cost}`;
  });
  const seconds = ((at - now) / 1000).toFixed(1);
  return `${method}: expected room in the trading rate counter, but ${counters.join(', ')}; ask again in ${seconds} s`;
}
