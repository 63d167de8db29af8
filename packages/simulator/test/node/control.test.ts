import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type RunningServer, startServer } from '../../src/node/index.js';

const running: RunningServer[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

async function start() {
  const server = await startServer({ symbols: ['BTC/USD'], snapshotDelayMs: 0, rate: 200 });
  running.push(server);
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(new URL(path, server.httpUrl), {
      method,
      headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? undefined : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, said: text === '' ? undefined : JSON.parse(text) };
  };
  return { server, call };
}

describe('the control endpoint', () => {
  it('takes a fault, says what it understood, and does it', async () => {
    const { server, call } = await start();
    const socket = new WebSocket(server.url);
    await once(socket, 'message');
    const closed = once(socket, 'close');
    const { status, said } = await call('POST', '/faults', { type: 'drop', code: 1013, reason: 'Sorry' });
    expect([status, said]).toEqual([
      202,
      {
        fault: { type: 'drop', code: 1013, reason: 'Sorry' },
        inMs: 0,
        text: 'connections are dropped (code 1013, Sorry)',
      },
    ]);
    const [code, reason] = await closed;
    expect([code, String(reason)]).toEqual([1013, 'Sorry']);
  });

  it('tells what is pending, and takes it back', async () => {
    const { call } = await start();
    await call('POST', '/faults', { type: 'lose', count: 'all' });
    await call('POST', '/faults', { type: 'mute', ms: 100, afterMs: 60_000 });
    const { status, said } = await call('GET', '/faults');
    expect(status).toBe(200);
    expect(said).toEqual([
      { fault: { type: 'lose', count: 'all' }, inMs: 0, text: 'data frames are lost (every time)' },
      {
        fault: { type: 'mute', ms: 100 },
        inMs: expect.any(Number),
        text: expect.stringMatching(/^in \S+ s: nothing is/),
      },
    ]);
    expect(said[1].inMs).toBeGreaterThan(0);
    expect((await call('DELETE', '/faults')).status).toBe(204);
    expect((await call('GET', '/faults')).said).toEqual([]);
  });

  it('tells what is served', async () => {
    const { server, call } = await start();
    const socket = new WebSocket(server.url);
    await once(socket, 'message');
    const { status, said } = await call('GET', '/stats');
    expect([status, said]).toEqual([200, { connections: 1, subscriptions: 0, frames: 1, now: expect.any(Number) }]);
    expect(Math.abs(said.now - Date.now())).toBeLessThan(60_000);
    socket.terminate();
  });

  it('says in words what is wrong with a fault', async () => {
    const { call } = await start();
    for (const [body, expected] of [
      [{ type: 'explode' }, /^expected drop, .* received "explode"$/],
      [{ type: 'lose', symbl: 'BTC/USD' }, /received a field "symbl"$/],
      [
        { type: 'lose', symbol: 'LOST/USD' },
        /^lose: symbol: expected one that is traded here .*, received 'LOST\/USD'/,
      ],
      [{ type: 'drop', afterMs: 'soon' }, /^afterMs: expected milliseconds/],
      ['{"type":', /^expected JSON such as/],
      ['[]', /^expected an object/],
    ] as const) {
      const { status, said } = await call('POST', '/faults', body);
      expect([status, said]).toEqual([400, { error: expect.stringMatching(expected) }]);
    }
    expect((await call('GET', '/faults')).said).toEqual([]);
  });

  it('takes JSON alone, of a decent size, by its own methods', async () => {
    const { call } = await start();
    const fault = '{"type":"drop"}';
    expect((await call('POST', '/faults', fault, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await call('POST', '/faults', fault, { 'content-type': 'application/json; charset=utf-8' })).status).toBe(
      202,
    );
    expect((await call('POST', '/faults', `${fault}${' '.repeat(20_000)}`)).status).toBe(413);
    const put = await call('PUT', '/faults', fault);
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, POST, DELETE, OPTIONS']);
    expect((await call('POST', '/stats', fault)).status).toBe(405);
  });

  it('lets pages of this machine in, and no others', async () => {
    const { server, call } = await start();
    for (const origin of ['http://127.0.0.1:5173', 'http://localhost:4000', 'http://[::1]:8080', 'http://localhost']) {
      const asked = await call('OPTIONS', '/faults', undefined, { origin });
      expect(asked.status).toBe(204);
      expect(Object.fromEntries(asked.headers)).toMatchObject({
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'GET, POST, DELETE',
        'access-control-allow-headers': 'content-type',
        vary: 'origin',
      });
      const sent = await call('POST', '/faults', { type: 'duplicate' }, { origin });
      expect([sent.status, sent.headers.get('access-control-allow-origin')]).toEqual([202, origin]);
    }
    server.simulator.faults.clear();
    for (const origin of [
      'https://example.com',
      'http://127.0.0.1.example.com',
      'http://localhost:1@example.com',
      'null',
    ]) {
      for (const method of ['OPTIONS', 'GET', 'DELETE', 'POST']) {
        const body = method === 'POST' ? { type: 'drop' } : undefined;
        const { status, headers } = await call(method, '/faults', body, { origin });
        expect([status, headers.get('access-control-allow-origin')]).toEqual([403, null]);
      }
    }
    expect(server.simulator.faults.pending).toEqual([]);
  });

  it('outlives a request that breaks off', async () => {
    const { server, call } = await start();
    const raw = connect(server.port, '127.0.0.1');
    raw.write(
      'POST /faults HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"type"',
    );
    await once(raw, 'connect');
    raw.destroy();
    expect((await call('GET', '/faults')).said).toEqual([]);
  });
});
