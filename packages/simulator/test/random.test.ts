import { describe, expect, it } from 'vitest';
import { Random } from '../src/random.js';

const draw = (random: Random, n = 20) => Array.from({ length: n }, () => random.uint32());

describe('the generator', () => {
  it('gives the same numbers for the same seed and name', () => {
    expect(draw(new Random(7, 'a'))).toEqual(draw(new Random(7, 'a')));
  });

  it('gives other numbers for another seed or name', () => {
    const first = draw(new Random(7, 'a'));
    expect(draw(new Random(8, 'a'))).not.toEqual(first);
    expect(draw(new Random(7, 'b'))).not.toEqual(first);
    expect(draw(new Random(7 + 2 ** 32, 'a'))).not.toEqual(first);
  });

  it('has distributions with the means and ranges they promise', () => {
    const random = new Random(1);
    const mean = (next: () => number) => Array.from({ length: 50_000 }, next).reduce((a, b) => a + b, 0) / 50_000;
    expect(mean(() => random.uniform())).toBeCloseTo(0.5, 1);
    expect(mean(() => random.exponential())).toBeCloseTo(1, 1);
    expect(mean(() => random.normal())).toBeCloseTo(0, 1);
    expect(mean(() => random.normal() ** 2)).toBeCloseTo(1, 1);
    expect(mean(() => random.int(5))).toBeCloseTo(2, 1);
    expect(mean(() => random.streak(0.5, 9))).toBeCloseTo(1, 1);
    expect(random.uint64() < 2n ** 64n).toBe(true);
  });
});
