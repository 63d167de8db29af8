/** What can be read of a connection. */
import type { ConnectionEvent, ConnectionState } from '@kraken-stream/core';
import type { SocketEndpoint } from './options.js';

/** One connection at one moment. Times are milliseconds since 1970. */
export interface ConnectionInfo {
  /** Counts the connections of a client from 1. */
  readonly id: number;
  /** Which endpoint it is made to: the one for market data, or the one for the account. */
  readonly endpoint: SocketEndpoint;
  /** Where it stands. */
  readonly state: ConnectionState;
  /** Since when it is in that state; undefined before its first attempt. */
  readonly since: number | undefined;
  /** Why, in words. */
  readonly reason: string | undefined;
  /** When the next attempt is made, while it is closed. */
  readonly retryAt: number | undefined;
  /** Topics (a symbol of a channel) that it carries. */
  readonly subscriptions: number;
  /** From the latest request to its answer, in milliseconds. */
  readonly roundTripMs: number | undefined;
  /** How far the exchange's clock is ahead of this one, in milliseconds, to within half a round trip. */
  readonly clockSkewMs: number | undefined;
  /** Its latest states, oldest first, at most fifty. */
  readonly timeline: readonly ConnectionEvent[];
}

/** From the worst to the best, for whoever asks for one word. */
const WORST_FIRST: readonly ConnectionState[] = ['closed', 'connecting', 'open', 'stale', 'live'];

/** The state of several connections in one word: the worst of those that are in use. */
export function worstState(states: readonly ConnectionState[]): ConnectionState {
  return WORST_FIRST.find((state) => states.includes(state)) ?? 'idle';
}
