/** Programs that do what is allowed though few do it, and what no page forbids. */
import { describe, expect, it } from 'vitest';
import { connected, fetchToken, idOf, type Said, start } from './stranger.js';

const isBalances = ({ channel }: Said) => channel === 'balances';

async function ready() {
  const server = await start();
  const token = await fetchToken(server);
  const on = await connected(server);
  /** A limit order far away, with these members besides or instead. */
  const order = (members: Record<string, string>, reqId = '') => {
    const all = {
      order_type: '"limit"',
      side: '"buy"',
      symbol: '"BTC/USD"',
      order_qty: '0.1',
      limit_price: '20000',
      ...members,
    };
    const params = Object.entries({ ...all, token: `"${token}"` }).map(([name, json]) => `"${name}":${json}`);
    return `{"method":"add_order","params":{${params.join(',')}}${reqId === '' ? '' : `,"req_id":${reqId}`}}`;
  };
  return { server, token, on, order };
}

describe('unusual but legal', () => {
  it('is any request id, or none', async () => {
    const { on, order, token } = await ready();
    for (const id of ['0', '4294967296', '694480169830934', '1792018347123456789', '-1']) {
      expect((await on.ask(order({}, id))).text).toContain(`{"method":"add_order","req_id":${id},"result":`);
    }
    expect((await on.ask(order({}))).text).not.toContain('req_id');
    expect((await on.ask(`{"method":"cancel_all","params":{"token":"${token}"},"req_id":0}`)).text).toContain(
      '"req_id":0,',
    );
  });

  it('is any way of writing a number that JSON has', async () => {
    const { on, order, token } = await ready();
    await on.ask(`{"method":"subscribe","params":{"channel":"executions","token":"${token}"}}`);
    const ways = [
      ['1e-3', '2.65E4'],
      ['0.0010', '26500.00000'],
      ['10e-4', '26500'],
      ['1.0E-03', '265e+2'],
    ];
    for (const [order_qty = '', limit_price = ''] of ways) {
      expect((await on.ask(order({ order_qty, limit_price }))).success).toBe(true);
      const report = await on.hears(({ data }) => data?.[0]?.['exec_type'] === 'pending_new');
      expect(report.text).toContain('"order_qty":0.00100000,');
      expect(report.text).toContain('"limit_price":26500.0,');
    }
    expect(await on.ask(order({ limit_price: '26500.400000000001' }))).toMatchObject({
      error: 'EOrder:Tick size check failed',
    });
    expect(await on.ask(order({ limit_price: '"26500.4"' }))).toMatchObject({
      error: 'Limit_price field must be a number_float',
    });
  });

  it('is any order of members, and white space between them', async () => {
    const { on, token } = await ready();
    const placed = await on.ask(`\r\n{ "req_id" :\t5 , "params" : { "token" : "${token}" , "limit_price" : 20000.0 ,
      "symbol" : "BTC\\/USD" , "order_qty" : 1 , "side" : "\\u0062uy" , "order_type" : "limit" } , "method" : "add_order" }\n`);
    expect([placed.success, placed.text.includes('"req_id":5,')]).toEqual([true, true]);
  });

  it('is one token for several connections, and several tokens for one', async () => {
    const { server, on, order, token } = await ready();
    const other = await connected(server);
    expect((await other.ask(`{"method":"subscribe","params":{"channel":"balances","token":"${token}"}}`)).success).toBe(
      true,
    );
    const placed = await on.ask(order({}));
    const newer = await fetchToken(server, 'form');
    const gone = await other.ask(
      `{"method":"cancel_order","params":{"order_id":["${idOf(placed)}"],"token":"${newer}"}}`,
    );
    expect(gone.success).toBe(true);
    other.socket.terminate();
    expect((await on.ask(order({}))).success).toBe(true);
  });

  it('are members that are going out of use', async () => {
    const { on, order, token } = await ready();
    const subscribed = await on.ask(
      `{"method":"subscribe","params":{"channel":"executions","snapshot":true,"snapshot_trades":true,"token":"${token}"}}`,
    );
    expect(subscribed.result).toMatchObject({ snap_orders: true, snap_trades: true });
    expect((await on.ask(order({ no_mpp: 'false' }))).success).toBe(true);
    const { limit_price: _, ...stop } = {
      limit_price: '',
      order_type: '"stop-loss"',
      stop_price: '10000.5',
      trigger: '"last"',
    };
    const members = Object.entries({
      ...stop,
      side: '"sell"',
      symbol: '"BTC/USD"',
      order_qty: '0.1',
      token: `"${token}"`,
    });
    const params = members.map(([name, json]) => `"${name}":${json}`).join(',');
    expect((await on.ask(`{"method":"add_order","params":{${params}}}`)).success).toBe(true);
    const report = await on.hears(({ data }) => data?.[0]?.['order_type'] === 'stop-loss');
    expect(report.data?.[0]).toMatchObject({ stop_price: 10000.5, triggers: { price: 10000.5, reference: 'last' } });
  });

  it('is to subscribe again with what the acknowledgement said, and to leave with the options of the subscription', async () => {
    const { on, token } = await ready();
    for (const channel of ['executions', 'balances']) {
      const first = await on.ask(`{"method":"subscribe","params":{"channel":"${channel}","token":"${token}"}}`);
      const { maxratecount: _, warnings: __, ...said } = first.result ?? {};
      const params = JSON.stringify({ ...said, token });
      expect((await on.ask(`{"method":"unsubscribe","params":${params}}`)).success).toBe(true);
      const again = await on.ask(`{"method":"subscribe","params":${params}}`);
      expect([again.success, again.result]).toEqual([true, first.result]);
    }
  });

  it('is a subprotocol, which is taken whatever it is', async () => {
    const { server, token } = await ready();
    const on = await connected(server, ['v1']);
    expect(on.socket.protocol).toBe('v1');
    await on.ask(`{"method":"subscribe","params":{"channel":"balances","token":"${token}"}}`);
    expect((await on.hears(isBalances)).sequence).toBe(1);
  });
});

describe('what is not legal', () => {
  it('is told and does no harm', async () => {
    const { on, order, token } = await ready();
    const refusals: [string, string][] = [
      [`{"method":"subscribe","params":{"channel":"openOrders","token":"${token}"}}`, 'Unsupported event'],
      [`{"method":"subscribe","params":{"channel":"book","symbol":["BTC/USD"]}}`, 'Unsupported event'],
      ['{"method":"subscribe","params":{"channel":"executions"}}', 'Token(s) not found'],
      ['{"method":"subscribe","params":{"channel":"executions","token":"stale"}}', 'ESession:Invalid session'],
      ['{"method":"addOrder","params":{}}', 'Malformed request'],
      [order({ price: '1' }), "Unsupported field: 'price' for the given msg type: add_order"],
      [order({ cl_ord_id: '"x"', order_userref: '1' }), 'EGeneral:Invalid arguments:cl_ord_id'],
    ];
    for (const [request, error] of refusals) {
      const answer = await on.ask(request);
      expect([answer.error, answer.success]).toEqual([error, false]);
    }
    expect((await on.ask(order({}))).success).toBe(true);
  });
});
