/**
 * What an exchange grows by when nobody connects to it: it remembers each minute of the last 24 hours in each of its
 * markets, and a soak is shorter than that.
 */
import { Exchange, type ExchangeOptions } from '@kraken-stream/simulator';
import { settledBytes } from './memory.js';

const MINUTE = 60_000;
/** The first minutes fill what is soon full. */
const FILLING = 4 * MINUTE;
/** Long, for what code takes that is compiled meanwhile must not count. */
const MEASURED = 60 * MINUTE;
/** A minute takes the same however often its market traded, if it did. */
const RATE = 2;

/** Bytes a virtual millisecond. */
export async function growthAlone(options: Omit<ExchangeOptions, 'startTime'> & { rate: number }): Promise<number> {
  const exchange = new Exchange({ ...options, rate: Math.min(RATE, options.rate), startTime: 0 });
  exchange.tick(FILLING);
  const before = await settledBytes();
  exchange.tick(FILLING + MEASURED);
  const after = await settledBytes();
  // It is in use until here.
  exchange.tick(0);
  return Math.max(0, after - before) / MEASURED;
}
