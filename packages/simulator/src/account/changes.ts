/**
 * `amend_order`, which changes an order in place, and `edit_order`, which replaces it.
 * https://docs.kraken.com/api/docs/websocket-v2/amend_order https://docs.kraken.com/api/docs/websocket-v2/edit_order
 */
import type { AmendOrderRequest, EditOrderRequest, OrderFields, TradingResults } from '@kraken-stream/core';
import { opposite } from '../engine/order.js';
import type { Outcome } from './adds.js';
import { unitsOf } from './amount.js';
import type { Customer } from './customer.js';
import type { Desk } from './desk.js';
import type { Draft } from './draft.js';
import { covers, most } from './funds.js';
import { barred, byClientId, byUserref, type Hall, late, unposted, unsuited } from './hall.js';
import type { OwnOrder } from './own-order.js';
import { countByAge } from './rate.js';
import { hasLimit, isTrailing, readOrder } from './read.js';
import { INSUFFICIENT_FUNDS, invalid, POST_ONLY, RATE_LIMIT, REASONS, UNAVAILABLE, UNKNOWN_ORDER } from './words.js';

export function amendOrder(
  customer: Customer,
  request: AmendOrderRequest,
  hall: Hall,
): Outcome<TradingResults['amend_order']> {
  const { orderId, clOrdId } = request;
  if ((orderId === undefined) === (clOrdId === undefined)) return invalid('order_id');
  const order = orderId === undefined ? byClientId(customer, clOrdId ?? '') : customer.orders.get(orderId);
  const desk = found(customer, order, 'amend', hall);
  if (typeof desk === 'string' || order === undefined) return typeof desk === 'string' ? desk : UNKNOWN_ORDER;
  const refusal =
    late(request.deadline, hall.micros) ??
    (request.symbol !== undefined && request.symbol !== desk.terms.symbol ? invalid('symbol') : undefined) ??
    (order.draft.conditional === undefined ? undefined : invalid('conditional')) ??
    amended(order, request, desk, hall);
  if (refusal !== undefined) return refusal;
  return { amendId: hall.ids.next('amendment'), ...(orderId === undefined ? { clOrdId } : { orderId }) };
}

/** The desk of an open order, when it may be changed now. Counts what is counted even if nothing comes of it. */
function found(customer: Customer, order: OwnOrder | undefined, change: 'amend' | 'edit', hall: Hall): Desk | string {
  if (hall.mode === 'maintenance') return UNAVAILABLE;
  const desk = order === undefined ? undefined : hall.desk(order.terms.symbol);
  if (order === undefined || desk === undefined) return UNKNOWN_ORDER;
  const counter = customer.counter(order.terms.symbol);
  if (!counter.fits(1 + countByAge(change, hall.micros - order.touchedAt), hall.micros)) return RATE_LIMIT;
  counter.force(1, hall.micros);
  return barred(hall, desk) ?? desk;
}

/** Counts what a change of an order costs by its age. */
function count({ customer, terms, touchedAt }: OwnOrder, change: 'amend' | 'edit' | 'cancel', hall: Hall): void {
  customer.counter(terms.symbol).force(countByAge(change, hall.micros - touchedAt), hall.micros);
}

/** Amends, or says why not. */
function amended(order: OwnOrder, request: AmendOrderRequest, desk: Desk, hall: Hall): string | undefined {
  const { orderQty, limitPrice, triggerPrice, displayQty } = request;
  const { draft, terms } = order;
  if ([orderQty, limitPrice, triggerPrice, displayQty].every((value) => value === undefined)) {
    return invalid('order_qty');
  }
  if (limitPrice !== undefined && !hasLimit(draft.type)) return invalid('limit_price');
  if (triggerPrice !== undefined && !order.waiting) return invalid('trigger_price');
  if (orderQty !== undefined && draft.cash !== undefined) return invalid('order_qty');
  const lots = orderQty === undefined ? undefined : unitsOf(orderQty, terms.qtyPrecision);
  if (lots !== undefined && order.doneLots > 0n && lots <= order.doneLots) {
    count(order, 'cancel', hall);
    desk.shrink(order);
    return undefined;
  }
  const next = reread(order, patched(order.draft.fields, request), desk, hall);
  if (typeof next === 'string') return next;
  const postOnly = request.postOnly === true || draft.postOnly;
  const refusal =
    limitPrice === undefined
      ? obstacle(order, next, false, desk)
      : (unposted(hall, desk, postOnly) ?? obstacle(order, next, postOnly, desk));
  if (refusal !== undefined) return refusal;
  count(order, 'amend', hall);
  desk.amend(order, next, postOnly);
  return undefined;
}

function patched(fields: OrderFields, request: AmendOrderRequest): OrderFields {
  const { orderQty, limitPrice, limitPriceType, triggerPrice, displayQty } = request;
  const { orderType, triggers } = fields;
  // What trails keeps its distance in the unit that it has.
  const priceType = request.triggerPriceType ?? (isTrailing(orderType) ? triggers?.priceType : undefined);
  return {
    ...fields,
    ...(orderQty === undefined ? undefined : { orderQty }),
    ...(limitPrice === undefined ? undefined : { limitPrice, limitPriceType }),
    ...(displayQty === undefined ? undefined : { displayQty }),
    ...(triggerPrice === undefined ? undefined : { triggers: { ...triggers, price: triggerPrice, priceType } }),
  };
}

/** Reads the changed order anew, as if it came now; its times stand. */
function reread(order: OwnOrder, fields: OrderFields, desk: Desk, hall: Hall): Draft | string {
  const { expireAt, effectiveAt } = order.draft;
  const { timeInForce, expireTime, effectiveTime, ...timeless } = fields;
  const read = readOrder(
    { ...timeless, timeInForce: timeInForce === 'gtd' ? 'gtc' : timeInForce },
    { pair: hall.pair(desk), terms: desk.terms, at: hall.micros, last: desk.last, doneLots: order.doneLots },
  );
  if (typeof read === 'string') return read;
  return { ...read, fields, timeInForce: order.draft.timeInForce, expireAt, effectiveAt };
}

/** Why an order cannot become what it would be. Nothing stands against one that is not at the market yet. */
function obstacle(order: OwnOrder, next: Draft, postOnly: boolean, desk: Desk): string | undefined {
  if (order.resting === undefined) return undefined;
  const { market } = desk.floor;
  if (postOnly && market.side(opposite(next.side)).meets(order.limitOf(next))) return POST_ONLY;
  return covers(order, most(order, market, next)) ? undefined : INSUFFICIENT_FUNDS;
}

export function editOrder(
  customer: Customer,
  request: EditOrderRequest,
  hall: Hall,
): Outcome<TradingResults['edit_order']> {
  const order = customer.orders.get(request.orderId) ?? onlyOf(customer, request.orderId);
  const desk = found(customer, order, 'edit', hall);
  if (order === undefined || typeof desk === 'string') return typeof desk === 'string' ? desk : UNKNOWN_ORDER;
  const { draft } = order;
  const refusal =
    late(request.deadline, hall.micros) ??
    (request.symbol === order.terms.symbol ? undefined : invalid('symbol')) ??
    (draft.fields.clOrdId === undefined ? undefined : invalid('cl_ord_id')) ??
    (draft.conditional === undefined ? undefined : invalid('conditional')) ??
    (order.trigger?.fired === undefined ? undefined : invalid('triggers'));
  if (refusal !== undefined) return refusal;
  const fields = replaced(order, request);
  if (fields === undefined) return invalid('order_qty');
  const next = readOrder(fields, { pair: hall.pair(desk), terms: desk.terms, at: hall.micros, last: desk.last });
  if (typeof next === 'string') return next;
  const unfit = unsuited(hall, desk, next);
  if (unfit !== undefined) return unfit;
  return request.validate === true ? { originalOrderId: order.id } : exchanged(order, next, desk, hall);
}

/** The one order that has a number, which v1 takes in the place of an id. */
function onlyOf(customer: Customer, userref: string): OwnOrder | undefined {
  const orders = /^-?[1-9]\d{0,9}$/.test(userref) ? byUserref(customer, Number(userref)) : [];
  return orders.length === 1 ? orders[0] : undefined;
}

/** The fields of the order that comes instead: for what is left of the new quantity. Undefined when that is nothing. */
function replaced(order: OwnOrder, request: EditOrderRequest): OrderFields | undefined {
  const { fields } = order.draft;
  const { orderQty, limitPrice, displayQty, orderUserref, postOnly, reduceOnly, feePreference, triggers } = request;
  const { terms } = order;
  const total = orderQty === undefined ? order.lots : unitsOf(orderQty, terms.qtyPrecision);
  if (total !== undefined && total <= order.doneLots) return undefined;
  const left = total === undefined ? orderQty : terms.scale.qty(total - order.doneLots);
  return {
    ...fields,
    ...(order.draft.cash === undefined ? { orderQty: left } : undefined),
    limitPrice: limitPrice ?? fields.limitPrice,
    displayQty: displayQty ?? fields.displayQty,
    orderUserref: orderUserref ?? fields.orderUserref,
    postOnly: postOnly ?? fields.postOnly,
    reduceOnly: reduceOnly ?? fields.reduceOnly,
    feePreference: feePreference ?? fields.feePreference,
    triggers: triggers ?? fields.triggers,
  };
}

/** The old order goes, and the new one comes: unless it could not be placed, what the old one holds set free. */
function exchanged(order: OwnOrder, draft: Draft, desk: Desk, hall: Hall): Outcome<TradingResults['edit_order']> {
  const fresh = desk.draw(order.customer, draft);
  fresh.held = order.held;
  const obstacle = desk.obstacle(fresh);
  fresh.held = 0n;
  if (obstacle !== undefined) return obstacle.error;
  count(order, 'edit', hall);
  desk.cancel(order, REASONS.edited);
  desk.open(fresh);
  return { orderId: fresh.id, originalOrderId: order.id };
}
