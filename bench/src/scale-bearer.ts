/** Watches, from within its process, whoever bears the load. Knows nothing of what is done with frames. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Borne, Plan } from './scale.js';

export interface Bearer {
  /** Milliseconds from the socket's `open` until all books are live, once they are. */
  readonly opening: Promise<number>;
  /** What must not happen, as it happens. */
  readonly troubles: readonly string[];
  /** Since the beginning. Throws when the work was not done right. */
  count(): { readonly frames: number; readonly live: number; readonly mismatches: number };
}

/** Milliseconds between two looks at how late timers are. */
const RESOLUTION = 5;

/** `begins` is called when the measurement does. */
export async function watch(bearer: Bearer, plan: Plan, begins: () => void): Promise<Borne> {
  const openingMs = await bearer.opening;
  await sleep(plan.warmUpMs);
  begins();
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
  delay.enable();
  const before = { at: performance.now(), cpu: process.cpuUsage(), frames: bearer.count().frames };
  await sleep(plan.measureMs);
  const cpu = process.cpuUsage(before.cpu);
  const ms = performance.now() - before.at;
  const { frames, live, mismatches } = bearer.count();
  delay.disable();
  const { rss } = process.memoryUsage();
  for (let i = 0; i < 2; i++) globalThis.gc!();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  // What is recorded is the whole time from one look to the next.
  const late = (percentile: number) => Math.max(0, delay.percentile(percentile) / 1e6 - RESOLUTION);
  return {
    seconds: ms / 1000,
    frames: frames - before.frames,
    live,
    mismatches,
    openingMs,
    user: cpu.user / ms / 1000,
    system: cpu.system / ms / 1000,
    delayMs: { p50: late(50), p99: late(99) },
    rss,
    heap: heapUsed,
    arrayBuffers,
    troubles: bearer.troubles,
  };
}
