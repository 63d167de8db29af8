/** What surrounds the topics of a connection. Types only. */
import type { Entry } from '../subscription/entry.js';

export interface SubscriptionsHost {
  /** Makes the connection anew. */
  renew(reason: string): void;
  /** Of a private connection. */
  token(): string | undefined;
  /** All that was asked for of a topic is acknowledged. */
  acknowledged(entry: Entry, now: number): void;
}
