import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { VirtualClock } from '../../src/index.js';
import { type RunningServer, type ServerOptions, startServer } from '../../src/node/index.js';

const running: RunningServer[] = [];
const sockets: WebSocket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  for (const server of running.splice(0)) await server.close();
});

async function start(options: ServerOptions = {}): Promise<RunningServer> {
  const server = await startServer({ symbols: ['BTC/USD'], snapshotDelayMs: 0, rate: 200, ...options });
  running.push(server);
  return server;
}

interface Client {
  readonly socket: WebSocket;
  /** Resolves to the next message that contains a text. */
  heard(part: string): Promise<string>;
}

function client(url: string): Client {
  const socket = new WebSocket(url);
  sockets.push(socket);
  const messages: string[] = [];
  let wake: () => void = () => undefined;
  socket.on('message', (data) => {
    messages.push(String(data));
    wake();
  });
  socket.on('error', () => undefined);
  return {
    socket,
    async heard(part) {
      for (;;) {
        const index = messages.findIndex((text) => text.includes(part));
        if (index !== -1) return messages.splice(0, index + 1).at(-1) ?? '';
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

const SUBSCRIBE = '{"method":"subscribe","params":{"channel":"book","symbol":["BTC/USD"],"depth":10},"req_id":1}';

describe('the server', () => {
  it('holds a whole conversation over a real socket', async () => {
    const { url } = await start();
    const { socket, heard } = client(url);
    await heard('"status"');
    socket.send(SUBSCRIBE);
    await heard('"req_id":1');
    await heard('"snapshot","data"');
    await heard('"update","data"');
    socket.send('{"method":"ping","req_id":2}');
    await heard('"pong","req_id":2');
  });

  it('refuses other paths with 404, and names its endpoints to a browser', async () => {
    const { url, privateUrl, restUrl, httpUrl, port } = await start();
    const { socket } = client(url.replace('/v2', '/v9'));
    const [, response] = await once(socket, 'unexpected-response');
    expect(response.statusCode).toBe(404);
    const page = await fetch(httpUrl);
    const named = await page.text();
    expect(page.status).toBe(200);
    for (const each of [url, privateUrl, `${restUrl}/0/public`, `${restUrl}/0/private`]) expect(named).toContain(each);
    expect([url, privateUrl]).toEqual([`ws://127.0.0.1:${port}/v2`, `ws://127.0.0.1:${port}/auth/v2`]);
    const nothing = await fetch(`${httpUrl}nothing`);
    expect([nothing.status, await nothing.text()]).toEqual([404, expect.stringContaining('404')]);
  });

  it('survives huge messages, binary ones and broken frames, and serves on', async () => {
    const { url, port } = await start();
    const huge = client(url);
    await huge.heard('"status"');
    huge.socket.send('x'.repeat(2 * 1024 * 1024));
    const [code] = await once(huge.socket, 'close');
    expect(code).toBe(1009);

    const binary = client(url);
    await binary.heard('"status"');
    binary.socket.send(Buffer.from([1, 2, 3]));
    await binary.heard('Malformed request');

    const raw = connect(port, '127.0.0.1');
    raw.write(
      'GET /v2 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    await once(raw, 'data');
    raw.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff]));
    await once(raw, 'close');

    binary.socket.send('{"method":"ping"}');
    await binary.heard('pong');
  });

  it('answers pings of the socket itself, and does not close who sends them for being idle', async () => {
    const clock = new VirtualClock();
    const { url, simulator } = await start({ clock, rate: 0 });
    const { socket, heard } = client(url);
    await heard('"status"');
    for (let minutes = 0; minutes < 3; minutes++) {
      clock.advance(50_000);
      socket.ping();
      await once(socket, 'pong');
    }
    expect(simulator.exchange.stats.connections).toBe(1);
    const closed = once(socket, 'close');
    clock.advance(60_000);
    expect((await closed)[0]).toBe(1006);
  });

  it('cuts the sockets when the exchange drops them, without a close frame', async () => {
    const { url, simulator } = await start();
    const { socket, heard } = client(url);
    await heard('"status"');
    simulator.faults.inject({ type: 'drop' });
    const [code] = await once(socket, 'close');
    expect(code).toBe(1006);
  });

  it('closes with a code and a reason when the exchange does', async () => {
    const { url, simulator } = await start();
    const { socket, heard } = client(url);
    await heard('"status"');
    simulator.faults.inject({ type: 'drop', code: 1013, reason: 'Market data unavailable' });
    const [code, reason] = await once(socket, 'close');
    expect([code, String(reason)]).toEqual([1013, 'Market data unavailable']);
  });

  it('gives a consumer up that does not read', async () => {
    const { url, simulator } = await start({ rate: 50_000, mostBuffered: 100_000 });
    const { socket, heard } = client(url);
    await heard('"status"');
    socket.send(SUBSCRIBE);
    await heard('"snapshot","data"');
    socket.pause();
    await expect.poll(() => simulator.exchange.stats.connections).toBe(0);
    socket.resume();
    const [code, reason] = await once(socket, 'close');
    expect([code, String(reason)]).toEqual([1013, 'Slow consumer']);
  });

  it('forgets clients that leave', async () => {
    const { url, simulator } = await start();
    const { socket, heard } = client(url);
    await heard('"status"');
    expect(simulator.exchange.stats.connections).toBe(1);
    socket.close();
    await expect.poll(() => simulator.exchange.stats.connections).toBe(0);
  });

  it('leaves nothing open when it is closed, and its port free', async () => {
    const server = await start();
    const { socket, heard } = client(server.url);
    await heard('"status"');
    const closed = once(socket, 'close');
    await server.close();
    const [code, reason] = await closed;
    expect([code, String(reason)]).toEqual([1001, 'Simulator closed']);
    const next = await start({ port: server.port });
    expect(next.port).toBe(server.port);
    await expect(start({ port: server.port })).rejects.toThrow('EADDRINUSE');
  });
});
