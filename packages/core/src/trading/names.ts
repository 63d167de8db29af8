/** How cancels name their orders, one name after the other. Knows no orders. */
import type { OrderIds } from '../protocol/account.js';
import type { BatchCancelRequest, CancelOrderRequest } from '../protocol/trading.js';

/** Exchange ids, then client ids, then user references; a batch has references as text among its exchange ids. */
export function cancelNames(request: CancelOrderRequest | BatchCancelRequest): OrderIds[] {
  const byClientId = (request.clOrdId ?? []).map((clOrdId) => ({ clOrdId }));
  if (request.method === 'batch_cancel') return [...(request.orders ?? []).map(nameOf), ...byClientId];
  return [
    ...(request.orderId ?? []).map((orderId) => ({ orderId })),
    ...byClientId,
    ...(request.orderUserref ?? []).map((orderUserref) => ({ orderUserref })),
  ];
}

function nameOf(text: string): OrderIds {
  return /^-?\d+$/.test(text) ? { orderUserref: Number(text) } : { orderId: text };
}
