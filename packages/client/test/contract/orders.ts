/** Orders that the contract begins with, and what becomes of them at once. */
import type { KrakenClient, NewOrder, OrderOutcome, OwnOrder } from '@kraken-stream/client';

/** Far from the market: it stays where it is. */
export const RESTING = {
  symbol: 'BTC/USD',
  orderType: 'limit',
  side: 'buy',
  orderQty: '5',
  limitPrice: '1.0',
} as const satisfies NewOrder;

/** Trades at once. */
export const SELL = {
  symbol: 'BTC/USD',
  orderType: 'market',
  side: 'sell',
  orderQty: '0.5',
} as const satisfies NewOrder;

/** The order's id, once it is accepted. Throws when it is not. */
export async function placed(client: KrakenClient, order: NewOrder): Promise<string> {
  const outcome = await client.addOrder(order);
  if (outcome.status === 'accepted' && outcome.orderId !== undefined) return outcome.orderId;
  throw new Error(`it was not placed, but is ${said(outcome)}`);
}

/** How an order stands that was placed just now, once reports tell that the exchange has taken it; `scheduled` for later. */
export async function standing(client: KrakenClient, order: NewOrder, scheduled = false): Promise<OwnOrder> {
  const orders = client.subscribeOpenOrders();
  const orderId = await placed(client, order);
  return new Promise((resolve) => {
    const look = () => {
      const known = orders.find({ orderId });
      if (known !== undefined && (known.orderStatus === 'pending_new') === scheduled) resolve(known);
    };
    orders.on('data', look);
    look();
  });
}

/** An outcome in short: its status, and why. */
export function said(outcome: OrderOutcome): string {
  return outcome.status === 'rejected' ? `rejected: ${outcome.error.message}` : outcome.status;
}
