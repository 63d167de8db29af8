/** What a client can be given, and what is made of it. Each option's documentation is its policy. */
import {
  type Clock,
  type Connect,
  ConnectBudget,
  type LivenessOptions,
  memoryLog,
  type PaceOptions,
  type ReconnectOptions,
  type ResyncOptions,
} from '@kraken-stream/core';
import { sharedLog } from './attempts.js';
import { checkProtocol } from './checks.js';
import { createRealClock } from './clock.js';
import { type Environment, platformEnvironment } from './environment.js';
import type { PoolOptions } from './pool.js';
import { connectSocket } from './socket.js';

/** A WebSocket URL, or how to come by one: asked before each attempt to connect. */
export type Endpoint = string | (() => string | Promise<string>);

export interface Endpoints {
  /** Public market data. Default `wss://ws.kraken.com/v2`. */
  readonly public: Endpoint;
}

export interface LimitOptions {
  /** Topics (a symbol of a channel) on one connection; the exchange names no limit, but serves many from one socket. */
  readonly symbolsPerConnection: number;
  /** Connections to one endpoint. */
  readonly connections: number;
}

/** The exchange trades some 1,400 pairs; a connection that is lost should not take all of them with it. */
export const LIMITS: LimitOptions = { symbolsPerConnection: 1000, connections: 10 };

export interface ClientOptions {
  /** The protocol version; `v2` is the only one spoken so far. */
  readonly protocol?: 'v2' | undefined;
  readonly endpoints?: Partial<Endpoints> | undefined;
  /** How fast lost connections are made anew: full jitter, 500 ms to 30 s. */
  readonly reconnect?: Partial<ReconnectOptions> | undefined;
  /** When a silent connection is pinged (2.5 s) and given up (5 s). */
  readonly liveness?: Partial<LivenessOptions> | undefined;
  /** How fast, and how often in a row, a book that could not be proven is started over. */
  readonly resync?: Partial<ResyncOptions> | undefined;
  /** How fast requests go out: ten a second after a burst of twenty; slower when the exchange says so. */
  readonly pace?: Partial<PaceOptions> | undefined;
  /** When another connection is made: for more than 1,000 topics, or for what one connection cannot hold twice. */
  readonly limits?: Partial<LimitOptions> | undefined;
  /** How long an answer may take, in milliseconds. Default 10,000. */
  readonly requestTimeoutMs?: number | undefined;
  /**
   * How often connections may be attempted: 100 times in ten minutes, shared by all connections of the client and, in a
   * browser, by all tabs of the origin. Give one budget to several clients of a process, whose address is the same.
   */
  readonly budget?: ConnectBudget | undefined;
  /** What is told of network and attention. Default: what the platform tells. */
  readonly environment?: Environment | undefined;
  /** Another transport: in-memory, recorded, through a proxy. Default: the platform's WebSocket. */
  readonly connect?: Connect | undefined;
  /** Closes the client when it aborts. */
  readonly signal?: AbortSignal | undefined;
  /** Another time, for simulations. Default: the real one. */
  readonly clock?: Clock | undefined;
  /** From 0 to below 1, evenly: for jitter. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

export const PUBLIC_ENDPOINT = 'wss://ws.kraken.com/v2';

/** What the client's connections are made with. `told` is what they tell. */
export function poolOptions(options: ClientOptions, told: Pick<PoolOptions, 'deliver' | 'tap'>): PoolOptions {
  checkProtocol(options.protocol);
  const endpoint = options.endpoints?.public ?? PUBLIC_ENDPOINT;
  const { reconnect, liveness, resync, pace, requestTimeoutMs, limits } = options;
  return {
    ...told,
    session: {
      random: options.random ?? Math.random,
      budget: options.budget ?? new ConnectBudget(logFor(endpoint, options.connect)),
      reconnect,
      liveness,
      resync,
      pace,
      requestTimeoutMs,
    },
    connect: options.connect ?? connectSocket,
    clock: options.clock ?? createRealClock(),
    url: typeof endpoint === 'string' ? () => endpoint : endpoint,
    limits,
    environment: options.environment ?? platformEnvironment(),
  };
}

/** Only real sockets to a known host are counted together with those of other tabs. */
function logFor(endpoint: Endpoint, connect: Connect | undefined) {
  const host = typeof endpoint === 'string' ? /^wss?:\/\/([^/?#]+)/.exec(endpoint)?.[1] : undefined;
  return host === undefined || connect !== undefined ? memoryLog() : sharedLog(host);
}
