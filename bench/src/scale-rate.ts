/**
 * Finds how many events a second a market needs, to make a number of frames a second: an event outside of what is
 * subscribed makes none. Knows nothing of sockets.
 */
import { v2 } from '@kraken-stream/core';
import { Exchange } from '@kraken-stream/simulator';
import { START } from './frames.js';
import type { Load } from './scale.js';
import { scaleInstruments } from './scale-instruments.js';

/** Enough markets and exchange time for an error of a percent or so; a multiple of the kinds that there are. */
const MARKETS = 180;
const SETTLING_MS = 3000;
const COUNTED_MS = 9000;
const STEP_MS = 100;

/**
 * Markets have bursts, so that a few seconds have some percent more frames or fewer; and a busy machine may keep the
 * server from sending the last of them in time.
 */
const MARGIN = 1.08;

/** Events a second in each market. */
export function eventRate({ books, depth, framesPerSecond }: Load, seed: number): number {
  const wanted = (framesPerSecond / books) * MARGIN;
  let frames = 0;
  // Events are as many as frames are wanted: then there are too few frames, and the shortfall is the answer.
  const exchange = new Exchange({ startTime: START, seed, symbols: scaleInstruments(MARKETS), rate: wanted });
  const connection = exchange.accept('/v2', { send: () => frames++, close: () => {} });
  const symbols = exchange.pairs.map(({ symbol }) => symbol);
  connection.received(v2.encodeRequest({ method: 'subscribe', channel: 'book', symbols, depth, reqId: 1 }));
  for (let at = 0; at < SETTLING_MS; at += STEP_MS) exchange.tick(START + at);
  frames = 0;
  for (let at = 0; at <= COUNTED_MS; at += STEP_MS) exchange.tick(START + SETTLING_MS + at);
  const made = frames / MARKETS / (COUNTED_MS / 1000);
  return (wanted * wanted) / made;
}
