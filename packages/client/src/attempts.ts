/**
 * Remembers attempts to connect where all tabs of an origin can see them: the exchange counts by address, and one user
 * with many tabs would else be banned by all of them together. Knows no budget.
 */
import type { AttemptLog } from '@kraken-stream/core';

/** What is used of a `Storage`. */
export interface TextStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/**
 * A log of the attempts to connect to `host` (`ws.kraken.com`), in `storage` under `kraken-stream:connects:HOST`; without
 * one in the page's `localStorage`. Where that is missing, full, forbidden (a sandboxed frame) or overwritten it goes by
 * what it knows itself.
 *
 * Two tabs that write in the same moment may lose an entry: there is no lock. That is what the distance between the
 * budget of 100 and the exchange's 150 is for.
 */
export function sharedLog(host: string, storage: TextStorage | null | undefined = pageStorage()): AttemptLog {
  const key = `kraken-stream:connects:${host}`;
  let shared = storage ?? undefined;
  let own: readonly number[] = [];
  return {
    read() {
      try {
        const text = shared?.getItem(key);
        const times = text ? text.split(',').map(Number) : own;
        if (times.every(Number.isFinite)) return times;
      } catch {
        // As if there were none.
      }
      return own;
    },
    write(times) {
      own = times;
      try {
        shared?.setItem(key, times.join());
      } catch {
        // What it holds is not true any more.
        shared = undefined;
      }
    },
  };
}

/** Of a page only. There is nobody to share with in Node, whose newer versions complain when it is looked at. */
function pageStorage(): TextStorage | undefined {
  try {
    return globalThis.document === undefined ? undefined : globalThis.localStorage;
  } catch {
    return undefined;
  }
}
