import type { ExecutionReport } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { inPart } from '../../src/server/parts.js';

const ORDER = { orderId: 'O1', orderUserref: 0, ratecount: '3' };
const FILL: ExecutionReport = {
  ...ORDER,
  execType: 'trade',
  orderStatus: 'partially_filled',
  timestamp: '2026-01-01T00:00:00.000001Z',
  execId: 'T1',
  lastQty: '1',
  lastPrice: '2',
  cumQty: '3',
  cumCost: '4',
  cumFee: '5',
  avgPrice: '6',
};

describe('the two streams of executions', () => {
  it('tell a fill once as itself and once as what its order has come to', () => {
    expect(inPart(FILL, 'trades', false)).toEqual([{ ...FILL, ratecount: undefined }]);
    expect(inPart(FILL, 'orders', false)).toEqual([
      { execType: 'status', orderId: 'O1', orderUserref: 0, cumQty: '3', cumCost: '4', cumFee: '5', avgPrice: '6' },
    ]);
  });

  it('tell what is no fill in that of orders alone', () => {
    const ended: ExecutionReport = { ...ORDER, execType: 'canceled', orderStatus: 'canceled', timestamp: 'now' };
    expect(inPart(ended, 'trades', false)).toEqual([]);
    expect(inPart(ended, 'orders', false)).toEqual([{ ...ended, ratecount: undefined }]);
  });

  it('tell the rate counter of orders to those who asked for it', () => {
    expect(inPart(FILL, 'orders', true)[0]?.ratecount).toBe('3');
    expect(inPart(FILL, 'trades', true)[0]?.ratecount).toBeUndefined();
  });
});
