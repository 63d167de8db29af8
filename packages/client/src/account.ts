/** What can be seen of an account: its private topics, and the handles that keep what they add up to. */
import {
  type Balance,
  BalancesChannel,
  type BalancesTopic,
  type ChannelData,
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
import { Subscription, type SubscriptionOptions } from './subscription.js';
import type { Workings } from './workings.js';

/** What the kept views and trading share. */
export const OWN_EXECUTIONS: ExecutionsTopic = {
  channel: 'executions',
  snapOrders: true,
  snapTrades: true,
  orderStatus: true,
  ratecounter: true,
};

type Heard<E> = (member: Member<E>) => Member<ChannelEvent<ChannelData>>;

/** The open orders of an account: what changes, and how they stand. */
export class OpenOrders extends Subscription<OpenOrdersEvent> {
  readonly #channel: ExecutionsChannel | undefined;

  /** For the client. */
  constructor(workings: Workings, options: SubscriptionOptions) {
    const hub = workings.data([OWN_EXECUTIONS], options)[0];
    const heard: Heard<OpenOrdersEvent> = (member) =>
      reading(
        member,
        viewOf(hub!.channel, member.wantsSnapshot, ({ orders }) => orders),
      );
    super(...parts(workings, OWN_EXECUTIONS, hub, options, heard));
    this.#channel = hub?.channel instanceof ExecutionsChannel ? hub.channel : undefined;
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
    const hub = workings.data([topic], options)[0];
    super(...parts(workings, topic, hub, options, (member: Member<BalancesEvent>) => member));
    this.#channel = hub?.channel instanceof BalancesChannel ? hub.channel : undefined;
  }

  /** By asset, what open orders hold included. True while `state` is `live`. Empty with `users: 'all'`. */
  get balances(): ReadonlyMap<string, Balance> {
    return this.#channel?.balances ?? new Map();
  }
}

export function ownTrades(workings: Workings, options: SubscriptionOptions): Subscription<OwnTradesEvent> {
  const hub = workings.data([OWN_EXECUTIONS], options)[0];
  const heard: Heard<OwnTradesEvent> = (member) =>
    reading(
      member,
      viewOf(hub!.channel, member.wantsSnapshot, ({ trades }) => trades),
    );
  return new Subscription(...parts(workings, OWN_EXECUTIONS, hub, options, heard));
}

export function executions(
  workings: Workings,
  topic: ExecutionsTopic,
  options: SubscriptionOptions,
): Subscription<ExecutionsEvent> {
  return workings.subscribe([topic], options, (member: Member<ExecutionsEvent>) => reading(member, reportsOf));
}

/** What a subscription to one topic is made of; without a hub, of one that ends at once. */
function parts<E>(
  { hubs, report }: Workings,
  topic: ExecutionsTopic | BalancesTopic,
  hub: DataHub | undefined,
  options: SubscriptionOptions,
  heard: Heard<E>,
) {
  const all = hub === undefined ? [] : [hub];
  const join = (member: Member<E>) => hubs.join(all, heard(member));
  return [[hub?.topic ?? topic], options, join, report] as const;
}
