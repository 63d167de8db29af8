/**
 * What cannot be asked about orders in v1, and what can be done instead. Whether a request is right in itself is not
 * looked at here. https://docs.kraken.com/api/docs/websocket-v1/addorder
 */
import type { Objection } from '../codec.js';
import { isTrailing, isTriggered } from '../order.js';
import type { AddOrderRequest, Conditional, EditOrderRequest, TradingRequest } from '../trading.js';

/** The first thing that v1 cannot say; undefined when all of it can be said. */
export function tradingObjection(request: TradingRequest): Objection | undefined {
  switch (request.method) {
    case 'add_order':
      return orderObjection(request) ?? closeObjection(request.conditional);
    case 'edit_order':
      return editObjection(request);
    case 'batch_add':
      return objection('method', 'v1 has no batches; place each order by itself, or use v2');
    case 'batch_cancel':
      return objection(
        'method',
        'v1 has no batches; cancel the orders with cancelOrder, which takes several, or use v2',
      );
    default:
      return undefined;
  }
}

function objection(field: string, rule: string): Objection {
  return { field, message: `${field}: ${rule}` };
}

function orderObjection(request: AddOrderRequest): Objection | undefined {
  const { orderType, triggers } = request;
  if (orderType === 'iceberg') return objection('orderType', "v1 cannot place 'iceberg' orders; v2 can");
  if (request.displayQty !== undefined) return objection('displayQty', 'v1 cannot place iceberg orders; v2 can');
  if (request.timeInForce === 'fok') {
    return objection('timeInForce', "expected 'gtc', 'gtd' or 'ioc' in v1; v2 takes 'fok' as well");
  }
  if (request.cashOrderQty !== undefined && !isCashBuy(request)) {
    const rule = 'v1 takes it for market buys without margin, instead of orderQty';
    return objection('cashOrderQty', `${rule}, and v2 for no others`);
  }
  if (triggers !== undefined && !isTriggered(orderType)) {
    return objection('triggers', `v1 has no place for them with orderType '${orderType}', and v2 takes none`);
  }
  if (triggers !== undefined && isTrailing(orderType) && (triggers.priceType ?? 'static') === 'static') {
    return objection('triggers.priceType', "expected 'pct' or 'quote' for a trailing order, in v1 as in v2");
  }
  if (isFixed(orderType, request.limitPriceType)) return objection('limitPriceType', OFFSET);
  if (request.clOrdId !== undefined && request.orderUserref !== undefined) {
    return objection('orderUserref', 'expected none beside clOrdId, in v1 as in v2');
  }
  return undefined;
}

const OFFSET = "in v1 the limit of a trailing order is an offset from its trigger; v2 takes 'static' as well";

/** Whether the limit of a trailing order is to be a price. */
function isFixed(orderType: string, limitPriceType: string | undefined): boolean {
  return isTrailing(orderType) && limitPriceType === 'static';
}

function isCashBuy({ orderType, side, orderQty, margin, leverage }: AddOrderRequest): boolean {
  const funded = margin === true || leverage !== undefined;
  return orderType === 'market' && side === 'buy' && orderQty === undefined && !funded;
}

function closeObjection(conditional: Conditional | undefined): Objection | undefined {
  if (conditional === undefined) return undefined;
  const { orderType, limitPriceType, triggerPrice, triggerPriceType = 'static' } = conditional;
  if (triggerPrice !== undefined && !isTriggered(orderType)) {
    const rule = `v1 has no place for it with orderType '${orderType}', and v2 takes none`;
    return objection('conditional.triggerPrice', rule);
  }
  if (triggerPrice !== undefined && isTrailing(orderType) && triggerPriceType === 'static') {
    return objection('conditional.triggerPriceType', "expected 'pct' or 'quote' for a trailing order, in v1 as in v2");
  }
  return isFixed(orderType, limitPriceType) ? objection('conditional.limitPriceType', OFFSET) : undefined;
}

function editObjection(request: EditOrderRequest): Objection | undefined {
  const { triggers, limitPrice, orderType } = request;
  if (request.displayQty !== undefined) {
    return objection('displayQty', "v1's edit cannot change it; amend the order, or use v2");
  }
  // Saying nothing says no.
  if (request.reduceOnly === true) return objection('reduceOnly', "v1's edit does not have it; v2's has");
  if (request.deadline !== undefined) {
    return objection('deadline', "v1's edit does not have it; amend the order, or use v2");
  }
  if (triggers?.reference !== undefined) {
    return objection('triggers.reference', "v1's edit keeps the reference of the order; v2's can change it");
  }
  if (triggers !== undefined && orderType !== undefined && !isTriggered(orderType)) {
    return objection('triggers', `v1 has no place for them in an order that is '${orderType}', and v2 takes none`);
  }
  if (limitPrice !== undefined && triggers === undefined && orderType === undefined) {
    const rule =
      'v1 tells a limit from a trigger by the type of the order, and no such order was seen; give triggers as well where it ' +
      'has them, amend the order, or use v2';
    return { ...objection('limitPrice', rule), unlessTyped: true };
  }
  return undefined;
}
