/**
 * What becomes of an account's orders: every report once and in order, and the orders and fills that are kept of them. A
 * snapshot behind a hole shows what the hole has done to open orders, and the last fills; what came and went unseen in it
 * stays unseen, so that such a snapshot is never told as seamless. Where orders and fills come apart, they are told together.
 */

import { reportOf, stateOf } from '../account/fill.js';
import { type OrderChanges, type OwnOrder, OwnOrders, RECENT_FILLS } from '../account/own-orders.js';
import type { ExecutionsMessage, PartialReport } from '../protocol/account.js';
import type { ExecutionsPart } from '../protocol/request.js';
import { type Channel, type ChannelMessage, IGNORED, type Mood, type Taken } from './channel.js';
import type { Executions } from './data.js';
import { Parts } from './parts.js';
import { type PrivateOptions, Sequence } from './sequence.js';

export interface ExecutionsOptions extends PrivateOptions {
  /** Whether snapshots show open orders. */
  readonly snapOrders: boolean;
  /** Whether snapshots show the last fills. */
  readonly snapTrades: boolean;
}

/** Keeps the orders and fills of an account. https://docs.kraken.com/api/docs/websocket-v2/executions */
export class ExecutionsChannel implements Channel {
  /** What the reports add up to. */
  readonly orders: OwnOrders;
  readonly #options: ExecutionsOptions;
  readonly #sequence: Sequence;
  readonly #parts: Parts;
  #begun = false;

  constructor(options: ExecutionsOptions) {
    const { snapOrders, snapTrades, users } = options;
    this.#options = options;
    this.orders = new OwnOrders({ snapOrders, snapTrades });
    this.#sequence = new Sequence(users !== 'all' && (snapOrders || snapTrades));
    this.#parts = new Parts(snapTrades);
  }

  take(message: ChannelMessage, mood: Mood): Taken {
    if (message.type !== 'executions') return IGNORED;
    if (message.part !== undefined) return this.#takePart(message, message.part, mood);
    const placed = this.#sequence.place(message, mood);
    if (placed.verdict !== 'placed') return placed;
    const { snapshot, data: reports } = message;
    const { seamless, missed } = placed;
    if (!snapshot && this.#begun && reports.length === 0) {
      return { verdict: 'told', snapshot, data: undefined, seamless };
    }
    return { verdict: 'told', snapshot, data: this.#tell([this.orders.take(reports, { snapshot })], missed), seamless };
  }

  #takePart(message: ExecutionsMessage, part: ExecutionsPart, mood: Mood): Taken {
    const joined = this.#parts.take(message, part, mood);
    if (joined.verdict !== 'joined') return joined;
    const { snapshot, updates, seamless } = joined;
    const { snapOrders, snapTrades } = this.#options;
    const isSnapshot = snapshot !== undefined && (snapOrders || snapTrades);
    if (snapshot === undefined && updates.every((reports) => reports.length === 0)) {
      return { verdict: 'told', snapshot: isSnapshot, data: undefined, seamless };
    }
    const changes: OrderChanges[] = [];
    if (snapshot !== undefined) changes.push(this.#replace(snapshot.orders, snapshot.trades));
    for (const reports of updates) changes.push(this.orders.take(reports, { snapshot: false, apart: true }));
    const data = this.#tell(changes, snapshot === undefined && !seamless);
    return { verdict: 'told', snapshot: isSnapshot, data, seamless };
  }

  /** Takes the snapshots of both parts. Where open orders were not asked for, they are known, but not told. */
  #replace(states: readonly PartialReport[], fills: readonly PartialReport[]): OrderChanges {
    const changes = this.orders.take([...states, ...fills], { snapshot: true, apart: true });
    if (this.#options.snapOrders) return changes;
    const isTold = ({ orderId, orderStatus }: OwnOrder) =>
      orderStatus !== 'gone' && fills.some((fill) => fill.orderId === orderId);
    return { ...changes, reports: changes.reports.slice(states.length), orders: changes.orders.filter(isTold) };
  }

  #tell(changes: readonly OrderChanges[], missed: boolean): Executions {
    const first = !this.#begun;
    this.#begun = true;
    const orders = new Map(changes.flatMap((each) => each.orders.map((order) => [order.orderId, order])));
    const missedTrades = missed || changes.some((each) => each.missedTrades);
    const unnamedTrades = changes.some((each) => each.unnamedTrades);
    return {
      reports: changes.flatMap((each) => each.reports),
      orders: [...orders.values()],
      trades: changes.flatMap((each) => each.trades),
      first,
      ...(missedTrades && { missedTrades: true }),
      ...(unnamedTrades && { unnamedTrades: true }),
    };
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
