import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { realClock, VirtualClock } from '../src/index.js';

describe('a virtual clock', () => {
  it('runs timers in the order of their times, and of their setting where times are equal', () => {
    const clock = new VirtualClock(0);
    const ran: string[] = [];
    const note = (name: string) => () => ran.push(`${name}@${clock.now()}`);
    clock.at(20, note('c'));
    clock.at(10, note('a'));
    clock.at(10, note('b'));
    clock.at(5, () => clock.at(15, note('late')));
    clock.at(-100, note('past'));
    clock.advance(20);
    expect(ran).toEqual(['past@0', 'a@10', 'b@10', 'late@15', 'c@20']);
    expect(clock.nextAt).toBe(Infinity);
  });

  it('does not run what was called off or is not due', () => {
    const clock = new VirtualClock(0);
    let ran = 0;
    clock.at(10, () => ran++)();
    clock.at(11, () => ran++);
    clock.advanceTo(10);
    expect([ran, clock.now(), clock.nextAt]).toEqual([0, 10, 11]);
  });

  it('lets promises settle between timers', async () => {
    const clock = new VirtualClock(0);
    const ran: string[] = [];
    const sleep = (ms: number) => new Promise<void>((resolve) => clock.at(clock.now() + ms, resolve));
    const work = async () => {
      for (let i = 0; i < 3; i++) {
        await sleep(10);
        ran.push(`work@${clock.now()}`);
      }
    };
    void work();
    clock.at(15, () => ran.push('timer@15'));
    await clock.run(30);
    expect(ran).toEqual(['work@10', 'timer@15', 'work@20', 'work@30']);
  });

  it('waits for promises in the way it was told', async () => {
    const turns = async (count: number) => {
      for (let i = 0; i < count; i++) await Promise.resolve();
    };
    const clock = new VirtualClock(0, () => turns(1000));
    const ran: string[] = [];
    clock.at(10, () => void turns(900).then(() => ran.push('chain')));
    clock.at(11, () => ran.push('timer'));
    await clock.run(20);
    expect(ran).toEqual(['chain', 'timer']);
  });

  it.each([undefined, Number.NaN, -1, '5'])('does not go on by %o, and says so', async (ms) => {
    const clock = new VirtualClock(0);
    const told = /^ms: expected a number from 0 up, received /;
    await expect(Reflect.apply(clock.run, clock, [ms])).rejects.toThrow(told);
    expect(() => Reflect.apply(clock.advance, clock, [ms])).toThrow(told);
    expect(clock.now()).toBe(0);
  });

  it('counts the timers that are set: none that ran or was called off, however often', () => {
    const clock = new VirtualClock(0);
    const [first, second] = [clock.at(10, () => {}), clock.at(20, () => {})];
    expect(clock.timers).toBe(2);
    clock.advance(10);
    first();
    expect(clock.timers).toBe(1);
    second();
    second();
    expect(clock.timers).toBe(0);
    expect(clock.nextAt).toBe(Infinity);
    expect(clock.timers).toBe(0);
  });
});

describe('the real clock', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('waits for fractions, for times gone by, and for longer than a platform timer can', () => {
    const clock = realClock();
    const start = clock.now();
    const ran: number[] = [];
    for (const ms of [0.25, -5, 2 ** 31 + 10]) clock.at(start + ms, () => ran.push(ms));
    clock.at(start + 3, () => ran.push(3))();
    vi.advanceTimersByTime(1);
    expect(ran).toEqual([-5, 0.25]);
    vi.advanceTimersByTime(2 ** 31 + 10);
    expect(ran).toEqual([-5, 0.25, 2 ** 31 + 10]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
