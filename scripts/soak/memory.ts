/** What is in memory once everything that can be collected has been: bytes, objects by class, and who is still there. */
import { getEventListeners } from 'node:events';
import { memoryUsage } from 'node:process';
import { queryObjects, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { BookUpdate, Subscription } from '@kraken-stream/client';
import { BookKeeper } from '@kraken-stream/core';

/** Classes of which there are some while a client is used, and none afterwards. */
const CLASSES = { Subscription, BookKeeper, BookUpdate };

export type Objects = Readonly<Record<keyof typeof CLASSES, number>>;

/** A turn of the event loop: all promises have settled. */
export const turn = (): Promise<void> => new Promise(setImmediate);

/** How often the collector is called: what finalisers and weak references let go is found by the next call. */
const COLLECTIONS = 4;

let collector: (() => void) | undefined;

/** Collects all that can be collected. Works in a Node that was not started for it. */
export async function collect(): Promise<void> {
  if (collector === undefined) {
    setFlagsFromString('--expose-gc');
    collector = globalThis.gc ?? (runInNewContext('gc') as () => void);
  }
  for (let i = 0; i < COLLECTIONS; i++) {
    // A weak reference that was looked at holds until the turn is over.
    await turn();
    collector();
  }
}

/** Bytes on the heap and in typed arrays. */
export function heapBytes(): number {
  const { heapUsed, arrayBuffers } = memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Bytes in use, after collection. */
export async function settledBytes(): Promise<number> {
  await collect();
  return heapBytes();
}

/** How many objects of each class there are; collects. */
export function countObjects(): Objects {
  const count = (of: keyof typeof CLASSES) => queryObjects(CLASSES[of], { format: 'count' });
  return {
    Subscription: count('Subscription'),
    BookKeeper: count('BookKeeper'),
    BookUpdate: count('BookUpdate'),
  };
}

/** How many wait for a signal. */
export function listenersOf(signal: AbortSignal): number {
  return getEventListeners(signal, 'abort').length;
}
