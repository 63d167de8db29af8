/**
 * Runs the programs of the pages: their clients reach a local exchange in memory, in virtual time, or where a program
 * starts a server or reaches for the command's, over sockets. Nothing can reach the real exchange.
 */
import * as client from '@kraken-stream/client';
import { type ClientOptions, KrakenClient, type MarketClient } from '@kraken-stream/client';
import * as signing from '@kraken-stream/client/token';
import * as core from '@kraken-stream/core';
import * as simulator from '@kraken-stream/simulator';
import { demoAccount, Simulator, VirtualClock } from '@kraken-stream/simulator';
import * as node from '@kraken-stream/simulator/node';
import { type RunningServer, startServer } from '@kraken-stream/simulator/node';
import { type Imported, takenForGranted, withoutImports } from './programs.js';

export const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;

export const PROTOCOLS = ['v2', 'v1'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** Virtual time that a program may take, in steps of half a second; then its clients are closed, which ends loops. */
const STEPS = 200;

/** Virtual time that goes by behind a program's last line. */
const LINGER_MS = 3000;

/** Real time that a program may take over sockets, in milliseconds. */
const PATIENCE_MS = 40_000;

const PATHS = {
  v2: { public: '/v2', private: '/auth/v2' },
  v1: { public: '/', private: '/auth' },
} as const;

const SOCKETS = /\bstartServer\(|127\.0\.0\.1:8080/;

/** Where nobody listens. */
const NOWHERE = 'ws://127.0.0.1:1/';

type Modules = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface Stage {
  readonly modules: Modules;
  readonly globals: Readonly<Record<string, unknown>>;
  /** Lets time go by until the program has ended, or for as long as it may take. */
  wait(running: Promise<unknown>): Promise<boolean>;
  close(): Promise<void>;
}

/** Runs a program to its end. Returns what it printed. Rejects with what it threw, or what a listener of it did. */
export async function run(code: string, protocol: Protocol = 'v2'): Promise<string[]> {
  const clients: MarketClient[] = [];
  const complaints: unknown[] = [];
  const watched = <C extends MarketClient>(made: C): C => {
    clients.push(made);
    made.on('error', (error) => {
      if (error.name === 'ListenerError') complaints.push(error.cause);
    });
    return made;
  };
  const stage = SOCKETS.test(code) ? await overSockets(watched) : inMemory(protocol, watched);
  const { code: bare, imported } = withoutImports(code);
  const printed: string[] = [];
  const print = (...words: unknown[]) => printed.push(words.map(String).join(' '));
  const names = {
    ...stage.globals,
    ...(await importedValues(imported, stage.modules)),
    console: { log: print, error: print, warn: print },
  };
  const { kraken, book } = takenForGranted(code);
  const given = `${kraken ? 'const kraken = new KrakenClient();\n' : ''}${book ? "const book = kraken.book('BTC/USD');\n" : ''}`;
  try {
    const running: Promise<void> = new AsyncFunction(...Object.keys(names), given + bare)(...Object.values(names));
    if (!(await stage.wait(running))) {
      await Promise.all(clients.map((each) => each.close()));
      if (!(await stage.wait(running))) throw new Error('it does not end, even when its clients are closed');
    }
    await running;
  } finally {
    await Promise.all(clients.map((each) => each.close()));
    await stage.close();
  }
  if (complaints.length > 0) throw complaints[0];
  return printed;
}

async function importedValues(imported: readonly Imported[], modules: Modules): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const { module, name, as } of imported) {
    const from = modules[module] ?? (module.startsWith('node:') ? await import(module) : undefined);
    if (from === undefined)
      throw new Error(`it imports ${module}, which is none of ${Object.keys(modules).join(', ')}`);
    if (name !== '*' && !(name in from)) throw new Error(`it imports ${name} of ${module}, which has no such name`);
    values[as] = name === '*' ? from : from[name];
  }
  return values;
}

type Watch = <C extends MarketClient>(made: C) => C;

const MARKETS: Readonly<Record<Protocol, client.Protocol>> = { v2: client.v2, v1: client.v1 };

function inMemory(protocol: Protocol, watched: Watch): Stage {
  // A program may let hours go by on a clock of its own, in one turn.
  const clock = new VirtualClock(Date.UTC(2026, 0, 1), () => new Promise(setImmediate));
  const accounts = [{ name: 'demo', balances: { USD: '100000' } }];
  const symbols = ['BTC/USD', 'ETH/USD', 'MINA/GBP'];
  const exchange = new Simulator({ seed: 1, rate: 200, symbols, accounts, clock });
  const token = () => exchange.issueToken('demo');
  const { connect, fetch } = exchange;
  const base = { clock, connect, fetch };
  const endpoints = { public: `memory://x${PATHS[protocol].public}`, private: `memory://x${PATHS[protocol].private}` };
  class Client extends KrakenClient {
    constructor({ token: asked, ...options }: ClientOptions = {}) {
      super({ protocol, endpoints, ...base, ...options, token: asked ?? token });
      watched(this);
    }
  }
  class Market extends client.MarketClient {
    constructor(options: client.MarketOptions = {}) {
      super({ protocol: MARKETS[protocol], endpoints: { public: endpoints.public }, ...base, ...options });
      watched(this);
    }
  }
  class VirtualDate extends Date {
    constructor(...given: [] | [string | number]) {
      super(given[0] ?? clock.now());
    }
    static override now = () => clock.now();
  }
  const after = (callback: () => void, ms = 0) => clock.at(clock.now() + ms, callback);
  const every = (callback: () => void, ms: number) => {
    let callOff = () => {};
    const again = () => {
      callOff = after(again, ms);
      callback();
    };
    callOff = after(again, ms);
    return () => callOff();
  };
  const end = (callOff: (() => void) | undefined) => callOff?.();
  return {
    modules: modulesWith({ KrakenClient: Client, MarketClient: Market }, { krakenToken: () => token }),
    globals: {
      KrakenClient: Client,
      token,
      Date: VirtualDate,
      setTimeout: after,
      setInterval: every,
      clearTimeout: end,
      clearInterval: end,
      requestAnimationFrame: (callback: (at: number) => void) => after(() => callback(clock.now()), 16),
      cancelAnimationFrame: end,
      process: { env: {}, once: () => {}, on: () => {} },
      fetch,
    },
    async wait(running) {
      const isOver = ending(running);
      for (let n = 0; n < STEPS && !isOver(); n++) await clock.run(500);
      // What it listens to is told yet.
      if (isOver()) await clock.run(LINGER_MS);
      return isOver();
    },
    close: () => exchange.close(),
  };
}

/** An exchange as the command starts it, on a free port in place of 8080; and whatever servers the program starts. */
async function overSockets(watched: Watch): Promise<Stage> {
  const servers: RunningServer[] = [];
  const start = async (options: Parameters<typeof startServer>[0] = {}) => {
    const server = await startServer({ ...options, port: 0 });
    servers.push(server);
    return server;
  };
  const symbols = ['BTC/USD', 'ETH/USD'];
  const { assets } = new Simulator({ symbols }).exchange;
  const { host } = new URL((await start({ symbols, rate: 100, accounts: [demoAccount(assets)] })).restUrl);
  const here = (url: string) => url.replace('127.0.0.1:8080', host);
  const connect = (url: string) => {
    if (/kraken\.com/.test(url)) throw new Error(`it would reach ${url}`);
    return here(url);
  };
  class Client extends KrakenClient {
    constructor({ endpoints = {}, ...options }: ClientOptions = {}) {
      const { public: open, private: own = NOWHERE, rest } = endpoints;
      // Who brings a transport reaches nothing else.
      if (options.connect !== undefined) {
        super({ endpoints, ...options });
        watched(this);
        return;
      }
      if (open === undefined) throw new Error('it makes a client over sockets without saying where its exchange is');
      const of = (endpoint: client.Endpoint) => connect(String(endpoint));
      super({
        ...options,
        endpoints: { public: of(open), private: of(own), ...(rest !== undefined && { rest: of(rest) }) },
      });
      watched(this);
    }
  }
  const krakenToken = (options: Parameters<typeof signing.krakenToken>[0]) =>
    signing.krakenToken({ ...options, url: connect(options.url ?? '') });
  return {
    modules: modulesWith({ KrakenClient: Client }, { krakenToken }, { startServer: start }),
    globals: {
      KrakenClient: Client,
      fetch: (url: string, init?: RequestInit) => fetch(here(url), init),
      process: { env: {}, once: () => {}, on: () => {} },
    },
    async wait(running) {
      const isOver = ending(running);
      let timer: ReturnType<typeof setTimeout> | undefined;
      const patience = new Promise((resolve) => {
        timer = setTimeout(resolve, PATIENCE_MS);
      });
      await Promise.race([running.catch(() => undefined), patience]);
      clearTimeout(timer);
      return isOver();
    },
    async close() {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

function ending(running: Promise<unknown>): () => boolean {
  let over = false;
  const end = () => {
    over = true;
  };
  running.then(end, end);
  return () => over;
}

function modulesWith(
  clients: Record<string, unknown>,
  token: Record<string, unknown>,
  servers: Record<string, unknown> = {},
): Modules {
  return {
    '@kraken-stream/client': { ...client, ...clients },
    '@kraken-stream/client/token': { ...signing, ...token },
    '@kraken-stream/core': { ...core },
    '@kraken-stream/simulator': { ...simulator },
    '@kraken-stream/simulator/node': { ...node, ...servers },
  };
}
