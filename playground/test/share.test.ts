import { expect, it } from 'vitest';
import { Share } from '../src/share.js';

/** The parts of so many frames, each of which takes so many milliseconds. */
function frames(share: Share, from: number, count: number, ms: number): { parts: number[]; now: number } {
  const parts = Array.from({ length: count }, (_, i) => share.next(from + (i + 1) * ms));
  return { parts, now: from + count * ms };
}

it('all is drawn while frames come in time, at 30, 60 and 144 a second', () => {
  for (const rate of [30, 60, 144]) expect(Math.min(...frames(new Share(), 0, 200, 1000 / rate).parts)).toBe(1);
});

it('late frames draw less, never nothing, and all again when they come in time', () => {
  const share = new Share();
  let { now } = frames(share, 0, 10, 16.7);
  let { parts } = frames(share, now, 1, 40);
  expect(parts).toEqual([0.75]);
  ({ parts, now } = frames(share, now + 40, 30, 40));
  expect(parts.at(-1)).toBeCloseTo(1 / 6);
  ({ parts, now } = frames(share, now, 60, 16.7));
  expect(parts.at(-1)).toBe(1);
});

it('a slower screen is not taken for a slow browser for long', () => {
  const share = new Share();
  const { now } = frames(share, 0, 10, 1000 / 144);
  expect(frames(share, now, 1500, 1000 / 60).parts.at(-1)).toBe(1);
});
