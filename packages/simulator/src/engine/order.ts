/** What rests in a book. Knows nothing of who places orders or of what is told about them. */
import type { Level } from './level.js';

export type Side = 'buy' | 'sell';

/** The side that an order of this side trades with. */
export function opposite(side: Side): Side {
  return side === 'buy' ? 'sell' : 'buy';
}

/** An order in the engine. Mutable by the engine alone. */
export interface Order {
  readonly id: number;
  /** Whose it is; 0 for the background traders. */
  readonly owner: number;
  readonly side: Side;
  readonly ticks: number;
  /** What is still to be traded. */
  lots: bigint;
  /** When it took its place in the queue, in microseconds since 1970. */
  readonly at: number;
  /** Where it rests; undefined when it does not. */
  level: Level | undefined;
  /** The order before it in the queue. */
  ahead: Order | undefined;
  /** The order after it in the queue. */
  behind: Order | undefined;
}

/** What can be asked of the engine. */
export interface NewOrder {
  readonly owner: number;
  readonly side: Side;
  /** The limit; a market order has none, and never rests. */
  readonly ticks?: number | undefined;
  readonly lots: bigint;
  /** Microseconds since 1970. */
  readonly at: number;
  /** Refused when it would trade at once. */
  readonly postOnly?: boolean | undefined;
  /** What cannot trade at once is given up. */
  readonly ioc?: boolean | undefined;
}

/** One maker order met by a taker. */
export interface Fill {
  /** Runs by one per market. */
  readonly tradeId: number;
  readonly maker: Order;
  readonly ticks: number;
  readonly lots: bigint;
}

/** What became of a new order. */
export interface Placed {
  /** The order, resting when `order.level` is defined. Undefined when a post-only order was refused. */
  readonly order: Order | undefined;
  readonly fills: readonly Fill[];
}
