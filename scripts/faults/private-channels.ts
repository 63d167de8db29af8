/** The channels of an account, as the client's users subscribe to them, each with its watcher; and trading. Knows no fault. */
import type { HeldSubscription } from '@kraken-stream/simulator';
import { AccountTruth } from './account-truth.js';
import type { Channel } from './channels.js';
import { Observed, streamOf } from './observe.js';
import type { Protocol } from './protocol.js';
import { type Scene, seen } from './scene.js';
import { Trading } from './trading.js';
import { BalanceWatcher } from './watch/balances.js';
import { ExecutionWatcher } from './watch/executions.js';
import { OpenOrderWatcher } from './watch/open-orders.js';
import { OwnTradeWatcher } from './watch/own-trades.js';
import { PartExecutionWatcher } from './watch/part-executions.js';
import type { World } from './world.js';

export const PRIVATE_COLUMNS = ['executions', 'open orders', 'own trades', 'balances', 'trading'] as const;
export type PrivateColumn = (typeof PRIVATE_COLUMNS)[number];

export function isPrivate(column: string): column is PrivateColumn {
  return PRIVATE_COLUMNS.some((each) => each === column);
}

/** Executions, as they are held: on v1 in two parts. */
const EXECUTIONS: Readonly<Record<Protocol, readonly HeldSubscription[]>> = {
  v2: [{ channel: 'executions' }],
  v1: [
    { channel: 'executions', part: 'orders' },
    { channel: 'executions', part: 'trades' },
  ],
};
/** What is asked for to check and to settle requests is kept until the client is closed. */
const REMAINS: Readonly<Record<Protocol, readonly HeldSubscription[]>> = {
  v2: [...EXECUTIONS.v2, { channel: 'instrument' }],
  v1: EXECUTIONS.v1,
};

export const PRIVATE_CHANNELS: Readonly<Record<PrivateColumn, Channel>> = {
  executions: {
    name: 'executions',
    hasSymbols: false,
    subscribe(scene) {
      const { world, demands, complain, now, name } = seen(scene, 'executions');
      const Watching = world.protocol === 'v1' ? PartExecutionWatcher : ExecutionWatcher;
      const watcher = new Watching(truthOf(world), demands, complain);
      return Observed.of(
        name,
        EXECUTIONS[world.protocol],
        streamOf(world.client.subscribeExecutions()),
        watcher,
        now,
        complain,
      );
    },
  },
  'open orders': {
    name: 'executions',
    hasSymbols: false,
    subscribe: (scene) => openOrders(scene).observed,
  },
  'own trades': {
    name: 'executions',
    hasSymbols: false,
    subscribe(scene) {
      const { world, demands, complain, now, name } = seen(scene, 'own trades');
      const watcher = new OwnTradeWatcher(truthOf(world), demands, complain);
      return Observed.of(
        name,
        EXECUTIONS[world.protocol],
        streamOf(world.client.subscribeOwnTrades()),
        watcher,
        now,
        complain,
      );
    },
  },
  balances: {
    name: 'balances',
    hasSymbols: false,
    protocols: ['v2'],
    subscribe(scene) {
      const { world, demands, complain, now, name } = seen(scene, 'balances');
      const balances = world.client.subscribeBalances();
      const watcher = new BalanceWatcher(truthOf(world), () => balances.balances, demands, complain);
      return Observed.of(name, [{ channel: 'balances' }], streamOf(balances), watcher, now, complain);
    },
  },
  trading: {
    name: 'executions',
    hasSymbols: false,
    subscribe(scene) {
      const { observed, subscription } = openOrders(scene);
      const { protocol } = scene.world;
      const trading = new Trading(scene, truthOf(scene.world), subscription, REMAINS[protocol]);
      const views = (['own trades', 'balances'] as const)
        .map((column) => PRIVATE_CHANNELS[column])
        .filter(({ protocols }) => protocols?.includes(protocol) ?? true)
        .map((channel) => channel.subscribe(scene, ''));
      return [observed, ...views.flat(), trading];
    },
  },
};

function openOrders(scene: Scene) {
  const { world, demands, complain, now, name } = seen(scene, 'open orders');
  const subscription = world.client.subscribeOpenOrders();
  const watcher = new OpenOrderWatcher(truthOf(world), () => subscription.orders, demands, complain);
  return {
    observed: Observed.of(name, EXECUTIONS[world.protocol], streamOf(subscription), watcher, now, complain),
    subscription,
  };
}

function truthOf(world: World): AccountTruth {
  return world.keep('account', () => new AccountTruth(world.account, world.protocol));
}
