/** What a client can be given, and what is made of it. Each option's documentation is its policy. */
import {
  type AttemptLog,
  type Clock,
  type Connect,
  ConnectBudget,
  LIVENESS,
  type LivenessOptions,
  memoryLog,
  PACE,
  type PaceOptions,
  RECONNECT,
  REQUEST_TIMEOUT_MS,
  RESYNC,
  type ReconnectOptions,
  type ResyncOptions,
} from '@kraken-stream/core';
import { sharedLog } from './attempts.js';
import {
  checkEndpoint,
  checkFields,
  checkFunction,
  checkHas,
  checkNumber,
  checkNumbers,
  checkRestUrl,
  REST_ENDPOINT,
} from './checks.js';
import { createRealClock } from './clock.js';
import { type Environment, platformEnvironment } from './environment.js';
import type { PoolOptions } from './pool.js';
import { type Protocol, v2 } from './protocols.js';
import type { RestFetch, RestOptions } from './rest.js';
import { connectSocket } from './socket.js';

/**
 * A URL, or how to come by one: asked before each attempt to connect. Those of sockets begin with `wss:` or `ws:`, unless a
 * `connect` of your own takes others.
 */
export type Endpoint = string | (() => string | Promise<string>);

/** Where the exchange is. */
export interface Endpoints {
  /** Public market data. Default `wss://ws.kraken.com/v2`, on v1 `wss://ws.kraken.com`. */
  readonly public: Endpoint;
  /** Accounts and trading. Default `wss://ws-auth.kraken.com/v2`, on v1 `wss://ws-auth.kraken.com`. */
  readonly private: Endpoint;
  /**
   * REST, an `https:` or `http:` URL: on v1 what is listed is read there, by `subscribeInstruments` and to check orders. A
   * page's Content-Security-Policy has to allow it in `connect-src`. Default `https://api.kraken.com`.
   */
  readonly rest: Endpoint;
}

/** Those that sockets are made to. */
export type SocketEndpoint = Exclude<keyof Endpoints, 'rest'>;

/** When another connection is made. */
export interface LimitOptions {
  /**
   * Topics (a symbol of a channel) on one connection, from 1. Default 1000: the exchange, which names no limit, trades
   * some 1,400 pairs, and a connection that is lost should not take all of them with it.
   */
  readonly symbolsPerConnection: number;
  /** Connections to one endpoint, from 1. Default 10: all made anew five times over stay within the budget of attempts. */
  readonly connections: number;
}

export const LIMITS: LimitOptions = { symbolsPerConnection: 1000, connections: 10 };

/** What a client of markets can be given. Each option says its policy and its default. */
export interface MarketOptions {
  /**
   * The protocol, as it is imported beside the client: `v2`, the default, or `v1`, which is in a bundle only where it is
   * imported. What `v1` cannot say is refused with a `UsageError` that says so.
   */
  readonly protocol?: Protocol | undefined;
  /** Where the exchange is: itself, a proxy, a local one. */
  readonly endpoints?: Partial<Pick<Endpoints, 'public' | 'rest'>> | undefined;
  /**
   * How fast lost connections are made anew: after a random part of 500 ms, which doubles up to 30 s, so that all who were
   * lost together do not come back together; ten minutes after the exchange has refused for too many attempts (429), its
   * ban; at least 5 s during maintenance, which is what it asks for. Counts from the beginning after 20 s of good health.
   */
  readonly reconnect?: Partial<ReconnectOptions> | undefined;
  /**
   * When a silent connection is pinged (2.5 s) and given up (5 s): the exchange sends a heartbeat each second, and calls
   * a connection dead after five. Also how long one is kept (5 s) when nothing is wanted any more.
   */
  readonly liveness?: Partial<LivenessOptions> | undefined;
  /**
   * How fast, and how often in a row, a topic that could not be proven is started over: first after at most 250 ms; after
   * six failures in a row, some ten seconds, a book is `failed` and tried once a minute.
   */
  readonly resync?: Partial<ResyncOptions> | undefined;
  /**
   * How fast requests go out on each connection: ten a second after a burst of twenty, each for up to a hundred symbols;
   * slower when the exchange says so, which keeps its limit to itself.
   */
  readonly pace?: Partial<PaceOptions> | undefined;
  /** When another connection is made: for more than 1,000 topics, or for what one connection cannot hold twice. */
  readonly limits?: Partial<LimitOptions> | undefined;
  /** How long an answer may take, in milliseconds. Default 10,000: acknowledgements take well below one second. */
  readonly requestTimeoutMs?: number | undefined;
  /**
   * How often connections may be attempted: 100 times in ten minutes, as the exchange bans an address after some 150;
   * shared by all connections of the client and, in a page that gives the endpoint as text, by all tabs of the origin.
   * Give one budget to several clients of a process, whose address is the same.
   */
  readonly budget?: Pick<ConnectBudget, 'take'> | undefined;
  /** What is told of network and attention. Default: what the platform tells. */
  readonly environment?: Environment | undefined;
  /** Another transport: in-memory, recorded, through a proxy. Default: the platform's WebSocket. */
  readonly connect?: Connect | undefined;
  /** Another `fetch`, for REST. Default: the platform's. */
  readonly fetch?: RestFetch | undefined;
  /** Closes the client when it aborts. */
  readonly signal?: AbortSignal | undefined;
  /** Another time, for simulations. Default: the real one. */
  readonly clock?: Clock | undefined;
  /** From 0 to below 1, evenly: for jitter. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

export const MARKET_OPTIONS: readonly (keyof MarketOptions)[] = [
  'protocol',
  'endpoints',
  'reconnect',
  'liveness',
  'resync',
  'pace',
  'limits',
  'requestTimeoutMs',
  'budget',
  'environment',
  'connect',
  'fetch',
  'signal',
  'clock',
  'random',
];

/**
 * What the client's connections are made with. `told` is what they tell. Throws a `UsageError` for what cannot be: who
 * has no compiler is told the same as who has one.
 */
export function poolOptions(options: MarketOptions, told: Pick<PoolOptions, 'deliver' | 'tap'>): PoolOptions {
  checkFields('options', options, MARKET_OPTIONS);
  const { endpoints = {}, requestTimeoutMs = REQUEST_TIMEOUT_MS, protocol = v2 } = options;
  checkHas('protocol', protocol, 'the value v2 or v1 that this package has, not its name', 'codec');
  const { codec } = protocol;
  checkFields('endpoints', endpoints, ['public', 'rest']);
  const { public: endpoint = codec.endpoints.public } = endpoints;
  checkEndpoint('endpoints.public', endpoint, options.connect);
  checkHas('signal', options.signal, 'an AbortSignal', 'aborted');

  const { random = Math.random, connect = connectSocket, clock = createRealClock() } = options;
  checkFunction('random', random);
  checkFunction('connect', connect);
  checkHas('clock', clock, 'a Clock', 'now', 'at');
  const { budget = new ConnectBudget(logFor(endpoint, options.connect)), environment = platformEnvironment() } =
    options;
  checkHas('budget', budget, 'a ConnectBudget', 'take');
  checkHas('environment', environment, 'an Environment', 'online', 'watch');
  return {
    ...told,
    codec,
    endpoint: 'public',
    session: {
      random,
      budget,
      reconnect: checkNumbers('reconnect', options.reconnect, RECONNECT),
      liveness: checkNumbers('liveness', options.liveness, LIVENESS),
      resync: checkNumbers('resync', options.resync, RESYNC),
      // Less would never send anything.
      pace: checkNumbers('pace', options.pace, PACE, 1),
      requestTimeoutMs: checkNumber('requestTimeoutMs', requestTimeoutMs, 1),
    },
    connect,
    clock,
    url: urlOf(endpoint),
    limits: checkNumbers('limits', options.limits, LIMITS, 1),
    environment,
  };
}

/** What REST is asked with, given what connections are made with. Throws a `UsageError` for what cannot be. */
export function restOptions(
  { endpoints, fetch = (url, init) => globalThis.fetch(url, init) }: MarketOptions,
  { clock, session }: PoolOptions,
): RestOptions {
  const { rest: endpoint = REST_ENDPOINT } = endpoints ?? {};
  if (typeof endpoint !== 'function') checkRestUrl(endpoint, ', or a function that returns one');
  checkFunction('fetch', fetch);
  return { fetch, url: urlOf(endpoint), timeoutMs: session.requestTimeoutMs ?? REQUEST_TIMEOUT_MS, clock };
}

/** How to come by an endpoint's address. */
export function urlOf(endpoint: Endpoint): () => string | Promise<string> {
  return typeof endpoint === 'string' ? () => endpoint : endpoint;
}

/** Where attempts to reach an endpoint are remembered: only real sockets to a known host are counted with other tabs'. */
export function logFor(endpoint: Endpoint, connect: Connect | undefined): AttemptLog {
  const host = typeof endpoint === 'string' ? /^wss?:\/\/([^/?#]+)/.exec(endpoint)?.[1] : undefined;
  return host === undefined || connect !== undefined ? memoryLog() : sharedLog(host);
}
