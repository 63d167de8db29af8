/**
 * The orders of one account and their fills, kept of what the exchange reports. Knows no connection and no time.
 */
import type { ExecutionReport, Fee } from '../protocol/account.js';

/** One fill of an own order. */
export interface OwnTrade {
  readonly execId: string;
  readonly tradeId: number | undefined;
  readonly orderId: string;
  readonly clOrdId: string | undefined;
  readonly orderUserref: number | undefined;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly orderType: string | undefined;
  /** Base currency. */
  readonly qty: string;
  readonly price: string;
  /** Quote currency. */
  readonly cost: string;
  readonly liquidityInd: string | undefined;
  readonly fees: readonly Fee[];
  readonly feeUsdEquiv: string | undefined;
  /** RFC 3339 with microseconds. */
  readonly timestamp: string;
}

/**
 * An order as far as it was reported: all members of its reports, the latest of each, and what they add up to. A new
 * object with each change.
 */
export interface OwnOrder extends Omit<ExecutionReport, 'orderStatus'> {
  /**
   * Where it stands. `gone`: it ended while nothing was seen, and nothing tells how: filled, canceled or expired.
   */
  readonly orderStatus: ExecutionReport['orderStatus'] | 'gone';
  /** `orderQty` less `cumQty`; undefined where one of them is not known. */
  readonly remainingQty: string | undefined;
  /** The sum of the fees of the fills that were seen, by asset. */
  readonly totalFees: readonly Fee[];
  /** The fills that were seen, oldest first. */
  readonly trades: readonly OwnTrade[];
  /** Whether the fills that were seen are all that there were: their quantities add up to `cumQty`. */
  readonly complete: boolean;
  /** Whether it has ended. */
  readonly closed: boolean;
}
