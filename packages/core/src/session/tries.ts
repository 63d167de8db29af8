/** How often something was tried in a row, and for how long that lets it be tried again. */
import type { Entry } from '../subscription/entry.js';
import type { ResyncOptions } from './options.js';

/** How often in a row a connection is made anew because the status did not come. */
export const MOST_RENEWALS = 2;

/** How often in a row a topic had to start over: none, once it has been whole for a while. */
export function resyncsInARow(entry: Entry, { stableMs }: ResyncOptions, now: number): number {
  return entry.liveSince !== undefined && now - entry.liveSince >= stableMs ? 0 : entry.resyncs;
}

/** How long a topic's first data may take; up to a minute, as a quiet market is asked again now and then. */
export function mutedFor(entry: Entry, firstDataMs: number): number {
  return Math.min(Math.max(60_000, firstDataMs), firstDataMs * 2 ** entry.mutes);
}
