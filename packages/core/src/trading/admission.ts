/**
 * Whether a request about orders may leave: what the exchange's mode allows, and from when its rate counter has room.
 * Knows nothing of connections and answers.
 */
import { UsageError } from '../errors.js';
import { checkMode } from '../order/mode.js';
import type { SystemMode } from '../protocol/message.js';
import type { TradingRequest } from '../protocol/trading.js';
import { type OrderLookup, type RateCosts, type RateCounters, rateCosts } from './rate.js';

/** What requests about orders are held against. */
export interface AdmissionOptions {
  /** Those of the account: shared by all connections of a client. */
  readonly rates: RateCounters;
  /** What becomes of a request for which the trading rate counter has no room yet. */
  readonly onRateLimit: 'wait' | 'refuse';
}

/** From when it may leave and what it costs, or why it may not. */
export type Verdict = { readonly error: UsageError } | { readonly costs: RateCosts; readonly at: number };

/** `mode` is the exchange's, where it was told; `find` finds the open orders of a name. */
export function admit(
  request: TradingRequest,
  mode: SystemMode | (string & {}) | undefined,
  find: OrderLookup,
  { rates, onRateLimit }: AdmissionOptions,
  now: number,
): Verdict {
  const forbidden = mode === undefined ? undefined : checkMode(request, mode);
  if (forbidden !== undefined) return { error: new UsageError('method', forbidden) };
  const costs = rateCosts(request, find, now);
  const at = rates.admitsAt(costs, now, request.method === 'batch_cancel');
  if (at <= now || onRateLimit === 'wait') return { costs, at };
  const counters = [...costs].map(([symbol, cost]) => {
    const { value, max } = rates.rate(symbol, now);
    return `that of ${symbol} is ${value.toFixed(2)} of ${max} and it costs ${cost}`;
  });
  const full = `expected room in the trading rate counter, but ${counters.join(', ')}`;
  const seconds = ((at - now) / 1000).toFixed(1);
  return { error: new UsageError('rate', `${request.method}: ${full}; ask again in ${seconds} s`) };
}
