/** What a client can be given. Each option's documentation is its policy. */
import type { Clock, Connect, LivenessOptions, ReconnectOptions, ResyncOptions } from '@kraken-stream/core';

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
