import type { PartialReport } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { OwnOrders } from '../../src/account/own-orders.js';

type Triggers = NonNullable<PartialReport['triggers']>;

/** The trigger of an order that was amended, when the frame tells nothing of it but a level, as v1's do. */
function amended(orderType: string, triggers: Triggers, level: string, apart = true): Triggers | undefined {
  const orders = new OwnOrders({ snapOrders: true, snapTrades: true });
  orders.take([], { snapshot: true, apart });
  const order = { execType: 'new', orderStatus: 'new', orderId: 'O-1', symbol: 'BTC/USD', orderType } as const;
  orders.take([{ ...order, orderQty: '1.0', triggers }], { snapshot: false, apart });
  const told = { price: level, priceType: 'static' } as const;
  const amendment = { execType: 'amended', orderId: 'O-1', orderQty: '2.0', triggers: told } as const;
  orders.take([amendment], { snapshot: false, apart });
  return orders.find({ orderId: 'O-1' })?.triggers;
}

describe('a trigger whose order was amended, where frames tell the level alone', () => {
  it('stays a distance: the level is where it has come to', () => {
    const distance = { price: '0.05', priceType: 'pct' } as const;
    const expected = { ...distance, actualPrice: '9.8' };
    expect(amended('trailing-stop', { ...distance, actualPrice: '9.7' }, '9.8')).toEqual(expected);
    expect(amended('trailing-stop-limit', distance, '9.8')).toEqual(expected);
    expect(amended('take-profit', { ...distance, price: '-1' }, '9.8')).toEqual({ ...expected, price: '-1' });
  });

  it('is at that price when it was one', () => {
    const price = { price: '9.7', priceType: 'static' } as const;
    expect(amended('stop-loss', price, '9.8')).toEqual({ ...price, price: '9.8' });
  });

  it('is as it is told where one stream tells all of it', () => {
    const distance = { price: '0.05', priceType: 'pct' } as const;
    expect(amended('trailing-stop', distance, '9.8', false)).toEqual({ price: '9.8', priceType: 'static' });
  });
});
