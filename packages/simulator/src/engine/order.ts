/** What rests in a book. Knows nothing of who places orders or of what is told about them. */
import type { Level } from './level.js';

/** Whether base currency is bought or sold. */
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
  ticks: number;
  /** What is still to be traded, what is not shown included. */
  lots: bigint;
  /** What of it is shown: all, unless it is an iceberg; nothing while it does not rest. */
  shown: bigint;
  /** How much an iceberg shows at a time; undefined for others. */
  display: bigint | undefined;
  /** Which order goes when it would trade with another of its owner, as it comes or as its price is changed. */
  readonly stp: SelfTradePrevention;
  /** When it took its place in the queue, in microseconds since 1970. */
  at: number;
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
  /** Trades at once and whole, or not at all. */
  readonly fok?: boolean | undefined;
  /** An iceberg: how much is shown at a time. */
  readonly display?: bigint | undefined;
  /** Which order goes when two of one owner would trade; `newest` when left out. Those of owner 0 trade. */
  readonly stp?: SelfTradePrevention | undefined;
}

export type SelfTradePrevention = 'newest' | 'oldest' | 'both';

/** What of an order can be changed in place; what is left out stays. */
export interface Amendment {
  readonly ticks?: number | undefined;
  /** What is to be left to trade. */
  readonly lots?: bigint | undefined;
  readonly display?: bigint | undefined;
  readonly postOnly?: boolean | undefined;
  /** Microseconds since 1970. */
  readonly at: number;
}

/**
 * Is told what becomes of resting orders that have an owner other than 0, as it happens: in the middle of matching. It must
 * not place, amend or cancel anything there.
 */
export interface OwnerWatcher {
  /** It was met; `order.lots` is what is left. The book already shows it, and the next slice of an iceberg. */
  filled(order: Order, fill: Fill, taker: Pick<NewOrder, 'owner' | 'side'>): void;
  /** An iceberg shows its next slice, at the back of its queue. */
  refilled(order: Order): void;
  /** It was taken out of the book lest it trade with another of its owner; `order.lots` is what it had left. */
  prevented(order: Order): void;
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
  /** The order, resting when `order.level` is defined. Undefined when it was refused, or did not rest to be amended. */
  readonly order: Order | undefined;
  readonly fills: readonly Fill[];
  /** Why there is no order: it would have traded, or not whole. */
  readonly refused?: 'post-only' | 'fok' | undefined;
  /** What is left of it was given up lest it trade with another of its owner. */
  readonly prevented?: boolean | undefined;
}
