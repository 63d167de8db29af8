/** The check that the client makes, for the tests of what is built on it: one pair of each kind, both protocols. */
import { checkOrder, type NewOrder, type Pair, UsageError, v1Client, v2Client } from '@kraken-stream/core';
import * as orders from '../../../packages/core/test/order/orders.js';
import type { Check } from '../../src/account/taken.js';

/** As some endpoints write it: without zeros at the end. */
export const BTC_USD: Pair = { ...orders.BTC_USD, qtyMin: '0.0001', costMin: '0.5' };

export const NOW = Date.UTC(2026, 0, 5, 12);

export function checkWith(pair: Pair | undefined = BTC_USD, protocol: 'v1' | 'v2' = 'v2'): Check {
  const { objection } = protocol === 'v1' ? v1Client : v2Client;
  return (order: NewOrder) => {
    const said = objection(checkOrder(order, { now: NOW }));
    if (said !== undefined) throw new UsageError(said.field, said.message);
    checkOrder(order, { pair, now: NOW });
  };
}
