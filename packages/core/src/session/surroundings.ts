/** What the topics of a connection are told, and what they need of it. Types only. */
import type { RequestError } from '../errors.js';
import type { Entry } from '../subscription/entry.js';

/** What is known about an event in a topic's life. */
export interface Facts {
  readonly reason?: string;
  readonly error?: RequestError;
  /** When to start over. */
  readonly retryAt?: number;
  /** The exchange's remarks on an acknowledgement. */
  readonly warnings?: readonly string[] | undefined;
}

export interface SubscriptionsHost {
  /** Makes the connection anew. */
  renew(reason: string): void;
  /** Of a private connection. */
  token(): string | undefined;
  /** All that was asked for of a topic is acknowledged. */
  acknowledged(entry: Entry, now: number): void;
}
