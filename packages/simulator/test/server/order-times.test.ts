import type { AddOrderRequest } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { present } from '../../src/server/order-times.js';
import { START } from '../talk.js';

const AT = START * 1000;
const ORDER: AddOrderRequest = { method: 'add_order', orderType: 'limit', side: 'buy', symbol: 'BTC/USD' };

describe('the times of an order in v1', () => {
  it('are counted from the present of the exchange where they begin with a plus', () => {
    expect(present({ ...ORDER, effectiveTime: '+5', expireTime: '+60.5', timeInForce: 'gtd' }, AT)).toEqual({
      ...ORDER,
      effectiveTime: '2026-01-01T00:00:05.000000Z',
      expireTime: '2026-01-01T00:01:00.500000Z',
      timeInForce: 'gtd',
    });
  });

  it('are left alone where they say a time, or nothing that makes sense', () => {
    for (const effectiveTime of ['2026-01-01T00:00:05Z', '+', '+-5', 'soon', '5']) {
      expect(present({ ...ORDER, effectiveTime }, AT)).toMatchObject({ effectiveTime });
    }
    expect(present(ORDER, AT)).toBe(ORDER);
    expect(present({ method: 'cancel_all' }, AT)).toEqual({ method: 'cancel_all' });
  });

  it('make an order that says no other good till its end', () => {
    expect(present({ ...ORDER, expireTime: '+9' }, AT)).toMatchObject({ timeInForce: 'gtd' });
    expect(present({ ...ORDER, expireTime: '+9', timeInForce: 'ioc' }, AT)).toMatchObject({ timeInForce: 'ioc' });
    expect(present({ ...ORDER, effectiveTime: '+9' }, AT)).toMatchObject({ timeInForce: undefined });
  });
});
