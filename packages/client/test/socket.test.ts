/** Over loopback, against servers that do one thing wrong each. */
import { once } from 'node:events';
import { createServer, type Server, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConnectFailure } from '@kraken-stream/core';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { connectSocket } from '../src/socket.js';

const closing: (() => Promise<unknown> | unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  closing.push(() => server.closeAllConnections());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server of sockets, and the first that comes. */
async function exchange(): Promise<{ url: string; socket: Promise<WebSocket> }> {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  closing.push(() => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  });
  const socket = new Promise<WebSocket>((resolve) => sockets.once('connection', resolve));
  return { url: `ws://${await listen(server)}`, socket };
}

interface Closed {
  readonly code: number;
  readonly reason: string;
  readonly failure: ConnectFailure | undefined;
}

/** Connects, and writes down what is told. */
function connect(url: string) {
  const told: string[] = [];
  const watched: { opened(): void; closed(closed: Closed): void } = { opened() {}, closed() {} };
  const opened = new Promise<void>((resolve) => {
    watched.opened = resolve;
  });
  const closed = new Promise<Closed>((resolve) => {
    watched.closed = resolve;
  });
  const link = connectSocket(url, {
    opened() {
      told.push('opened');
      watched.opened();
    },
    received: (text) => told.push(`received ${text}`),
    closed(code, reason, failure) {
      told.push('closed');
      watched.closed({ code, reason, failure });
    },
  });
  closing.push(() => link.close());
  return { link, told, opened, closed };
}

/** Lets everything that was begun come to its end. */
async function settled(): Promise<void> {
  for (let n = 0; n < 5; n++) await new Promise(setImmediate);
}

describe('a socket', () => {
  it('tells texts, and nothing else', async () => {
    const { url, socket } = await exchange();
    const { link, told, opened, closed } = connect(url);
    await opened;
    const server = await socket;
    const came = once(server, 'message');
    link.send('hello');
    expect(String((await came)[0])).toBe('hello');
    server.send('{"channel":"heartbeat"}');
    server.send(new Uint8Array([1, 2, 3]));
    server.close(1001, 'restarting');
    expect(await closed).toEqual({ code: 1001, reason: 'restarting', failure: undefined });
    await settled();
    expect(told).toEqual(['opened', 'received {"channel":"heartbeat"}', 'closed']);
  });

  it.each([429, 403, 503])('tells the status of an upgrade that was refused with %i', async (status) => {
    const server = createServer();
    server.on('upgrade', (_, socket) => {
      socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    });
    const { told, closed } = connect(`ws://${await listen(server)}`);
    const failure = { message: `Unexpected server response: ${status}`, status };
    expect(await closed).toEqual({ code: 1006, reason: '', failure });
    await settled();
    expect(told).toEqual(['closed']);
  });

  it('tells that nobody answers', async () => {
    const server = createServer();
    const address = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const { told, closed } = connect(`ws://${address}`);
    expect(await closed).toMatchObject({ code: 1006, failure: { status: undefined } });
    expect((await closed).failure?.message).toContain('ECONNREFUSED');
    await settled();
    expect(told).toEqual(['closed']);
  });

  it.each(['nonsense', '', 'ftp://127.0.0.1', 'ws://', 'ws://127.0.0.1/#part', 'ws://127.0.0.1:99999'])(
    'tells that %j is no address, and does so later',
    async (url) => {
      const { link, told, closed } = connect(url);
      expect(told).toEqual([]);
      link.send('ignored');
      link.close(1000, 'ignored');
      const { code, failure } = await closed;
      expect(code).toBe(1006);
      expect(failure?.message).toMatch(/URL/i);
      await settled();
      expect(told).toEqual(['closed']);
    },
  );

  it('tells once that it was closed before it was open', async () => {
    const server = createServer();
    // It is never answered.
    const upgrade = once(server, 'upgrade');
    const { link, told, closed } = connect(`ws://${await listen(server)}`);
    const [, socket] = await upgrade;
    closing.push(() => socket.destroy());
    link.close(1000, 'no connection in time');
    link.close(1000, 'again');
    expect(told).toEqual([]);
    expect(await closed).toMatchObject({ code: 1006 });
    await settled();
    expect(told).toEqual(['closed']);
  });

  it('tells once that it was closed as soon as it was made', async () => {
    const { url } = await exchange();
    const { link, told, closed } = connect(url);
    link.close();
    expect(await closed).toMatchObject({ code: 1006 });
    await settled();
    expect(told).toEqual(['closed']);
  });

  it.each([
    [undefined, 1000],
    [1000, 1000],
    [1001, 1000],
    [1006, 1000],
    [2999, 1000],
    [3000, 3000],
    [4999, 4999],
    [5000, 1000],
    [0, 1000],
    [Number.NaN, 1000],
  ])('closed with code %s says %i: a browser allows no more', async (code, said) => {
    const { url, socket } = await exchange();
    const { link, opened, closed } = connect(url);
    await opened;
    const heard = once(await socket, 'close');
    link.close(code, 'enough');
    const [heardCode, reason] = await heard;
    expect([heardCode, String(reason)]).toEqual([said, 'enough']);
    expect(await closed).toEqual({ code: said, reason: 'enough', failure: undefined });
  });

  it.each([
    ['a'.repeat(123), 'a'.repeat(123)],
    ['a'.repeat(1000), 'a'.repeat(123)],
    // Two bytes each: half of the last does not go.
    ['ä'.repeat(100), 'ä'.repeat(61)],
    [`${'a'.repeat(120)}😀`, 'a'.repeat(120)],
  ])('closed for the reason %.10s… says what a frame has room for', async (reason, said) => {
    const { url, socket } = await exchange();
    const { link, opened } = connect(url);
    await opened;
    const heard = once(await socket, 'close');
    link.close(1000, reason);
    expect(String((await heard)[1])).toBe(said);
  });

  it('sends nothing, and throws nothing, when it is not open', async () => {
    const { url, socket } = await exchange();
    const { link, told, opened, closed } = connect(url);
    link.send('too early');
    await opened;
    const texts: string[] = [];
    const server = await socket;
    server.on('message', (data) => texts.push(String(data)));
    const heard = once(server, 'close');
    link.send('in time');
    link.close(1000);
    link.send('too late');
    await Promise.all([heard, closed]);
    link.send('far too late');
    link.close(1000);
    await settled();
    expect(texts).toEqual(['in time']);
    expect(told).toEqual(['opened', 'closed']);
  });
});
