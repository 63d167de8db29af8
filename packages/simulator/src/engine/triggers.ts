/**
 * Orders of one market that wait for a price: which of them a reference price sets off, and where the levels of trailing
 * ones are. Knows neither what becomes of those that are set off nor where the references come from.
 */
import type { Side } from './order.js';

/** How far a trailing level is from the peak: in ticks, or a share of the peak; 2.5 % is 25 of 1000. */
export type Distance = { readonly ticks: number } | { readonly share: bigint; readonly of: bigint };

/**
 * `stop` is set off when the reference goes against its side (a sell: down to its level, a buy: up), `take-profit` when it
 * goes with it, and `trailing` when it turns back by a distance from the furthest that it has gone with it.
 */
export type Trigger<Id> = { readonly id: Id; readonly side: Side } & (
  | { readonly kind: 'stop' | 'take-profit'; readonly ticks: number }
  | {
      readonly kind: 'trailing';
      readonly distance: Distance;
      /** The reference when it was placed, in ticks: the first peak of a sell, the first trough of a buy. */
      readonly reference: number;
    }
);

/** What a reference price did. */
export interface Reached<Id> {
  /** What is set off, and waits no more: whose level was reached first comes first, at one level who came first. */
  readonly fired: readonly Id[];
  /** Trailing levels that are others now, in the order in which they came. */
  readonly moved: readonly { readonly id: Id; readonly ticks: number }[];
}

interface Waiting<Id> {
  readonly id: Id;
  /** Set off by a reference that is not above its level; otherwise by one that is not below. */
  readonly falling: boolean;
  level: number;
  /** Of a trailing one: its distance, and the peak or the trough. */
  distance: Distance | undefined;
  peak: number;
}

const NOTHING: Reached<never> = { fired: [], moved: [] };

export class Triggers<Id> {
  /** In the order in which they came. */
  readonly #waiting = new Map<Id, Waiting<Id>>();
  /** No reference strictly between these sets anything off or moves anything. They may be too narrow, never too wide. */
  #floor = -Infinity;
  #ceiling = Infinity;

  /** How many wait. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Waits for the next reference; returns the level in ticks. Throws `RangeError` for an id that waits already. */
  add(trigger: Trigger<Id>): number {
    const { id, side, kind } = trigger;
    if (this.#waiting.has(id)) throw new RangeError(`expected an id that does not wait, received ${String(id)}`);
    const falling = (side === 'sell') !== (kind === 'take-profit');
    const waiting: Waiting<Id> =
      trigger.kind === 'trailing'
        ? { id, falling, level: 0, distance: trigger.distance, peak: trigger.reference }
        : { id, falling, level: trigger.ticks, distance: undefined, peak: 0 };
    this.#waiting.set(id, waiting);
    return this.#place(waiting);
  }

  /** False when it does not wait. */
  remove(id: Id): boolean {
    return this.#waiting.delete(id);
  }

  /** The level in ticks; undefined when it does not wait. A trailing one is rounded away from the peak, so never early. */
  level(id: Id): number | undefined {
    return this.#waiting.get(id)?.level;
  }

  /** Another level for a stop or a take-profit; it keeps its turn. False when no such one waits. */
  move(id: Id, ticks: number): boolean {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined || waiting.distance !== undefined) return false;
    waiting.level = ticks;
    this.#place(waiting);
    return true;
  }

  /** Another distance from the same peak; returns the level in ticks. Undefined when no trailing one of this id waits. */
  trail(id: Id, distance: Distance): number | undefined {
    const waiting = this.#waiting.get(id);
    if (waiting?.distance === undefined) return undefined;
    waiting.distance = distance;
    return this.#place(waiting);
  }

  /** A reference price came, in ticks. */
  traded(ticks: number): Reached<Id> {
    if (ticks > this.#floor && ticks < this.#ceiling) return NOTHING;
    const fired: Waiting<Id>[] = [];
    const moved: { id: Id; ticks: number }[] = [];
    this.#floor = -Infinity;
    this.#ceiling = Infinity;
    for (const waiting of this.#waiting.values()) {
      const before = waiting.level;
      if (waiting.distance !== undefined && (waiting.falling ? ticks > waiting.peak : ticks < waiting.peak)) {
        waiting.peak = ticks;
      }
      if (this.#place(waiting) !== before) moved.push({ id: waiting.id, ticks: waiting.level });
      if (waiting.falling ? ticks <= waiting.level : ticks >= waiting.level) fired.push(waiting);
    }
    for (const { id } of fired) this.#waiting.delete(id);
    // The reference has come from afar: the further it is beyond a level, the earlier it was there.
    fired.sort((a, b) => Math.abs(ticks - b.level) - Math.abs(ticks - a.level));
    return { fired: fired.map(({ id }) => id), moved };
  }

  /** Finds the level, and narrows the bounds to what can happen to it. */
  #place(waiting: Waiting<Id>): number {
    const { falling, distance, peak } = waiting;
    if (distance !== undefined)
      waiting.level = falling ? peak - ticksOf(distance, peak) : peak + ticksOf(distance, peak);
    const { level } = waiting;
    // What trails moves with the first reference beyond its peak.
    if (falling) this.#bound(level, distance === undefined ? Infinity : peak + 1);
    else this.#bound(distance === undefined ? -Infinity : peak - 1, level);
    return level;
  }

  #bound(floor: number, ceiling: number): void {
    if (floor > this.#floor) this.#floor = floor;
    if (ceiling < this.#ceiling) this.#ceiling = ceiling;
  }
}

/** Rounded up. */
function ticksOf(distance: Distance, peak: number): number {
  if ('ticks' in distance) return distance.ticks;
  return Number((BigInt(peak) * distance.share + distance.of - 1n) / distance.of);
}
