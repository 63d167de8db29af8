import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitsOf, dividedDown, dividedNearest, dividedUp, unitsOf, written } from '../../src/account/amount.js';
import { FeeMeter, feeRates } from '../../src/account/fees.js';
import { momentOf, wholeSeconds } from '../../src/account/moment.js';
import { rig } from './rig.js';

describe('what an open order holds', () => {
  it('is all that it can cost: of a purchase the price and the fee, of a sale what is sold', () => {
    const { ann } = rig();
    ann.placed({ limitPrice: '40000', orderQty: '2' });
    expect(ann.account.available('USD')).toBe((1_000_000 - 80_000 * 1.0026).toFixed(4));
    ann.placed({ side: 'sell', limitPrice: '60000', orderQty: '2' });
    expect(ann.account.available('BTC')).toBe('8.0000000000');
    expect(ann.account.balances().map(({ asset, balance }) => [asset, balance])).toEqual([
      ['BTC', '10.0000000000'],
      ['EUR', '1000.00000000'],
      ['USD', '1000000.0000'],
    ]);
  });

  it('does not count the fee where that is taken of what is bought, and does where it is taken of what is sold', () => {
    const { ann } = rig();
    ann.placed({ limitPrice: '40000', orderQty: '25', feePreference: 'base' });
    expect(ann.account.available('USD')).toBe('0.0000');
    const sell = { side: 'sell', limitPrice: '60000', feePreference: 'base' } as const;
    expect(ann.add({ ...sell, orderQty: '10' })).toMatchObject({ error: 'EOrder:Insufficient funds' });
    ann.placed({ ...sell, orderQty: '9' });
    expect(ann.account.available('BTC')).toBe('0.9766000000');
  });

  it('shrinks with each fill by no less than what was paid', () => {
    const { ann, bob } = rig();
    ann.placed({ limitPrice: '40000' });
    bob.placed({ side: 'sell', limitPrice: '39000', orderQty: '0.5' });
    // The other half at 0.26 %, though this half was a maker's.
    const paid = 20_000 * 1.0016;
    expect(ann.account.available('USD')).toBe((1_000_000 - paid - 20_000 * 1.0026).toFixed(4));
  });

  it('is not needed for an order that waits', () => {
    const { ann, trade } = rig();
    trade('50000');
    ann.placed({ orderType: 'stop-loss', side: 'sell', orderQty: '10', triggers: { price: '40000' } });
    expect(ann.account.available('BTC')).toBe('10.0000000000');
  });
});

describe('a fee', () => {
  it('can be taken of the base currency', () => {
    const { ann, bob } = rig();
    bob.placed({ side: 'sell', limitPrice: '50000' });
    const orderId = ann.placed({ limitPrice: '50000', feePreference: 'base' });
    expect(ann.reports[0]?.feeCcyPref).toBe('fcib');
    expect(ann.reports[2]).toMatchObject({
      orderId,
      fees: [{ asset: 'BTC', qty: '0.0026000000' }],
      feeUsdEquiv: '130.00000',
    });
    expect(ann.ledger.map(({ asset, amount, fee, balance }) => [asset, amount, fee, balance])).toEqual([
      ['BTC', '1.0000000000', '0.0026000000', '10.9974000000'],
      ['USD', '-50000.0000', '0.0000', '950000.0000'],
    ]);
  });

  it('of an order is rounded up once, however many fills it has', () => {
    const { ann, bob } = rig();
    const orderId = ann.placed({ side: 'sell', limitPrice: '50000', orderQty: '0.0003' });
    for (let i = 0; i < 3; i++) bob.placed({ limitPrice: '50000', orderQty: '0.0001' });
    const fills = ann.reports.filter((report) => report.orderId === orderId && report.execType === 'trade');
    // 0.16 % of 5 is 0.008, of 15 is 0.024.
    expect(fills.map(({ fees }) => fees?.[0]?.qty)).toEqual(['0.00800', '0.00800', '0.00800']);
  });

  it('comes to the exact sum rounded up, never to more, and is never negative', () => {
    const amounts = fc.array(fc.tuple(fc.bigInt(0n, 10n ** 12n), fc.boolean()), { maxLength: 30 });
    const percent = fc.integer({ min: 0, max: 9_999_999 }).map((units) => written(BigInt(units), 5));
    fc.assert(
      fc.property(amounts, percent, percent, fc.constantFrom(1n, 10n, 1000n), (fills, maker, taker, unit) => {
        const rates = feeRates({ maker, taker });
        const meter = new FeeMeter(unit);
        const most = meter.most(
          fills.reduce((sum, [amount]) => sum + amount, 0n),
          rates.maker > rates.taker ? rates.maker : rates.taker,
        );
        let exact = 0n;
        let charged = 0n;
        for (const [amount, isMaker] of fills) {
          const rate = isMaker ? rates.maker : rates.taker;
          const fee = meter.charge(amount, rate);
          expect(fee >= 0n).toBe(true);
          exact += amount * rate;
          charged += fee;
        }
        expect(charged).toBe(dividedUp(exact, unit * 10n ** 10n) * unit);
        expect(charged <= most).toBe(true);
      }),
    );
  });
});

describe('the ledger', () => {
  it('counts an asset in as many decimals as it is traded in', () => {
    const { ann, bob } = rig();
    bob.placed({ symbol: 'EUR/USD', side: 'buy', limitPrice: '1.1', orderQty: '10.12345678' });
    ann.placed({ symbol: 'EUR/USD', side: 'sell', limitPrice: '1.1', orderQty: '10.12345678' });
    // 11.135802458 is rounded down: what the buyer pays the seller gets.
    expect(ann.ledger.map(({ asset, amount }) => [asset, amount])).toEqual([
      ['EUR', '-10.12345678'],
      ['USD', '11.1358'],
    ]);
    expect(bob.ledger.map(({ asset, amount }) => [asset, amount])).toEqual([
      ['EUR', '10.12345678'],
      ['USD', '-11.1358'],
    ]);
    expect(ann.reports.at(-2)).toMatchObject({ cost: '11.13580' });
  });

  it('has a line for a deposit', () => {
    const { ann, exchange } = rig();
    exchange.broker.deposit(ann.account, 'BTC', '0.01');
    expect(ann.ledger).toEqual([
      {
        ledgerId: expect.any(String),
        refId: expect.stringMatching(/^Q/),
        timestamp: '2026-01-01T00:00:00.000000Z',
        type: 'deposit',
        category: 'deposit',
        asset: 'BTC',
        assetClass: 'currency',
        walletType: 'spot',
        walletId: 'main',
        amount: '0.0100000000',
        fee: '0.0000000000',
        balance: '10.0100000000',
      },
    ]);
    expect(ann.account.balances()[0]).toEqual({
      asset: 'BTC',
      assetClass: 'currency',
      balance: '10.0100000000',
      wallets: [{ type: 'spot', id: 'main', balance: '10.0100000000' }],
    });
  });
});

describe('the fills of an account', () => {
  it('are the last fifty, newest first, without totals of their orders', () => {
    const { ann, bob } = rig();
    for (let i = 0; i < 60; i++) {
      bob.placed({ symbol: 'EUR/USD', limitPrice: `1.${String(10_000 + i)}`, orderQty: '1' });
      ann.placed({ symbol: 'EUR/USD', side: 'sell', orderType: 'market', orderQty: '1' });
    }
    const fills = ann.account.fills();
    expect(fills).toHaveLength(50);
    expect(fills[0]).toMatchObject({
      lastPrice: '1.10059',
      orderStatus: 'filled',
      execType: 'trade',
      liquidityInd: 't',
    });
    expect(fills[49]?.lastPrice).toBe('1.10010');
    expect(fills[0]).not.toHaveProperty('cumQty');
    expect(fills[0]).not.toHaveProperty('avgPrice');
  });
});

describe('who listens', () => {
  it('is told until it stops, and may ask for more while it is told', () => {
    const { ann, bob } = rig();
    const told: string[] = [];
    const stop = ann.account.listen({
      executed: ({ execType, orderId }) => {
        told.push(execType);
        if (execType === 'new' && told.length === 2) ann.ask({ method: 'cancel_order', orderId: [orderId] });
      },
      ledger: () => told.push('ledger'),
    });
    ann.placed({ limitPrice: '40000' });
    expect(told).toEqual(['pending_new', 'new', 'canceled']);
    expect(ann.reports.map(({ execType }) => execType)).toEqual(told);
    stop();
    bob.placed({ limitPrice: '40000' });
    ann.placed({ side: 'sell', limitPrice: '40000' });
    expect(told).toHaveLength(3);
    expect(ann.ledger).toHaveLength(2);
  });
});

describe('amounts', () => {
  it('are read with every digit, exponents too, and refused beyond their decimals', () => {
    expect(unitsOf('1.50', 1)).toBe(15n);
    expect(unitsOf('1e-08', 8)).toBe(1n);
    expect(unitsOf('1.5E2', 0)).toBe(150n);
    expect(unitsOf('-0.25', 2)).toBe(-25n);
    expect(unitsOf('1.23', 1)).toBeUndefined();
    expect(unitsOf('1.', 1)).toBeUndefined();
    expect(digitsOf('much')).toBeUndefined();
    expect([written(-5n, 3), written(1500n, 3), written(7n, 0)]).toEqual(['-0.005', '1.500', '7']);
  });

  it('are written as they were read', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.nat(12), (units, decimals) => {
        expect(unitsOf(written(units, decimals), decimals)).toBe(units);
      }),
    );
  });

  it('are divided with a known rounding', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 9n), 10n ** 9n), fc.bigInt(1n, 10n ** 5n), (value, by) => {
        const down = dividedDown(value, by);
        expect(down * by <= value && value < (down + 1n) * by).toBe(true);
        expect(dividedUp(value, by)).toBe(value === down * by ? down : down + 1n);
        expect(dividedNearest(value, by)).toBe(2n * (value - down * by) >= by ? down + 1n : down);
      }),
    );
  });
});

describe('times in requests', () => {
  it('are RFC 3339 to the microsecond', () => {
    const at = Date.UTC(2026, 0, 1) * 1000;
    expect(momentOf('2026-01-01T00:00:00Z')).toBe(at);
    expect(momentOf('2026-01-01T01:00:00.123456789+01:00')).toBe(at + 123_456);
    expect(momentOf('2026-01-01T00:00:00.5z')).toBe(at + 500_000);
    for (const text of ['2026-01-01', '1767225600', '2026-13-01T00:00:00Z', '']) expect(momentOf(text)).toBeUndefined();
    expect(wholeSeconds(at)).toBe('2026-01-01T00:00:00Z');
    expect(wholeSeconds(at + 1)).toBe('2026-01-01T00:00:01Z');
  });
});
