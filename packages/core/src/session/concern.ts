/** What lives on a connection, as its session sees it: topics, pings, an account. Types only. */
import type { Loss } from './loss.js';

export interface Concern {
  /** Whether a connection is needed for it. */
  readonly wanted: boolean;
  /** When `woken` must be called at the latest. */
  nextDue(now: number): number;
  woken(now: number): void;
  /** Sends what may leave. */
  flush(now: number): void;
  /** The connection is gone, and with it the answers to what was sent on it. */
  lose(loss: Loss, now: number): void;
  /** The user ends everything. */
  stop(): void;
}
