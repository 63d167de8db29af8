/** What cannot be asked of orders in v1. */
import type { Objection } from '../codec.js';
import type { TradingRequest } from '../trading.js';

export function tradingObjection(_request: TradingRequest): Objection | undefined {
  return undefined;
}
