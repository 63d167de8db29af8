/** What requests about orders are about, and how each is told from others. Knows no account. */
import type { OrderIds, TradingRequest } from '@kraken-stream/core';

/** How the orders of each part are named. */
export function partsOf(request: TradingRequest): readonly OrderIds[] {
  switch (request.method) {
    case 'add_order':
      return [{ clOrdId: request.clOrdId, orderUserref: request.orderUserref }];
    case 'batch_add':
      return request.orders.map(({ clOrdId, orderUserref }) => ({ clOrdId, orderUserref }));
    case 'amend_order':
      return [{ orderId: request.orderId, clOrdId: request.clOrdId }];
    case 'edit_order':
      return [{ orderId: request.orderId }];
    case 'cancel_order':
      return [
        ...(request.orderId ?? []).map((orderId) => ({ orderId })),
        ...(request.clOrdId ?? []).map((clOrdId) => ({ clOrdId })),
      ];
    default:
      return [{}];
  }
}

/** The same for requests about the same orders. */
export function nameOf(request: TradingRequest): string {
  const { method } = request;
  const of = (parts: readonly OrderIds[]) =>
    parts.map(({ orderId, clOrdId, orderUserref }) => orderId ?? clOrdId ?? orderUserref).join(' ');
  return `${method} ${method === 'batch_cancel' ? batchOf(request).join(' ') : of(partsOf(request))}`.trim();
}

/** The orders of a batch that is to be canceled. */
export function batchOf(request: TradingRequest): readonly string[] {
  return request.method === 'batch_cancel' ? [...(request.orders ?? []), ...(request.clOrdId ?? [])] : [];
}
