/**
 * Makes a mixture of any frames that a v2 connection carries, for the general codec: mostly book updates, and all that
 * comes between them on a connection whose user does a lot.
 */
import { type BookDepth, v2 } from '@kraken-stream/core';
import { CATALOGUE, Exchange } from '@kraken-stream/simulator';
import { flat, START } from './frames.js';

const SEED = 20260802;
const DEPTHS: readonly BookDepth[] = [10, 25, 100, 500, 1000];
/** Exchange time between two things that the user does. */
const STEP_MS = 400;
const RATE = 8;
const LEVELS = 600;

/** At least `count` frames. */
export function mixture(count: number): string[] {
  const frames: string[] = [];
  const exchange = new Exchange({ startTime: START, seed: SEED, rate: RATE, levels: LEVELS });
  const connect = () => exchange.accept('/v2', { send: (text) => frames.push(flat(text)), close: () => {} });
  const connection = connect();
  const symbols = CATALOGUE.map(({ pair }) => pair.symbol);
  const depthOf = (index: number) => DEPTHS[index % DEPTHS.length]!;
  for (const [index, symbol] of symbols.entries()) {
    connection.received(
      v2.encodeRequest({
        method: 'subscribe',
        channel: 'book',
        symbols: [symbol],
        depth: depthOf(index),
        reqId: index,
      }),
    );
  }
  for (const channel of ['trade', 'ticker', 'ohlc'] as const) {
    connection.received(v2.encodeRequest({ method: 'subscribe', channel, symbols, snapshot: true }));
  }
  for (let step = 1; frames.length < count; step++) {
    const now = START + step * STEP_MS;
    exchange.tick(now);
    if (step % 3 === 0) connection.received(v2.encodeRequest({ method: 'ping', reqId: step }));
    if (step % 5 === 0) {
      const index = (step / 5) % symbols.length;
      const about = { channel: 'book', symbols: [symbols[index]!], depth: depthOf(index), reqId: step } as const;
      connection.received(v2.encodeRequest({ method: 'unsubscribe', ...about }));
      connection.received(v2.encodeRequest({ method: 'subscribe', ...about }));
    }
    // Refused: it is subscribed already.
    if (step % 20 === 7) {
      connection.received(
        v2.encodeRequest({ method: 'subscribe', channel: 'book', symbols: [symbols[0]!], reqId: step }),
      );
    }
    if (step % 50 === 9) {
      connection.received(v2.encodeRequest({ method: 'subscribe', channel: 'instrument', reqId: step }));
      connection.received(v2.encodeRequest({ method: 'unsubscribe', channel: 'instrument', reqId: step }));
    }
    // A new connection is told the status.
    if (step % 10 === 4) connect().closed();
  }
  return frames;
}
