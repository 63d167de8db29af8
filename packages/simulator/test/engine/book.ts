/** Orders for a market, and what stands in its book. */
import type { Level } from '../../src/engine/level.js';
import type { Market } from '../../src/engine/market.js';
import type { NewOrder, Order, Side } from '../../src/engine/order.js';
import type { BookSide } from '../../src/engine/side.js';

export const order = (side: Side, ticks: number | undefined, lots: bigint, more: Partial<NewOrder> = {}): NewOrder => ({
  owner: 0,
  side,
  ticks,
  lots,
  at: 0,
  ...more,
});

/** Places an order that must be taken. */
export function placed(market: Market, request: NewOrder): Order {
  const taken = market.place(request).order;
  if (taken === undefined) throw new Error('expected an order that is taken');
  return taken;
}

/** Best first. */
export function levelsOf(side: BookSide): Level[] {
  return Array.from({ length: side.length }, (_, rank) => side.at(rank) as Level);
}

export function queueOf(level: Level | undefined): Order[] {
  const queue: Order[] = [];
  for (let each = level?.first; each !== undefined; each = each.behind) queue.push(each);
  return queue;
}

/** Notes what is told of orders that have an owner. */
export function owners(market: Market): string[] {
  const told: string[] = [];
  market.ownerWatcher = {
    filled: ({ id, lots }, fill, taker) =>
      told.push(`filled ${id} by ${taker.owner} ${fill.lots}@${fill.ticks}, left ${lots}`),
    refilled: ({ id, shown, at }) => told.push(`refilled ${id} shows ${shown} since ${at}`),
    prevented: ({ id, lots }) => told.push(`prevented ${id}, left ${lots}`),
  };
  return told;
}
