import type { ConnectionEvent } from '@kraken-stream/client';
import { describe, expect, it } from 'vitest';
import { spansOf } from '../../src/wires/spans.js';

const event = (state: ConnectionEvent['state'], at: number): ConnectionEvent => ({
  type: 'connection',
  state,
  reason: `because ${at}`,
  at,
});

describe('the states of a connection as parts of a time', () => {
  const timeline = [event('connecting', 100), event('live', 200), event('stale', 500), event('live', 600)];
  const parts = (begin: number, end: number) =>
    spansOf(timeline, begin, end).map(({ state, from, to }) => `${state} ${from} ${to}`);

  it('last until the next, the last one until now', () => {
    expect(parts(0, 1000)).toEqual(['connecting 100 200', 'live 200 500', 'stale 500 600', 'live 600 1000']);
  });

  it('begin where the time begins', () => {
    expect(parts(300, 550)).toEqual(['live 0 200', 'stale 200 250']);
    expect(parts(700, 900)).toEqual(['live 0 200']);
  });

  it('are none before the first', () => {
    expect(parts(0, 50)).toEqual([]);
  });
});
