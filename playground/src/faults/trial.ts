/**
 * A small order far below the market, placed and canceled, so that faults of orders have something to happen to. Knows
 * nothing of faults.
 */
import {
  type BookDepth,
  ConnectionError,
  type KrakenClient,
  KrakenStreamError,
  type OrderOutcome,
} from '@kraken-stream/client';
import type { Tone } from '../journal.js';

export type Tell = (tone: Tone, text: string) => void;

/**
 * Gets ready, calls `begin`, and then trades. What becomes of the order is told; never rejects. The order goes into the
 * market of `symbol`, whose book is asked for with the depth that it has already.
 */
export async function tryOrder(
  client: KrakenClient,
  symbol: string,
  depth: BookDepth,
  begin: () => void,
  tell: Tell,
): Promise<void> {
  const orders = client.subscribeOpenOrders();
  try {
    await orders.ready;
    const order = await smallOrder(client, symbol, depth);
    begin();
    await trade(client, order, tell);
  } catch (error) {
    if (!(error instanceof KrakenStreamError)) throw error;
    tell('bad', `${error.name}: ${error.message}`);
  } finally {
    await orders.unsubscribe();
  }
}

interface SmallOrder {
  readonly symbol: string;
  readonly orderQty: string;
  readonly limitPrice: string;
}

async function trade(client: KrakenClient, order: SmallOrder, tell: Tell): Promise<void> {
  const since = Date.now();
  const { symbol, orderQty, limitPrice } = order;
  tell('you', `you placed an order: buy ${orderQty} ${symbol} at ${limitPrice}`);
  const outcome = await client.addOrder({ ...order, side: 'buy', orderType: 'limit' });
  tell(...told(outcome, Date.now() - since));
  if (outcome.status === 'rejected') return;
  if (outcome.status === 'unknown') {
    const { status } = await outcome.settled;
    tell(status === 'accepted' ? 'good' : 'warn', `order ${status}, told by reports after ${Date.now() - since} ms`);
    if (status !== 'accepted') return;
  }
  const { clOrdId } = outcome;
  if (clOrdId === undefined) return;
  const canceled = await client.cancelOrder({ clOrdId });
  tell('quiet', canceled.status === 'accepted' ? 'order canceled again' : `canceling the order: ${canceled.status}`);
}

function told(outcome: OrderOutcome, tookMs: number): [Tone, string] {
  switch (outcome.status) {
    case 'accepted':
      return ['good', `order accepted after ${tookMs} ms`];
    case 'rejected':
      return ['bad', `order rejected: ${outcome.error.message}`];
    case 'unknown':
      return ['warn', `order unknown, and not sent again: ${outcome.reason}`];
  }
}

/** As small as the market takes, at half its best bid. */
async function smallOrder(client: KrakenClient, symbol: string, depth: BookDepth): Promise<SmallOrder> {
  const book = client.book(symbol, { depth });
  await book.ready;
  const half = Number(book.bids.best?.price) / 2;
  await book.unsubscribe();
  for await (const event of client.subscribeInstruments()) {
    const pair = event.type === 'gap' ? undefined : event.data.pairs.find((each) => each.symbol === symbol);
    if (pair === undefined) continue;
    const { qtyMin: orderQty, priceIncrement, pricePrecision } = pair;
    const increment = Number(priceIncrement);
    return { symbol, orderQty, limitPrice: (Math.floor(half / increment) * increment).toFixed(pricePrecision) };
  }
  throw new ConnectionError(`no rules of ${symbol} came`);
}
