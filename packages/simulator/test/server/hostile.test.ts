import { v2 } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { anything, changed, names, texts } from './nonsense.js';
import { besiege } from './siege.js';

type Members = Readonly<Record<string, unknown>>;

const symbol = 'BTC/USD';
const LIMIT = { order_type: 'limit', side: 'buy', order_qty: 0.01, limit_price: 63388.8 };
const STOP = { order_type: 'stop-loss', side: 'sell', order_qty: 0.01, triggers: { price: -1, price_type: 'pct' } };
const TRAIL = {
  order_type: 'trailing-stop-limit',
  side: 'buy',
  order_qty: 0.01,
  triggers: { price: 1, price_type: 'pct' },
  limit_price: 0,
  limit_price_type: 'quote',
};
const ORDERS: readonly Members[] = [
  LIMIT,
  { ...LIMIT, side: 'sell' },
  { ...LIMIT, order_type: 'iceberg', display_qty: 0.001 },
  { order_type: 'market', side: 'sell', order_qty: 0.02, conditional: { order_type: 'limit', limit_price: 60000 } },
  { order_type: 'market', side: 'buy', cash_order_qty: 100 },
  { ...LIMIT, conditional: { order_type: 'trailing-stop', trigger_price: 1, trigger_price_type: 'pct' } },
  { ...LIMIT, time_in_force: 'gtd', expire_time: '2026-01-01T00:00:20Z', cl_ord_id: 'x' },
  { ...LIMIT, effective_time: '2026-01-01T00:00:09Z', order_userref: -1 },
  STOP,
  TRAIL,
];
const CHANGES = { order_id: 'ORDER', order_qty: 0.02, limit_price: 63000, post_only: false };

/** What is right, or was for another order. */
const RIGHT: readonly (readonly [method: string, params: Members])[] = [
  ...[...ORDERS, ...ORDERS].map((order) => ['add_order', { ...order, symbol }] as const),
  ['batch_add', { symbol, orders: [LIMIT, TRAIL, { ...STOP, cl_ord_id: 'y' }] }],
  ['amend_order', CHANGES],
  ['amend_order', { order_id: 'ORDER', order_qty: 0.005 }],
  ['amend_order', { order_id: 'ORDER', trigger_price: 2, trigger_price_type: 'pct' }],
  ['amend_order', { cl_ord_id: 'x', limit_price: 64000 }],
  ['edit_order', { ...CHANGES, symbol }],
  ['edit_order', { order_id: 'ORDER', symbol, triggers: { price: -2, price_type: 'pct' } }],
  ['cancel_order', { order_id: ['ORDER', 'x'], cl_ord_id: ['x', '__proto__'], order_userref: [-1] }],
  ['cancel_all', {}],
  ['cancel_all_orders_after', { timeout: 5 }],
  ['batch_cancel', { orders: ['ORDER', '-1'], cl_ord_id: ['x'] }],
  ['subscribe', { channel: 'executions', snap_trades: true, ratecounter: true }],
  ['subscribe', { channel: 'balances' }],
  ['unsubscribe', { channel: 'executions' }],
];
/** Members that some request has. */
const KNOWN = [
  ...new Set(RIGHT.flatMap(([, params]) => Object.keys(params))),
  ...['deadline', 'validate', 'reduce_only', 'margin', 'fee_preference', 'stp_type', 'sender_sub_id', 'stop_price'],
];

/** A request for someone with a token, and with the name of an order of theirs. */
const requests = fc.constantFrom(...RIGHT).chain(([method, params]) =>
  fc
    .tuple(
      changed(params),
      fc.oneof(
        { weight: 5, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.tuple(fc.oneof(fc.constantFrom(...KNOWN), names), fc.oneof(texts, anything)) },
      ),
    )
    .map(([text, more]) => {
      const extra = more === undefined ? '' : `,${JSON.stringify(more[0])}:${more[1]}`;
      const own = text === '{}' ? '' : `,${text.slice(1, -1)}`;
      return `{"method":"${method}","params":{"token":"TOKEN"${own}${extra}},"req_id":7}`;
    }),
);

describe('a client that sends whatever comes to its mind', () => {
  it('is answered every time, in frames that can be read, and no account is the worse for it', () => {
    besiege({
      codec: v2,
      path: '/auth/v2',
      subscriptions: [
        '{"method":"subscribe","params":{"channel":"executions","token":"TOKEN"}}',
        '{"method":"subscribe","params":{"channel":"balances","token":"TOKEN"}}',
      ],
      requests,
      nonsense: /\d[eE]|NaN|Infinity|null/,
    });
  });
});
