/** The orders of one market that wait for a price, and where their levels are. Knows nothing of what becomes of them. */
import type { Fill } from '../engine/order.js';
import { type Trigger, Triggers } from '../engine/triggers.js';
import type { OwnOrder } from './own-order.js';
import { distance, resolved } from './price.js';
import { isTrailing } from './read.js';

export class Waiting {
  readonly #triggers = new Triggers<OwnOrder>();

  /** Lets an order wait for its price. False when the last price, in ticks, has reached it already. */
  add(order: OwnOrder, last: number): boolean {
    const trigger = triggerOf(order, last);
    if (trigger === undefined) return false;
    const level = this.#triggers.add(trigger);
    order.trigger = { level, peak: trigger.kind === 'trailing' ? last : undefined, fired: undefined };
    const falling = (trigger.side === 'sell') !== (trigger.kind === 'take-profit');
    if (falling ? last > level : last < level) return true;
    this.#triggers.remove(order);
    return false;
  }

  /** The order has another trigger price now. It waits for the next trade whatever that is. */
  amend(order: OwnOrder, last: number): void {
    const trigger = triggerOf(order, last);
    const state = order.trigger;
    if (trigger === undefined || state === undefined) return;
    if (trigger.kind === 'trailing') state.level = this.#triggers.trail(order, trigger.distance) ?? state.level;
    else if (this.#triggers.move(order, trigger.ticks)) state.level = trigger.ticks;
  }

  remove(order: OwnOrder): void {
    this.#triggers.remove(order);
  }

  /** What trades did: who has got their price, and which levels of others have moved. */
  traded(fills: readonly Fill[]): { fired: { order: OwnOrder; ticks: number }[]; moved: Set<OwnOrder> } {
    const fired: { order: OwnOrder; ticks: number }[] = [];
    const moved = new Set<OwnOrder>();
    if (this.#triggers.size === 0) return { fired, moved };
    for (const { ticks } of fills) {
      const reached = this.#triggers.traded(ticks);
      for (const { id: order, ticks: level } of reached.moved) {
        if (order.trigger !== undefined) order.trigger = { ...order.trigger, level, peak: ticks };
        moved.add(order);
      }
      for (const order of reached.fired) {
        moved.delete(order);
        fired.push({ order, ticks });
      }
    }
    return { fired, moved };
  }
}

function triggerOf(order: OwnOrder, last: number): Trigger<OwnOrder> | undefined {
  const { trigger, type, side } = order.draft;
  if (trigger === undefined) return undefined;
  if (isTrailing(type)) {
    return { id: order, side, kind: 'trailing', distance: distance(trigger.price), reference: last };
  }
  const kind = type.startsWith('stop-loss') ? 'stop' : 'take-profit';
  return { id: order, side, kind, ticks: resolved(trigger.price, last) };
}
