import { ConnectionError, type OwnOrder, RequestError, UsageError } from '@kraken-stream/client';
import { describe, expect, it } from 'vitest';
import { fateOf, settledFate, statusOf, thrownFate } from '../../src/account/fate.js';

const refused = new RequestError({ method: 'add_order', reason: 'EOrder:Insufficient funds' });

describe('what became of a request', () => {
  it('is told in the exchange’s exact words where it refused', () => {
    const fate = fateOf({ status: 'rejected', error: refused, sent: true });
    expect(fate).toEqual({ tone: 'bad', word: 'rejected', text: '“EOrder:Insufficient funds”' });
  });

  it('is told apart from what never left', () => {
    const error = new ConnectionError('no connection: closed by the user');
    expect(fateOf({ status: 'rejected', error, sent: false })).toMatchObject({ word: 'not sent', text: error.message });
    expect(thrownFate(new UsageError('side', 'side: wrong')).word).toBe('not sent');
    expect(() => thrownFate(new Error('a mistake of this page'))).toThrow('a mistake of this page');
  });

  it('is not called accepted where it was only checked', () => {
    expect(fateOf({ status: 'accepted' }, true).word).toBe('valid');
    expect(fateOf({ status: 'accepted', orderId: 'O1', warnings: ['Soon to go'] }).text).toBe('O1; Soon to go');
  });

  it('is unknown until it is settled, and may stay so', () => {
    const reason = 'no answer came';
    expect(fateOf({ status: 'unknown', reason, settled: Promise.resolve({ status: 'unknown', reason }) })).toEqual({
      tone: 'warn',
      word: 'unknown',
      text: 'no answer came; it is not sent again',
    });
    expect(settledFate({ status: 'accepted', orderId: 'O1' }).word).toBe('settled: accepted');
    expect(settledFate({ status: 'rejected', error: refused, sent: true }).word).toBe('settled: rejected');
    expect(settledFate({ status: 'absent', reason }).word).toBe('settled: absent');
    expect(settledFate({ status: 'unknown', reason }).word).toBe('unknown for good');
  });
});

describe('where an order stands', () => {
  const order: OwnOrder = {
    execType: 'new',
    orderId: 'O1',
    orderStatus: 'new',
    remainingQty: '1',
    totalFees: [],
    trades: [],
    complete: true,
    closed: false,
  };

  it('is told with why it ended, and that it waits', () => {
    expect(statusOf(order)).toBe('open');
    expect(statusOf({ ...order, triggers: { status: 'untriggered' } })).toBe('waits for its trigger');
    const effectiveTime = '2026-01-06T12:00:00Z';
    expect(statusOf({ ...order, orderStatus: 'pending_new', effectiveTime })).toBe('waits for its time');
    expect(statusOf({ ...order, effectiveTime })).toBe('open');
    expect(statusOf({ ...order, orderStatus: 'canceled', reason: 'User requested' })).toBe('canceled: User requested');
    expect(statusOf({ ...order, orderStatus: 'gone' })).toBe('ended while nothing was seen');
    expect(statusOf({ ...order, orderStatus: 'novel' })).toBe('novel');
  });
});
