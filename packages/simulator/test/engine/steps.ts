/** What several owners do to a market, at random: to the engine and to the naive one alike. */
import fc from 'fast-check';
import type { Market } from '../../src/engine/market.js';
import type { Amendment, NewOrder, Order, Placed, SelfTradePrevention, Side } from '../../src/engine/order.js';
import type { NaiveMarket, NaivePlaced } from './naive-market.js';

/** `pick` says which of the orders so far. */
export type Step =
  | { readonly do: 'place'; readonly request: Omit<NewOrder, 'at'> }
  | { readonly do: 'amend'; readonly pick: number; readonly amendment: Omit<Amendment, 'at'> }
  | { readonly do: 'reduce'; readonly pick: number; readonly lots: bigint }
  | { readonly do: 'cancel'; readonly pick: number };

const ticks = fc.integer({ min: 1, max: 12 });
const lots = fc.bigInt({ min: 1n, max: 40n });
const display = fc.bigInt({ min: 1n, max: 8n });
const perhaps = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const rarely = fc.integer({ min: 0, max: 9 }).map((value) => value === 0);

export const request: fc.Arbitrary<Omit<NewOrder, 'at'>> = fc.record({
  owner: fc.nat(3),
  side: fc.constantFrom<Side>('buy', 'sell'),
  ticks: fc.option(ticks, { nil: undefined, freq: 12 }),
  lots,
  postOnly: rarely,
  ioc: rarely,
  fok: rarely,
  display: perhaps(display),
  stp: perhaps(fc.constantFrom<SelfTradePrevention>('newest', 'oldest', 'both')),
});

const amendment: fc.Arbitrary<Omit<Amendment, 'at'>> = fc.record({
  ticks: perhaps(ticks),
  lots: perhaps(lots),
  display: perhaps(display),
  postOnly: rarely,
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('place' as const), request }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('amend' as const), pick: fc.nat(), amendment }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reduce' as const), pick: fc.nat(), lots }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), pick: fc.nat() }) },
);

export const steps = fc.array(step, { maxLength: 80, size: 'max' });

/** What a step did; undefined when there was nothing to do it to. */
export interface Done {
  readonly step: Step;
  readonly order: Order | undefined;
  /** What the order had left before, and whether it stood in the book. */
  readonly before: bigint;
  readonly rested: boolean;
  readonly placed: Placed | undefined;
  readonly naive: NaivePlaced | undefined;
}

/** Does it all to both, and tells of each step when it is done. */
export function play(all: readonly Step[], market: Market, naive: NaiveMarket, done: (what: Done) => void): void {
  const orders: Order[] = [];
  for (const [at, step] of all.entries()) {
    if (step.do === 'place') {
      const placed = market.place({ ...step.request, at });
      if (placed.order !== undefined) orders.push(placed.order);
      done({
        step,
        order: placed.order,
        before: 0n,
        rested: false,
        placed,
        naive: naive.place({ ...step.request, at }),
      });
      continue;
    }
    const order = orders[step.pick % Math.max(1, orders.length)];
    if (order === undefined) continue;
    const before = order.lots;
    const rested = order.level !== undefined;
    if (step.do === 'amend') {
      const placed = market.amend(order, { ...step.amendment, at });
      done({ step, order, before, rested, placed, naive: naive.amend(order.id, { ...step.amendment, at }) });
      continue;
    }
    if (step.do === 'cancel') market.cancel(order);
    else market.reduce(order, step.lots);
    naive.reduce(order.id, step.do === 'cancel' ? before : step.lots);
    done({ step, order, before, rested, placed: undefined, naive: undefined });
  }
}
