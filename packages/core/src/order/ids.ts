/** The names of orders: the exchange's, and a caller's own. */
import { show, wrong } from './given.js';

/** Three groups of capitals and digits. Their lengths are the exchange's to change. */
const ORDER_ID = /^[A-Z\d]+-[A-Z\d]+-[A-Z\d]+$/;
const CLIENT_ID = /^(?:[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}|[\da-f]{32}|[\x21-\x7e]{1,18})$/i;
const MAX_REFERENCE = 2 ** 31 - 1;

export function isOrderId(value: unknown): value is string {
  return typeof value === 'string' && ORDER_ID.test(value);
}

export function isClientId(value: unknown): value is string {
  return typeof value === 'string' && CLIENT_ID.test(value);
}

/** https://docs.kraken.com/api/docs/guides/spot-clordid */
export function checkClientId(field: string, value: unknown): string {
  if (isClientId(value)) return value;
  throw wrong(field, "a UUID, 32 hex digits or up to 18 ASCII characters, such as 'bid-1'", show(value));
}

export function checkOrderId(field: string, value: unknown): string {
  if (isOrderId(value)) return value;
  throw wrong(field, "the exchange's id of an order, such as 'OM5CRX-N2HAL-GFGWE9'", show(value));
}

export function checkReference(field: string, value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value <= MAX_REFERENCE && value >= -MAX_REFERENCE - 1) {
    // Without the sign of -0.
    return value + 0;
  }
  throw wrong(field, `an integer from ${-MAX_REFERENCE - 1} to ${MAX_REFERENCE}, such as 1001`, show(value));
}
