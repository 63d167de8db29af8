/** What becomes of a request about orders, as its caller is told. Types only. */
import type { Accepted, Rejected, Settlement, TradingMethod, Unknown } from '@kraken-stream/core';

/**
 * It is not known whether the exchange has carried it out: the request may have reached it, and no answer came. It is not
 * sent again.
 */
export interface Pending extends Unknown {
  /** What it turned out to be, once execution reports show it. Never rejects. */
  readonly settled: Promise<Settlement>;
}

/** What became of an order's request; `Extra` is what an answer says besides. */
export type OutcomeWith<Extra> = (Accepted & Extra) | Rejected | Pending;

/**
 * What became of a request about one order: `accepted` the exchange has carried it out · `rejected` it certainly has not,
 * `error` says why · `unknown` neither is known yet, `settled` will tell.
 */
export type OrderOutcome = OutcomeWith<unknown>;

/** How many orders were canceled. Absent where execution reports told it in place of an answer. */
export type CountOutcome = OutcomeWith<{ readonly count?: number | undefined }>;

/** The exchange’s timer that cancels all orders. https://docs.kraken.com/api/docs/websocket-v2/cancel_after */
export interface Timer {
  /** The exchange's time, RFC 3339. */
  readonly currentTime?: string | undefined;
  /** When all orders are canceled, RFC 3339; `0` when it was switched off. */
  readonly triggerTime?: string | undefined;
}

/** What became of setting the exchange’s timer. */
export type TimerOutcome = OutcomeWith<Timer>;

/** What an unknown outcome turned out to be. */
export interface Settled {
  /** What was asked, in the exchange’s words. */
  readonly method: TradingMethod;
  /** Of the order, where it has one. */
  readonly clOrdId: string | undefined;
  /** Of the order, where it is known. */
  readonly orderId: string | undefined;
  /** What became of it. */
  readonly settlement: Settlement;
}
