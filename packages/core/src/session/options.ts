/**
 * How a session behaves when things go wrong. Each option's documentation is its policy.
 */

/** A wait that doubles with each failure, spread evenly between zero and its limit ("full jitter"). */
export interface BackoffOptions {
  /** Limit of the first wait, in milliseconds. */
  readonly baseMs: number;
  /** Limit of any wait, in milliseconds. */
  readonly maxMs: number;
}

export interface ReconnectOptions extends BackoffOptions {
  /** How long a connection must have been open before the next failure counts as the first again. */
  readonly stableMs: number;
  /** How long an attempt may take. */
  readonly connectTimeoutMs: number;
}

export interface LivenessOptions {
  /** After this long without any frame a ping is sent. Heartbeats come once a second while anything is subscribed. */
  readonly pingAfterMs: number;
  /** After this long without any frame the connection counts as dead and is made anew. */
  readonly deadAfterMs: number;
  /** A ping is sent when nothing else was for this long: the exchange closes connections that ask nothing for 60 s. */
  readonly keepAliveMs: number;
  /** How long a connection stays open when nothing is wanted any more. */
  readonly idleMs: number;
}

export interface ResyncOptions extends BackoffOptions {
  /** A book that needs more resyncs than this in a row is `failed`. */
  readonly budget: number;
  /** How long a book must have been live before its next resync counts as the first again. */
  readonly stableMs: number;
  /** Limit of the wait between the resyncs of a failed book. */
  readonly failedMs: number;
}

export interface SessionOptions {
  /** From 0 to below 1, evenly: for jitter. Give a seeded one to make a session repeatable. */
  readonly random: () => number;
  readonly reconnect?: Partial<ReconnectOptions> | undefined;
  readonly liveness?: Partial<LivenessOptions> | undefined;
  readonly resync?: Partial<ResyncOptions> | undefined;
  /** How long an answer, and the first data behind an acknowledgement, may take. Default 10 s. */
  readonly requestTimeoutMs?: number | undefined;
}

/** 500 ms to 30 s; the exchange bans an address that connects 150 times in ten minutes. */
export const RECONNECT: ReconnectOptions = { baseMs: 500, maxMs: 30_000, stableMs: 20_000, connectTimeoutMs: 10_000 };

/** The exchange's guide calls a connection dead after five seconds without a frame. */
export const LIVENESS: LivenessOptions = {
  pingAfterMs: 2_500,
  deadAfterMs: 5_000,
  keepAliveMs: 25_000,
  idleMs: 5_000,
};

/** The first resync comes within a quarter of a second, six failures in a row take about ten. */
export const RESYNC: ResyncOptions = { baseMs: 250, maxMs: 8_000, budget: 6, stableMs: 30_000, failedMs: 60_000 };

export const REQUEST_TIMEOUT_MS = 10_000;

/** A random wait before attempt number `attempt`, counted from 1. */
export function backoff(options: BackoffOptions, attempt: number, random: () => number): number {
  return random() * Math.min(options.maxMs, options.baseMs * 2 ** (attempt - 1));
}
