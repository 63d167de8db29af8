/** How requests name the orders that they are about, one name after the other. Knows no orders. */
import type { OrderIds } from '../protocol/account.js';
import type { TradingRequest } from '../protocol/trading.js';

/**
 * Those of orders that are to be placed are the ones they will have. Of cancels: exchange ids, then client ids, then user
 * references; a batch has references as text among its exchange ids.
 */
export function namesOf(request: TradingRequest): readonly OrderIds[] {
  switch (request.method) {
    case 'add_order':
    case 'amend_order':
    case 'edit_order':
      return [request];
    case 'batch_add':
      return request.orders;
    case 'cancel_order': {
      const { orderId = [], clOrdId = [], orderUserref = [] } = request;
      return [
        ...orderId.map((id) => ({ orderId: id })),
        ...clOrdId.map((id) => ({ clOrdId: id })),
        ...orderUserref.map((reference) => ({ orderUserref: reference })),
      ];
    }
    case 'batch_cancel': {
      const { orders = [], clOrdId = [] } = request;
      return [...orders.map(nameOf), ...clOrdId.map((id) => ({ clOrdId: id }))];
    }
    default:
      return [];
  }
}

function nameOf(text: string): OrderIds {
  return /^-?\d+$/.test(text) ? { orderUserref: Number(text) } : { orderId: text };
}

/** Whether an order comes about by it. */
export function places(request: TradingRequest): boolean {
  const { method } = request;
  return (method === 'add_order' || method === 'batch_add' || method === 'edit_order') && request.validate !== true;
}

export function isCancel({ method }: TradingRequest): boolean {
  return method.startsWith('cancel') || method === 'batch_cancel';
}
