import { describe, expect, it } from 'vitest';
import { rig } from './rig.js';

describe('a limit order', () => {
  it('is told as pending and then as new, as the wire shows it', () => {
    const { ann } = rig();
    const orderId = ann.placed({ limitPrice: '49000', orderQty: '0.5' });
    expect(orderId).toMatch(/^O[A-Z2-7]{5}-[A-Z2-7]{5}-[A-Z2-7]{6}$/);
    expect(ann.reports).toEqual([
      {
        orderId,
        orderUserref: 0,
        symbol: 'BTC/USD',
        orderQty: '0.50000000',
        cumCost: '0.00000',
        timeInForce: 'GTC',
        execType: 'pending_new',
        side: 'buy',
        orderType: 'limit',
        limitPriceType: 'static',
        limitPrice: '49000.0',
        stopPrice: '0.0',
        orderStatus: 'pending_new',
        feeUsdEquiv: '0.00000',
        feeCcyPref: 'fciq',
        timestamp: '2026-01-01T00:00:00.000000Z',
        ratecount: '1',
      },
      {
        timestamp: expect.stringMatching(/^2026-01-01T00:00:00\.0000\d\dZ$/),
        orderStatus: 'new',
        execType: 'new',
        orderUserref: 0,
        orderId,
        ratecount: '1',
      },
    ]);
  });

  it('trades with one that rests: a report and two ledger entries for each side, then the end of each', () => {
    const { ann, bob } = rig();
    const sell = bob.placed({ side: 'sell', limitPrice: '50000.1', clOrdId: 'bob-1' });
    const buy = ann.placed({ side: 'buy', limitPrice: '50001', orderQty: '0.25', orderUserref: 7 });
    expect(ann.story(buy)).toEqual(['pending_new', 'new', 'trade', 'filled']);
    expect(bob.story(sell)).toEqual(['pending_new', 'new', 'trade']);
    const [, , fill, end] = ann.reports;
    expect(fill).toEqual({
      orderId: buy,
      orderUserref: 7,
      execId: expect.stringMatching(/^T[A-Z2-7]{5}-[A-Z2-7]{5}-[A-Z2-7]{6}$/),
      execType: 'trade',
      tradeId: expect.any(Number),
      symbol: 'BTC/USD',
      side: 'buy',
      lastQty: '0.25000000',
      lastPrice: '50000.1',
      liquidityInd: 't',
      cost: '12500.02500',
      orderStatus: 'partially_filled',
      orderType: 'limit',
      timestamp: fill?.timestamp,
      cumQty: '0.25000000',
      cumCost: '12500.02500',
      avgPrice: '50000.1',
      // 0.26 % is 32.500065.
      feeUsdEquiv: '32.50010',
      fees: [{ asset: 'USD', qty: '32.50010' }],
      ratecount: '1',
    });
    expect(end).toEqual({
      timestamp: end?.timestamp,
      orderStatus: 'filled',
      execType: 'filled',
      orderId: buy,
      orderUserref: 7,
      cumQty: '0.25000000',
      cumCost: '12500.02500',
      avgPrice: '50000.1',
      feeUsdEquiv: '32.50010',
      ratecount: '1',
    });
    expect(bob.latest(sell)).toMatchObject({
      clOrdId: 'bob-1',
      tradeId: fill?.tradeId,
      liquidityInd: 'm',
      side: 'sell',
      cumQty: '0.25000000',
      fees: [{ asset: 'USD', qty: '12.50010' }],
    });
    expect(bob.latest(sell)).not.toHaveProperty('orderUserref');
    expect(ann.ledger).toEqual([
      {
        ledgerId: expect.stringMatching(/^L[A-Z2-7]{5}-[A-Z2-7]{5}-[A-Z2-7]{6}$/),
        refId: fill?.execId,
        timestamp: fill?.timestamp,
        type: 'trade',
        category: 'trade',
        asset: 'BTC',
        assetClass: 'currency',
        walletType: 'spot',
        walletId: 'main',
        amount: '0.2500000000',
        fee: '0.0000000000',
        balance: '10.2500000000',
      },
      expect.objectContaining({ refId: fill?.execId, asset: 'USD', amount: '-12500.0250', fee: '32.5001' }),
    ]);
    expect(bob.ledger.map(({ asset, amount, fee }) => [asset, amount, fee])).toEqual([
      ['BTC', '-0.2500000000', '0.0000000000'],
      ['USD', '12500.0250', '12.5001'],
    ]);
  });

  it('has times that grow with each report, a few microseconds apart', () => {
    const { ann, bob } = rig();
    for (const limitPrice of ['50000', '50001', '50002']) bob.placed({ side: 'sell', limitPrice, orderQty: '0.1' });
    ann.placed({ limitPrice: '50010', orderQty: '0.3' });
    const micros = ann.reports.map(({ timestamp }) => Number(timestamp?.slice(20, 26)));
    expect(micros).toHaveLength(6);
    for (const [i, at] of micros.entries()) {
      const gap = at - (micros[i - 1] ?? -1);
      expect(gap).toBeGreaterThan(0);
      expect(gap).toBeLessThan(20);
    }
  });

  it('rests with what is left of it, first come, first served', () => {
    const { ann, bob, exchange } = rig();
    const first = ann.placed({ limitPrice: '50000', orderQty: '1' });
    const second = ann.placed({ limitPrice: '50000', orderQty: '1' });
    bob.placed({ side: 'sell', limitPrice: '50000', orderQty: '1.5' });
    expect(ann.latest(first).execType).toBe('filled');
    expect(ann.latest(second).cumQty).toBe('0.50000000');
    expect(exchange.book('BTC/USD').bids).toEqual([{ price: '50000.0', qty: '0.50000000' }]);
  });

  it('that is post-only is refused when it would trade, and nothing is told of it', () => {
    const { ann, bob } = rig();
    bob.placed({ side: 'sell', limitPrice: '50000' });
    expect(ann.add({ limitPrice: '50000', postOnly: true })).toMatchObject({ error: 'EOrder:Post only order' });
    expect(ann.reports).toEqual([]);
    const orderId = ann.placed({ limitPrice: '49999.9', postOnly: true });
    expect(ann.reports[0]).toMatchObject({ orderId, postOnly: true });
  });

  it('that is ioc trades what it can, and the rest is canceled', () => {
    const { ann, bob } = rig();
    bob.placed({ side: 'sell', limitPrice: '50000', orderQty: '0.4' });
    const orderId = ann.placed({ limitPrice: '50000', timeInForce: 'ioc' });
    expect(ann.story(orderId)).toEqual(['pending_new', 'new', 'trade', 'canceled: Immediate or cancel order']);
    expect(ann.latest(orderId)).toEqual({
      timestamp: expect.any(String),
      orderStatus: 'canceled',
      execType: 'canceled',
      cumQty: '0.40000000',
      cumCost: '20000.00000',
      feeUsdEquiv: '52.00000',
      avgPrice: '50000.0',
      orderUserref: 0,
      cancelReason: 'Immediate or cancel order',
      reason: 'Immediate or cancel order',
      orderId,
      ratecount: '1',
    });
    expect(ann.account.openOrders()).toEqual([]);
  });

  it('that is fok trades whole or not at all', () => {
    const { ann, bob } = rig();
    bob.placed({ side: 'sell', limitPrice: '50000', orderQty: '0.4' });
    const failed = ann.placed({ limitPrice: '50000', timeInForce: 'fok' });
    expect(ann.story(failed)).toEqual(['pending_new', 'new', 'canceled: Fill or kill order could not be filled']);
    const done = ann.placed({ limitPrice: '50000', orderQty: '0.4', timeInForce: 'fok' });
    expect(ann.story(done)).toEqual(['pending_new', 'new', 'trade', 'filled']);
    expect(ann.reports[3]?.timeInForce).toBe('FOK');
  });

  it('that is gtd expires at its time, and holds nothing then', () => {
    const { ann, wait, ahead } = rig();
    const expireTime = ahead(10);
    const orderId = ann.placed({ limitPrice: '40000', timeInForce: 'gtd', expireTime });
    expect(ann.reports[0]).toMatchObject({ timeInForce: 'GTD', expireTime });
    wait(9);
    expect(ann.account.available('USD')).not.toBe('1000000.0000');
    wait(1);
    expect(ann.story(orderId)).toEqual(['pending_new', 'new', 'expired: Order expired']);
    expect(ann.latest(orderId)).toMatchObject({ orderStatus: 'expired', timestamp: '2026-01-01T00:00:10.000000Z' });
    expect(ann.latest(orderId)).not.toHaveProperty('symbol');
    expect(ann.account.available('USD')).toBe('1000000.0000');
  });

  it('that is scheduled waits for its time without holding anything, and can then find no funds', () => {
    const { ann, wait, ahead, exchange } = rig();
    const effectiveTime = ahead(5);
    const first = ann.placed({ limitPrice: '40000', orderQty: '20', effectiveTime });
    const second = ann.placed({ limitPrice: '40000', orderQty: '20', effectiveTime });
    expect(ann.story(first)).toEqual(['pending_new']);
    expect(ann.account.openOrders()[0]).toMatchObject({ orderStatus: 'pending_new', effectiveTime });
    expect(ann.account.available('USD')).toBe('1000000.0000');
    expect(exchange.book('BTC/USD').bids).toEqual([]);
    wait(5);
    expect(ann.story(first)).toEqual(['pending_new', 'new']);
    expect(ann.story(second)).toEqual(['pending_new', 'canceled: Insufficient funds']);
    expect(exchange.book('BTC/USD').bids).toEqual([{ price: '40000.0', qty: '20.00000000' }]);
  });

  it('trades with nobody of its own account: the one that comes goes, unless it says otherwise', () => {
    const { ann, exchange } = rig();
    const rest = ann.placed({ side: 'sell', limitPrice: '50000', orderQty: '0.4' });
    const newest = ann.placed({ limitPrice: '50000' });
    expect(ann.story(newest)).toEqual(['pending_new', 'new', 'canceled: Self trade prevention']);
    const oldest = ann.placed({ limitPrice: '50000', stpType: 'cancel_oldest' });
    expect(ann.story(rest)).toEqual(['pending_new', 'new', 'canceled: Self trade prevention']);
    expect(ann.story(oldest)).toEqual(['pending_new', 'new']);
    const both = ann.placed({ side: 'sell', limitPrice: '50000', stpType: 'cancel_both' });
    expect([ann.story(both).at(-1), ann.story(oldest).at(-1)]).toEqual([
      'canceled: Self trade prevention',
      'canceled: Self trade prevention',
    ]);
    expect(ann.ledger).toEqual([]);
    expect(exchange.book('BTC/USD')).toEqual({ bids: [], asks: [] });
  });
});

describe('a market order', () => {
  it('takes what there is, price by price, and the rest is canceled', () => {
    const { ann, bob } = rig();
    bob.placed({ side: 'sell', limitPrice: '50000', orderQty: '0.4' });
    bob.placed({ side: 'sell', limitPrice: '51000', orderQty: '0.4' });
    const whole = ann.placed({ orderType: 'market', orderQty: '0.5' });
    expect(ann.story(whole)).toEqual(['pending_new', 'new', 'trade', 'trade', 'filled']);
    expect(ann.latest(whole)).toMatchObject({ cumQty: '0.50000000', cumCost: '25100.00000', avgPrice: '50200.0' });
    expect(ann.reports[0]).not.toHaveProperty('limitPrice');
    const partial = ann.placed({ orderType: 'market', orderQty: '0.5' });
    expect(ann.story(partial)).toEqual(['pending_new', 'new', 'trade', 'canceled: Not enough liquidity']);
  });

  it('can be for an amount of quote currency, and spends no more than that beside the fee', () => {
    const { ann, bob } = rig();
    bob.placed({ side: 'sell', limitPrice: '50000', orderQty: '0.4' });
    bob.placed({ side: 'sell', limitPrice: '51000', orderQty: '0.4' });
    const orderId = ann.placed({ orderType: 'market', cashOrderQty: '30000' });
    expect(ann.reports[0]).toMatchObject({ cashOrderQty: '30000.00000' });
    expect(ann.reports[0]).not.toHaveProperty('orderQty');
    // 10,000 buy 0.19607843 at 51,000.
    expect(ann.latest(orderId)).toMatchObject({ execType: 'filled', cumQty: '0.59607843', cumCost: '29999.99990' });
  });
});

describe('an iceberg', () => {
  it('shows one slice at a time, and tells of each new one', () => {
    const { ann, bob, exchange } = rig();
    const orderId = ann.placed({ orderType: 'iceberg', limitPrice: '50000', orderQty: '1', displayQty: '0.1' });
    expect(ann.reports[0]).toMatchObject({ displayQty: '0.10000000', displayQtyRemain: '0.10000000' });
    expect(exchange.book('BTC/USD').bids).toEqual([{ price: '50000.0', qty: '0.10000000' }]);
    bob.placed({ side: 'sell', limitPrice: '50000', orderQty: '0.15' });
    expect(ann.story(orderId)).toEqual(['pending_new', 'new', 'trade', 'iceberg_refill', 'trade']);
    expect(ann.reports[3]).toEqual({
      timestamp: expect.any(String),
      orderStatus: 'partially_filled',
      execType: 'iceberg_refill',
      orderId,
      orderUserref: 0,
      displayQty: '0.10000000',
      displayQtyRemain: '0.10000000',
      ratecount: '1',
    });
    expect(exchange.book('BTC/USD').bids).toEqual([{ price: '50000.0', qty: '0.05000000' }]);
    expect(ann.account.openOrders()[0]).toMatchObject({ displayQtyRemain: '0.05000000', cumQty: '0.15000000' });
  });
});
