import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { type RunningServer, type ServerOptions, startServer } from '../../src/node/index.js';
import { signatureOf } from '../../src/node/signature.js';
import { type Client, client, type Frame, hangUp } from './client.js';

const running: RunningServer[] = [];

afterEach(async () => {
  hangUp();
  for (const server of running.splice(0)) await server.close();
});

const SECRET = 'a3Jha2VuLXN0cmVhbS9zaW11bGF0b3IvZGVtby9zZWNyZXQ=';
const KEY = 'bot-key';

async function start(options: ServerOptions = {}) {
  const server = await startServer({
    symbols: ['BTC/USD'],
    snapshotDelayMs: 0,
    rate: 0,
    accounts: [{ name: 'bot', keys: [{ key: KEY, secret: SECRET }], balances: { USD: '100000', BTC: '2' } }],
    ...options,
  });
  running.push(server);
  let nonce = 1000;
  /** As a program does it: a signed call. */
  const token = async (): Promise<string> => {
    const path = '/0/private/GetWebSocketsToken';
    const body = `nonce=${++nonce}`;
    const response = await fetch(`${server.restUrl}${path}`, {
      method: 'POST',
      headers: { 'API-Key': KEY, 'API-Sign': signatureOf({ path, nonce: String(nonce), body }, SECRET) },
      body: new URLSearchParams(body),
    });
    return (await response.json()).result.token;
  };
  return { server, token };
}

/** Says a request and resolves to its answer. */
async function ask({ say, heard }: Client, method: string, params: object, req_id: number): Promise<Frame> {
  say({ method, params, req_id });
  return heard((frame) => frame.req_id === req_id);
}

const report = (execType: string) => (frame: Frame) =>
  frame.channel === 'executions' && frame.data?.[0]?.['exec_type'] === execType;

describe('a private connection', () => {
  it('subscribes, places, amends and cancels, and reads what became of it', async () => {
    const { server, token: fetchToken } = await start();
    const token = await fetchToken();
    const on = client(server.privateUrl);
    await on.heard(({ channel }) => channel === 'status');
    expect(await ask(on, 'subscribe', { channel: 'executions', token }, 1)).toMatchObject({
      success: true,
      result: { channel: 'executions', maxratecount: 125, snap_orders: true },
    });
    expect(await on.heard(({ channel }) => channel === 'executions')).toMatchObject({
      type: 'snapshot',
      data: [],
      sequence: 1,
    });
    expect((await ask(on, 'subscribe', { channel: 'balances', token }, 2)).success).toBe(true);
    expect(await on.heard(({ channel }) => channel === 'balances')).toMatchObject({
      type: 'snapshot',
      data: [
        { asset: 'BTC', balance: 2 },
        { asset: 'USD', balance: 100_000 },
      ],
      sequence: 1,
    });

    const order = { order_type: 'limit', side: 'buy', symbol: 'BTC/USD', order_qty: 0.1, limit_price: 50_000 };
    const placed = await ask(on, 'add_order', { ...order, cl_ord_id: 'mine', token }, 3);
    expect(placed).toMatchObject({ method: 'add_order', success: true, result: { cl_ord_id: 'mine' } });
    const order_id = placed.result?.['order_id'];
    expect(await on.heard(report('pending_new'))).toMatchObject({
      data: [{ order_id, cl_ord_id: 'mine', order_qty: 0.1, limit_price: 50_000, side: 'buy', symbol: 'BTC/USD' }],
      sequence: 2,
    });
    expect(await on.heard(report('new'))).toMatchObject({ data: [{ order_id, order_status: 'new' }], sequence: 3 });

    const amended = await ask(on, 'amend_order', { order_id, order_qty: 0.2, limit_price: 51_000, token }, 4);
    expect(amended).toMatchObject({ success: true, result: { order_id, amend_id: expect.any(String) } });
    expect(await on.heard(report('amended'))).toMatchObject({
      data: [{ order_id, order_qty: 0.2, limit_price: 51_000 }],
      sequence: 4,
    });

    expect(await ask(on, 'cancel_order', { cl_ord_id: ['mine'], token }, 5)).toMatchObject({ success: true });
    expect(await on.heard(report('canceled'))).toMatchObject({
      data: [{ order_id, order_status: 'canceled' }],
      sequence: 5,
    });
    expect(await ask(on, 'cancel_order', { order_id: [order_id], token }, 6)).toMatchObject({
      error: 'EOrder:Unknown order',
      success: false,
    });
  });

  it('reads fills and what they cost', async () => {
    const { server, token: fetchToken } = await start();
    const token = await fetchToken();
    const on = client(server.privateUrl);
    await on.heard(({ channel }) => channel === 'status');
    await ask(on, 'subscribe', { channel: 'executions', token }, 1);
    await ask(on, 'subscribe', { channel: 'balances', token, snapshot: false }, 2);
    const order = { order_type: 'market', side: 'sell', symbol: 'BTC/USD', order_qty: 0.0005 };
    expect((await ask(on, 'add_order', { ...order, token }, 3)).success).toBe(true);
    const trade = await on.heard(report('trade'));
    expect(trade.data).toMatchObject([{ side: 'sell', last_qty: 0.0005, liquidity_ind: 't' }]);
    expect((await on.heard(report('filled'))).data).toMatchObject([{ order_status: 'filled', cum_qty: 0.0005 }]);
    const ledger = [(await on.heard(({ channel }) => channel === 'balances')).data?.[0]];
    ledger.push((await on.heard(({ channel }) => channel === 'balances')).data?.[0]);
    expect(new Map(ledger.map((entry) => [entry?.['asset'], entry?.['ref_id']]))).toEqual(
      new Map(['BTC', 'USD'].map((asset) => [asset, trade.data?.[0]?.['exec_id']])),
    );
    expect(ledger.find((entry) => entry?.['asset'] === 'BTC')).toMatchObject({ amount: -0.0005, balance: 1.9995 });

    const again = client(server.privateUrl);
    await again.heard(({ channel }) => channel === 'status');
    await ask(again, 'subscribe', { channel: 'executions', snap_trades: true, token }, 4);
    expect((await again.heard(({ channel }) => channel === 'executions')).data).toMatchObject([
      { exec_type: 'trade', exec_id: trade.data?.[0]?.['exec_id'] },
    ]);
  });

  it('is one of several, and each hears of what the others do', async () => {
    const { server, token: fetchToken } = await start();
    const [one, other] = [client(server.privateUrl), client(server.privateUrl)];
    const token = await fetchToken();
    for (const on of [one, other]) {
      await on.heard(({ channel }) => channel === 'status');
      await ask(on, 'subscribe', { channel: 'executions', token }, 1);
      await on.heard(({ channel }) => channel === 'executions');
    }
    const order = { order_type: 'limit', side: 'sell', symbol: 'BTC/USD', order_qty: 0.1, limit_price: 90_000 };
    await ask(one, 'add_order', { ...order, token: await fetchToken() }, 2);
    expect(await other.heard(report('new'))).toMatchObject({ sequence: 3 });
    expect(await ask(other, 'cancel_all', { token }, 3)).toMatchObject({ result: { count: 1 }, success: true });
    expect(await one.heard(report('canceled'))).toMatchObject({ sequence: 4 });
  });

  it('is refused what its token does not allow', async () => {
    const { server } = await start();
    const on = client(server.privateUrl);
    await on.heard(({ channel }) => channel === 'status');
    expect(await ask(on, 'cancel_all', { token: 'nonsense' }, 1)).toMatchObject({
      error: 'ESession:Invalid session',
      method: 'cancel_all',
      success: false,
    });
    const elsewhere = client(server.url);
    await elsewhere.heard(({ channel }) => channel === 'status');
    expect(await ask(elsewhere, 'subscribe', { channel: 'balances', token: 'x' }, 2)).toMatchObject({
      error: 'Private data and trading are unavailable on this endpoint. Try ws-auth.kraken.com',
    });
  });

  it('is cut before the answer, though the order was placed, when that is to go wrong', async () => {
    const { server, token: fetchToken } = await start();
    const token = await fetchToken();
    const on = client(server.privateUrl);
    await on.heard(({ channel }) => channel === 'status');
    server.simulator.faults.inject({ type: 'drop-on-request', method: 'add_order' });
    const closed = once(on.socket, 'close');
    const order = { order_type: 'limit', side: 'buy', symbol: 'BTC/USD', order_qty: 0.1, limit_price: 50_000 };
    on.say({ method: 'add_order', params: { ...order, cl_ord_id: 'lost', token }, req_id: 1 });
    const [code] = await closed;
    expect(code).toBe(1006);
    const account = server.simulator.exchange.broker.find('bot');
    expect(account?.openOrders().map(({ clOrdId }) => clOrdId)).toEqual(['lost']);
  });
});
