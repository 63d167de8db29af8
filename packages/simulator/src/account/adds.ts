/**
 * `add_order` and `batch_add`: checks, then places. https://docs.kraken.com/api/docs/websocket-v2/add_order
 * https://docs.kraken.com/api/docs/websocket-v2/batch_add
 */
import type { AddOrderRequest, BatchAddRequest, OrderFields, OrderIds, TradingResults } from '@kraken-stream/core';
import type { Customer } from './customer.js';
import type { Desk } from './desk.js';
import { type Draft, isScheduled } from './draft.js';
import { barred, byClientId, type Hall, late, unsuited } from './hall.js';
import { readOrder } from './read.js';
import { invalid, ORDERS_LIMIT, RATE_LIMIT, SCHEDULED_LIMIT, UNAVAILABLE, UNKNOWN_PAIR } from './words.js';

const BATCH = { least: 2, most: 15 };

/** The result, or the exchange's words for why there is none. */
export type Outcome<Result> = Result | string;

export function addOrder(
  customer: Customer,
  request: AddOrderRequest,
  hall: Hall,
): Outcome<TradingResults['add_order']> {
  const desk = admitted(customer, request.symbol, 1, hall);
  if (typeof desk === 'string') return desk;
  const draft = late(request.deadline, hall.micros) ?? accepted(customer, request, desk, [], hall);
  if (typeof draft === 'string') return draft;
  return request.validate === true ? idsOf(request) : placed(customer, draft, desk);
}

export function batchAdd(
  customer: Customer,
  request: BatchAddRequest,
  hall: Hall,
): Outcome<TradingResults['batch_add']> {
  const { symbol, orders } = request;
  if (orders.length < BATCH.least || orders.length > BATCH.most) return invalid('orders');
  const desk = admitted(customer, symbol, orders.length / 2, hall);
  if (typeof desk === 'string') return desk;
  const tooLate = late(request.deadline, hall.micros);
  if (tooLate !== undefined) return tooLate;
  const drafts: Draft[] = [];
  const clientIds = new Set<string>();
  for (const fields of orders) {
    const draft = accepted(customer, fields, desk, drafts, hall);
    if (typeof draft === 'string') return draft;
    if (fields.clOrdId !== undefined && clientIds.has(fields.clOrdId)) return invalid('cl_ord_id');
    if (fields.clOrdId !== undefined) clientIds.add(fields.clOrdId);
    drafts.push(draft);
  }
  if (request.validate === true) return orders.map(idsOf);
  return drafts.map((draft) => {
    const outcome = placed(customer, draft, desk);
    return typeof outcome === 'string' ? { ...idsOf(draft.fields), error: outcome } : outcome;
  });
}

/** The desk of a symbol, when it takes requests of this account now. Counts them. */
function admitted(customer: Customer, symbol: string, count: number, hall: Hall): Desk | string {
  if (hall.mode === 'maintenance') return UNAVAILABLE;
  const desk = hall.desk(symbol);
  if (desk === undefined) return UNKNOWN_PAIR;
  if (!customer.counter(symbol).take(count, hall.micros)) return RATE_LIMIT;
  return barred(hall, desk) ?? desk;
}

/** Reads an order and compares it with the account's others, `before` of which are about to be placed. */
function accepted(
  customer: Customer,
  fields: OrderFields,
  desk: Desk,
  before: readonly Draft[],
  hall: Hall,
): Draft | string {
  const draft = readOrder(fieldsOf(fields), {
    pair: hall.pair(desk),
    terms: desk.terms,
    at: hall.micros,
    last: desk.last,
  });
  if (typeof draft === 'string') return draft;
  const unfit = unsuited(hall, desk, draft);
  if (unfit !== undefined) return unfit;
  const { clOrdId } = fields;
  if (clOrdId !== undefined && byClientId(customer, clOrdId) !== undefined) return invalid('cl_ord_id');
  return crowded(customer, draft, desk, before, hall) ?? draft;
}

/** Why an account may not have one more such order in a market. */
function crowded(
  { orders, limits }: Customer,
  draft: Draft,
  { terms }: Desk,
  before: readonly Draft[],
  { micros }: Hall,
): string | undefined {
  const open = [...orders.values()].filter((order) => order.terms === terms);
  const all = [...open.map((order) => order.draft), ...before];
  if (all.length >= limits.openOrders) return ORDERS_LIMIT;
  if (!isScheduled(draft, micros)) return undefined;
  const scheduled = all.filter((each) => isScheduled(each, micros));
  return scheduled.length >= limits.scheduledOrders ? SCHEDULED_LIMIT : undefined;
}

/** The fields of the order alone. */
function fieldsOf(request: OrderFields | AddOrderRequest): OrderFields {
  if (!('method' in request)) return request;
  const { method: _, symbol: _symbol, deadline: _deadline, validate: _validate, token: _token, ...fields } = request;
  return fields;
}

function placed(customer: Customer, draft: Draft, desk: Desk): Outcome<OrderIds> {
  const order = desk.draw(customer, draft);
  const obstacle = desk.obstacle(order);
  if (obstacle !== undefined) return obstacle.error;
  desk.open(order);
  return { orderId: order.id, ...idsOf(draft.fields) };
}

/** What the account itself calls an order. */
function idsOf({ clOrdId, orderUserref }: OrderFields): OrderIds {
  return {
    ...(clOrdId === undefined ? undefined : { clOrdId }),
    ...(orderUserref === undefined ? undefined : { orderUserref }),
  };
}
