/**
 * What becomes of an account's orders: every report once and in order, and the orders and fills that are kept of them. A
 * snapshot behind a hole shows what the hole has done to open orders, and the last fills; what came and went unseen in it
 * stays unseen, so that such a snapshot is never told as seamless.
 */

import { reportOf, stateOf } from '../account/fill.js';
import { OwnOrders, RECENT_FILLS } from '../account/own-orders.js';
import { type Channel, type ChannelMessage, IGNORED, type Mood, type Taken } from './channel.js';
import type { Executions } from './data.js';
import { type PrivateOptions, Sequence } from './sequence.js';

export interface ExecutionsOptions extends PrivateOptions {
  /** Whether snapshots show open orders. */
  readonly snapOrders: boolean;
  /** Whether snapshots show the last fills. */
  readonly snapTrades: boolean;
}

export class ExecutionsChannel implements Channel {
  /** What the reports add up to. */
  readonly orders: OwnOrders;
  readonly #options: ExecutionsOptions;
  readonly #sequence: Sequence;
  #begun = false;

  constructor(options: ExecutionsOptions) {
    const { snapOrders, snapTrades, users } = options;
    this.#options = options;
    this.orders = new OwnOrders({ snapOrders, snapTrades });
    this.#sequence = new Sequence(users !== 'all' && (snapOrders || snapTrades));
  }

  take(message: ChannelMessage, mood: Mood): Taken {
    if (message.type !== 'executions') return IGNORED;
    const placed = this.#sequence.place(message, mood);
    if (placed.verdict !== 'placed') return placed;
    const { snapshot, data: reports } = message;
    const { seamless } = placed;
    const first = !this.#begun;
    this.#begun = true;
    if (!snapshot && !first && reports.length === 0) return { verdict: 'told', snapshot, data: undefined, seamless };
    const { orders, trades, missedTrades } = this.orders.take(reports, { snapshot });
    const missed = missedTrades || (!snapshot && !seamless);
    const data: Executions = { reports, orders, trades, first, ...(missed && { missedTrades: true }) };
    return { verdict: 'told', snapshot, data, seamless };
  }

  latest(): Executions | undefined {
    if (!this.#begun) return undefined;
    const { snapOrders, snapTrades } = this.#options;
    const orders = snapOrders ? [...this.orders.open.values()] : [];
    const trades = snapTrades ? this.orders.trades.slice(-RECENT_FILLS) : [];
    const reports = [...orders.map(stateOf), ...trades.map(reportOf).reverse()];
    return { reports, orders, trades, first: true };
  }
}
