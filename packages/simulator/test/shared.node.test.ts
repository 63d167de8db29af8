/** The frames that this exchange sends, held against recorded ones: the same members in the same order, as many decimals. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { v1, v2 } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { Frame } from '../src/frame.js';
import { Exchange, instrument } from '../src/index.js';
import { START, talk } from './talk.js';

const folder = new URL('../../../../shared/protocol/examples/', import.meta.url);
const present = existsSync(folder);
if (!present) console.info('shared/protocol is not here: frames are not compared with the samples of the wire');
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8').trim();

/** Samples whose bytes this exchange would not send, and why. */
const UNLIKE: Readonly<Record<string, string>> = {
  'v2-instrument-snapshot-wire.json': 'has a blank behind "pairs":, left by its publisher',
  'v2-status-maintenance-wire.json': 'has the key order of 2024; this exchange sends that of 2026',
};

/** Members and punctuation of the first of each list; of numbers their decimals, of texts nothing. */
function shape(text: string): string {
  return text
    .replace(/\},\{.*?\}(?=\])/g, '}')
    .replace(/:-?\d+(\.\d+)?/g, (_, fraction: string | undefined) => `:${(fraction ?? '').replace(/\d/g, '0')}`)
    .replace(/:"[^"]*"/g, ':""')
    .replace(/:(?:true|false)/g, ':');
}

describe.skipIf(!present)('the samples of the wire', () => {
  const spoken = /^v2-(ticker|trade|ohlc|instrument|status)-.*wire\.json$/;
  const names = present ? readdirSync(folder).filter((name) => spoken.test(name)) : [];

  it('are there', () => {
    expect(names.length).toBeGreaterThanOrEqual(11);
  });

  it.each(names.filter((name) => !(name in UNLIKE)))('%s comes out with the same bytes', (name) => {
    const message = v2.decode(read(name));
    if (message.type === 'unknown' || message.type === 'invalid') throw new Error(message.type);
    expect(new Frame(message).textIn(v2)).toBe(read(name));
  });
});

describe.skipIf(!present)('what this exchange sends', () => {
  const exchange = new Exchange({ startTime: START, symbols: ['ETH/USD', 'BTC/USD'], rate: 50 });
  const session = talk(exchange);
  const subscribe = (symbol: string, params: object, req_id?: number) =>
    session.say(JSON.stringify({ method: 'subscribe', params: { symbol: [symbol], ...params }, req_id }));
  subscribe('BTC/USD', { channel: 'ticker' }, 42);
  subscribe('ETH/USD', { channel: 'ticker' });
  subscribe('ETH/USD', { channel: 'ohlc', interval: 60 }, 121);
  subscribe('ETH/USD', { channel: 'trade', snapshot: true });
  subscribe('BTC/USD', { channel: 'trade', snapshot: true });
  session.say('{"method":"subscribe","params":{"channel":"instrument"},"req_id":0}');
  exchange.tick(START + 30_000);
  const sent = new Set(session.heard.map(shape));

  it.each([
    'v2-ticker-subscribe-ack-wire.json',
    'v2-ticker-snapshot-wire.json',
    'v2-trade-snapshot-wire.json',
    'v2-trade-update-wire.json',
    'v2-trade-update-batch-wire.json',
    'v2-ohlc-subscribe-ack-wire.json',
    'v2-ohlc-snapshot-wire.json',
    'v2-instrument-subscribe-ack-wire.json',
    'v2-status-wire.json',
  ])('has the shape of %s', (name) => {
    expect([...sent]).toContain(shape(read(name)));
  });
});

describe.skipIf(!present)('what this exchange sends to an account', () => {
  const pair = { price: '88000.0', size: 1, gap: 5, qtyMin: '0.00005' };
  const usdt = instrument({ ...pair, symbol: 'BTC/USDT' });
  const adx = instrument({ ...pair, symbol: 'ADX/USD', price: '0.18328' });
  const kar = instrument({ ...pair, symbol: 'KAR/USD', price: '0.9600' });
  const exchange = new Exchange({
    startTime: START,
    symbols: [usdt, kar, { ...adx, pair: { ...adx.pair, costPrecision: 7 } }, 'BTC/USD'],
    rate: 0,
    accounts: [{ name: 'bot', balances: { USDT: '100000', USD: '100000', BTC: '1', ADX: '100' } }],
  });
  const token = exchange.issueToken('bot');
  const heard: string[] = [];
  const connection = exchange.accept('/auth/v2', { send: (text) => heard.push(text), close: () => undefined });
  const ask = (method: string, params: object, req_id?: number) =>
    connection.received(JSON.stringify({ method, params: { ...params, token }, req_id }));
  const { broker } = exchange;
  const open = () => broker.accounts[0]?.openOrders().map(({ orderId }) => orderId) ?? [];
  const order = { order_type: 'limit', side: 'buy', order_qty: 0.01, limit_price: 8000, symbol: 'BTC/USDT' };
  const other = { ...order, order_qty: 50, limit_price: 0.1, symbol: 'ADX/USD' };
  const bot = 'a18f58d4d0002000a0';
  ask('subscribe', { channel: 'executions', snap_orders: true, snap_trades: true });
  ask('subscribe', { channel: 'balances' }, 10312008);
  ask('add_order', { ...order, cl_ord_id: bot });
  ask('amend_order', { cl_ord_id: bot, order_qty: 0.02 });
  ask('amend_order', { cl_ord_id: 'none', order_qty: 0.02 });
  ask('cancel_order', { cl_ord_id: [bot] });
  ask('cancel_order', { cl_ord_id: [bot] });
  ask('add_order', { ...order, order_qty: 0.00001 });
  ask('add_order', { ...order, order_qty: '1' }, 0);
  ask('add_order', other);
  ask('amend_order', { order_id: open()[0], limit_price: '0.2' }, 0);
  ask('amend_order', { order_id: open()[0], limit_price: 0.10001 }, 0);
  ask('edit_order', { order_id: open()[0], symbol: 'ADX/USD', limit_price: 0.11 }, 0);
  connection.received(
    JSON.stringify({ method: 'edit_order', params: { order_id: 'X', symbol: 'ADX/USD' }, req_id: 0 }),
  );
  ask('cancel_all', {}, 0);
  ask('add_order', { ...order, limit_price: 0.5, order_qty: 5, symbol: 'KAR/USD' });
  ask('amend_order', { order_id: open()[0], order_qty: 5.1 });
  ask('batch_add', { symbol: 'ADX/USD', orders: [0, 1].map(() => ({ ...other, symbol: undefined })) }, 0);
  ask('batch_cancel', { orders: open() }, 0);
  ask('cancel_all_orders_after', { timeout: 5 }, 0);
  ask('add_order', { order_type: 'market', side: 'sell', order_qty: 0.001, symbol: 'BTC/USD' });
  ask('add_order', { order_type: 'market', side: 'buy', order_qty: 20, symbol: 'ADX/USD' });
  ask('ping', {}, 0);
  const sent = new Set(heard.map(shape));

  it.each(
    [
      ...['executions-subscribe-ack', 'executions-snapshot-empty', 'balances-subscribe-ack', 'executions-pending-new'],
      ...['executions-pending-new-2024', 'executions-new', 'executions-amended', 'executions-canceled'],
      ...['balances-update-base', 'balances-update-quote', 'add-order-response', 'amend-order-response'],
      ...['amend-order-response-order-id', 'edit-order-response', 'cancel-order-response', 'cancel-all-response'],
      ...['cancel-all-orders-after-response', 'batch-add-response', 'batch-cancel-response'],
      ...['error-add-order-number-as-string', 'error-add-order-volume-minimum', 'error-amend-order-number-as-string'],
      ...['error-amend-order-unknown', 'error-cancel-order-unknown', 'error-edit-order-no-token'],
    ].map((name) => `v2-${name}-wire.json`),
  )('has the shape of %s', (name) => {
    expect([...sent]).toContain(shape(read(name)));
  });
});

/** What is in JSON: names in their order, kinds of values, decimals of numbers in texts; of lists each kind once. */
function kinds(value: unknown): unknown {
  if (typeof value === 'string')
    return /^\d+(\.\d+)?$/.test(value) ? (value.includes('.') ? 'decimal' : 'digits') : 'text';
  if (typeof value !== 'object' || value === null) return value === null ? null : typeof value;
  if (Array.isArray(value)) {
    const inside = value.map((each) => JSON.stringify(kinds(each)));
    // Frames and levels are lists of unlike things; long lists are of like ones.
    return inside.length > 4 && new Set(inside).size === 1 ? inside.slice(0, 1) : inside;
  }
  return Object.entries(value).map(([name, each]) => [/^O[\dA-Z]{5}-/.test(name) ? 'id' : name, kinds(each)]);
}

const kindsOf = (text: string) => JSON.stringify(kinds(JSON.parse(text)));

describe.skipIf(!present)('what this exchange sends in v1', () => {
  const exchange = new Exchange({
    startTime: START,
    symbols: ['BTC/USD', 'DOGE/USD'],
    rate: 100,
    maxRequestsPerSecond: 12,
    accounts: [{ name: 'bot', balances: { USD: '100000', BTC: '1' } }],
  });
  const heard: string[] = [];
  const accept = (path: string) => exchange.accept(path, { send: (text) => heard.push(text), close: () => undefined });
  const [open, own] = [accept('/'), accept('/auth')];
  const token = exchange.issueToken('bot');
  const subscribe = (name: string, more: object = {}) =>
    open.received(JSON.stringify({ event: 'subscribe', pair: ['XBT/USD'], subscription: { name, ...more } }));
  subscribe('book', { depth: 10 });
  for (const name of ['ticker', 'trade', 'spread']) subscribe(name);
  subscribe('ohlc', { interval: 5 });
  open.received('nonsense');
  open.received('{"event":"ping","reqid":42}');
  const wide = { name: 'book', depth: 1000 };
  open.received(JSON.stringify({ event: 'subscribe', pair: ['XDG/USD'], subscription: wide }));
  const unsubscribed = {
    event: 'unsubscribe',
    pair: ['XBT/USD'],
    reqid: 42,
    subscription: { name: 'ohlc', interval: 5 },
  };
  exchange.tick(START + 20_000);
  open.received(JSON.stringify(unsubscribed));
  for (let i = 0; i < 20; i++) open.received('{"event":"subscribe","reqid":42}');
  for (const name of ['openOrders', 'ownTrades']) {
    own.received(JSON.stringify({ event: 'subscribe', subscription: { name, token } }));
  }
  const order = { event: 'addOrder', token, ordertype: 'market', type: 'buy', pair: 'XBT/USD', volume: '0.0001' };
  own.received(JSON.stringify(order));
  own.received(JSON.stringify({ ...order, volume: '0.0000001' }));
  own.received(JSON.stringify({ event: 'cancelOrder', token, txid: ['OXXXXX-XXXXX-XXXXXX'] }));
  const limit = { ...order, ordertype: 'limit', price: '4000', volume: '0.0177' };
  own.received(JSON.stringify(limit));
  const placed = exchange.broker.accounts[0]?.openOrders()[0]?.orderId;
  own.received(JSON.stringify({ event: 'cancelOrder', token, txid: [placed] }));
  own.received(JSON.stringify({ event: 'cancelAll', token }));
  own.received(JSON.stringify({ event: 'cancelAllOrdersAfter', token, reqid: 1608543428050, timeout: 60 }));
  own.received(JSON.stringify({ event: 'cancelAllOrdersAfter', token, reqid: 1608543428051, timeout: 0 }));
  const sent = new Set(heard.map(kindsOf));

  it.each(
    [
      ...['system-status', 'error-malformed', 'error-msg-rate', 'subscription-status-book-1000'],
      ...[
        'subscription-status-ticker',
        'subscription-status-trade',
        'book-snapshot-xbtusd-d10',
        'book-update-republish',
      ],
      ...['ticker', 'trade', 'trade-2025', 'open-orders-1-pending', 'open-orders-2-open', 'open-orders-3-fill'],
      ...['open-orders-4-closed', 'book-update-two-maps'],
    ].map((name) => `v1-${name}-wire.json`),
  )('has the shape of %s', (name) => {
    expect([...sent]).toContain(kindsOf(read(name)));
  });

  it.each(
    [
      ...[
        'heartbeat',
        'pong',
        'ohlc',
        'spread',
        'subscription-status-ohlc-unsubscribed',
        'subscription-status-own-trades',
      ],
      ...['add-order-status', 'add-order-status-error', 'cancel-order-status', 'cancel-order-status-error'],
      ...['cancel-all-status', 'cancel-all-orders-after-status', 'cancel-all-orders-after-status-disabled'],
    ].map((name) => `v1-${name}.json`),
  )('has the members of %s, a sample of the documentation', (name) => {
    expect([...sent]).toContain(kindsOf(read(name)));
  });

  it('comes out with the same bytes where it is read and written again', () => {
    for (const text of heard) {
      const message = v1.decode(text);
      if (message.type === 'unknown' || message.type === 'invalid') throw new Error(`${message.type}: ${text}`);
      expect(new Frame(message).textIn(v1)).toBe(text);
    }
  });
});
