/**
 * The dead man's switch of an account: all its orders go unless it is asked again in time.
 * https://docs.kraken.com/api/docs/websocket-v2/cancel_after
 */
import type { TradingResults } from '@kraken-stream/core';
import type { Outcome } from './adds.js';
import { cancelEvery } from './cancels.js';
import type { Customer } from './customer.js';
import type { Hall } from './hall.js';
import { wholeSeconds } from './moment.js';
import { invalid, REASONS, UNAVAILABLE } from './words.js';

/** Seconds: a timeout is below. */
const DAY = 86_400;

export function cancelAllAfter(
  customer: Customer,
  timeout: number,
  hall: Hall,
): Outcome<TradingResults['cancel_all_orders_after']> {
  if (hall.mode === 'maintenance') return UNAVAILABLE;
  if (!Number.isInteger(timeout) || timeout < 0 || timeout >= DAY) return invalid('timeout');
  customer.disarm?.();
  customer.disarm = undefined;
  const currentTime = wholeSeconds(hall.micros);
  if (timeout === 0) return { currentTime, triggerTime: '0' };
  const at = hall.micros + timeout * 1_000_000;
  customer.disarm = hall.at(at, () => {
    customer.disarm = undefined;
    hall.whenServed(() => cancelEvery(customer, REASONS.switched, hall));
  });
  return { currentTime, triggerTime: wholeSeconds(at) };
}
