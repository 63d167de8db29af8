import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Customer } from '../../src/account/customer.js';
import { House } from '../../src/account/house.js';
import { arena, type Step, steps, take } from './crowd.js';
import { Auditor, checkBooks, checkFills, checkHolds, checkMoney } from './invariants.js';

function opened(seed: number) {
  const exchange = arena(seed);
  const house = exchange.broker;
  if (!(house instanceof House)) throw new Error('another broker');
  const customers = house.accounts.filter((account) => account instanceof Customer);
  return { exchange, house, customers, auditors: customers.map((customer) => new Auditor(customer)) };
}

function played(seed: number, taken: readonly Step[], check: (state: ReturnType<typeof opened>) => void) {
  const state = opened(seed);
  for (const step of taken) {
    take(state.exchange, state.house, state.customers, step);
    check(state);
  }
  return state;
}

const seeds = fc.integer({ min: 1, max: 1_000_000 });
/** What fails is made smaller for so long, and no longer. */
const PATIENCE = { interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true };
const numRuns = Number(process.env['RUNS'] ?? 15);

describe('users who do anything', () => {
  it('never make or lose money, nor spend what they do not have, and hold what their orders can cost', () => {
    fc.assert(
      fc.property(seeds, steps, (seed, taken) => {
        played(seed, taken, ({ exchange, house, customers, auditors }) => {
          const assets = exchange.assets.map(({ id }) => id);
          checkMoney(house, customers, assets);
          for (const customer of customers) checkHolds(house, customer, assets);
          for (const auditor of auditors) auditor.check();
          checkBooks(exchange, customers);
        });
      }),
      { numRuns, ...PATIENCE },
    );
  });

  it('are told of every fill, and of the beginning and the end of every order', () => {
    fc.assert(
      fc.property(seeds, steps, (seed, taken) => {
        const { exchange, house, auditors } = played(seed, taken, () => undefined);
        checkFills(
          auditors,
          house,
          exchange.assets.map(({ id }) => id),
        );
        for (const auditor of auditors) auditor.checkLives();
      }),
      { numRuns, ...PATIENCE },
    );
  });

  it('get the same names, times and answers for the same seed', () => {
    fc.assert(
      fc.property(seeds, steps, (seed, taken) => {
        const [one, other] = [played(seed, taken, () => undefined), played(seed, taken, () => undefined)];
        expect(other.auditors.map(({ reports }) => reports)).toEqual(one.auditors.map(({ reports }) => reports));
      }),
      { numRuns: Math.ceil(numRuns / 5) },
    );
  });
});
