import { describe, expect, it } from 'vitest';
import { type Hand, rig } from './rig.js';

const symbol = 'BTC/USD';

/** Who stands first at a price: whoever is filled by a small order that meets it. */
function first(bob: Hand, hands: readonly [Hand, string][]): string {
  bob.placed({ side: 'sell', limitPrice: '40000', orderQty: '0.001' });
  return hands.find(([hand, orderId]) => hand.latest(orderId).execType === 'trade')?.[1] ?? 'nobody';
}

describe('amending an order', () => {
  it('is told as the wire shows it, and answered by the name that was used', () => {
    const { ann } = rig();
    const orderId = ann.placed({ limitPrice: '40000', clOrdId: 'mine' });
    const byId = ann.ask({ method: 'amend_order', reqId: 3, orderId, limitPrice: '41000.5' });
    const amendId = expect.stringMatching(/^T[A-Z2-7]{5}-[A-Z2-7]{5}-[A-Z2-7]{6}$/);
    expect(byId).toEqual([{ type: 'answered', method: 'amend_order', reqId: 3, result: { amendId, orderId } }]);
    expect(ann.latest(orderId)).toEqual({
      timestamp: expect.any(String),
      execType: 'amended',
      orderStatus: 'new',
      cumQty: '0.00000000',
      reason: 'User requested',
      amended: true,
      orderQty: '1.00000000',
      limitPrice: '41000.5',
      limitPriceType: 'static',
      clOrdId: 'mine',
      orderId,
      ratecount: '5',
    });
    const byName = ann.ask({ method: 'amend_order', clOrdId: 'mine', orderQty: '2' });
    expect(byName).toMatchObject([{ result: { amendId, clOrdId: 'mine' } }]);
    expect(ann.account.openOrders()).toMatchObject([
      { orderId, orderQty: '2.00000000', limitPrice: '41000.5', amended: true, execType: 'amended' },
    ]);
    expect(ann.account.available('USD')).toBe((1_000_000 - 82_001 * 1.0026).toFixed(4));
  });

  it.each([
    ['a smaller quantity keeps the place', { orderQty: '0.5' }, 'ann'],
    ['a larger quantity goes to the back', { orderQty: '1.5' }, 'bob'],
    ['the same price keeps the place', { limitPrice: '40000' }, 'ann'],
  ])('%s', (_, change, who) => {
    const { ann, bob, open } = rig();
    const mine = ann.placed({ limitPrice: '40000' });
    const other = bob.placed({ limitPrice: '40000' });
    expect(ann.refused({ method: 'amend_order', orderId: mine, ...change })).toBe('accepted');
    const cid = open({ name: 'cid', balances: { BTC: '1' } });
    const hands: [Hand, string][] = [
      [ann, mine],
      [bob, other],
    ];
    expect(first(cid, hands)).toBe(who === 'ann' ? mine : other);
  });

  it('another price goes to the back of that price', () => {
    const { ann, bob, open } = rig();
    const mine = ann.placed({ limitPrice: '39000' });
    const other = bob.placed({ limitPrice: '40000' });
    ann.ask({ method: 'amend_order', orderId: mine, limitPrice: '40000' });
    const hands: [Hand, string][] = [
      [ann, mine],
      [bob, other],
    ];
    expect(first(open({ name: 'cid', balances: { BTC: '1' } }), hands)).toBe(other);
  });

  it('to a price that meets others trades, unless it is to be post-only', () => {
    const { ann, bob } = rig();
    bob.placed({ side: 'sell', limitPrice: '50000', orderQty: '0.4' });
    const orderId = ann.placed({ limitPrice: '40000' });
    const limitPrice = '50000';
    expect(ann.refused({ method: 'amend_order', orderId, limitPrice, postOnly: true })).toBe('EOrder:Post only order');
    expect(ann.refused({ method: 'amend_order', orderId, limitPrice })).toBe('accepted');
    expect(ann.story(orderId)).toEqual(['pending_new', 'new', 'amended: User requested', 'trade']);
    expect(ann.latest(orderId)).toMatchObject({ liquidityInd: 't', cumQty: '0.40000000' });
  });

  it('to less than was filled cancels the rest, and counts like that', () => {
    const { ann, bob } = rig();
    const orderId = ann.placed({ limitPrice: '50000' });
    bob.placed({ side: 'sell', limitPrice: '50000', orderQty: '0.4' });
    expect(ann.refused({ method: 'amend_order', orderId, orderQty: '0.3' })).toBe('accepted');
    expect(ann.story(orderId).slice(3)).toEqual(['amended: User requested', 'canceled: User requested']);
    expect(ann.reports[3]).toMatchObject({ orderQty: '0.40000000', cumQty: '0.40000000', ratecount: '10' });
    expect(ann.account.available('USD')).toBe(ann.account.balances().find(({ asset }) => asset === 'USD')?.balance);
  });

  it('moves what an order waits for', () => {
    const { ann, trade } = rig();
    trade('50000');
    const orderId = ann.placed({
      orderType: 'stop-loss-limit',
      side: 'sell',
      limitPrice: '47000',
      triggers: { price: '48000' },
    });
    expect(ann.refused({ method: 'amend_order', orderId, triggerPrice: '49000', limitPrice: '48500' })).toBe(
      'accepted',
    );
    expect(ann.latest(orderId)).toMatchObject({
      limitPrice: '48500.0',
      triggers: { price: '49000.0', actualPrice: '49000.0' },
    });
    trade('48900');
    expect(ann.latest(orderId)).toMatchObject({ execType: 'status', triggers: { status: 'triggered' } });
    expect(ann.refused({ method: 'amend_order', orderId, triggerPrice: '47000' })).toBe(
      'EGeneral:Invalid arguments:trigger_price',
    );
    const trailing = ann.placed({
      orderType: 'trailing-stop',
      side: 'sell',
      triggers: { price: '1', priceType: 'pct' },
    });
    ann.ask({ method: 'amend_order', orderId: trailing, triggerPrice: '2' });
    expect(ann.latest(trailing).triggers).toMatchObject({ price: '2', priceType: 'pct', actualPrice: '47922.0' });
  });

  it('changes what an iceberg shows from its next slice on', () => {
    const { ann, bob, exchange } = rig();
    const orderId = ann.placed({ orderType: 'iceberg', limitPrice: '50000', displayQty: '0.1' });
    expect(ann.refused({ method: 'amend_order', orderId, displayQty: '0.2' })).toBe('accepted');
    expect(exchange.book(symbol).bids[0]?.qty).toBe('0.10000000');
    bob.placed({ side: 'sell', limitPrice: '50000', orderQty: '0.1' });
    expect(exchange.book(symbol).bids[0]?.qty).toBe('0.20000000');
    // No less than a fifteenth of what is left.
    expect(ann.refused({ method: 'amend_order', orderId, displayQty: '0.06' })).toBe('accepted');
    expect(ann.refused({ method: 'amend_order', orderId, displayQty: '0.059' })).toBe(
      'EGeneral:Invalid arguments:display_qty',
    );
  });

  it('is refused where it makes no sense', () => {
    const { ann, trade } = rig();
    trade('50000');
    const orderId = ann.placed({ limitPrice: '40000', clOrdId: 'mine' });
    const refused = (change: object) => ann.refused({ method: 'amend_order', orderId, ...change });
    expect(refused({})).toBe('EGeneral:Invalid arguments:order_qty');
    expect(refused({ clOrdId: 'mine' })).toBe('EGeneral:Invalid arguments:order_id');
    expect(refused({ orderId: undefined })).toBe('EGeneral:Invalid arguments:order_id');
    expect(refused({ orderId: 'ONE', orderQty: '2' })).toBe('EOrder:Unknown order');
    expect(refused({ symbol: 'EUR/USD', orderQty: '2' })).toBe('EGeneral:Invalid arguments:symbol');
    expect(refused({ orderQty: '2', deadline: '2025-12-31T00:00:00Z' })).toBe('EService:Deadline elapsed');
    expect(refused({ limitPrice: '40000.01' })).toBe('EOrder:Tick size check failed');
    expect(refused({ orderQty: '0.00001' })).toBe('EGeneral:Invalid arguments:volume minimum not met');
    expect(refused({ displayQty: '0.1' })).toBe('EGeneral:Invalid arguments:display_qty');
    expect(refused({ triggerPrice: '1' })).toBe('EGeneral:Invalid arguments:trigger_price');
    expect(refused({ orderQty: '100' })).toBe('EOrder:Insufficient funds');
    const stop = ann.placed({ orderType: 'stop-loss', side: 'sell', triggers: { price: '40000' } });
    expect(refused({ orderId: stop, limitPrice: '1' })).toBe('EGeneral:Invalid arguments:limit_price');
    const conditional = { orderType: 'limit', limitPrice: '60000' } as const;
    const primary = ann.placed({ limitPrice: '40000', conditional });
    expect(refused({ orderId: primary, orderQty: '2' })).toBe('EGeneral:Invalid arguments:conditional');
    expect(ann.account.openOrders()).toMatchObject([{ orderQty: '1.00000000', limitPrice: '40000.0' }, {}, {}]);
  });
});

describe('editing an order', () => {
  it('cancels it and places another, which has what is left of the new quantity', () => {
    const { ann, bob } = rig();
    const orderId = ann.placed({ limitPrice: '50000', orderUserref: 4 });
    bob.placed({ side: 'sell', limitPrice: '50000', orderQty: '0.4' });
    const [answer] = ann.ask({ method: 'edit_order', reqId: 9, orderId, symbol, orderQty: '1.5', limitPrice: '49000' });
    const [fresh] = ann.account.openOrders();
    expect(answer).toEqual({
      type: 'answered',
      method: 'edit_order',
      reqId: 9,
      result: { orderId: fresh?.orderId, originalOrderId: orderId },
    });
    expect(ann.story(orderId)).toEqual(['pending_new', 'new', 'trade', 'canceled: Order replaced']);
    expect(fresh).toMatchObject({
      orderQty: '1.10000000',
      limitPrice: '49000.0',
      orderUserref: 4,
      cumQty: '0.00000000',
    });
    expect(ann.story(fresh?.orderId ?? '')).toEqual(['pending_new', 'new']);
  });

  it('may use what the old order held', () => {
    const { ann } = rig();
    const orderId = ann.placed({ limitPrice: '40000', orderQty: '24' });
    const edit = { method: 'edit_order', orderId, symbol } as const;
    expect(ann.refused({ ...edit, orderQty: '25' })).toBe('EOrder:Insufficient funds');
    expect(ann.refused({ ...edit, orderQty: '24.5', validate: true })).toBe('accepted');
    expect(ann.account.openOrders()).toMatchObject([{ orderId, orderQty: '24.00000000' }]);
    expect(ann.refused({ ...edit, orderQty: '24.5' })).toBe('accepted');
    expect(ann.account.openOrders()).toMatchObject([{ orderQty: '24.50000000' }]);
  });

  it('is refused for what the page excludes', () => {
    const { ann, bob, trade } = rig();
    trade('50000');
    const stop = ann.placed({
      orderType: 'stop-loss-limit',
      side: 'sell',
      limitPrice: '60000',
      triggers: { price: '49000' },
    });
    trade('49000');
    const orderId = ann.placed({ limitPrice: '50000' });
    bob.placed({ side: 'sell', limitPrice: '50000', orderQty: '0.4' });
    const refused = (change: object) => ann.refused({ method: 'edit_order', orderId, symbol, ...change });
    expect(refused({ orderQty: '0.4' })).toBe('EGeneral:Invalid arguments:order_qty');
    expect(refused({ symbol: 'EUR/USD' })).toBe('EGeneral:Invalid arguments:symbol');
    expect(refused({ orderId: 'ONE' })).toBe('EOrder:Unknown order');
    expect(refused({ limitPrice: '1.01' })).toBe('EOrder:Tick size check failed');
    expect(refused({ reduceOnly: true })).toBe('EOrder:Reduce only:No position exists');
    const named = ann.placed({ limitPrice: '40000', clOrdId: 'mine' });
    expect(refused({ orderId: named })).toBe('EGeneral:Invalid arguments:cl_ord_id');
    const primary = ann.placed({ limitPrice: '40000', conditional: { orderType: 'limit', limitPrice: '60000' } });
    expect(refused({ orderId: primary })).toBe('EGeneral:Invalid arguments:conditional');
    expect(refused({ orderId: stop })).toBe('EGeneral:Invalid arguments:triggers');
    expect(ann.account.openOrders()).toHaveLength(4);
  });
});
