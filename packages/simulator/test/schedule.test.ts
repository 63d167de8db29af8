import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Schedule } from '../src/schedule.js';

describe('a schedule', () => {
  it('gives back in the order of times, and of arrival where they are equal, but not what was called off', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.nat(50), goes: fc.integer({ min: 0, max: 9 }) }), { maxLength: 600 }),
        fc.nat(600),
        (entries, early) => {
          const schedule = new Schedule();
          const done: number[] = [];
          const callOff = entries.map(({ at }, index) => schedule.add(at, () => done.push(index)));
          const taken = () => {
            if (schedule.nextAt < Infinity) schedule.take()?.();
          };
          for (let i = 0; i < early % 20; i++) taken();
          const first = [...done];
          entries.forEach(({ goes }, index) => {
            if (goes > 0) callOff[index]?.();
            if (goes > 5) callOff[index]?.();
          });
          const left = entries.flatMap(({ goes }, index) => (goes > 0 || first.includes(index) ? [] : [index]));
          expect(schedule.size).toBe(left.length);
          while (schedule.size > 0) taken();
          expect(schedule.nextAt).toBe(Infinity);
          const byTime = left.sort((a, b) => (entries[a]?.at ?? 0) - (entries[b]?.at ?? 0) || a - b);
          expect(done).toEqual([...first, ...byTime]);
        },
      ),
    );
  });
});
