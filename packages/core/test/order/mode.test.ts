import { checkMode, checkOrder, type NewOrder } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import type { TradingRequest } from '../../src/protocol/trading.js';
import { iceberg, limit, market, NOW, ORDER_ID, stopLimit } from './orders.js';

const place = (order: NewOrder) => checkOrder(order, { now: NOW });
const posted = place({ ...limit, postOnly: true });
const reducing = place({ ...market, reduceOnly: true });
const batch = { method: 'batch_add', symbol: 'BTC/USD' } as const;
const edit = { method: 'edit_order', symbol: 'BTC/USD', orderId: ORDER_ID } as const;

const REQUESTS = {
  market: place(market),
  limit: place(limit),
  iceberg: place(iceberg),
  'stop-loss-limit': place(stopLimit),
  'post-only': posted,
  'reduce-only': reducing,
  'batch, post-only': { ...batch, orders: [posted, posted] },
  'batch, post-only and market': { ...batch, orders: [posted, reducing] },
  amend: { method: 'amend_order', orderId: ORDER_ID, limitPrice: '1' },
  'amend, post-only': { method: 'amend_order', orderId: ORDER_ID, limitPrice: '1', postOnly: true },
  edit,
  'edit, post-only': { ...edit, postOnly: true },
  'edit, reduce-only': { ...edit, reduceOnly: true },
  cancel: { method: 'cancel_order', orderId: [ORDER_ID] },
  'batch of cancels': { method: 'batch_cancel', orders: [ORDER_ID, '7'] },
  'cancel all': { method: 'cancel_all' },
  'cancel all after': { method: 'cancel_all_orders_after', timeout: 60 },
} satisfies Record<string, TradingRequest>;

const CANCELS = ['cancel', 'batch of cancels', 'cancel all', 'cancel all after'];
const EVERYTHING = Object.keys(REQUESTS);

function taken(mode: string | undefined, pairStatus?: string): string[] {
  const entries: [string, TradingRequest][] = Object.entries(REQUESTS);
  return entries.filter(([, request]) => checkMode(request, mode, pairStatus) === undefined).map(([name]) => name);
}

describe('what is carried out', () => {
  it.each<[string, string[]]>([
    ['online', EVERYTHING],
    ['maintenance', []],
    ['cancel_only', CANCELS],
    ['delisted', CANCELS],
    ['work_in_progress', CANCELS],
    ['post_only', ['post-only', 'batch, post-only', 'amend, post-only', 'edit, post-only', ...CANCELS]],
    ['limit_only', EVERYTHING.filter((name) => !/market|^reduce-only/.test(name))],
    ['reduce_only', ['reduce-only', 'amend', 'amend, post-only', 'edit, reduce-only', ...CANCELS]],
    ['a_mode_to_come', EVERYTHING],
    ['toString', EVERYTHING],
  ])('in mode %s, of the exchange or of the pair', (mode, names) => {
    expect(taken(mode)).toEqual(names);
    expect(taken('online', mode)).toEqual(names);
    expect(taken(undefined, mode)).toEqual(names);
  });

  it('while no mode is known: everything', () => expect(taken(undefined)).toEqual(EVERYTHING));

  it.each<[string | undefined, string | undefined, string]>([
    [
      'maintenance',
      undefined,
      'add_order is refused: the exchange is in mode maintenance, in which nothing is carried out',
    ],
    [
      'cancel_only',
      'online',
      'add_order is refused: the exchange is in mode cancel_only, in which only cancels are carried out',
    ],
    [
      'post_only',
      undefined,
      'add_order is refused: the exchange is in mode post_only, in which only limit orders with postOnly, amends with postOnly and cancels are carried out',
    ],
    [
      'online',
      'limit_only',
      'add_order is refused: BTC/USD is in mode limit_only, in which only orders with a limitPrice are carried out, and cancels',
    ],
    [
      undefined,
      'reduce_only',
      'add_order is refused: BTC/USD is in mode reduce_only, in which only orders with reduceOnly are carried out, amends and cancels',
    ],
  ])('is said with the mode (%s, %s)', (mode, pairStatus, reason) => {
    expect(checkMode(REQUESTS.market, mode, pairStatus)).toBe(reason);
  });

  it('is said of the pair where its name is not known', () => {
    expect(checkMode(REQUESTS.amend, 'online', 'cancel_only')).toBe(
      'amend_order is refused: the pair is in mode cancel_only, in which only cancels are carried out',
    );
  });
});
