import { v2 } from '@kraken-stream/core';
import { Exchange } from '@kraken-stream/simulator';
import { describe, expect, it } from 'vitest';
import { START } from '../src/frames.js';
import type { Load } from '../src/scale.js';
import { isHuge, scaleInstruments } from '../src/scale-instruments.js';
import { eventRate } from '../src/scale-rate.js';

const LOAD: Load = { books: 300, depth: 10, framesPerSecond: 6000 };

describe('the markets at scale', () => {
  it('make as many frames as are asked for, and few more', () => {
    const symbols = scaleInstruments(LOAD.books);
    const exchange = new Exchange({ startTime: START, seed: 7, symbols, rate: eventRate(LOAD, 7) });
    let frames = 0;
    const connection = exchange.accept('/v2', { send: () => frames++, close: () => {} });
    connection.received(
      v2.encodeRequest({
        method: 'subscribe',
        channel: 'book',
        symbols: symbols.map(({ pair }) => pair.symbol),
        depth: LOAD.depth,
        reqId: 1,
      }),
    );
    exchange.tick(START + 3000);
    frames = 0;
    exchange.tick(START + 8000);
    expect(frames / 5).toBeGreaterThan(LOAD.framesPerSecond);
    expect(frames / 5).toBeLessThan(LOAD.framesPerSecond * 1.15);
  });

  it('have quantities beyond 2^53 lots in a few pairs, and in no others', () => {
    const symbols = scaleInstruments(LOAD.books);
    const exchange = new Exchange({ startTime: START, seed: 7, symbols, rate: 50 });
    const beyond = new Set<string>();
    for (let at = 0; at <= 5000; at += 250) {
      exchange.tick(START + at);
      for (const { pair } of symbols) {
        const { bids, asks } = exchange.book(pair.symbol, LOAD.depth);
        const lots = [...bids, ...asks].map(({ qty }) => Number(qty.replace('.', '')));
        if (Math.max(...lots) > Number.MAX_SAFE_INTEGER) beyond.add(pair.symbol);
      }
    }
    const huge = symbols.filter(isHuge).map(({ pair }) => pair.symbol);
    expect([...beyond].sort()).toEqual(huge.sort());
    expect(scaleInstruments(1000).filter(isHuge)).toHaveLength(25);
  });
});
