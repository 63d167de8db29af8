import { describe, expect, it } from 'vitest';
import { EventQueue } from '../src/queue.js';

interface Event {
  readonly type: 'update';
  readonly receivedAt: number;
}

const event = (receivedAt: number): Event => ({ type: 'update', receivedAt });
const create = (buffer: number, onReturn = () => {}) => new EventQueue<Event>(buffer, onReturn);

describe('a queue of events', () => {
  it('hands out what came, in order, also to who waits already', async () => {
    const queue = create(10);
    const waiting = [queue.next(), queue.next()];
    for (const at of [1, 2, 3]) queue.push(event(at));
    const values = await Promise.all([...waiting, queue.next()]);
    expect(values.map(({ value }) => value)).toEqual([event(1), event(2), event(3)]);
  });

  it('serves any number of those who wait in their order', async () => {
    const queue = create(1);
    const waiting = Array.from({ length: 1000 }, () => queue.next());
    for (let at = 0; at < 1000; at++) queue.push(event(at));
    const values = await Promise.all(waiting);
    expect(values.map(({ value }) => value?.type === 'update' && value.receivedAt)).toEqual([...values.keys()]);
    expect(queue.dropped).toBe(0);
  });

  it('says what it had to drop, and counts it', async () => {
    const queue = create(2);
    for (const at of [1, 2, 3, 4, 5]) queue.push(event(at));
    expect(queue.dropped).toBe(3);
    const gap = { type: 'gap', reason: 'slow consumer, 3 events dropped', from: 1, to: 3 };
    expect((await queue.next()).value).toEqual(gap);
    expect((await queue.next()).value).toEqual(event(4));
  });

  it('ends after what it holds, for all who wait', async () => {
    const queue = create(2);
    for (const at of [0, 1, 2]) queue.push(event(at));
    queue.end();
    queue.push(event(3));
    expect((await queue.next()).value).toMatchObject({ type: 'gap' });
    expect((await queue.next()).value).toEqual(event(1));
    expect((await queue.next()).value).toEqual(event(2));
    expect((await queue.next()).done).toBe(true);
    const other = create(2);
    const waiting = [other.next(), other.next()];
    other.end();
    expect((await Promise.all(waiting)).map(({ done }) => done)).toEqual([true, true]);
  });

  it('fails once, after what it holds or for all who wait, and then is at its end', async () => {
    const queue = create(2);
    queue.push(event(1));
    queue.end(new Error('refused'));
    expect((await queue.next()).value).toEqual(event(1));
    await expect(queue.next()).rejects.toThrow('refused');
    expect((await queue.next()).done).toBe(true);
    const other = create(2);
    const waiting = [other.next(), other.next()];
    other.end(new Error('refused'));
    for (const each of waiting) await expect(each).rejects.toThrow('refused');
    expect((await other.next()).done).toBe(true);
  });

  it('keeps nothing for a consumer that has left, and tells that it has', async () => {
    let left = 0;
    const queue = create(2, () => left++);
    for (const at of [1, 2, 3]) queue.push(event(at));
    queue.end(new Error('never told'));
    expect(await queue.return()).toEqual({ value: undefined, done: true });
    expect(left).toBe(1);
    expect((await queue.next()).done).toBe(true);
    expect(queue.dropped).toBe(1);
  });

  it('is left by `break`', async () => {
    let left = 0;
    const queue = create(2, () => left++);
    queue.push(event(1));
    for await (const each of queue) {
      expect(each).toEqual(event(1));
      break;
    }
    expect(left).toBe(1);
  });
});
