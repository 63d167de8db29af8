import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { main } from '../../src/node/command.js';
import { readOptions } from '../../src/node/options.js';
import { signatureOf } from '../../src/node/signature.js';

function run(argv: readonly string[], tty = false) {
  let out = '';
  let err = '';
  let stop: () => void = () => undefined;
  let said: () => void = () => undefined;
  const code = main(argv, {
    out(text) {
      out += text;
      said();
    },
    err(text) {
      err += text;
    },
    tty,
    onStop(callback) {
      stop = callback;
      said();
    },
  });
  const until = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const match = pattern.exec(out);
      if (match !== null) return match;
      await new Promise<void>((resolve) => {
        said = resolve;
      });
    }
  };
  return { code, until, stop: () => stop(), out: () => out, err: () => err };
}

describe('the command', () => {
  it('prints its endpoints, serves, and stops cleanly', async () => {
    const command = run(['--symbols', 'BTC/USD', '--seed', '4']);
    const [, url = ''] = await command.until(/(ws:\/\/127\.0\.0\.1:\d+\/v2)/);
    const socket = new WebSocket(url);
    await once(socket, 'message');
    const closed = once(socket, 'close');
    command.stop();
    await closed;
    expect(await command.code).toBe(0);
    expect(command.err()).toBe('');
  });

  it('opens the demo account and prints all that is needed to use it', async () => {
    const command = run(['--symbols', 'BTC/USD,ADA/USD']);
    const [, rest = ''] = await command.until(/^REST {7}(http:\/\/127\.0\.0\.1:\d+)\/0\/$/m);
    expect(command.out()).toMatch(/^v2 private ws:\/\/127\.0\.0\.1:\d+\/auth\/v2$/m);
    expect(command.out()).toMatch(/^v1 public {2}ws:\/\/127\.0\.0\.1:\d+$/m);
    expect(command.out()).toMatch(/^v1 private ws:\/\/127\.0\.0\.1:\d+\/auth$/m);
    const [, key = ''] = await command.until(/^ {2}key {6}(\S+)$/m);
    const [, secret = ''] = await command.until(/^ {2}secret {3}(\S+)$/m);
    expect(command.out()).toMatch(/^account {4}demo: 100000 USD, 10 BTC, 10000 ADA$/m);
    const path = '/0/private/GetWebSocketsToken';
    const sign = signatureOf({ path, nonce: '1', body: 'nonce=1' }, secret);
    const headers = { 'api-key': key, 'api-sign': sign };
    const answer = await fetch(`${rest}${path}`, { method: 'POST', headers, body: new URLSearchParams('nonce=1') });
    expect(await answer.json()).toMatchObject({ error: [], result: { expires: 900 } });
    command.stop();
    expect(await command.code).toBe(0);
  });

  it('opens the accounts that it is given instead', async () => {
    const command = run(['--symbols', 'BTC/USD', '--account', 'a:k:c2Vj:USD=5', '--account', 'b:l:c2Vj']);
    await command.until(/^account {4}a: 5 USD\n {2}key {6}k\n {2}secret {3}c2Vj\naccount {4}b: nothing\n/m);
    expect(command.out()).not.toContain('demo');
    command.stop();
    expect(await command.code).toBe(0);
  });

  it('keeps a line up to date while a person watches', async () => {
    const command = run(['--symbols', 'BTC/USD'], true);
    await command.until(/0 connections, 0 subscriptions, 0 frames\/s/);
    command.stop();
    expect(await command.code).toBe(0);
  });

  it('explains itself', async () => {
    const command = run(['--help']);
    expect(await command.code).toBe(0);
    for (const part of ['--symbols', '--account', '--chaos', 'refuse-upgrade[:STATUS]', 'bytesPerSecond']) {
      expect(command.out()).toContain(part);
    }
  });

  it('says what it expected of a wrong option, with exit code 2', async () => {
    for (const [argv, expected] of [
      [['--port', '70000'], '--port: expected a number from 0 to 65535, received 70000'],
      [['--seed', '1.5'], '--seed: expected an integer'],
      [['--rate', 'fast'], '--rate: expected a number from 0 to 100000, received fast'],
      [['--symbols', 'XBT/USD'], 'XBT/USD is not in the catalogue'],
      [['--fault', 'explode'], '--fault: expected drop'],
      [['--fault', 'lose:size=3'], '--fault: lose: expected channel, symbol'],
      [['--symbols', 'BTC/USD', '--fault', 'lose:ETH/USD'], 'lose: symbol: expected one that is traded here (BTC/USD)'],
      [['--chaos', 'yes'], '--chaos: expected a number'],
      [['--chaos-gap', '0'], '--chaos-gap: expected a number from 0.001'],
      [['--request-rate', '0'], '--request-rate: expected a number from 1'],
      [['--idle', '0'], '--idle: expected a number from 1'],
      [['--account', 'bot'], '--account: expected NAME:KEY:SECRET'],
      [['--symbols', 'BTC/USD', '--account', 'bot:key:c2Vj:ETH=1'], 'balances.ETH: expected one of'],
      [['--account', 'a:key:c2Vj', '--account', 'a:other:c2Vj'], 'name: expected a new name, received a'],
      [['--nonsense'], '--nonsense'],
    ] as const) {
      const command = run(argv);
      expect(await command.code).toBe(2);
      expect(command.err()).toContain(expected);
    }
  });

  it('ends with exit code 1 when it cannot listen', async () => {
    const first = run(['--symbols', 'BTC/USD']);
    const [, port = ''] = await first.until(/127\.0\.0\.1:(\d+)/);
    const second = run(['--port', port, '--symbols', 'BTC/USD']);
    expect(await second.code).toBe(1);
    expect(second.err()).toContain('EADDRINUSE');
    await first.until(/page/);
    first.stop();
    expect(await first.code).toBe(0);
  });

  it('plays faults from the start, and takes others at its endpoint', async () => {
    const command = run(['--symbols', 'BTC/USD', '--fault', 'lose:BTC/USD', '--fault', 'drop@60', '--chaos', '3']);
    const [, url = ''] = await command.until(/faults {5}(http:\/\/\S+\/faults)\n/);
    const pending = await (await fetch(url)).json();
    expect(pending.slice(0, 2)).toMatchObject([
      { fault: { type: 'lose', symbol: 'BTC/USD' }, inMs: 0 },
      { fault: { type: 'drop' } },
    ]);
    expect(pending).toHaveLength(3);
    command.stop();
    expect(await command.code).toBe(0);
  });

  it('reads what there is to limit and to surprise', () => {
    const { chaos, server } = readOptions(['--chaos', '7', '--chaos-gap', '2.5', '--request-rate', '10']);
    expect([chaos, server.maxRequestsPerSecond]).toEqual([{ seed: 7, meanGapMs: 2500, private: false }, 10]);
    expect(['90', '0.5e3'].map((idle) => readOptions(['--idle', idle]).server.idleMs)).toEqual([90_000, 500_000]);
    expect(server.idleMs).toBeUndefined();
    expect(readOptions(['--chaos', '7']).chaos).toEqual({ seed: 7, meanGapMs: 5000, private: false });
    expect(readOptions(['--chaos', '7', '--chaos-private']).chaos?.private).toBe(true);
    expect(readOptions([]).chaos).toBeUndefined();
  });

  it('reads faults', () => {
    expect(
      readOptions([
        '--fault',
        'wrong-checksum:BTC/USD@10',
        '--fault',
        'drop:1001@2.5',
        '--fault',
        'mute:3',
        '--fault',
        'lose',
      ]).faults,
    ).toEqual([
      { fault: { type: 'wrong-checksum', symbol: 'BTC/USD' }, afterMs: 10_000 },
      { fault: { type: 'drop', code: 1001 }, afterMs: 2500 },
      { fault: { type: 'mute', ms: 3000 }, afterMs: 0 },
      { fault: { type: 'lose', symbol: undefined }, afterMs: 0 },
    ]);
  });
});
