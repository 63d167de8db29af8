import { afterEach, describe, expect, it } from 'vitest';
import { demoAccount } from '../../src/index.js';
import { type RunningServer, type ServerOptions, startServer } from '../../src/node/index.js';
import { signatureOf } from '../../src/node/signature.js';

const running: RunningServer[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

const SECRET = 'kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==';
const TOKEN = '/0/private/GetWebSocketsToken';
const FORM = 'application/x-www-form-urlencoded';
const ACCOUNTS = [
  {
    name: 'bot',
    keys: [
      { key: 'all', secret: SECRET },
      { key: 'no-socket', secret: SECRET, permissions: { webSocket: false } },
      { key: 'wide', secret: SECRET, anyNonce: true },
    ],
  },
];

async function start(options: ServerOptions = {}) {
  const server = await startServer({ symbols: ['BTC/USD', 'ADA/USD'], rate: 0, accounts: ACCOUNTS, ...options });
  running.push(server);
  const call = async (method: string, path: string, body?: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${server.restUrl}${path}`, {
      method,
      headers,
      ...(body === undefined ? undefined : { body }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, said: text === '' ? undefined : JSON.parse(text) };
  };
  const signed = (
    nonce: string,
    more: { body?: string; type?: string; key?: string; sign?: string; path?: string } = {},
  ) => {
    const { body = `nonce=${nonce}`, type = FORM, key = 'all', path = TOKEN } = more;
    const sign = more.sign ?? signatureOf({ path, nonce, body }, SECRET);
    return call('POST', path, body, { 'content-type': type, 'api-key': key, 'api-sign': sign });
  };
  return { server, call, signed };
}

describe('a request for a token', () => {
  it('is granted to who signs it, as a form or as JSON', async () => {
    const { signed } = await start();
    const first = await signed('1616492376594');
    expect([first.status, first.said]).toEqual([
      200,
      { error: [], result: { token: expect.stringMatching(/^[A-Za-z0-9+/]{43}$/), expires: 900 } },
    ]);
    const nonces = ['1616492376595', '"1616492376596"', '18446744073709551615'];
    const tokens = [first.said.result.token];
    for (const nonce of nonces) {
      const { said } = await signed(nonce.replaceAll('"', ''), {
        body: `{"nonce":${nonce}}`,
        type: 'application/json',
      });
      expect(said.error).toEqual([]);
      tokens.push(said.result.token);
    }
    expect(new Set(tokens).size).toBe(4);
  });

  it('takes signatures that were made elsewhere', async () => {
    const { signed } = await start();
    const sign = '+mRDmY9Ks0Moc1zjv/BjfvYa98buO0x1yHChZR5onlfAzAUbfIYlLggUZzdQ0RsmXm4Sh+Q8iAIZdo2wSeHeiA==';
    expect((await signed('1616492376594', { sign })).said.error).toEqual([]);
  });

  it('is refused with status 200 and the words of the exchange', async () => {
    const { call, signed } = await start();
    await signed('100');
    const nonceOnly = { 'content-type': FORM };
    const refusals: [string, Promise<{ status: number; said: unknown }>][] = [
      ['EAPI:Invalid key', call('POST', TOKEN, 'nonce=101', nonceOnly)],
      ['EAPI:Invalid key', signed('101', { key: 'unknown' })],
      ['EAPI:Invalid signature', call('POST', TOKEN, 'nonce=101', { ...nonceOnly, 'api-key': 'all' })],
      ['EAPI:Invalid signature', signed('101', { sign: signatureOf({ path: TOKEN, nonce: '101', body: '' }, SECRET) })],
      ['EAPI:Invalid signature', signed('101', { sign: 'nonsense' })],
      ['EAPI:Invalid nonce', signed('100')],
      ['EAPI:Invalid nonce', signed('99')],
      ['EAPI:Invalid nonce', signed('101', { body: 'nonce=soon' })],
      ['EAPI:Invalid nonce', signed('101', { body: '' })],
      ['EGeneral:Permission denied', signed('101', { key: 'no-socket' })],
      ['EGeneral:Unknown method', signed('200', { path: '/0/private/Balance' })],
      ['EGeneral:Unknown method', call('GET', TOKEN)],
      ['EAPI:Bad request', signed('102', { body: 'x'.repeat(100_000) })],
    ];
    for (const [error, answer] of refusals) {
      const { status, said } = await answer;
      expect([status, said]).toEqual([200, { error: [error] }]);
    }
    // Who is refused for the signature uses up no nonce of who has the key.
    expect((await signed('201')).said.error).toEqual([]);
  });

  it('has nonces of its own for each key', async () => {
    const { signed } = await start();
    await signed('500');
    expect((await signed('7', { key: 'no-socket' })).said.error).toEqual(['EGeneral:Permission denied']);
    expect((await signed('7')).said.error).toEqual(['EAPI:Invalid nonce']);
  });
});

describe('too many calls', () => {
  it('with one key are refused until its counter has gone down', async () => {
    let now = Date.UTC(2026, 0, 1);
    const clock = { now: () => now, at: () => () => undefined };
    const { signed } = await start({ clock });
    let nonce = 0;
    const call = async (key = 'all') => (await signed(String(++nonce), { key })).said.error;
    for (let i = 0; i < 20; i++) expect(await call()).toEqual([]);
    expect(await call()).toEqual(['EAPI:Rate limit exceeded']);
    expect(await call('wide')).toEqual([]);
    now += 1999;
    expect(await call()).toEqual(['EAPI:Rate limit exceeded']);
    now += 1;
    expect(await call()).toEqual([]);
    expect(await call()).toEqual(['EAPI:Rate limit exceeded']);
  });

  it('with wrong keys are not even told so for a while', async () => {
    let now = Date.UTC(2026, 0, 1);
    const clock = { now: () => now, at: () => () => undefined };
    const { signed } = await start({ clock });
    const call = async (key: string) => (await signed(String(now), { key })).said.error;
    for (let i = 0; i < 15; i++) expect(await call('unknown')).toEqual(['EAPI:Invalid key']);
    expect(await call('wide')).toEqual([]);
    for (let i = 0; i < 20; i++) expect(await call('unknown')).toEqual(['EAPI:Invalid key']);
    expect(await call('unknown')).toEqual(['EGeneral:Temporary lockout']);
    expect(await call('wide')).toEqual([]);
    now += 60_000;
    expect(await call('unknown')).toEqual(['EAPI:Invalid key']);
  });
});

describe('a key with a wide nonce window', () => {
  it('serves programs that count in different units, by turns', async () => {
    const { signed } = await start();
    for (const nonce of ['1616492376594000', '1616492376595', '1616492376595', '1616492377']) {
      expect((await signed(nonce, { key: 'wide' })).said.error).toEqual([]);
    }
    expect((await signed('soon', { key: 'wide' })).said.error).toEqual(['EAPI:Invalid nonce']);
  });

  it('is what the demo account has', async () => {
    const { server } = await start({ accounts: [] });
    const { exchange } = server.simulator;
    expect(demoAccount(exchange.assets).keys?.map(({ anyNonce }) => anyNonce)).toEqual([true]);
  });
});

describe('what is public', () => {
  it('tells the time and the mode of the exchange', async () => {
    const { call, server } = await start();
    const time = await call('GET', '/0/public/Time');
    const { unixtime, rfc1123 } = time.said.result;
    expect(time.said.error).toEqual([]);
    expect(Math.abs(unixtime - Date.now() / 1000)).toBeLessThan(60);
    expect(Date.parse(rfc1123)).toBe(unixtime * 1000);
    expect((await call('GET', '/0/public/SystemStatus')).said).toEqual({
      error: [],
      result: { status: 'online', timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) },
    });
    server.simulator.exchange.setMode('cancel_only');
    expect((await call('GET', '/0/public/SystemStatus')).said.result.status).toBe('cancel_only');
  });

  it('lists pairs and assets, all or those that are asked for', async () => {
    const { call, server } = await start();
    const names = async (path: string) => Object.keys((await call('GET', path)).said.result ?? {});
    expect(await names('/0/public/AssetPairs')).toEqual(['XXBTZUSD', 'ADAUSD']);
    expect(await names('/0/public/AssetPairs?pair=ADAUSD,XBTUSD')).toEqual(['ADAUSD', 'XXBTZUSD']);
    expect(await names('/0/public/AssetPairs?pair=XBT%2FUSD')).toEqual(['XXBTZUSD']);
    expect(await names('/0/public/Assets')).toEqual(['XXBT', 'ZUSD', 'ADA']);
    expect(await names('/0/public/Assets?asset=XBT')).toEqual(['XXBT']);
    expect((await call('GET', '/0/public/AssetPairs?pair=NONSENSE')).said).toEqual({
      error: ['EQuery:Unknown asset pair'],
    });
    expect((await call('GET', '/0/public/Assets?asset=NONSENSE')).said).toEqual({ error: ['EQuery:Unknown asset'] });
    server.simulator.exchange.updatePair('ADA/USD', { status: 'post_only' });
    expect((await call('GET', '/0/public/AssetPairs?pair=ADAUSD')).said.result.ADAUSD.status).toBe('post_only');
  });

  it('can be asked for with POST too, what is asked for in a form, in JSON, or behind the path', async () => {
    const { call } = await start();
    const post = async (path: string, body: string, type: string) =>
      Object.keys((await call('POST', path, body, { 'content-type': type })).said.result ?? {});
    expect((await call('POST', '/0/public/Time')).said.result.unixtime).toBeGreaterThan(0);
    expect(await post('/0/public/AssetPairs', 'pair=XBTUSD', FORM)).toEqual(['XXBTZUSD']);
    expect(await post('/0/public/AssetPairs', '{"pair":"ADAUSD,XBTUSD"}', 'application/json')).toEqual([
      'ADAUSD',
      'XXBTZUSD',
    ]);
    expect(await post('/0/public/Assets?asset=ADA', '', FORM)).toEqual(['ADA']);
    expect(await post('/0/public/Assets', '', FORM)).toEqual(['XXBT', 'ZUSD', 'ADA']);
    for (const body of ['{"pair":', '[]', '"pair"', '{"pair":1}']) {
      expect(await post('/0/public/AssetPairs', body, 'application/json')).toEqual(['XXBTZUSD', 'ADAUSD']);
    }
    const { said } = await call('POST', '/0/public/AssetPairs', 'pair=NONSENSE', { 'content-type': FORM });
    expect(said).toEqual({ error: ['EQuery:Unknown asset pair'] });
    expect((await call('POST', '/0/public/Time', 'x'.repeat(100_000))).said).toEqual({ error: ['EAPI:Bad request'] });
  });

  it('is no more than that', async () => {
    const { call } = await start();
    for (const [method, path] of [
      ['GET', '/0/public/Depth'],
      ['PUT', '/0/public/Time'],
      ['POST', '/0/public/Depth'],
      ['GET', '/0/'],
    ] as const) {
      const { status, said } = await call(method, path);
      expect([status, said]).toEqual([200, { error: ['EGeneral:Unknown method'] }]);
    }
    expect((await fetch(`${(await start()).server.httpUrl}1/public/Time`)).status).toBe(404);
  });
});

describe('REST', () => {
  it('lets pages of this machine in, and no others', async () => {
    const { call, server } = await start();
    const origin = 'http://localhost:5173';
    const asked = await call('OPTIONS', TOKEN, undefined, { origin });
    expect(asked.status).toBe(204);
    expect(Object.fromEntries(asked.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type, api-key, api-sign',
    });
    expect(
      (await call('GET', '/0/public/Time', undefined, { origin })).headers.get('access-control-allow-origin'),
    ).toBe(origin);
    for (const path of ['/0/public/Time', TOKEN]) {
      const { status, headers, said } = await call('POST', path, '', { origin: 'https://example.com' });
      expect([status, headers.get('access-control-allow-origin'), said]).toEqual([
        403,
        null,
        { error: ['EGeneral:Permission denied'] },
      ]);
    }
    expect(server.simulator.exchange.stats.connections).toBe(0);
  });
});
