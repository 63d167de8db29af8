import type { ExecutionReport } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { rig } from './rig.js';

/** An account that is told what happens to it in both notations. */
function told() {
  const world = rig();
  const reports: ExecutionReport[] = [];
  const { account } = world.ann;
  account.listen({ executed: (report) => reports.push(report), ledger: () => undefined }, 'v1');
  return { ...world, reports, account };
}

describe('reports in v1', () => {
  it('have its decimals, and what fees have come to', () => {
    const { ann, bob, reports } = told();
    ann.placed({ limitPrice: '50000', orderQty: '0.3' });
    bob.placed({ side: 'sell', limitPrice: '50000', orderQty: '0.1' });
    bob.placed({ side: 'sell', limitPrice: '50000', orderQty: '0.2' });
    expect(reports.map(({ execType }) => execType)).toEqual(['pending_new', 'new', 'trade', 'trade', 'filled']);
    expect(reports[0]).toMatchObject({ limitPrice: '50000.00000', orderQty: '0.30000000' });
    expect(reports[2]).toMatchObject({
      lastPrice: '50000.00000',
      cost: '5000.00000',
      cumFee: '8.00000',
      fees: [{ asset: 'USD', qty: '8.00000' }],
    });
    expect(reports[2]?.positionId).toBe(reports[2]?.execId);
    expect(reports[4]).toMatchObject({
      cumQty: '0.30000000',
      cumCost: '15000.00000',
      cumFee: '24.00000',
      avgPrice: '50000.00000',
    });
    expect(ann.reports.at(-1)).toMatchObject({ avgPrice: '50000.0' });
    for (const report of ann.reports) expect(report).not.toHaveProperty('cumFee');
  });

  it('have a mean price with all its decimals, where v2 has few', () => {
    const { ann, bob, reports } = told();
    bob.placed({ side: 'sell', limitPrice: '50000', orderQty: '0.1' });
    bob.placed({ side: 'sell', limitPrice: '50000.1', orderQty: '0.2' });
    ann.placed({ limitPrice: '50001', orderQty: '0.3' });
    expect(reports.at(-1)?.avgPrice).toBe('50000.06667');
    expect(ann.reports.at(-1)?.avgPrice).toBe('50000.1');
  });

  it('tell fees in quote currency, whatever they were taken in', () => {
    const { ann, bob, reports, account } = told();
    bob.placed({ side: 'sell', limitPrice: '50000', orderQty: '0.1' });
    ann.placed({ limitPrice: '50000', orderQty: '0.1', feePreference: 'base' });
    const fees = [{ asset: 'USD', qty: '13.00000' }];
    expect(reports.at(-1)).toMatchObject({ cumFee: '13.00000' });
    expect(account.fills('v1')).toMatchObject([{ fees }]);
    expect(account.fills()).toMatchObject([{ fees: [{ asset: 'BTC', qty: '0.0002600000' }] }]);
  });

  it('show open orders, triggers and closes in its decimals', () => {
    const { ann, account } = told();
    ann.placed({
      side: 'sell',
      orderType: 'stop-loss-limit',
      triggers: { price: '49000.5' },
      limitPrice: '48000',
      conditional: { orderType: 'limit', limitPrice: '51000' },
    });
    expect(account.openOrders('v1')).toMatchObject([
      {
        stopPrice: '49000.50000',
        limitPrice: '48000.00000',
        triggers: { price: '49000.50000', actualPrice: '49000.50000' },
        contingent: { limitPrice: '51000.00000' },
        cumFee: '0.00000',
        avgPrice: '0.00000',
      },
    ]);
    expect(account.openOrders()).toMatchObject([{ stopPrice: '49000.5', limitPrice: '48000.0' }]);
  });

  it('say what was when it was, however the order goes on before it is told', () => {
    const { ann, reports } = told();
    const orderId = ann.placed({ limitPrice: '40000', orderQty: '1' });
    ann.ask({ method: 'amend_order', orderId, orderQty: '2' });
    expect(reports.map(({ execType, orderQty }) => [execType, orderQty])).toEqual([
      ['pending_new', '1.00000000'],
      ['new', undefined],
      ['amended', '2.00000000'],
    ]);
  });
});

describe('the time of an open order', () => {
  it('is in v1 that of its beginning, in v2 that of what happened last', () => {
    const { ann, account, reports } = told();
    const orderId = ann.placed({ limitPrice: '40000', orderQty: '1' });
    ann.ask({ method: 'amend_order', orderId, orderQty: '2' });
    expect(account.openOrders('v1')[0]?.timestamp).toBe(reports[0]?.timestamp);
    expect(account.openOrders()[0]?.timestamp).toBe(reports.at(-1)?.timestamp);
  });
});
