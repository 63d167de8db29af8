import { ConnectBudget, memoryLog, UsageError } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const MINUTE = 60_000;
const NOW = 1_700_000_000_000;

describe('a budget of attempts to connect', () => {
  it('stays below the 150 in ten minutes for which the exchange bans', () => {
    const budget = new ConnectBudget(memoryLog());
    for (let n = 0; n < 100; n++) expect(budget.take(NOW + n)).toBe(NOW + n);
    expect(budget.take(NOW + 100)).toBe(NOW + 10 * MINUTE);
    expect(budget.spent(NOW + 100)).toBe(100);
  });

  it('gives back what has become old, one by one', () => {
    const budget = new ConnectBudget(memoryLog(), { attempts: 2, windowMs: 1000 });
    expect(budget.take(0)).toBe(0);
    expect(budget.take(400)).toBe(400);
    expect(budget.take(500)).toBe(1000);
    expect(budget.take(999)).toBe(1000);
    expect(budget.take(1000)).toBe(1000);
    expect(budget.take(1000)).toBe(1400);
    expect([0, 999, 1399, 1400, 2000].map((now) => budget.spent(now))).toEqual([2, 2, 2, 1, 0]);
  });

  it('counts only the attempts that it allowed', () => {
    const budget = new ConnectBudget(memoryLog(), { attempts: 1, windowMs: 1000 });
    budget.take(0);
    for (let now = 1; now < 1000; now++) expect(budget.take(now)).toBe(1000);
    expect(budget.take(1000)).toBe(1000);
  });

  it('is shared by all who share its log', () => {
    const log = memoryLog();
    const [one, other] = [new ConnectBudget(log), new ConnectBudget(log)];
    for (let n = 0; n < 50; n++) for (const each of [one, other]) expect(each.take(NOW)).toBe(NOW);
    expect(one.take(NOW)).toBe(NOW + 10 * MINUTE);
    expect(other.take(NOW)).toBe(NOW + 10 * MINUTE);
  });

  it('holds attempts of a clock that was set back as made now, and lets them grow old', () => {
    const budget = new ConnectBudget(memoryLog(), { attempts: 2, windowMs: 1000 });
    budget.take(NOW + 3_600_000);
    budget.take(NOW + 3_600_000);
    expect(budget.take(NOW)).toBe(NOW + 1000);
    expect(budget.take(NOW + 900)).toBe(NOW + 1000);
    expect(budget.take(NOW + 1000)).toBe(NOW + 1000);
  });

  it('takes no notice of garbage in its log', () => {
    const log = memoryLog();
    log.write([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, 0, 5]);
    const budget = new ConnectBudget(log, { attempts: 1, windowMs: 1000 });
    expect(budget.spent(NOW)).toBe(0);
    expect(budget.take(NOW)).toBe(NOW);
    expect(log.read()).toEqual([NOW]);
  });

  it.each([
    [{ attempts: 0, windowMs: 1000 }, 'attempts: expected an integer from 1, received 0'],
    [{ attempts: 1.5, windowMs: 1000 }, 'attempts: expected an integer from 1, received 1.5'],
    [{ attempts: 1, windowMs: 0 }, 'windowMs: expected milliseconds above 0, received 0'],
    [{ attempts: 1, windowMs: Number.NaN }, 'windowMs: expected milliseconds above 0, received NaN'],
  ])('cannot be %j', (options, message) => {
    expect(() => new ConnectBudget(memoryLog(), options)).toThrow(UsageError);
    expect(() => new ConnectBudget(memoryLog(), options)).toThrow(message);
  });

  const options = fc.record({ attempts: fc.integer({ min: 1, max: 6 }), windowMs: fc.integer({ min: 1, max: 50 }) });

  it('allows no window more than its attempts, and never makes anybody wait longer than needed', () => {
    fc.assert(
      fc.property(options, fc.array(fc.nat({ max: 20 })), ({ attempts, windowMs }, steps) => {
        const budget = new ConnectBudget(memoryLog(), { attempts, windowMs });
        const made: number[] = [];
        let now = NOW;
        for (const step of steps) {
          now += step;
          const recent = made.filter((at) => at > now - windowMs);
          expect(budget.spent(now)).toBe(recent.length);
          const answer = budget.take(now);
          expect(answer).toBe(recent.length < attempts ? now : recent[0]! + windowMs);
          if (answer === now) made.push(now);
        }
      }),
    );
  });

  it('blocks for a window at most, whatever the log holds', () => {
    const time = fc.oneof(fc.double(), fc.integer({ min: NOW - 100, max: NOW + 100 }), fc.constant(8.64e15));
    fc.assert(
      fc.property(options, fc.array(time), (limits, garbage) => {
        const log = memoryLog();
        log.write(garbage);
        const budget = new ConnectBudget(log, limits);
        const answer = budget.take(NOW);
        expect(answer).toBeGreaterThanOrEqual(NOW);
        expect(answer).toBeLessThanOrEqual(NOW + limits.windowMs);
        expect(log.read().length).toBeLessThanOrEqual(limits.attempts);
        if (answer > NOW) expect(budget.take(answer)).toBe(answer);
      }),
    );
  });
});
