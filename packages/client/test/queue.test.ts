import { describe, expect, it } from 'vitest';
import { EventQueue } from '../src/queue.js';

const event = (receivedAt: number) => ({ type: 'update' as const, receivedAt });

describe('a queue of events', () => {
  it('hands out what came, in order, also to who waits already', async () => {
    const queue = new EventQueue<{ receivedAt: number }>(10, () => {});
    const waiting = [queue.next(), queue.next()];
    for (const at of [1, 2, 3]) queue.push(event(at));
    const values = await Promise.all([...waiting, queue.next()]);
    expect(values.map(({ value }) => value)).toEqual([event(1), event(2), event(3)]);
  });

  it('replaces what it had to drop by one gap that covers all of it', async () => {
    const queue = new EventQueue<{ receivedAt: number }>(2, () => {});
    for (const at of [1, 2, 3, 4, 5]) queue.push(event(at));
    expect(queue.dropped).toBe(3);
    expect((await queue.next()).value).toEqual({
      type: 'gap',
      reason: 'slow consumer, 3 events dropped',
      from: 1,
      to: 3,
    });
    expect((await queue.next()).value).toEqual(event(4));
    for (const at of [6, 7]) queue.push(event(at));
    // What is told a second time is what was dropped since.
    expect((await queue.next()).value).toEqual({
      type: 'gap',
      reason: 'slow consumer, 1 events dropped',
      from: 5,
      to: 5,
    });
    expect((await queue.next()).value).toEqual(event(6));
    expect(queue.dropped).toBe(4);
  });

  it('ends after what it holds, for all who wait', async () => {
    const queue = new EventQueue<{ receivedAt: number }>(2, () => {});
    queue.push(event(1));
    queue.end();
    queue.push(event(2));
    expect((await queue.next()).value).toEqual(event(1));
    expect((await queue.next()).done).toBe(true);
    const other = new EventQueue<{ receivedAt: number }>(2, () => {});
    const waiting = other.next();
    other.end(new Error('refused'));
    await expect(waiting).rejects.toThrow('refused');
    expect((await other.next()).done).toBe(true);
  });

  it('tells when its consumer leaves', async () => {
    let left = 0;
    const queue = new EventQueue<{ receivedAt: number }>(2, () => left++);
    queue.push(event(1));
    expect(await queue.return()).toEqual({ value: undefined, done: true });
    expect(left).toBe(1);
    expect((await queue.next()).done).toBe(true);
  });
});
