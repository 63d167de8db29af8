import { expect, it } from 'vitest';
import { Turns } from '../src/turns.js';

it('what comes in bulk is taken in order, and others get their turn in between', async () => {
  const taken: number[] = [];
  let others = 0;
  const turns = new Turns<number>((item) => {
    taken.push(item);
    const until = performance.now() + 1;
    while (performance.now() < until);
  });
  const timer = setInterval(() => others++, 0);
  const items = Array.from({ length: 60 }, (_, i) => i);
  turns.add(items.slice(0, 40));
  turns.add(items.slice(40));
  expect(taken.length).toBeLessThan(20);
  await expect.poll(() => taken.length).toBe(60);
  clearInterval(timer);
  turns.close();
  expect(taken).toEqual(items);
  expect(others).toBeGreaterThan(1);
});

it('goes on behind what could not be taken', async () => {
  const taken: number[] = [];
  const turns = new Turns<number>((item) => {
    if (item === 1) throw new Error('one is odd');
    taken.push(item);
  });
  expect(() => turns.add([1, 2, 3])).toThrow('one is odd');
  turns.add([4]);
  await expect.poll(() => taken).toEqual([2, 3, 4]);
  turns.close();
});

it('what has not been taken when it is closed never is', async () => {
  const taken: number[] = [];
  const turns = new Turns<number>((item) => {
    taken.push(item);
    if (item === 2) turns.close();
  });
  turns.add([1, 2, 3]);
  expect(taken).toEqual([1, 2]);
});
