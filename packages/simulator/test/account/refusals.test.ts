import { describe, expect, it } from 'vitest';
import { rig, type Wish } from './rig.js';

const add = (wish: Wish) =>
  ({ method: 'add_order', symbol: 'BTC/USD', orderType: 'limit', side: 'buy', orderQty: '1', ...wish }) as const;
const limitPrice = '40000';

const TABLE: readonly [what: string, wish: Wish, error: string][] = [
  ['an unknown pair', { limitPrice, symbol: 'NO/PE' }, 'EQuery:Unknown asset pair'],
  ['a price off the tick', { limitPrice: '40000.05' }, 'EOrder:Tick size check failed'],
  ['a price of nothing', { limitPrice: '0' }, 'EOrder:Invalid price'],
  ['a price below nothing', { limitPrice: '-5' }, 'EOrder:Invalid price'],
  ['a price beyond all measure', { limitPrice: '100000000000.1' }, 'EOrder:Invalid price'],
  [
    'a trigger beyond all measure',
    { orderType: 'stop-loss', triggers: { price: '1000000.1', priceType: 'pct' } },
    'EOrder:Invalid price',
  ],
  ['a limit order without a price', {}, 'EGeneral:Invalid arguments:limit_price'],
  ['a market order with a price', { orderType: 'market', limitPrice }, 'EGeneral:Invalid arguments:limit_price'],
  ['too little', { limitPrice, orderQty: '0.00009999' }, 'EGeneral:Invalid arguments:volume minimum not met'],
  ['nothing', { limitPrice, orderQty: '0' }, 'EGeneral:Invalid arguments:volume minimum not met'],
  ['too many decimals', { limitPrice, orderQty: '1.123456789' }, 'EGeneral:Invalid arguments:order_qty'],
  ['too little worth', { limitPrice: '4999.9', orderQty: '0.0001' }, 'EOrder:Cost minimum not met'],
  [
    'too little to spend',
    { orderType: 'market', orderQty: undefined, cashOrderQty: '0.4999' },
    'EOrder:Cost minimum not met',
  ],
  [
    'a sale by its cost',
    { orderType: 'market', side: 'sell', cashOrderQty: '50', orderQty: undefined },
    'EGeneral:Invalid arguments:cash_order_qty',
  ],
  [
    'a cost and a quantity',
    { orderType: 'market', cashOrderQty: '50', orderQty: '1' },
    'EGeneral:Invalid arguments:cash_order_qty',
  ],
  ['a relative price', { limitPrice, limitPriceType: 'pct' }, 'EGeneral:Invalid arguments:limit_price_type'],
  ['more than the account has', { limitPrice: '1000000.1' }, 'EOrder:Insufficient funds'],
  [
    'a sale of more than the account has',
    { side: 'sell', limitPrice, orderQty: '10.00000001' },
    'EOrder:Insufficient funds',
  ],
  ['reducing a position', { limitPrice, reduceOnly: true }, 'EOrder:Reduce only:No position exists'],
  ['settling a position', { orderType: 'settle-position' }, 'EOrder:Unknown position'],
  ['margin where there is none to lend', { limitPrice, margin: true }, 'EOrder:Insufficient margin'],
  ['leverage where there is none to lend', { limitPrice, leverage: '3' }, 'EOrder:Insufficient margin'],
  [
    'margin in a pair without it',
    { symbol: 'EUR/USD', limitPrice: '1', margin: true },
    'EGeneral:Invalid arguments:margin',
  ],
  ['a post-only market order', { orderType: 'market', postOnly: true }, 'EGeneral:Invalid arguments:post_only'],
  ['a post-only ioc order', { limitPrice, postOnly: true, timeInForce: 'ioc' }, 'EGeneral:Invalid arguments:post_only'],
  [
    'a market order that is fok',
    { orderType: 'market', timeInForce: 'fok' },
    'EGeneral:Invalid arguments:time_in_force',
  ],
  ['gtd without a time', { limitPrice, timeInForce: 'gtd' }, 'EGeneral:Invalid arguments:expire_time'],
  ['a time without gtd', { limitPrice, expireTime: '2026-01-01T00:01:00Z' }, 'EGeneral:Invalid arguments:expire_time'],
  [
    'an expiry gone by',
    { limitPrice, timeInForce: 'gtd', expireTime: '2026-01-01T00:00:00Z' },
    'EGeneral:Invalid arguments:expire_time',
  ],
  [
    'an expiry more than a month ahead',
    { limitPrice, timeInForce: 'gtd', expireTime: '2026-02-02T00:00:00Z' },
    'EGeneral:Invalid arguments:expire_time',
  ],
  ['a beginning that is no time', { limitPrice, effectiveTime: 'soon' }, 'EGeneral:Invalid arguments:effective_time'],
  ['a deadline gone by', { limitPrice, deadline: '2025-12-31T23:59:59.999Z' }, 'EService:Deadline elapsed'],
  [
    'a deadline too far ahead',
    { limitPrice, deadline: '2026-01-01T00:01:00.001Z' },
    'EGeneral:Invalid arguments:deadline',
  ],
  ['a long client id', { limitPrice, clOrdId: 'nineteen characters' }, 'EGeneral:Invalid arguments:cl_ord_id'],
  ['two names of its own', { limitPrice, clOrdId: 'a', orderUserref: 1 }, 'EGeneral:Invalid arguments:cl_ord_id'],
  ['a number beyond 32 bits', { limitPrice, orderUserref: 2 ** 31 }, 'EGeneral:Invalid arguments:order_userref'],
  [
    'an iceberg that shows too little',
    { orderType: 'iceberg', limitPrice, displayQty: '0.06' },
    'EGeneral:Invalid arguments:display_qty',
  ],
  [
    'an iceberg that says not how much it shows',
    { orderType: 'iceberg', limitPrice },
    'EGeneral:Invalid arguments:display_qty',
  ],
  ['a limit order that hides', { limitPrice, displayQty: '0.5' }, 'EGeneral:Invalid arguments:display_qty'],
  ['a stop without a trigger', { orderType: 'stop-loss' }, 'EGeneral:Invalid arguments:triggers'],
  ['a trigger without a stop', { limitPrice, triggers: { price: '1' } }, 'EGeneral:Invalid arguments:triggers'],
  [
    'a trailing stop at a price',
    { orderType: 'trailing-stop', triggers: { price: '50000' } },
    'EGeneral:Invalid arguments:price_type',
  ],
  [
    'a trailing stop behind its peak by less than nothing',
    { orderType: 'trailing-stop', triggers: { price: '-1', priceType: 'pct' } },
    'EOrder:Invalid price',
  ],
  [
    'a conditional stop without a price',
    { limitPrice, conditional: { orderType: 'stop-loss' } },
    'EGeneral:Invalid arguments:trigger_price',
  ],
  [
    'a conditional limit order off the tick',
    { limitPrice, conditional: { orderType: 'limit', limitPrice: '1.23' } },
    'EOrder:Tick size check failed',
  ],
];

describe('an order is refused', () => {
  it.each(TABLE)('for %s', (_, wish, error) => {
    const { ann } = rig();
    expect(ann.refused(add(wish))).toBe(error);
    expect(ann.reports).toEqual([]);
    expect(ann.account.available('USD')).toBe('1000000.0000');
  });

  it('for a type that there is not', () => {
    const { ann } = rig();
    const request = JSON.parse(JSON.stringify(add({ limitPrice })).replace('"limit"', '"guess"'));
    expect(ann.refused(request)).toBe('EGeneral:Invalid arguments:ordertype');
  });

  it('for an index where the pair has none', () => {
    const { ann, exchange } = rig();
    exchange.updatePair('BTC/USD', { hasIndex: false });
    const triggers = { reference: 'index', price: '40000' } as const;
    expect(ann.refused(add({ side: 'sell', orderType: 'stop-loss', triggers }))).toBe(
      'EGeneral:Invalid arguments:Index unavailable',
    );
  });

  it('for a client id that an open order has', () => {
    const { ann, bob } = rig();
    const uuid = '0835958d-c526-4ad8-aea8-af54836de47e';
    ann.placed({ limitPrice, clOrdId: uuid });
    expect(ann.refused(add({ limitPrice, clOrdId: uuid }))).toBe('EGeneral:Invalid arguments:cl_ord_id');
    bob.placed({ limitPrice, clOrdId: uuid });
    ann.ask({ method: 'cancel_order', clOrdId: [uuid] });
    ann.placed({ limitPrice, clOrdId: uuid });
    ann.placed({ limitPrice, clOrdId: uuid.replaceAll('-', '') });
  });

  it('beyond the open orders of a pair that the tier allows', () => {
    const { open, wait } = rig();
    const cid = open({ name: 'cid', tier: 'starter', balances: { USD: '10000', EUR: '10' } });
    for (let i = 0; i < 60; i++) {
      cid.placed({ limitPrice: '1000', orderQty: '0.001' });
      wait(1);
    }
    expect(cid.refused(add({ limitPrice: '1000', orderQty: '0.001' }))).toBe('EOrder:Orders limit exceeded');
    cid.placed({ symbol: 'EUR/USD', limitPrice: '1', orderQty: '1' });
  });

  it('beyond the scheduled orders of a pair that the tier allows', () => {
    const { open, wait, ahead } = rig();
    const cid = open({ name: 'cid', tier: 'starter', balances: { USD: '10000' } });
    const order = { limitPrice: '1000', orderQty: '0.001' };
    for (let i = 0; i < 18; i++) cid.placed({ ...order, effectiveTime: ahead(5) });
    const later = { ...order, orderType: 'limit', side: 'buy', effectiveTime: ahead(60) } as const;
    const words = 'EOrder:Scheduled orders limit exceeded';
    expect(cid.refused({ method: 'batch_add', symbol: 'BTC/USD', orders: [later, later, later] })).toBe(words);
    expect(cid.refused({ method: 'batch_add', symbol: 'BTC/USD', orders: [later, later] })).toBe('accepted');
    expect(cid.refused(add(later))).toBe(words);
    cid.placed({ ...order, effectiveTime: ahead(0) });
    wait(5);
    cid.placed(later);
  });

  it('but not when it is only to be checked, and then nothing comes of it', () => {
    const { ann } = rig();
    const result = { clOrdId: 'x' };
    expect(ann.add({ limitPrice, clOrdId: 'x', validate: true })).toMatchObject({ type: 'answered', result });
    expect(ann.add({ limitPrice, validate: true })).toMatchObject({ result: {} });
    expect(ann.reports).toEqual([]);
    expect(ann.refused(add({ limitPrice: '0.01', validate: true }))).toBe('EOrder:Tick size check failed');
  });
});

describe('a mode', () => {
  const order = add({ limitPrice });

  it('of maintenance refuses everything', () => {
    const { ann, exchange } = rig();
    const orderId = ann.placed({ limitPrice });
    exchange.setMode('maintenance');
    for (const request of [
      order,
      { method: 'cancel_order', orderId: [orderId] },
      { method: 'cancel_order', orderId: ['unknown'] },
      { method: 'cancel_order', orderUserref: [5] },
      { method: 'cancel_all' },
      { method: 'cancel_all_orders_after', timeout: 10 },
      { method: 'amend_order', orderId, orderQty: '2' },
      { method: 'edit_order', orderId, symbol: 'BTC/USD', orderQty: '2' },
      { method: 'batch_add', symbol: 'BTC/USD', orders: [order, order] },
      { method: 'batch_cancel', orders: [orderId, 'X'] },
    ] as const) {
      expect(ann.refused(request)).toBe('EService:Unavailable');
    }
    expect(ann.account.openOrders()).toHaveLength(1);
  });

  it('of cancel_only lets orders go, but not come or change', () => {
    const { ann, exchange } = rig();
    const orderId = ann.placed({ limitPrice });
    exchange.setMode('cancel_only');
    const words = 'EService:Market in cancel_only mode';
    expect(ann.refused(order)).toBe(words);
    expect(ann.refused({ method: 'amend_order', orderId, orderQty: '2' })).toBe(words);
    expect(ann.refused({ method: 'edit_order', orderId, symbol: 'BTC/USD', orderQty: '2' })).toBe(words);
    expect(ann.refused({ method: 'batch_add', symbol: 'BTC/USD', orders: [order, order] })).toBe(words);
    expect(ann.refused({ method: 'cancel_order', orderId: [orderId] })).toBe('accepted');
  });

  it('of post_only takes what is post-only', () => {
    const { ann, exchange } = rig();
    exchange.setMode('post_only');
    expect(ann.refused(order)).toBe('EService:Market in post_only mode');
    const orderId = ann.placed({ limitPrice, postOnly: true });
    expect(ann.story(orderId)).toEqual(['pending_new', 'new']);
  });

  it.each([
    ['post_only', {}, 'EService:Market in post_only mode'],
    ['cancel_only', {}, 'EService:Market in cancel_only mode'],
    ['limit_only', { orderType: 'market', limitPrice: undefined }, 'EService:Market in limit_only mode'],
    ['reduce_only', {}, 'EService:Market in reduce_only mode'],
    ['maintenance', {}, 'EService:Unavailable'],
    ['delisted', {}, 'EService:Unavailable'],
    ['limit_only', {}, 'accepted'],
    ['online', {}, 'accepted'],
  ] as const)('of one pair binds that pair alone: %s', (status, wish, error) => {
    const { ann, exchange } = rig();
    exchange.updatePair('BTC/USD', { status });
    expect(ann.refused(add({ limitPrice, ...wish }))).toBe(error);
    ann.placed({ symbol: 'EUR/USD', limitPrice: '1' });
  });

  it('cancels what comes due while it forbids that', () => {
    const { ann, exchange, wait, ahead } = rig();
    const orderId = ann.placed({ limitPrice, effectiveTime: ahead(2) });
    exchange.setMode('cancel_only');
    wait(2);
    expect(ann.story(orderId)).toEqual(['pending_new', 'canceled: Market not online']);
  });
});

describe('an account', () => {
  it('has a name and keys of its own, fees, and amounts that are decimals of known assets', () => {
    const { exchange } = rig();
    const { broker } = exchange;
    broker.open({ name: 'x', keys: [{ key: 'k', secret: 'c2VjcmV0' }] });
    expect(() => broker.open({ name: 'x' })).toThrow('name: expected a new name, received x');
    expect(() => broker.open({ name: 'y', keys: [{ key: 'k', secret: '' }] })).toThrow('keys: expected new keys');
    expect(() => broker.open({ name: 'y', balances: { DOG: '1' } })).toThrow('expected one of BTC, USD, EUR');
    expect(() => broker.open({ name: 'y', balances: { USD: 'much' } })).toThrow('expected a decimal');
    expect(() => broker.open({ name: 'y', balances: { USD: '0.00001' } })).toThrow('with at most 4 decimals');
    expect(() => broker.open({ name: 'y', balances: { USD: '-1' } })).toThrow('a decimal from 0');
    expect(() => broker.open({ name: 'y', fees: { maker: '100', taker: '0' } })).toThrow('a percentage');
    expect(broker.find('y')).toBeUndefined();
    expect(broker.accounts.map(({ name }) => name)).toEqual(['ann', 'bob', 'one', 'other', 'x']);
    const [stranger] = rig().exchange.broker.accounts;
    if (stranger === undefined) throw new Error('no account');
    expect(() => broker.deposit({ ...stranger, name: 'z' }, 'USD', '1')).toThrow('there is no account z');
  });
});
