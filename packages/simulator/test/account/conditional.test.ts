import { describe, expect, it } from 'vitest';
import { rig } from './rig.js';

describe('a conditional close', () => {
  it('gives each fill an order of its size on the other side', () => {
    const { ann, bob } = rig();
    bob.placed({ side: 'sell', limitPrice: '50000', orderQty: '0.4' });
    const primary = ann.placed({
      limitPrice: '50000',
      orderUserref: 5,
      conditional: { orderType: 'limit', limitPrice: '60000' },
    });
    expect(ann.reports[0]).toMatchObject({
      contingent: { orderType: 'limit', limitPrice: '60000.0', limitPriceType: 'static' },
    });
    bob.placed({ side: 'sell', limitPrice: '50000', orderQty: '0.6' });
    const closes = ann.account.openOrders();
    expect(closes).toMatchObject([
      { side: 'sell', orderQty: '0.40000000', limitPrice: '60000.0', ordRefId: primary, orderUserref: 5 },
      { side: 'sell', orderQty: '0.60000000', limitPrice: '60000.0', ordRefId: primary, orderStatus: 'new' },
    ]);
  });

  it('waits for its price when it is one that does', () => {
    const { ann, bob } = rig();
    bob.placed({ side: 'sell', limitPrice: '50000' });
    const conditional = { orderType: 'stop-loss-limit', triggerPrice: '49000', limitPrice: '48900' } as const;
    ann.placed({ limitPrice: '50000', conditional });
    expect(ann.account.openOrders()).toMatchObject([
      { orderType: 'stop-loss-limit', triggers: { price: '49000.0', status: 'untriggered' }, limitPrice: '48900.0' },
    ]);
  });

  it('is canceled when the account has not got what it would sell', () => {
    const { bob, open } = rig();
    bob.placed({ side: 'sell', limitPrice: '50000' });
    const cid = open({ name: 'cid', balances: { USD: '100000' } });
    // The fee is taken of what is bought, so less than that can be sold.
    const conditional = { orderType: 'limit', limitPrice: '60000' } as const;
    cid.placed({ limitPrice: '50000', feePreference: 'base', conditional });
    const close = cid.reports.findLast(({ execType }) => execType === 'pending_new');
    expect(cid.story(close?.orderId ?? '')).toEqual(['pending_new', 'canceled: Insufficient funds']);
  });
});
