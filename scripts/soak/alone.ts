/**
 * What an exchange grows by when nobody connects to it: it remembers each minute of the last 24 hours in each of its
 * markets, and a soak is shorter than that.
 */
import { Exchange, type ExchangeOptions } from '@kraken-stream/simulator';
import { settledBytes } from './memory.js';

const MINUTE = 60_000;
/** The first minutes fill what is soon full. */
const FILLING = 4 * MINUTE;
const MEASURED = 8 * MINUTE;

/** Bytes a virtual millisecond. */
export async function growthAlone(options: Omit<ExchangeOptions, 'startTime'>): Promise<number> {
  const exchange = new Exchange({ ...options, startTime: 0 });
  exchange.tick(FILLING);
  const before = await settledBytes();
  exchange.tick(FILLING + MEASURED);
  const after = await settledBytes();
  // It is in use until here.
  exchange.tick(0);
  return Math.max(0, after - before) / MEASURED;
}
