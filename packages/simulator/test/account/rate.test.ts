import { describe, expect, it } from 'vitest';
import { countByAge, RateCounter, TIERS } from '../../src/account/rate.js';
import { type Hand, rig } from './rig.js';

const SECOND = 1_000_000;
const symbol = 'BTC/USD';
const count = (hand: Hand) => hand.reports.at(-1)?.ratecount;

describe('the trading rate counter', () => {
  it('counts as in the example of the page', () => {
    const { ann, wait } = rig([{ name: 'ann', balances: { USD: '100000' } }, { name: 'bob' }]);
    const counter = new RateCounter({ ...TIERS.intermediate, decay: 0 });
    counter.take(1, 0);
    counter.take(1 + countByAge('amend', 7 * SECOND), 7 * SECOND);
    counter.take(countByAge('cancel', 36 * SECOND), 43 * SECOND);
    expect(counter.text(43 * SECOND)).toBe('8');
    for (let i = 0; i < 50; i++) ann.placed({ limitPrice: '1000', orderQty: '0.001' });
    expect(count(ann)).toBe('50');
    wait(10);
    expect(ann.account.openOrders()[0]?.ratecount).toBe('26.6');
  });

  it.each([
    ['starter', 60, 1],
    ['intermediate', 125, 2.34],
    ['pro', 180, 3.75],
  ] as const)('of a %s account goes to %d and loses %d a second', (tier, most, decay) => {
    const counter = new RateCounter(TIERS[tier]);
    expect(TIERS[tier].maxratecount).toBe(most);
    for (let i = 0; i < most; i++) expect(counter.take(1, 0)).toBe(true);
    expect([counter.full(0), counter.take(1, 0)]).toEqual([true, false]);
    expect(counter.text(SECOND)).toBe(String(most - decay));
    expect(counter.text(3600 * SECOND)).toBe('0');
  });

  it.each([
    ['amend', [3, 2, 1, 0, 0, 0, 0]],
    ['edit', [6, 5, 4, 2, 1, 0, 0]],
    ['cancel', [8, 6, 5, 4, 2, 1, 0]],
  ] as const)('counts the age of what is changed: %s', (change, counts) => {
    const ages = [0, 5, 10, 15, 45, 90, 300];
    expect(ages.map((age) => countByAge(change, age * SECOND))).toEqual(counts);
    expect(ages.slice(1).map((age) => countByAge(change, age * SECOND - 1))).toEqual(counts.slice(0, -1));
  });

  it('refuses what would go beyond its limit, in that pair alone', () => {
    const { open } = rig();
    const cid = open({ name: 'cid', tier: 'starter', balances: { USD: '100000' } });
    const orderId = cid.placed({ limitPrice: '1000' });
    for (let i = 0; i < 59; i++) {
      expect(cid.add({ limitPrice: '0.01' })).toMatchObject({ error: 'EOrder:Tick size check failed' });
    }
    const words = { error: 'EOrder:Rate limit exceeded' };
    expect(cid.add({ limitPrice: '1000' })).toMatchObject(words);
    expect(cid.ask({ method: 'amend_order', orderId, orderQty: '2' })).toMatchObject([words]);
    expect(cid.ask({ method: 'edit_order', orderId, symbol, orderQty: '2' })).toMatchObject([words]);
    expect(cid.ask({ method: 'cancel_order', orderId: [orderId] })).toMatchObject([words]);
    expect(cid.ask({ method: 'batch_cancel', orders: [orderId, 'ONE'] })).toMatchObject([words]);
    expect(cid.add({ symbol: 'EUR/USD', limitPrice: '1' })).toMatchObject({ type: 'answered' });
    expect(cid.ask({ method: 'cancel_all' })).toMatchObject([{ result: { count: 2 } }]);
  });

  it('lets a batch of cancels go beyond it', () => {
    const { open } = rig();
    const cid = open({ name: 'cid', tier: 'starter', balances: { USD: '100000' } });
    const orders = Array.from({ length: 10 }, () => cid.placed({ limitPrice: '1000', orderQty: '0.001' }));
    expect(cid.ask({ method: 'batch_cancel', orders })).toMatchObject([{ result: { count: 10 } }]);
    expect(count(cid)).toBe('90');
    expect(cid.add({ limitPrice: '1000' })).toMatchObject({ error: 'EOrder:Rate limit exceeded' });
  });

  it('counts the age only of what was changed', () => {
    const { ann } = rig();
    const orderId = ann.placed({ limitPrice: '1000' });
    ann.refused({ method: 'amend_order', orderId, limitPrice: '0.01' });
    ann.refused({ method: 'edit_order', orderId, symbol, limitPrice: '0.01' });
    expect(ann.account.openOrders()[0]?.ratecount).toBe('3');
    ann.refused({ method: 'edit_order', orderId, symbol, limitPrice: '1001' });
    expect(count(ann)).toBe('10');
  });

  it('takes the age since the last change', () => {
    const { ann, wait } = rig();
    const orderId = ann.placed({ limitPrice: '1000' });
    wait(100);
    ann.ask({ method: 'amend_order', orderId, orderQty: '2' });
    expect(count(ann)).toBe('1');
    ann.ask({ method: 'cancel_order', orderId: [orderId] });
    expect(count(ann)).toBe('9');
  });

  it('tells its limit by the tier', () => {
    const { ann, open } = rig();
    expect([ann.account.tier, ann.account.maxratecount]).toEqual(['intermediate', 125]);
    expect(open({ name: 'cid', tier: 'pro' }).account.maxratecount).toBe(180);
  });
});
