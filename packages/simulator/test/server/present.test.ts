import type { AddOrderRequest, EditOrderRequest, TradingRequest } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { Exchange } from '../../src/index.js';
import { present as seen } from '../../src/server/present.js';
import { START } from '../talk.js';

const AT = START * 1000;
const EXCHANGE = new Exchange({ startTime: START, symbols: ['BTC/USD'], rate: 0 });
/** The last trade was at 63385.4. */
const NOW = { micros: AT, floor: (symbol: string) => EXCHANGE.floor(symbol) };
/** `OW` waits for a price. */
const present = (request: TradingRequest, now: typeof NOW) => seen(request, now, (orderId) => orderId === 'OW');
const ORDER: AddOrderRequest = { method: 'add_order', orderType: 'limit', side: 'buy', symbol: 'BTC/USD' };

describe('the times of an order in v1', () => {
  it('are counted from the present of the exchange where they begin with a plus', () => {
    expect(present({ ...ORDER, effectiveTime: '+5', expireTime: '+60.5', timeInForce: 'gtd' }, NOW)).toEqual({
      ...ORDER,
      effectiveTime: '2026-01-01T00:00:05.000000Z',
      expireTime: '2026-01-01T00:01:00.500000Z',
      timeInForce: 'gtd',
    });
  });

  it('are left alone where they say a time, or nothing that makes sense', () => {
    for (const effectiveTime of ['2026-01-01T00:00:05Z', '+', '+-5', 'soon', '5']) {
      expect(present({ ...ORDER, effectiveTime }, NOW)).toMatchObject({ effectiveTime });
    }
    expect(present(ORDER, NOW)).toBe(ORDER);
    expect(present({ method: 'cancel_all' }, NOW)).toEqual({ method: 'cancel_all' });
  });

  it('make an order that says no other good till its end', () => {
    expect(present({ ...ORDER, expireTime: '+9' }, NOW)).toMatchObject({ timeInForce: 'gtd' });
    expect(present({ ...ORDER, expireTime: '+9', timeInForce: 'ioc' }, NOW)).toMatchObject({ timeInForce: 'ioc' });
    expect(present({ ...ORDER, effectiveTime: '+9' }, NOW)).toMatchObject({ timeInForce: undefined });
  });
});

describe('the limit of an order in v1', () => {
  const limit = (order: Partial<AddOrderRequest>) => {
    const request = present({ ...ORDER, ...order }, NOW);
    return request.method === 'add_order' ? [request.limitPrice, request.limitPriceType] : [];
  };

  it('is counted from the last price where it is an offset', () => {
    expect(EXCHANGE.trades('BTC/USD').at(-1)?.price).toBe('63385.4');
    expect(limit({ limitPrice: '-10', limitPriceType: 'quote' })).toEqual(['63375.4', 'static']);
    expect(limit({ limitPrice: '10', limitPriceType: 'pct' })).toEqual(['69723.9', 'static']);
    expect(limit({ limitPrice: '60000' })).toEqual(['60000', undefined]);
  });

  it('is counted from the price that the order waits for, where there is one', () => {
    const stop = { orderType: 'stop-loss-limit', limitPrice: '-5', limitPriceType: 'quote' } as const;
    expect(limit({ ...stop, triggers: { price: '60000' } })).toEqual(['59995.0', 'static']);
    expect(limit({ ...stop, triggers: { price: '-100', priceType: 'quote' } })).toEqual(['63280.4', 'static']);
  });

  it('is left alone where it trails, and where it makes no sense', () => {
    const trailing = { orderType: 'trailing-stop-limit', triggers: { price: '1', priceType: 'pct' } } as const;
    expect(limit({ ...trailing, limitPrice: '5', limitPriceType: 'quote' })).toEqual(['5', 'quote']);
    expect(limit({ limitPrice: '0.01', limitPriceType: 'quote' })).toEqual(['0.01', 'quote']);
    expect(limit({ symbol: 'NO/PE', limitPrice: '5', limitPriceType: 'quote' })).toEqual(['5', 'quote']);
  });
});

describe('an edit in v1', () => {
  const edited = (edit: Partial<EditOrderRequest>) => {
    const request = present({ method: 'edit_order', orderId: 'OW', symbol: 'BTC/USD', ...edit }, NOW);
    return request.method === 'edit_order' ? [request.limitPrice, request.triggers?.price] : [];
  };

  it('is of the price that the order waits for where it stands alone', () => {
    expect(edited({ limitPrice: '5' })).toEqual([undefined, '5']);
    expect(edited({ limitPrice: '5', triggers: { price: '6' } })).toEqual(['5', '6']);
  });

  it('is of the limit where the order waits for nothing, and where it is the second price', () => {
    expect(edited({ orderId: 'OL', limitPrice: '5' })).toEqual(['5', undefined]);
    expect(edited({ orderType: 'stop-loss-limit', limitPrice: '5' })).toEqual(['5', undefined]);
  });
});
