/** How an order to cancel is named. Types only; the same rules at run time are in check-cancel.ts. */

interface ByOrderId {
  /** The exchange's id, such as `OM5CRX-N2HAL-GFGWE9`. */
  readonly orderId: string;
  readonly clOrdId?: undefined;
  readonly orderUserref?: undefined;
}

interface ByClientId {
  readonly orderId?: undefined;
  /** Your id. */
  readonly clOrdId: string;
  readonly orderUserref?: undefined;
}

interface ByReference {
  readonly orderId?: undefined;
  readonly clOrdId?: undefined;
  /** Your tag, an integer from -2147483648 to 2147483647: all open orders that have it. */
  readonly orderUserref: number;
}

/**
 * An order by the exchange's id (as text, or as `orderId`), by your id, or by your tag.
 * https://docs.kraken.com/api/docs/websocket-v2/cancel_order
 */
export type CancelTarget = string | ByOrderId | ByClientId | ByReference;
