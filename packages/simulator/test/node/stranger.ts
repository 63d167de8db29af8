/**
 * A program that knows the exchange's documentation and nothing of this project, for tests: a socket, hashes, and frames
 * as text. What it opens is closed after each test.
 */
import { createHash, createHmac } from 'node:crypto';
import { expect, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { type RunningServer, startServer } from '../../src/node/index.js';

const KEY = 'a-key';
const SECRET = 'kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==';
const TOKEN_PATH = '/0/private/GetWebSocketsToken';

let nonce = 1616492376594;

/** A market in which nobody trades but who is told to, around 64,000 USD. */
export async function start(rate = 0): Promise<RunningServer> {
  const keys = [{ key: KEY, secret: SECRET }];
  const balances = { USD: '1000000', BTC: '20', ADA: '10000' };
  const server = await startServer({
    symbols: ['BTC/USD', 'ADA/USD'],
    snapshotDelayMs: 0,
    rate,
    accounts: [{ name: 'stranger', keys, balances }],
  });
  onTestFinished(() => server.close());
  return server;
}

export async function fetchToken({ restUrl }: RunningServer, as: 'json' | 'form' = 'json'): Promise<string> {
  const count = ++nonce;
  const body = as === 'json' ? `{\n  "nonce": ${count}\n}` : `nonce=${count}`;
  const sha = createHash('sha256').update(`${count}${body}`).digest();
  const signature = createHmac('sha512', Buffer.from(SECRET, 'base64')).update(TOKEN_PATH).update(sha).digest('base64');
  const type = as === 'json' ? 'application/json' : 'application/x-www-form-urlencoded; charset=utf-8';
  const headers = { 'Content-Type': type, 'API-Key': KEY, 'API-Sign': signature };
  const response = await fetch(`${restUrl}${TOKEN_PATH}`, { method: 'POST', headers, body });
  const { error, result } = await response.json();
  expect([error, result.expires]).toEqual([[], 900]);
  return result.token;
}

export interface Said {
  readonly text: string;
  readonly channel?: string;
  readonly method?: string;
  readonly success?: boolean;
  readonly error?: string;
  readonly sequence?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly data?: readonly Readonly<Record<string, unknown>>[];
}

export class Stranger {
  readonly socket: WebSocket;
  readonly #heard: Said[] = [];
  #wake: () => void = () => undefined;

  constructor(url: string, protocols: string[] = []) {
    this.socket = new WebSocket(url, protocols);
    onTestFinished(() => this.socket.terminate());
    this.socket.on('message', (data) => {
      const text = String(data);
      this.#heard.push({ ...JSON.parse(text), text });
      this.#wake();
    });
  }

  say(text: string): void {
    this.socket.send(text);
  }

  /** Resolves to the first frame of which this is true, among those that were not asked for before. */
  async hears(is: (frame: Said) => boolean): Promise<Said> {
    for (;;) {
      const index = this.#heard.findIndex(is);
      const [found] = index === -1 ? [] : this.#heard.splice(index, 1);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Says a request and resolves to the next answer to its method. */
  ask(text: string): Promise<Said> {
    this.say(text);
    const { method } = JSON.parse(text);
    return this.hears((frame) => frame.method === method || frame.method === 'error');
  }

  /** Resolves to the next report of this kind. */
  async reported(execType: string): Promise<Readonly<Record<string, unknown>>> {
    const frame = await this.hears(
      ({ channel, data }) => channel === 'executions' && data?.[0]?.['exec_type'] === execType,
    );
    return frame.data?.[0] ?? {};
  }
}

export async function connected({ privateUrl }: RunningServer, protocols?: string[]): Promise<Stranger> {
  const stranger = new Stranger(privateUrl, protocols);
  await stranger.hears(({ channel }) => channel === 'status');
  return stranger;
}

export const idOf = ({ result }: Said) => String(result?.['order_id']);
export const TIMES = {
  time_in: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
  time_out: expect.any(String),
};
