/**
 * Reads an order from a request: whether its fields go together and fit the pair. Answers what it understood, or the
 * exchange's words for what is wrong. Knows nothing of accounts, funds and other orders.
 * https://docs.kraken.com/api/docs/websocket-v2/add_order
 */
import { type Conditional, ORDER_TYPES, type OrderFields, type Pair } from '@kraken-stream/core';
import { unitsOf } from './amount.js';
import type { Draft, DraftConditional, DraftTrigger } from './draft.js';
import { momentOf } from './moment.js';
import { isPositive, type Price, readPrice } from './price.js';
import type { Terms } from './terms.js';
import {
  COST_MINIMUM,
  INSUFFICIENT_MARGIN,
  INVALID_PRICE,
  invalid,
  NO_POSITION,
  UNKNOWN_POSITION,
  VOLUME_MINIMUM,
} from './words.js';

/** Microseconds: an expiry is at most a month ahead. */
const MONTH = 31 * 86_400 * 1_000_000;
/** How many slices an iceberg has at most. */
const SLICES = 15n;
const CLIENT_ID = /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}|[\x21-\x7e]{1,18})$/i;

/** What an order is read against. */
export interface Surroundings {
  readonly pair: Pair;
  readonly terms: Terms;
  /** Microseconds since 1970. */
  readonly at: number;
  /** The price of the last trade, in ticks. */
  readonly last: number;
  /** What of it has been traded already, when it is not new. */
  readonly doneLots?: bigint | undefined;
}

export function isTriggered(type: string): boolean {
  return type.startsWith('stop-loss') || type.startsWith('take-profit') || type.startsWith('trailing-stop');
}

export function isTrailing(type: string): boolean {
  return type.startsWith('trailing-stop');
}

export function hasLimit(type: string): boolean {
  return type === 'limit' || type === 'iceberg' || type.endsWith('-limit');
}

function isClientId(text: string): boolean {
  return CLIENT_ID.test(text);
}

/** Why an order is refused. */
type Refusal = string | undefined;

export function readOrder(fields: OrderFields, around: Surroundings): Draft | string {
  const { orderType: type, side, timeInForce = 'gtc' } = fields;
  const refusal = refusedWords(fields, around) ?? refusedTimes(fields, around.at);
  if (refusal !== undefined) return refusal;
  const limit = readLimit(type, fields.limitPrice, fields.limitPriceType, around.terms);
  if (typeof limit === 'string') return limit;
  const trigger = readTrigger(fields, around);
  if (typeof trigger === 'string') return trigger;
  const conditional = readConditional(fields.conditional, around.terms);
  if (typeof conditional === 'string') return conditional;
  const size = readSize(fields, around, limit);
  if (typeof size === 'string') return size;
  const { expireTime, effectiveTime } = fields;
  return {
    fields,
    type,
    side,
    ...size,
    limit,
    trigger,
    timeInForce,
    expireAt: expireTime === undefined ? undefined : momentOf(expireTime),
    effectiveAt: effectiveTime === undefined ? undefined : momentOf(effectiveTime),
    postOnly: fields.postOnly === true,
    // The page names base for sells; in all recordings sells have paid in quote.
    feePreference: fields.feePreference ?? 'quote',
    stp: fields.stpType ?? 'cancel_newest',
    conditional,
  };
}

function refusedWords(fields: OrderFields, { pair }: Surroundings): Refusal {
  const { orderType: type, clOrdId, senderSubId, timeInForce = 'gtc' } = fields;
  if (!ORDER_TYPES.includes(type)) return invalid('ordertype');
  // No position is ever opened here.
  if (type === 'settle-position') return UNKNOWN_POSITION;
  if (fields.reduceOnly === true) return NO_POSITION;
  if (fields.margin === true) return pair.marginable ? INSUFFICIENT_MARGIN : invalid('margin');
  if (fields.leverage !== undefined) return pair.marginable ? INSUFFICIENT_MARGIN : invalid('leverage');
  if (fields.postOnly === true && !hasLimit(type)) return invalid('post_only');
  if (fields.postOnly === true && timeInForce !== 'gtc' && timeInForce !== 'gtd') return invalid('post_only');
  if (timeInForce === 'fok' && type !== 'limit') return invalid('time_in_force');
  if (timeInForce === 'gtd' && !hasLimit(type) && !isTriggered(type)) return invalid('time_in_force');
  if (timeInForce === 'ioc' && type === 'iceberg') return invalid('time_in_force');
  if (clOrdId !== undefined && fields.orderUserref !== undefined) return invalid('cl_ord_id');
  if (clOrdId !== undefined && !isClientId(clOrdId)) return invalid('cl_ord_id');
  if (senderSubId !== undefined && !isClientId(senderSubId)) return invalid('sender_sub_id');
  if (fields.orderUserref !== undefined && !isInt32(fields.orderUserref)) return invalid('order_userref');
  return undefined;
}

function isInt32(value: number): boolean {
  return (value | 0) === value;
}

function refusedTimes({ timeInForce, expireTime, effectiveTime }: OrderFields, at: number): Refusal {
  if ((timeInForce === 'gtd') !== (expireTime !== undefined)) return invalid('expire_time');
  const effective = effectiveTime === undefined ? at : momentOf(effectiveTime);
  if (effective === undefined) return invalid('effective_time');
  if (expireTime === undefined) return undefined;
  const expiry = momentOf(expireTime);
  if (expiry === undefined || expiry <= at || expiry <= effective || expiry > at + MONTH) return invalid('expire_time');
  return undefined;
}

function readLimit(
  type: string,
  text: string | undefined,
  priceType: OrderFields['limitPriceType'],
  terms: Terms,
): Price | undefined | string {
  if (!hasLimit(type)) return text === undefined ? undefined : invalid('limit_price');
  if (text === undefined) return invalid('limit_price');
  const trailing = type === 'trailing-stop-limit';
  if (!trailing && priceType !== undefined && priceType !== 'static') return invalid('limit_price_type');
  return readPrice(text, priceType ?? (trailing ? 'quote' : 'static'), terms);
}

function readTrigger(fields: OrderFields, { pair, terms }: Surroundings): DraftTrigger | undefined | string {
  const { orderType: type, triggers } = fields;
  if (!isTriggered(type)) return triggers === undefined ? undefined : invalid('triggers');
  if (triggers === undefined) return invalid('triggers');
  const { reference = 'last' } = triggers;
  if (reference === 'index' && !pair.hasIndex) return invalid('Index unavailable');
  const price = readTriggerPrice(type, triggers.price, triggers.priceType, terms);
  return typeof price === 'string' ? price : { reference, price };
}

function readTriggerPrice(
  type: string,
  text: string,
  priceType: OrderFields['limitPriceType'],
  terms: Terms,
): Price | string {
  if (isTrailing(type) && (priceType ?? 'static') === 'static') return invalid('price_type');
  const price = readPrice(text, priceType ?? 'static', terms);
  return typeof price !== 'string' && isTrailing(type) && !isPositive(price) ? INVALID_PRICE : price;
}

function readConditional(conditional: Conditional | undefined, terms: Terms): DraftConditional | undefined | string {
  if (conditional === undefined) return undefined;
  const { orderType: type, triggerPrice } = conditional;
  const limit = readLimit(type, conditional.limitPrice, conditional.limitPriceType, terms);
  if (typeof limit === 'string') return limit;
  if (isTriggered(type) !== (triggerPrice !== undefined)) return invalid('trigger_price');
  if (triggerPrice === undefined) return { type, limit, trigger: undefined };
  const trigger = readTriggerPrice(type, triggerPrice, conditional.triggerPriceType, terms);
  return typeof trigger === 'string' ? trigger : { type, limit, trigger };
}

type Size = Pick<Draft, 'lots' | 'cash' | 'display'>;

function readSize(fields: OrderFields, around: Surroundings, limit: Price | undefined): Size | string {
  const { orderType: type, orderQty, cashOrderQty, displayQty } = fields;
  const { pair, terms } = around;
  if ((type === 'iceberg') !== (displayQty !== undefined)) return invalid('display_qty');
  if (cashOrderQty !== undefined) {
    if (type !== 'market' || fields.side !== 'buy' || orderQty !== undefined) return invalid('cash_order_qty');
    const cash = terms.spendable(cashOrderQty);
    if (cash === undefined) return invalid('cash_order_qty');
    return cash < costMinimum(around) ? COST_MINIMUM : { lots: undefined, cash, display: undefined };
  }
  const lots = orderQty === undefined ? undefined : unitsOf(orderQty, terms.qtyPrecision);
  if (lots === undefined || lots % (unitsOf(pair.qtyIncrement, terms.qtyPrecision) ?? 1n) !== 0n)
    return invalid('order_qty');
  if (lots <= 0n || lots < (unitsOf(pair.qtyMin, terms.qtyPrecision) ?? 0n)) return VOLUME_MINIMUM;
  const price = limit?.type === 'static' ? limit.ticks : around.last;
  if (terms.cost(lots * BigInt(price)) < costMinimum(around)) return COST_MINIMUM;
  const display = displayQty === undefined ? undefined : unitsOf(displayQty, terms.qtyPrecision);
  if (displayQty !== undefined && !isDisplay(display, lots, around.doneLots)) return invalid('display_qty');
  return { lots, cash: undefined, display };
}

function costMinimum({ pair, terms }: Surroundings): bigint {
  return unitsOf(pair.costMin, terms.quoteDecimals) ?? 0n;
}

/** Whether an iceberg of this size may show so much. */
function isDisplay(display: bigint | undefined, lots: bigint, doneLots = 0n): boolean {
  return display !== undefined && display > 0n && display <= lots && display * SLICES >= lots - doneLots;
}
