import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type RunningServer, startServer } from '../../src/node/index.js';
import { answerUpgrade } from '../../src/node/upgrade.js';

const running: RunningServer[] = [];
const sockets: WebSocket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  for (const server of running.splice(0)) await server.close();
});

async function start(): Promise<RunningServer> {
  const server = await startServer({ symbols: ['BTC/USD'], snapshotDelayMs: 0, rate: 200 });
  running.push(server);
  return server;
}

function open(url: string): WebSocket {
  const socket = new WebSocket(url);
  socket.on('error', () => undefined);
  sockets.push(socket);
  return socket;
}

async function statusOf(socket: WebSocket): Promise<number | undefined> {
  const [, response] = await once(socket, 'unexpected-response');
  return response.statusCode;
}

describe('an upgrade over a real socket', () => {
  it('can be refused with a status, and then goes through', async () => {
    const { url, simulator } = await start();
    simulator.faults.inject({ type: 'refuse-upgrade', status: 429 });
    simulator.faults.inject({ type: 'refuse-upgrade' });
    expect(await statusOf(open(url))).toBe(429);
    expect(await statusOf(open(url))).toBe(503);
    await once(open(url), 'message');
  });

  it('can hang until the fault is taken back, and then speaks', async () => {
    const { url, simulator } = await start();
    simulator.faults.inject({ type: 'hang-upgrade', ms: 60_000, count: 1 });
    const hanging = open(url);
    await once(open(url), 'message');
    expect(hanging.readyState).toBe(WebSocket.CONNECTING);
    const told = once(hanging, 'message');
    simulator.faults.clear();
    expect(String(await told)).toContain('status');
    hanging.send('{"method":"ping"}');
    expect(String(await once(hanging, 'message'))).toContain('pong');
  });

  it('that hangs is forgotten when the other side leaves', async () => {
    for (const leave of [(socket: Duplex) => socket.push(null), (socket: Duplex) => socket.destroy()]) {
      const socket = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
      let entered = false;
      const gone = new Promise<void>((resolve) => {
        answerUpgrade(
          socket,
          () => resolve,
          () => {
            entered = true;
          },
        );
      });
      leave(socket);
      await gone;
      expect([socket.destroyed, entered]).toEqual([true, false]);
    }
  });

  it('that hangs is refused when the server closes, and leaves nothing', async () => {
    const server = await start();
    server.simulator.faults.inject({ type: 'hang-upgrade', ms: 60_000, count: 1 });
    const hanging = open(server.url);
    await once(open(server.url), 'message');
    const status = statusOf(hanging);
    await server.close();
    expect(await status).toBe(503);
  });
});

describe('frames over a real socket', () => {
  it('can be no JSON, and come twice', async () => {
    const { url, simulator } = await start();
    const socket = open(url);
    await once(socket, 'message');
    simulator.faults.inject({ type: 'corrupt', how: 'json', frames: 'snapshots' });
    simulator.faults.inject({ type: 'duplicate', frames: 'snapshots' });
    const heard = collect(socket, 3);
    socket.send(SUBSCRIBE);
    const [, first = '', second] = await heard;
    expect(first).toBe(second);
    expect(() => JSON.parse(first)).toThrow(SyntaxError);
  });

  it('can trickle', async () => {
    const { url, simulator } = await start();
    const socket = open(url);
    await once(socket, 'message');
    const streaming = collect(socket, 5);
    socket.send(SUBSCRIBE);
    await streaming;
    const began = performance.now();
    simulator.faults.inject({ type: 'slow', bytesPerSecond: 2000, ms: 60_000 });
    // What was on its way before is here before the pong.
    const pong = once(socket, 'pong');
    socket.ping();
    await pong;
    const bytes = (await collect(socket, 3)).join('').length;
    expect(performance.now() - began).toBeGreaterThanOrEqual((bytes / 2000) * 1000 - 2);
  });
});

const SUBSCRIBE = '{"method":"subscribe","params":{"channel":"book","symbol":["BTC/USD"]}}';

/** The next so many messages. */
async function collect(socket: WebSocket, count: number): Promise<string[]> {
  const heard: string[] = [];
  return new Promise((resolve) => {
    const take = (data: unknown): void => {
      if (heard.push(String(data)) < count) return;
      socket.off('message', take);
      resolve(heard);
    };
    socket.on('message', take);
  });
}
