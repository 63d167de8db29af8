/** The watcher of open orders with an account of which one is open, and what a client would show of it. */
import type { OwnOrder } from '@kraken-stream/core';
import type { Protocol } from '../faults/protocol.js';
import { OpenOrderWatcher } from '../faults/watch/open-orders.js';
import { STRICT } from './planted.js';
import { orderOf, PlantedAccount } from './planted-account.js';

export function openOrdersRig(protocol?: Protocol) {
  const account = new PlantedAccount(protocol);
  const lies: string[] = [];
  const shown = new Map<string, OwnOrder>();
  const watcher = new OpenOrderWatcher(
    account.truth,
    () => shown,
    STRICT,
    (lie) => lies.push(lie),
  );
  watcher.state('live');
  const hears = (type: 'snapshot' | 'update', ...data: OwnOrder[]) => {
    for (const order of data) {
      if (order.closed) shown.delete(order.orderId);
      else shown.set(order.orderId, order);
    }
    watcher.data({ receivedAt: 1, type, data });
    watcher.afterFrame();
  };
  hears('snapshot', orderOf(account.place('A')));
  /** The order as it is now. */
  const now = (id: string) => account.openOrders().find(({ orderId }) => orderId === id)!;
  return { account, lies, shown, watcher, hears, now };
}
