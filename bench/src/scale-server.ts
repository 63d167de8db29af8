/** The server's process: an exchange with many markets, which says on demand what it has done so far. */
import process from 'node:process';

import { startServer } from '@kraken-stream/simulator/node';
import type { Load, Served } from './scale.js';
import { scaleInstruments } from './scale-instruments.js';
import { eventRate } from './scale-rate.js';

const SEED = 20260803;

/** What the process has done since it began. */
export interface ServerCount {
  readonly type: 'count';
  /** Milliseconds by a clock of its own. */
  readonly at: number;
  readonly userMicros: number;
  readonly systemMicros: number;
  /** Sent. */
  readonly frames: number;
  /** How far the exchange's time, which its markets move by, is behind the real one. */
  readonly behindMs: number;
}

export interface Listening {
  readonly type: 'listening';
  readonly url: string;
}

/** Serves until the process ends. Whatever it is asked, the answer is a count. */
export async function serve(load: Load): Promise<void> {
  const { url, simulator } = await startServer({
    symbols: scaleInstruments(load.books),
    rate: eventRate(load, SEED),
    seed: SEED,
  });
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    const count: ServerCount = {
      type: 'count',
      at: performance.now(),
      userMicros: user,
      systemMicros: system,
      frames: simulator.exchange.stats.frames,
      behindMs: Date.now() - simulator.exchange.now,
    };
    process.send!(count);
  });
  const listening: Listening = { type: 'listening', url };
  process.send!(listening);
}

/** What was done between two counts. */
export function servedBetween(before: ServerCount, after: ServerCount): Served {
  const ms = after.at - before.at;
  return {
    user: (after.userMicros - before.userMicros) / ms / 1000,
    system: (after.systemMicros - before.systemMicros) / ms / 1000,
    framesPerSecond: ((after.frames - before.frames) / ms) * 1000,
    behindMs: after.behindMs,
  };
}
