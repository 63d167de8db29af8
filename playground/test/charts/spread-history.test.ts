import { describe, expect, it } from 'vitest';
import { SpreadHistory, STRETCH_MS, STRETCHES } from '../../src/charts/spread-history.js';

const START = 1_700_000_000_000;

describe('the spread of the last minute', () => {
  it('keeps the least and the most of each stretch', () => {
    const history = new SpreadHistory();
    for (const spread of [2, 0, 5]) history.add(START + 10, spread);
    history.add(START + STRETCH_MS, 3);
    expect([...history.stretches()]).toEqual([
      { ago: 1, low: 0, high: 5 },
      { ago: 0, low: 3, high: 3 },
    ]);
    expect(history.range).toEqual({ low: 0, high: 5 });
  });

  it('leaves out what was not known', () => {
    const history = new SpreadHistory();
    history.add(START, 1);
    expect(history.advance(START + STRETCH_MS)).toBe(true);
    expect(history.advance(START + STRETCH_MS + 1)).toBe(false);
    history.add(START + 3 * STRETCH_MS, 2);
    expect([...history.stretches()].map(({ ago }) => ago)).toEqual([3, 0]);
  });

  it('forgets what is older, also after a long silence', () => {
    const history = new SpreadHistory();
    for (let i = 0; i < 3 * STRETCHES; i++) history.add(START + i * STRETCH_MS, i);
    expect([...history.stretches()]).toHaveLength(STRETCHES);
    expect(history.range).toEqual({ low: 2 * STRETCHES, high: 3 * STRETCHES - 1 });
    history.advance(START + 100_000 * STRETCH_MS);
    expect(history.range).toBeUndefined();
    history.clear();
    expect([...history.stretches()]).toEqual([]);
  });
});
