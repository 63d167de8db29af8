/** What can be seen of an account: its private topics, and the handles that keep what they add up to. */
import {
  type Balance,
  BalancesChannel,
  type BalancesTopic,
  type Executions,
  ExecutionsChannel,
  type ExecutionsTopic,
  type OwnOrder,
} from '@kraken-stream/core';
import {
  type BalancesEvent,
  type ExecutionsEvent,
  type OpenOrdersEvent,
  type OwnTradesEvent,
  reportsOf,
  viewOf,
} from './account-events.js';
import type { ChannelEvent, DataHub } from './data-hub.js';
import { type Member, reading } from './hub.js';
import { type Source, Subscription, type SubscriptionOptions } from './subscription.js';
import type { Workings } from './workings.js';

/** What the kept views and trading share. */
export const OWN_EXECUTIONS: ExecutionsTopic = {
  channel: 'executions',
  snapOrders: true,
  snapTrades: true,
  orderStatus: true,
  ratecounter: true,
};

/** The open orders of an account: what changes, and how they stand. */
export class OpenOrders extends Subscription<OpenOrdersEvent> {
  readonly #channel: ExecutionsChannel | undefined;

  /** For the client. */
  constructor(workings: Workings, options: SubscriptionOptions) {
    const hubs = workings.data([OWN_EXECUTIONS], options);
    super(
      viewed(workings, hubs, ({ orders }) => orders),
      options,
    );
    const channel = hubs[0]?.channel;
    this.#channel = channel instanceof ExecutionsChannel ? channel : undefined;
  }

  /** Those that are open now, by `orderId`, in the order in which they were first seen. True while `state` is `live`. */
  get orders(): ReadonlyMap<string, OwnOrder> {
    return this.#channel?.orders.open ?? new Map();
  }

  /** One that is open, or one of the last thousand that ended; of several with one `clOrdId` the latest. */
  find(name: { readonly orderId?: string | undefined; readonly clOrdId?: string | undefined }): OwnOrder | undefined {
    return this.#channel?.orders.find(name);
  }
}

/** What an account has: what changes, and how it stands. */
export class AccountBalances extends Subscription<BalancesEvent> {
  readonly #channel: BalancesChannel | undefined;

  /** For the client. */
  constructor(workings: Workings, topic: BalancesTopic, options: SubscriptionOptions) {
    const hubs = workings.data([topic], options);
    super(
      workings.source(hubs, (member: Member<BalancesEvent>) => member),
      options,
    );
    const channel = hubs[0]?.channel;
    this.#channel = channel instanceof BalancesChannel ? channel : undefined;
  }

  /** By asset, what open orders hold included. True while `state` is `live`. Empty with `users: 'all'`. */
  get balances(): ReadonlyMap<string, Balance> {
    return this.#channel?.balances ?? new Map();
  }
}

export function ownTrades(workings: Workings, options: SubscriptionOptions): Subscription<OwnTradesEvent> {
  const hubs = workings.data([OWN_EXECUTIONS], options);
  return new Subscription(
    viewed(workings, hubs, ({ trades }) => trades),
    options,
  );
}

export function executions(
  workings: Workings,
  topic: ExecutionsTopic,
  options: SubscriptionOptions,
): Subscription<ExecutionsEvent> {
  const heard = (member: Member<ExecutionsEvent>) => reading(member, reportsOf);
  return new Subscription(workings.source(workings.data([topic], options), heard), options);
}

/** What a subscription to one part of what is kept of executions is made of. */
function viewed<T>(
  workings: Workings,
  hubs: readonly DataHub[],
  part: (executions: Executions) => readonly T[],
): Source<ChannelEvent<readonly T[]>> {
  return workings.source(hubs, (member: Member<ChannelEvent<readonly T[]>>) =>
    reading(member, viewOf(hubs[0]?.channel, member.wantsSnapshot, part)),
  );
}
