import { describe, expect, it } from 'vitest';
import { type Rig, rig, type Wish } from './rig.js';

/** A market whose last trade was at 50,000, with someone who buys at 40,000 and sells at 60,000 what anyone wants. */
function market(): Rig {
  const around = rig();
  const deep = around.open({ name: 'deep', tier: 'pro', balances: { BTC: '1000', USD: '100000000' } });
  deep.placed({ side: 'buy', limitPrice: '40000', orderQty: '100' });
  deep.placed({ side: 'sell', limitPrice: '60000', orderQty: '100' });
  around.trade('50000');
  return around;
}

const stops: readonly [what: string, wish: Wish, quiet: string, firing: string][] = [
  [
    'a stop-loss to sell, when the price falls',
    { orderType: 'stop-loss', side: 'sell', triggers: { price: '49000' } },
    '49000.1',
    '49000',
  ],
  [
    'a stop-loss to buy, when it rises',
    { orderType: 'stop-loss', side: 'buy', triggers: { price: '51000' } },
    '50999.9',
    '51000',
  ],
  [
    'a take-profit to sell, when it rises',
    { orderType: 'take-profit', side: 'sell', triggers: { price: '51000' } },
    '50999.9',
    '51500',
  ],
  [
    'a take-profit to buy, when it falls',
    { orderType: 'take-profit', side: 'buy', triggers: { price: '49000' } },
    '49000.1',
    '48000',
  ],
  [
    'a stop-loss by percent of the last price',
    { orderType: 'stop-loss', side: 'sell', triggers: { price: '-2.0', priceType: 'pct' } },
    '49000.1',
    '49000',
  ],
  [
    'a take-profit by an amount above the index, which is the last price here',
    { orderType: 'take-profit', side: 'sell', triggers: { reference: 'index', price: '500', priceType: 'quote' } },
    '50499.9',
    '50500',
  ],
];

describe('an order that waits for a price', () => {
  it.each(stops)('fires: %s', (_, wish, quiet, firing) => {
    const { ann, trade } = market();
    const orderId = ann.placed(wish);
    trade(quiet);
    expect(ann.story(orderId)).toEqual(['pending_new', 'new']);
    trade(firing);
    expect(ann.story(orderId)).toEqual(['pending_new', 'new', 'status', 'trade', 'filled']);
    expect(ann.reports[2]).toMatchObject({
      execType: 'status',
      orderStatus: 'new',
      triggers: { status: 'triggered', lastPrice: `${Number(firing).toFixed(1)}`, timestamp: expect.any(String) },
    });
    expect(ann.reports[3]).toMatchObject({ lastPrice: wish.side === 'buy' ? '60000.0' : '40000.0' });
  });

  it('describes its trigger', () => {
    const { ann } = market();
    ann.placed({ orderType: 'stop-loss', side: 'sell', triggers: { price: '-2.0', priceType: 'pct' } });
    expect(ann.reports[0]).toMatchObject({
      orderType: 'stop-loss',
      triggers: { reference: 'last', price: '-2.0', priceType: 'pct', status: 'untriggered' },
      stopPrice: '-2.0',
      trigger: 'last',
    });
    expect(ann.account.openOrders()[0]?.triggers).toMatchObject({ actualPrice: '49000.0' });
  });

  it('is canceled at once when its price is there already', () => {
    const { ann } = market();
    const orderId = ann.placed({ orderType: 'stop-loss', side: 'sell', triggers: { price: '50000' } });
    expect(ann.story(orderId)).toEqual(['pending_new', 'canceled: Order would trigger immediately']);
  });

  it('holds nothing, and is canceled when it fires and there is nothing left to pay with', () => {
    const { ann, trade } = market();
    const orderId = ann.placed({ orderType: 'stop-loss', side: 'sell', orderQty: '10', triggers: { price: '49000' } });
    expect(ann.account.available('BTC')).toBe('10.0000000000');
    ann.placed({ side: 'sell', limitPrice: '70000', orderQty: '0.001' });
    trade('49000');
    expect(ann.story(orderId)).toEqual(['pending_new', 'new', 'status', 'canceled: Insufficient funds']);
  });

  it('rests at its limit when it has one', () => {
    const { ann, trade, exchange } = market();
    const wish = {
      orderType: 'stop-loss-limit',
      side: 'sell',
      limitPrice: '48500',
      triggers: { price: '49000' },
    } as const;
    const orderId = ann.placed(wish);
    trade('48999');
    expect(ann.story(orderId)).toEqual(['pending_new', 'new', 'status']);
    expect(exchange.book('BTC/USD').asks[0]).toEqual({ price: '48500.0', qty: '1.00000000' });
    expect(ann.account.openOrders()).toMatchObject([{ orderStatus: 'new', triggers: { status: 'triggered' } }]);
    expect(ann.account.available('BTC')).toBe('9.0000000000');
  });

  it('is canceled when it is post-only and would take', () => {
    const { ann, trade } = market();
    const triggers = { price: '49000' };
    const orderId = ann.placed({
      orderType: 'stop-loss-limit',
      side: 'sell',
      limitPrice: '40000',
      triggers,
      postOnly: true,
    });
    trade('49000');
    expect(ann.story(orderId).at(-1)).toBe('canceled: Post only order');
  });

  it('can set another one off', () => {
    const { ann, bob, trade, exchange } = market();
    ann.placed({ orderType: 'stop-loss', side: 'sell', triggers: { price: '49000' } });
    const second = bob.placed({ orderType: 'stop-loss', side: 'sell', orderQty: '2', triggers: { price: '45000' } });
    trade('49000');
    expect(bob.story(second)).toEqual(['pending_new', 'new', 'status', 'trade', 'filled']);
    expect(exchange.book('BTC/USD').bids).toEqual([{ price: '40000.0', qty: '97.00000000' }]);
  });
});

describe('a trailing stop', () => {
  it('follows the price at its distance, tells of each move, and fires when the price turns back', () => {
    const { ann, trade } = market();
    const orderId = ann.placed({
      orderType: 'trailing-stop',
      side: 'sell',
      triggers: { price: '1.0', priceType: 'pct' },
    });
    expect(ann.account.openOrders()[0]?.triggers).toMatchObject({ actualPrice: '49500.0', peakPrice: '50000.0' });
    trade('52000');
    expect(ann.latest(orderId)).toMatchObject({
      execType: 'status',
      orderStatus: 'new',
      triggers: { actualPrice: '51480.0', peakPrice: '52000.0', status: 'untriggered' },
    });
    trade('51480.1');
    expect(ann.story(orderId)).toEqual(['pending_new', 'new', 'status']);
    trade('51480');
    expect(ann.story(orderId)).toEqual(['pending_new', 'new', 'status', 'status', 'trade', 'filled']);
  });

  it('to buy follows the price down', () => {
    const { ann, trade } = market();
    const orderId = ann.placed({ orderType: 'trailing-stop', triggers: { price: '500', priceType: 'quote' } });
    trade('49000');
    expect(ann.latest(orderId).triggers).toMatchObject({ actualPrice: '49500.0', peakPrice: '49000.0' });
    trade('49500');
    expect(ann.story(orderId).at(-1)).toBe('filled');
  });

  it('with a limit rests at an offset from the level at which it fired', () => {
    const { ann, trade, exchange } = market();
    ann.placed({
      orderType: 'trailing-stop-limit',
      side: 'sell',
      limitPrice: '-100',
      triggers: { price: '500', priceType: 'quote' },
    });
    expect(ann.reports[0]).toMatchObject({ limitPrice: '-100.0', limitPriceType: 'quote' });
    trade('51000');
    trade('50400');
    expect(exchange.book('BTC/USD').asks[0]).toEqual({ price: '50400.0', qty: '1.00000000' });
  });
});
