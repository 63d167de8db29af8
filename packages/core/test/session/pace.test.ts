import { describe, expect, it } from 'vitest';
import { Pace } from '../../src/session/pace.js';

/** How many requests may go out from one time to another, asked for each 100 ms. */
function taken(pace: Pace, from: number, to: number): number {
  let count = 0;
  for (let now = from; now < to; now += 100) while (pace.take(now)) count++;
  return count;
}

describe('a pace', () => {
  it('lets a burst go, then as many a second as it says', () => {
    const pace = new Pace({ perSecond: 10, burst: 5 });
    expect(taken(pace, 0, 1)).toBe(5);
    expect(pace.nextAt(0)).toBe(100);
    expect(pace.take(99)).toBe(false);
    expect(taken(pace, 100, 1100)).toBe(10);
    // A pause gives a burst again, and no more.
    expect(taken(pace, 60_000, 60_001)).toBe(5);
  });

  it('says truly when the next may go', () => {
    const pace = new Pace({ perSecond: 3, burst: 1 });
    let now = 0;
    for (let n = 0; n < 50; n++) {
      now = pace.nextAt(now);
      if (!pace.take(now)) expect(pace.nextAt(now)).toBeLessThanOrEqual(now + 1);
    }
    expect(now).toBeGreaterThan(10_000);
  });

  it('after a complaint pauses, and goes half as fast, however many complain at once', () => {
    const pace = new Pace({ perSecond: 10, burst: 5 });
    for (const at of [0, 10, 900]) pace.slow(at);
    expect(taken(pace, 900, 1900)).toBe(0);
    expect(pace.nextAt(900)).toBe(2100);
    expect(taken(pace, 1900, 3900)).toBe(9);
    pace.slow(3900);
    expect(taken(pace, 3900, 8900)).toBe(9);
  });

  it('gets no slower than a request each two seconds, nor faster by a complaint', () => {
    const pace = new Pace({ perSecond: 10, burst: 5 });
    for (let n = 0; n < 9; n++) pace.slow(n * 1000);
    expect(pace.nextAt(8000)).toBe(11_000);
    const slow = new Pace({ perSecond: 0.1, burst: 1 });
    slow.slow(0);
    expect(slow.nextAt(0)).toBe(11_000);
  });

  it('recovers step by step when nothing more is said', () => {
    const pace = new Pace({ perSecond: 8, burst: 2 });
    pace.slow(0);
    pace.slow(2000);
    expect(taken(pace, 3000, 17_000)).toBe(27);
    expect(taken(pace, 17_000, 32_000)).toBe(60);
    expect(taken(pace, 32_000, 42_000)).toBe(80);
  });

  it('recovers also while nothing is asked', () => {
    const pace = new Pace({ perSecond: 8, burst: 8 });
    pace.slow(0);
    pace.slow(2000);
    expect(taken(pace, 600_000, 600_001)).toBe(8);
    expect(pace.nextAt(600_000)).toBe(600_125);
  });

  it('takes a complaint right after it recovered for what it is', () => {
    const pace = new Pace({ perSecond: 8, burst: 1 });
    pace.slow(0);
    expect(pace.nextAt(15_000)).toBe(15_000);
    pace.slow(15_100);
    expect(pace.nextAt(15_100)).toBe(15_100 + 1000 + 250);
  });
});
