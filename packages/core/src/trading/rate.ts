/**
 * The exchange's counter of an account's requests about orders, one for each pair: what each request costs, and from
 * when the counter has room for it. It is a model of the exchange's own, corrected by what that reports. Knows no
 * connection and no clock: all times are milliseconds since 1970.
 *
 * https://docs.kraken.com/api/docs/guides/spot-ratelimits
 */
import type { OrderIds } from '../protocol/account.js';
import type { TradingMethod, TradingRequest } from '../protocol/trading.js';
import { namesOf } from './names.js';

/** How much the exchange allows an account. */
export type RateTier = 'starter' | 'intermediate' | 'pro';

interface Allowance {
  /** The largest value of a counter. */
  readonly max: number;
  readonly decayPerSecond: number;
}

/** Smallest first. */
const TIERS: Readonly<Record<RateTier, Allowance>> = {
  starter: { max: 60, decayPerSecond: 1 },
  intermediate: { max: 125, decayPerSecond: 2.34 },
  pro: { max: 180, decayPerSecond: 3.75 },
};

/** What a request costs for each order: always, and beside that by the order's age, below so many seconds so much. */
interface AgedCost {
  readonly fixed: number;
  readonly byAge: readonly (readonly [belowSeconds: number, cost: number])[];
}

const CANCEL: AgedCost = {
  fixed: 0,
  byAge: [
    [5, 8],
    [10, 6],
    [15, 5],
    [45, 4],
    [90, 2],
    [300, 1],
  ],
};

/** The others cost nothing, or the same for orders of any age. */
const AGED_COSTS: Readonly<Partial<Record<TradingMethod, AgedCost>>> = {
  amend_order: {
    fixed: 1,
    byAge: [
      [5, 3],
      [10, 2],
      [15, 1],
    ],
  },
  edit_order: {
    fixed: 1,
    byAge: [
      [5, 6],
      [10, 5],
      [15, 4],
      [45, 2],
      [90, 1],
    ],
  },
  cancel_order: CANCEL,
  batch_cancel: CANCEL,
};

/** What the cost of a request depends on. */
export interface RatedOrder {
  readonly symbol: string;
  /** When it was created, or last amended. */
  readonly changedAt: number;
}

/** The open orders of a name: several may have one reference. */
export type OrderLookup = (name: OrderIds) => readonly RatedOrder[];

/** What a request adds to the counter of each pair, by symbol. */
export type RateCosts = ReadonlyMap<string, number>;

/** The counter of one pair. */
export interface Rate {
  readonly symbol: string;
  /** What it stands at: from 0, falling; a request that would lift it above `max` is refused. */
  readonly value: number;
  readonly max: number;
  readonly decayPerSecond: number;
  /** When it is at 0 again, if nothing more is asked. */
  readonly emptyAt: number;
}

/** What a request costs. An order that is not known costs no more than the fixed part, and that where its pair is told. */
export function rateCosts(request: TradingRequest, find: OrderLookup, now: number): RateCosts {
  const costs = new Map<string, number>();
  const add = (symbol: string, cost: number) => {
    if (cost > 0) costs.set(symbol, (costs.get(symbol) ?? 0) + cost);
  };
  if (request.method === 'add_order') add(request.symbol, 1);
  if (request.method === 'batch_add') add(request.symbol, request.orders.length / 2);
  const aged = AGED_COSTS[request.method];
  if (aged === undefined) return costs;
  for (const name of namesOf(request)) {
    const orders = find(name);
    for (const { symbol, changedAt } of orders) {
      const young = aged.byAge.find(([belowSeconds]) => now - changedAt < belowSeconds * 1000);
      add(symbol, aged.fixed + (young?.[1] ?? 0));
    }
    if (orders.length === 0 && 'symbol' in request && request.symbol !== undefined) add(request.symbol, aged.fixed);
  }
  return costs;
}

/** Rounding errors of the decay are smaller, all that is counted is larger. */
const TINY = 1e-6;

/** How far below the limit a counter is surely not at it. */
const BELOW = 0.01;

/**
 * The trading rate counters of an account, one for each pair. https://docs.kraken.com/api/docs/guides/spot-ratelimits
 */
export class RateCounters {
  #allowance: Allowance;
  readonly #counters = new Map<string, { readonly value: number; readonly at: number }>();

  /** `tier` until the exchange has told the account's. */
  constructor({ tier = 'starter' }: { readonly tier?: RateTier | undefined } = {}) {
    this.#allowance = TIERS[tier];
  }

  /** The largest value as the exchange tells it: `maxratecount` of the acknowledgement. The decay follows from it. */
  limit(max: number): void {
    const known = Object.values(TIERS).filter((tier) => tier.max <= max);
    this.#allowance = { max, decayPerSecond: (known.at(-1) ?? TIERS.starter).decayPerSecond };
  }

  value(symbol: string, now: number): number {
    const counter = this.#counters.get(symbol);
    if (counter === undefined) return 0;
    const decayed = (Math.max(0, now - counter.at) / 1000) * this.#allowance.decayPerSecond;
    return Math.max(0, counter.value - decayed);
  }

  /**
   * From when all of it fits: `now` if at once. What is more than a counter can hold waits until it is at 0. A request
   * that `overshoots` is carried out though it goes beyond the limit, unless that was reached before: `batch_cancel`.
   */
  admitsAt(costs: RateCosts, now: number, overshoots = false): number {
    const { max, decayPerSecond } = this.#allowance;
    let at = now;
    for (const [symbol, cost] of costs) {
      const over = this.value(symbol, now) - Math.max(0, max - (overshoots ? BELOW : cost));
      if (over > TINY) at = Math.max(at, now + Math.ceil(((over - TINY / 2) / decayPerSecond) * 1000));
    }
    return at;
  }

  /** Counts a request that is sent. */
  spend(costs: RateCosts, now: number): void {
    for (const [symbol, cost] of costs) this.correct(symbol, this.value(symbol, now) + cost, now);
  }

  /** Takes the value that the exchange reports. What was sent since is counted again with its next report. */
  correct(symbol: string, value: number, now: number): void {
    this.#counters.set(symbol, { value, at: now });
  }

  rate(symbol: string, now: number): Rate {
    const value = this.value(symbol, now);
    const { max, decayPerSecond } = this.#allowance;
    return { symbol, value, max, decayPerSecond, emptyAt: now + Math.ceil((value / decayPerSecond) * 1000) };
  }
}
