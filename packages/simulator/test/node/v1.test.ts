/** A client of v1 as others write it: a socket, JSON, and what the documentation says. It knows nothing of this library. */
import { crc32 } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type RunningServer, startServer } from '../../src/node/index.js';
import { signatureOf } from '../../src/node/signature.js';

const running: RunningServer[] = [];
const sockets: WebSocket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  for (const server of running.splice(0)) await server.close();
});

const SECRET = 'a3Jha2VuLXN0cmVhbS9zaW11bGF0b3IvZGVtby9zZWNyZXQ=';
const KEY = 'bot-key';

async function start(rate: number): Promise<RunningServer> {
  const server = await startServer({
    symbols: ['BTC/USD'],
    snapshotDelayMs: 0,
    rate,
    accounts: [{ name: 'bot', keys: [{ key: KEY, secret: SECRET }], balances: { USD: '1000000', BTC: '2' } }],
  });
  running.push(server);
  return server;
}

async function tokenOf(server: RunningServer): Promise<string> {
  const path = '/0/private/GetWebSocketsToken';
  const nonce = '1000';
  const body = `nonce=${nonce}`;
  const response = await fetch(`${server.restUrl}${path}`, {
    method: 'POST',
    headers: { 'API-Key': KEY, 'API-Sign': signatureOf({ path, nonce, body }, SECRET) },
    body: new URLSearchParams(body),
  });
  return (await response.json()).result.token;
}

/** Whatever comes, as a program without types sees it. */
type Frame = ReturnType<typeof JSON.parse>;

function conversation(url: string) {
  const socket = new WebSocket(url);
  sockets.push(socket);
  const frames: Frame[] = [];
  let wake = (): void => undefined;
  socket.on('message', (data) => {
    frames.push(JSON.parse(String(data)));
    wake();
  });
  return {
    say: (frame: object) => socket.send(JSON.stringify(frame)),
    /** The first frame of which this is true; those before it are gone. */
    async until(is: (frame: Frame) => boolean): Promise<Frame> {
      for (;;) {
        const index = frames.findIndex(is);
        if (index >= 0) return frames.splice(0, index + 1).at(-1);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

type Level = readonly [price: string, volume: string, time: string, mark?: string];

class HandmadeBook {
  asks = new Map<string, string>();
  bids = new Map<string, string>();

  snapshot({ as, bs }: { readonly as: readonly Level[]; readonly bs: readonly Level[] }): void {
    this.asks = new Map(as.map(([price, volume]) => [price, volume]));
    this.bids = new Map(bs.map(([price, volume]) => [price, volume]));
  }

  /** One map or two. The checksum that the last of them has. */
  update(
    maps: readonly { readonly a?: readonly Level[]; readonly b?: readonly Level[]; readonly c?: string }[],
  ): string {
    for (const { a = [], b = [] } of maps) {
      for (const [side, changes] of [
        [this.asks, a],
        [this.bids, b],
      ] as const) {
        for (const [price, volume] of changes) {
          if (Number(volume) === 0) side.delete(price);
          else side.set(price, volume);
        }
      }
    }
    this.asks = new Map(this.#best(this.asks, 1, 10));
    this.bids = new Map(this.#best(this.bids, -1, 10));
    return maps.at(-1)?.c ?? '';
  }

  get checksum(): string {
    const digits = (text: string) => text.replace('.', '').replace(/^0+/, '');
    const levels = [...this.#best(this.asks, 1, 10), ...this.#best(this.bids, -1, 10)];
    return String(crc32(levels.map(([price, volume]) => digits(price) + digits(volume)).join('')));
  }

  #best(side: ReadonlyMap<string, string>, sign: number, depth: number): [string, string][] {
    return [...side].sort(([a], [b]) => sign * (Number(a) - Number(b))).slice(0, depth);
  }
}

describe('a stranger who speaks v1', () => {
  it('finds its way from REST to a book that adds up, update for update', async () => {
    const server = await start(300);
    const pairs = await (await fetch(`${server.restUrl}/0/public/AssetPairs`)).json();
    const { wsname } = pairs.result.XXBTZUSD;
    const { say, until } = conversation(server.v1Url);
    expect(await until(() => true)).toMatchObject({ event: 'systemStatus', status: 'online' });
    say({ event: 'subscribe', pair: [wsname], reqid: 7, subscription: { name: 'book', depth: 10 } });
    const status = await until(({ event }) => event === 'subscriptionStatus');
    expect(status).toMatchObject({ channelName: 'book-10', pair: 'XBT/USD', reqid: 7, status: 'subscribed' });
    const book = new HandmadeBook();
    const first = await until(Array.isArray);
    expect(first.slice(2)).toEqual(['book-10', 'XBT/USD']);
    book.snapshot(first[1]);
    let marks = 0;
    for (let i = 0; i < 400; i++) {
      const frame = await until(Array.isArray);
      expect(book.update(frame.slice(1, -2))).toBe(book.checksum);
      if (JSON.stringify(frame).includes('"r"')) marks++;
    }
    expect(marks).toBeGreaterThan(10);
    say({ event: 'unsubscribe', pair: [wsname], subscription: { name: 'book', depth: 10 } });
    expect(await until(({ event }) => event === 'subscriptionStatus')).toMatchObject({ status: 'unsubscribed' });
    say({ event: 'ping', reqid: 8 });
    expect(await until(({ event }) => event === 'pong')).toEqual({ event: 'pong', reqid: 8 });
  });

  it('trades with a token from REST, and is told in openOrders and ownTrades', async () => {
    const server = await start(0);
    const token = await tokenOf(server);
    const { say, until } = conversation(server.v1PrivateUrl);
    await until(({ event }) => event === 'systemStatus');
    say({ event: 'subscribe', subscription: { name: 'openOrders', token } });
    expect(await until((frame) => frame[1] === 'openOrders')).toEqual([[], 'openOrders', { sequence: 1 }]);
    say({ event: 'subscribe', subscription: { name: 'ownTrades', token } });
    expect(await until((frame) => frame[1] === 'ownTrades')).toEqual([[], 'ownTrades', { sequence: 1 }]);

    const order = { event: 'addOrder', token, pair: 'XBT/USD', type: 'buy', volume: '0.01' };
    say({ ...order, reqid: 1, ordertype: 'market' });
    const [trades] = await until((frame) => frame[1] === 'ownTrades');
    const [trade] = Object.values<Frame>(trades[0]);
    expect(trade).toMatchObject({ pair: 'XBT/USD', type: 'buy', ordertype: 'market', vol: '0.01000000' });
    expect(Number(trade.cost)).toBeCloseTo(Number(trade.price) * 0.01, 3);
    expect(await until(({ event }) => event === 'addOrderStatus')).toMatchObject({
      descr: 'buy 0.01000000 XBTUSD @ market',
      reqid: 1,
      status: 'ok',
      txid: trade.ordertxid,
    });

    say({ ...order, reqid: 2, ordertype: 'limit', price: '40000' });
    const { txid } = await until(({ event }) => event === 'addOrderStatus');
    say({ event: 'cancelOrder', token, reqid: 3, txid: [txid] });
    const [ended, , { sequence }] = await until((frame) => frame[0]?.[0]?.[txid]?.status === 'canceled');
    expect(ended[0][txid]).toMatchObject({ cancel_reason: 'User requested', vol_exec: '0.00000000' });
    expect(sequence).toBe(8);
    expect(await until(({ event }) => event === 'cancelOrderStatus')).toEqual({
      event: 'cancelOrderStatus',
      reqid: 3,
      status: 'ok',
    });
  });

  it('has the page at the same address, without a socket', async () => {
    const server = await start(0);
    const page = await (await fetch(server.httpUrl)).text();
    expect(page).toContain(`${server.v1Url} `);
    expect(page).toContain(`${server.v1PrivateUrl} `);
    const { until } = conversation(server.httpUrl.replace('http', 'ws'));
    expect(await until(() => true)).toMatchObject({ event: 'systemStatus' });
  });
});
