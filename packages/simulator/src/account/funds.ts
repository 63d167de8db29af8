/** What an order may cost, and what of that its account's wallet holds. Knows no reports. */
import type { Market } from '../engine/market.js';
import type { OwnOrder } from './own-order.js';

/** Which order goes when two of one account would trade, in the engine's word. */
export function stpOf({ draft }: OwnOrder): 'newest' | 'oldest' | 'both' {
  return draft.stp === 'cancel_oldest' ? 'oldest' : draft.stp === 'cancel_both' ? 'both' : 'newest';
}

/**
 * The most that what is left of an order can take from its account, fees included, in units of `heldAsset`. `next` is what
 * it is to become.
 */
export function most(order: OwnOrder, market: Market, next = order.draft): bigint {
  const { terms, fees, customer } = order;
  const { side, feePreference } = next;
  const left = (next.lots ?? order.lots) - order.doneLots;
  const limit = order.limitOf(next);
  const { maker, taker } = customer.fees;
  const rate = limit === undefined || taker > maker ? taker : maker;
  if (side === 'sell') {
    const amount = terms.amount(left);
    return feePreference === 'base' ? amount + fees.most(amount, rate) : amount;
  }
  const turnover =
    limit === undefined
      ? market.quote('buy', left, undefined, { owner: customer.number, stp: stpOf(order) }).turnover
      : left * BigInt(limit);
  const cost = terms.mostCost(turnover);
  return feePreference === 'base' ? cost : cost + fees.most(cost, rate);
}

/** Whether the account could pay so much for the order, what it holds for it already included. */
export function covers(order: OwnOrder, amount: bigint): boolean {
  return order.customer.wallet.available(order.heldAsset) + order.held >= amount;
}

/** Holds so much for the order from now on. */
export function hold(order: OwnOrder, amount: bigint): void {
  order.customer.wallet.hold(order.heldAsset, amount - order.held);
  order.held = amount;
}

/** What has been paid for the order is held no more. */
export function release(order: OwnOrder, amount: bigint): void {
  hold(order, order.held > amount ? order.held - amount : 0n);
}
