import type { OwnTrade } from '@kraken-stream/client';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compared, floored, grouped, minus, over, plus, rounded, stepped, times } from '../../src/account/decimals.js';
import { estimateOf, ratesOf } from '../../src/account/estimate.js';
import { fundsOf, heldBy, shareOf, worthOf } from '../../src/account/funds.js';

const cents = fc.integer({ min: -1_000_000, max: 1_000_000 });
const text = (value: number): string => {
  const digits = String(Math.abs(value)).padStart(3, '0');
  return `${value < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

describe('decimals', () => {
  it('are added, taken apart and multiplied without losing a digit', () => {
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        expect(Number(plus(text(a), text(b)))).toBe((a + b) / 100);
        expect(Number(minus(text(a), text(b)))).toBe((a - b) / 100);
        expect(Math.round(Number(times(text(a), text(b))) * 10_000)).toBe(a * b + 0);
        expect(Math.sign(compared(text(a), text(b)))).toBe(Math.sign(a - b));
      }),
    );
  });

  it('go up and down by steps, and onto them', () => {
    expect(stepped('100.1', '0.1', 1)).toBe('100.2');
    expect(stepped('100.15', '0.1', 1)).toBe('100.2');
    expect(stepped('100.15', '0.1', -1)).toBe('100.1');
    expect(stepped('0.1', '0.1', -1)).toBe('0.1');
    expect(stepped('0.1', '0.1', -1, true)).toBe('0.0');
    expect(stepped('-0.1', '0.5', -1, true)).toBe('-0.5');
    expect(floored('1.2399', '0.01')).toBe('1.23');
    expect(floored('-1', '0.01')).toBe('0');
  });

  it('are written to be read', () => {
    expect(grouped('1234567.891')).toBe('1,234,567.891');
    expect(rounded('1.2399', 2)).toBe('1.23');
    expect(rounded('5', 2)).toBe('5.00');
    expect(over('1', '3').slice(0, 6)).toBe('0.3333');
    expect(over('1', '0')).toBe('0');
  });
});

describe('funds', () => {
  const orders = [
    { symbol: 'BTC/USD', side: 'buy', remainingQty: '0.5', limitPrice: '100.0' },
    { symbol: 'BTC/USD', side: 'sell', remainingQty: '2', limitPrice: '200.0' },
    { symbol: 'ETH/USD', side: 'buy', remainingQty: '1', triggers: { price: '30.0' } },
  ] as const;
  const balances = [
    { asset: 'USD', balance: '100' },
    { asset: 'BTC', balance: '10' },
    { asset: 'DOGE', balance: '0.0' },
    { asset: 'EUR', balance: '7' },
  ];

  it('are free as far as open orders do not hold them', () => {
    const funds = fundsOf(balances, heldBy(orders));
    expect(funds.map(({ asset, free }) => `${free} ${asset}`)).toEqual(['20.00 USD', '8 BTC', '7 EUR']);
  });

  it('are worth what the shown books say, and what has no price is named', () => {
    const funds = fundsOf(balances, heldBy([]));
    const worth = worthOf(funds, 'USD', (symbol) => (symbol === 'BTC/USD' ? '150.5' : undefined));
    expect(worth).toEqual({ total: '1605.0', missing: ['EUR'] });
  });

  it('are never spent beyond what is free, the fee included', () => {
    const pair = { qtyIncrement: '0.0001' };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 1e7 }), (free, price) => {
        const qty = shareOf(100, 'buy', text(free), text(price), '0.0026', pair) ?? '0';
        expect(compared(times(times(qty, text(price)), '1.0026'), text(free))).toBeLessThanOrEqual(0);
      }),
    );
    expect(shareOf(25, 'sell', '8', undefined, '0', pair)).toBe('2.0000');
    expect(shareOf(25, 'buy', '8', undefined, '0', pair)).toBeUndefined();
  });
});

describe('an estimate', () => {
  const book = {
    state: 'live',
    bids: { best: { price: '99.9', qty: '1' } },
    asks: { best: { price: '100.0', qty: '1' } },
    cost: () => ({ filled: '1.5', cost: '150.10', averagePrice: '100.0666666666', worstPrice: '100.2' }),
  } as const;
  const rates = ratesOf([]);

  it('of a market order is what the book says, with what the book does not show', () => {
    const { cost, fee, how } = estimateOf({ side: 'buy', orderQty: '2' }, book, rates, 2);
    expect([cost, fee]).toEqual(['150.10', '0.39']);
    expect(how).toBe('as taker, 100.06 on average, 100.2 at worst; 0.5 more than the book shows');
  });

  it('of a limit order is its limit, as taker where it crosses', () => {
    const limit = (limitPrice: string) => estimateOf({ side: 'buy', orderQty: '2', limitPrice }, book, rates, 2);
    expect(limit('99.0')).toEqual({ cost: '198.00', fee: '0.31', how: 'at its limit, as maker' });
    expect(limit('100.0').how).toContain('as taker');
  });

  it('of a limit order with a trigger is by what the market will be when it is triggered', () => {
    const stop = (side: string, limitPrice: string) =>
      estimateOf({ side, orderQty: '2', limitPrice, 'triggers.price': '110.0' }, book, rates, 2).how;
    expect(stop('buy', '111.0')).toContain('as taker');
    expect(stop('buy', '109.0')).toBe('at its limit, as maker');
    expect(stop('sell', '109.0')).toContain('as taker');
  });

  it('says so where nothing can be known', () => {
    expect(estimateOf({ side: 'buy' }, book, rates, 2).cost).toBeUndefined();
    const trailing = { side: 'sell', orderQty: '1', 'triggers.price': '1', 'triggers.priceType': 'pct' } as const;
    expect(estimateOf(trailing, book, rates, 2).how).toContain('when it is triggered');
    expect(estimateOf({ side: 'buy', orderQty: '1' }, undefined, rates, 2).how).toContain('not live');
  });

  it('takes the rates that fills were charged', () => {
    const fill: OwnTrade = {
      execId: 'T1',
      tradeId: 1,
      orderId: 'O1',
      clOrdId: undefined,
      orderUserref: undefined,
      symbol: 'BTC/USD',
      side: 'buy',
      orderType: 'market',
      qty: '1',
      price: '100',
      cost: '100',
      liquidityInd: 't',
      fees: [{ asset: 'USD', qty: '0.4' }],
      feeUsdEquiv: undefined,
      timestamp: '2026-01-05T12:00:00.000000Z',
    };
    expect(ratesOf([fill])).toEqual({ maker: '0.0016', taker: '0.0040', told: true });
  });
});
