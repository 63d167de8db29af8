/** A conversation as the documentation shows it: its requests as the pages print them, its answers member by member. */
import { describe, expect, it } from 'vitest';
import { connected, fetchToken, idOf, type Said, start, TIMES } from './stranger.js';

describe('a program that follows the documentation, frame by frame', () => {
  it('authenticates, subscribes, places, amends, edits, cancels, and reads what comes of it', async () => {
    const server = await start();
    const token = await fetchToken(server);
    const on = await connected(server);
    const subscribed = await on.ask(`{
    "method": "subscribe",
    "params": {
        "channel": "executions",
        "token": "${token}",
        "snap_orders": true,
        "snap_trades": true
    }
}`);
    expect(subscribed).toMatchObject({
      result: { channel: 'executions', maxratecount: 125, snap_orders: true, snap_trades: true, snapshot: true },
      success: true,
      ...TIMES,
    });
    expect((await on.hears(({ channel }) => channel === 'executions')).text).toBe(
      '{"channel":"executions","type":"snapshot","data":[],"sequence":1}',
    );

    const placed = await on.ask(`{
    "method": "add_order",
    "params": {
        "order_type": "limit",
        "side": "buy",
        "limit_price": 26500.4,
        "order_userref": 100054,
        "order_qty": 1.2,
        "symbol": "BTC/USD",
        "token": "${token}"
    },
    "req_id": 123456789
}`);
    const order_id = idOf(placed);
    const { text: _, ...answer } = placed;
    expect(answer).toEqual({
      method: 'add_order',
      req_id: 123456789,
      result: { order_id: expect.stringMatching(/^O[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{6}$/), order_userref: 100054 },
      success: true,
      ...TIMES,
    });
    expect(await on.reported('pending_new')).toEqual({
      order_id,
      symbol: 'BTC/USD',
      order_qty: 1.2,
      cum_cost: 0,
      time_in_force: 'GTC',
      exec_type: 'pending_new',
      side: 'buy',
      order_type: 'limit',
      order_userref: 100054,
      limit_price_type: 'static',
      limit_price: 26500.4,
      stop_price: 0,
      order_status: 'pending_new',
      fee_usd_equiv: 0,
      fee_ccy_pref: 'fciq',
      timestamp: expect.any(String),
    });
    expect(await on.reported('new')).toEqual({
      timestamp: expect.any(String),
      order_status: 'new',
      exec_type: 'new',
      order_userref: 100054,
      order_id,
    });

    const cl_ord_id = '0835958d-c526-4ad8-aea8-af54836de47e';
    const named = await on.ask(`{
    "method": "add_order",
    "params": {
        "order_type": "limit",
        "side": "buy",
        "limit_price": 60299.9,
        "order_qty": 1.0,
        "symbol": "BTC/USD",
        "cl_ord_id": "${cl_ord_id}",
        "token": "${token}"
    }
}`);
    expect(named.result).toEqual({ cl_ord_id, order_id: expect.any(String) });
    const amended = await on.ask(`{
  "method": "amend_order",
  "params": {
      "cl_ord_id": "${cl_ord_id}",
      "limit_price": 60300.1,
      "order_qty": 1.5,
      "token": "${token}"
  }
}`);
    expect([amended.success, amended.result]).toEqual([true, { amend_id: expect.stringMatching(/^T/), cl_ord_id }]);
    expect(await on.reported('amended')).toMatchObject({
      order_id: idOf(named),
      order_status: 'new',
      order_qty: 1.5,
      limit_price: 60300.1,
      cum_qty: 0,
      reason: 'User requested',
      amended: true,
    });
    const advanced = await on.ask(`{
    "method": "amend_order",
    "params": {
        "order_id": "${order_id}",
        "limit_price": 26501.3,
        "deadline": "${new Date(Date.now() + 5000).toISOString()}",
        "post_only": true,
        "token": "${token}"
    }
}`);
    expect(advanced.result).toEqual({ amend_id: expect.any(String), order_id });

    const edited = await on.ask(`{
  "method": "edit_order",
  "params": {
    "order_id": "${order_id}",
    "order_qty": 0.21234567,
    "symbol": "BTC/USD",
    "token": "${token}"
  },
  "req_id": 1234567890
}`);
    expect(edited.result).toEqual({ order_id: expect.any(String), original_order_id: order_id });
    const other = await on.ask(
      `{"method":"add_order","params":{"order_type":"limit","side":"sell","limit_price":99999,"order_qty":1,"symbol":"BTC/USD","token":"${token}"}}`,
    );
    on.say(`{
    "method": "cancel_order",
    "params": {
        "order_id": [
            "${idOf(edited)}",
            "${idOf(other)}"
        ],
        "token": "${token}"
    },
    "req_id": 4294967297
}`);
    const isCancel = ({ method, text }: Said) => method === 'cancel_order' && text.includes('"req_id":4294967297,');
    const canceled = [await on.hears(isCancel), await on.hears(isCancel)].map(idOf);
    expect(canceled.sort()).toEqual([idOf(edited), idOf(other)].sort());
    const byName = await on.ask(`{"method":"cancel_order","params":{"cl_ord_id":["${cl_ord_id}"],"token":"${token}"}}`);
    expect(byName.result).toEqual({ cl_ord_id });
    const again = await on.ask(`{"method":"cancel_order","params":{"cl_ord_id":["${cl_ord_id}"],"token":"${token}"}}`);
    expect([again.success, again.error, again.result]).toEqual([false, 'EOrder:Unknown order', undefined]);
    const left = await on.ask(`{
    "method": "unsubscribe",
    "params": {
        "channel": "executions",
        "token": "${token}"
    }
}`);
    expect([left.success, left.result]).toEqual([true, { channel: 'executions' }]);
  });

  it('places every kind of order that the pages show', async () => {
    const server = await start();
    const token = await fetchToken(server, 'form');
    const on = await connected(server);
    await on.ask(`{"method":"subscribe","params":{"channel":"executions","token":"${token}"}}`);
    const primary = await on.ask(`{
    "method": "add_order",
    "params": {
        "order_type": "limit",
        "side": "buy",
        "order_qty": 1.2,
        "symbol": "BTC/USD",
        "limit_price": 28440,
        "conditional": {
            "order_type": "stop-loss-limit",
            "trigger_price": 28410,
            "limit_price": 28400
        },
        "token": "${token}"
    }
}`);
    expect(primary.success).toBe(true);
    expect(await on.reported('pending_new')).toMatchObject({
      order_id: idOf(primary),
      contingent: { order_type: 'stop-loss-limit', trigger_price: 28410, limit_price: 28400 },
    });
    const stop = await on.ask(`{
    "method": "add_order",
    "params": {
        "order_type": "stop-loss",
        "side": "sell",
        "order_qty": 100,
        "symbol": "ADA/USD",
        "triggers": {
            "reference": "last",
            "price": -2.0,
            "price_type": "pct"
        },
        "token": "${token}"
    }
}`);
    expect(stop.success).toBe(true);
    expect(await on.reported('pending_new')).toMatchObject({
      order_type: 'stop-loss',
      triggers: { reference: 'last', price: -2, price_type: 'pct', status: 'untriggered' },
    });
    const trailing = await on.ask(`{
    "method": "add_order",
    "params": {
        "order_type": "trailing-stop",
        "side": "buy",
        "order_qty": 100,
        "symbol": "ADA/USD",
        "triggers": {
            "reference": "last",
            "price": 1.0,
            "price_type": "pct"
        },
        "token": "${token}"
    }
}`);
    expect(trailing.success).toBe(true);
    const all = await on.ask(`{
    "method": "cancel_all",
    "params": {
        "token": "${token}"
    },
    "req_id": 1234567890
}`);
    expect([all.success, all.result]).toEqual([true, { count: 3 }]);
  });

  it('places and cancels by the batch, and sets and unsets the switch', async () => {
    const server = await start();
    const token = await fetchToken(server);
    const on = await connected(server);
    const orders = await on.ask(`{
    "method": "batch_add",
    "params": {
        "deadline": "${new Date(Date.now() + 10_000).toISOString()}",
        "orders": [
            {
                "limit_price": 1010.10,
                "order_qty": 0.12345678,
                "order_type": "limit",
                "order_userref": 1,
                "side": "buy"
            },
            {
                "limit_price": 202020.20,
                "order_qty": 0.98765432,
                "order_type": "limit",
                "order_userref": 2,
                "side": "sell",
                "stp_type": "cancel_both"
            },
            {
                "limit_price": 1010.20,
                "order_qty": 0.12345678,
                "order_type": "limit",
                "cl_ord_id": "third",
                "side": "buy"
            }
        ],
        "symbol": "BTC/USD",
        "token": "${token}",
        "validate": false
    },
    "req_id": 1234567890
}`);
    const order_id = expect.any(String);
    expect([orders.success, orders.result]).toEqual([
      true,
      [
        { order_id, order_userref: 1 },
        { order_id, order_userref: 2 },
        { cl_ord_id: 'third', order_id },
      ],
    ]);
    const set = await on.ask(`{
    "method": "cancel_all_orders_after",
    "params": {
        "timeout": 100,
        "token": "${token}"
    },
    "req_id": 1234567890
}`);
    const seconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
    expect(set.result).toEqual({
      currentTime: expect.stringMatching(seconds),
      triggerTime: expect.stringMatching(seconds),
    });
    const [now, then] = [set.result?.['currentTime'], set.result?.['triggerTime']].map((time) =>
      Date.parse(String(time)),
    );
    expect(Number(then) - Number(now)).toBe(100_000);
    const unset = await on.ask(`{"method":"cancel_all_orders_after","params":{"timeout":0,"token":"${token}"}}`);
    expect(unset.result).toMatchObject({ triggerTime: '0' });
    const gone = await on.ask(`{
    "method": "batch_cancel",
    "params": {
        "orders": [
            "1",
            "2",
            "${(Array.isArray(orders.result) ? orders.result : [])[2]?.order_id}"
        ],
        "token": "${token}"
    },
    "req_id": 1234567890
}`);
    expect(gone.success).toBe(true);
    expect((await on.ask(`{"method":"cancel_all","params":{"token":"${token}"}}`)).result).toEqual({ count: 0 });
  });

  it('reads its fills and the two ledger lines of each', async () => {
    const server = await start(50);
    const token = await fetchToken(server);
    const on = await connected(server);
    await on.ask(`{"method":"subscribe","params":{"channel":"executions","token":"${token}"}}`);
    await on.ask(`{"method":"subscribe","params":{"channel":"balances","token":"${token}"}}`);
    const first = await on.hears(({ channel }) => channel === 'balances');
    expect(first.data?.find(({ asset }) => asset === 'BTC')).toEqual({
      asset: 'BTC',
      asset_class: 'currency',
      balance: 20,
      wallets: [{ type: 'spot', id: 'main', balance: 20 }],
    });
    const placed = await on.ask(
      `{"method":"add_order","params":{"order_type":"market","side":"sell","order_qty":0.0005,"symbol":"BTC/USD","order_userref":3,"token":"${token}"}}`,
    );
    const trade = await on.reported('trade');
    expect(trade).toEqual({
      order_id: idOf(placed),
      order_userref: 3,
      exec_id: expect.stringMatching(/^T/),
      exec_type: 'trade',
      trade_id: expect.any(Number),
      symbol: 'BTC/USD',
      side: 'sell',
      last_qty: 0.0005,
      last_price: expect.any(Number),
      liquidity_ind: 't',
      cost: expect.any(Number),
      order_type: 'market',
      timestamp: expect.any(String),
      order_status: expect.stringMatching(/filled$/),
      cum_qty: 0.0005,
      cum_cost: trade['cost'],
      avg_price: trade['last_price'],
      fee_usd_equiv: expect.any(Number),
      fees: [{ asset: 'USD', qty: expect.any(Number) }],
    });
    expect(await on.reported('filled')).toMatchObject({
      order_id: idOf(placed),
      order_status: 'filled',
      cum_qty: 0.0005,
    });
    const lines = [
      await on.hears(({ channel }) => channel === 'balances'),
      await on.hears(({ channel }) => channel === 'balances'),
    ].map(({ data, sequence }) => ({ ...data?.[0], sequence }));
    const base = lines.find((line) => 'asset' in line && line['asset'] === 'BTC');
    expect(base).toEqual({
      ledger_id: expect.any(String),
      ref_id: trade['exec_id'],
      timestamp: expect.any(String),
      type: 'trade',
      asset: 'BTC',
      asset_class: 'currency',
      category: 'trade',
      wallet_type: 'spot',
      wallet_id: 'main',
      amount: -0.0005,
      fee: 0,
      balance: 19.9995,
      sequence: expect.any(Number),
    });
    expect(lines.map(({ sequence }) => sequence)).toEqual([2, 3]);
  });
});
