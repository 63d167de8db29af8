/**
 * How a session behaves when things go wrong. Each option's documentation is its policy.
 */
import type { OpenAccount } from './account-side.js';
import { ConnectBudget, memoryLog } from './budget.js';

/** A wait that doubles with each failure, spread evenly between zero and its limit ("full jitter"). */
export interface BackoffOptions {
  /** Limit of the first wait, in milliseconds. */
  readonly baseMs: number;
  /** Limit of any wait, in milliseconds. */
  readonly maxMs: number;
}

/** How fast lost connections are made anew. */
export interface ReconnectOptions extends BackoffOptions {
  /** How long a connection must have been open before the next failure counts as the first again. */
  readonly stableMs: number;
  /** How long an attempt may take. */
  readonly connectTimeoutMs: number;
  /** Least wait before an attempt while the exchange is in maintenance, or has said that it has no data. */
  readonly maintenanceMs: number;
  /** Wait after the exchange has refused because of too many attempts (HTTP status 429). */
  readonly bannedMs: number;
}

/** When a silent connection is pinged, and when it is given up. */
export interface LivenessOptions {
  /** After this long without any frame a ping is sent. Heartbeats come once a second while anything is subscribed. */
  readonly pingAfterMs: number;
  /** After this long without any frame the connection counts as dead and is made anew. */
  readonly deadAfterMs: number;
  /** A ping is sent when nothing else was for this long: the exchange closes connections that ask nothing for 60 s. */
  readonly keepAliveMs: number;
  /** How long a connection stays open when nothing is wanted any more. */
  readonly idleMs: number;
  /**
   * How long the first data behind an acknowledgement may take, before the topic is unsubscribed and subscribed again.
   * Doubles with each failure, up to a minute: a market without trades may have nothing to say.
   */
  readonly firstDataMs: number;
  /**
   * How long a book's snapshot without a checksum, as v1 sends it, may wait for an update that proves it. Then the book is
   * live, marked `unproven`; in the place of a book that was live it is asked for again instead.
   */
  readonly unprovenMs: number;
}

/** How fast requests leave. */
export interface PaceOptions {
  /** Requests a second. What has to wait goes out later, in as few frames as it fits into. */
  readonly perSecond: number;
  /** Requests that may go out at once after a pause. */
  readonly burst: number;
}

/** How fast, and how often in a row, a book is started over. */
export interface ResyncOptions extends BackoffOptions {
  /** A book that needs more resyncs than this in a row is `failed`. */
  readonly budget: number;
  /** How long a book must have been live before its next resync counts as the first again. */
  readonly stableMs: number;
  /** Limit of the wait between the resyncs of a failed book. */
  readonly failedMs: number;
}

/** What a session can be given. */
export interface SessionOptions {
  /** From 0 to below 1, evenly: for jitter. Give a seeded one to make a session repeatable. */
  readonly random: () => number;
  readonly reconnect?: Partial<ReconnectOptions> | undefined;
  readonly liveness?: Partial<LivenessOptions> | undefined;
  readonly resync?: Partial<ResyncOptions> | undefined;
  readonly pace?: Partial<PaceOptions> | undefined;
  /** Says when an attempt to connect may be made, and counts it. One of its own, when left out. */
  readonly budget?: Pick<ConnectBudget, 'take'> | undefined;
  /** How long an answer may take. Default 10 s. */
  readonly requestTimeoutMs?: number | undefined;
  /** Makes a private connection of it: see `openAccount`. */
  readonly account?: OpenAccount | undefined;
}

/** 500 ms to 30 s; the exchange asks for at most an attempt each 5 s after maintenance, and bans for ten minutes. */
export const RECONNECT: ReconnectOptions = {
  baseMs: 500,
  maxMs: 30_000,
  stableMs: 20_000,
  connectTimeoutMs: 10_000,
  maintenanceMs: 5_000,
  bannedMs: 600_000,
};

/** The exchange's guide calls a connection dead after five seconds without a frame; snapshots come within half a second. */
export const LIVENESS: LivenessOptions = {
  pingAfterMs: 2_500,
  deadAfterMs: 5_000,
  keepAliveMs: 25_000,
  idleMs: 5_000,
  firstDataMs: 5_000,
  unprovenMs: 1_000,
};

/** The exchange does not publish its limit, which varies with its load. Twenty requests name two thousand symbols. */
export const PACE: PaceOptions = { perSecond: 10, burst: 20 };

/** The first resync comes within a quarter of a second, six failures in a row take about ten. */
export const RESYNC: ResyncOptions = { baseMs: 250, maxMs: 8_000, budget: 6, stableMs: 30_000, failedMs: 60_000 };

/** How long an answer may take, in milliseconds, when nothing else is said. */
export const REQUEST_TIMEOUT_MS = 10_000;

/** Options with all that was left out. */
export type CompleteOptions = ReturnType<typeof complete>;

/** Fills in what was left out. */
export function complete(options: SessionOptions) {
  const { random, account, requestTimeoutMs = REQUEST_TIMEOUT_MS, budget = new ConnectBudget(memoryLog()) } = options;
  const liveness = { ...LIVENESS, ...options.liveness };
  // What is due again at once would be due for ever.
  liveness.pingAfterMs = Math.max(1, liveness.pingAfterMs);
  liveness.keepAliveMs = Math.max(1, liveness.keepAliveMs);
  const reconnect = { ...RECONNECT, ...options.reconnect };
  const resync = { ...RESYNC, ...options.resync };
  return { random, account, requestTimeoutMs, budget, liveness, reconnect, resync, pace: { ...PACE, ...options.pace } };
}

/** A random wait before attempt number `attempt`, counted from 1. */
export function backoff(options: BackoffOptions, attempt: number, random: () => number): number {
  return random() * Math.min(options.maxMs, options.baseMs * 2 ** (attempt - 1));
}
