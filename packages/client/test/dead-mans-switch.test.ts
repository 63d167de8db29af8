import { describe, expect, it } from 'vitest';
import { type AccountRig, createAccountRig } from './account-rig.js';

/** What the exchange was asked to wait for, in seconds. */
const timers = (rig: AccountRig) =>
  rig.account.asked('cancel_all_orders_after').map((each) => ('timeout' in each ? each.timeout : undefined));

const errors = (rig: AccountRig): string[] => {
  const told: string[] = [];
  rig.client.on('error', ({ message }) => told.push(message));
  return told;
};

describe('a dead man’s switch', () => {
  it('is armed at once, and again after each third of its time', async () => {
    await using rig = createAccountRig();
    const began = rig.clock.now();
    const dead = rig.client.deadMansSwitch({ seconds: 60 });
    const armed: number[] = [];
    dead.on('armed', ({ until }) => armed.push(until - began));
    expect(dead.armedUntil).toBeUndefined();
    await rig.clock.run(45_000);
    expect(timers(rig)).toEqual([60, 60, 60]);
    expect(armed).toEqual([60_000, 80_000, 100_000]);
    expect(dead.armedUntil).toBe(began + 100_000);
  });

  it('says when the exchange would cancel all', async () => {
    await using rig = createAccountRig();
    const dead = rig.client.deadMansSwitch({ seconds: 60 });
    const triggers: unknown[] = [];
    dead.once('armed', ({ triggerTime }) => triggers.push(triggerTime));
    await rig.clock.run(1000);
    expect(triggers).toEqual(['2026-01-01T00:01:00Z']);
  });

  it('is switched off when it is disarmed, and not armed again', async () => {
    await using rig = createAccountRig();
    const dead = rig.client.deadMansSwitch({ seconds: 60 });
    await rig.clock.run(1000);
    const outcome = dead.disarm();
    const again = dead.disarm();
    await rig.clock.run(100_000);
    expect(timers(rig)).toEqual([60, 0]);
    expect(await outcome).toMatchObject({ status: 'accepted', triggerTime: '0' });
    expect(await again).toBe(await outcome);
    expect(dead.armedUntil).toBeUndefined();
  });

  it('is switched off at the end of the block that holds it', async () => {
    await using rig = createAccountRig();
    const block = async () => {
      await using _ = rig.client.deadMansSwitch({ seconds: 60 });
    };
    const done = block();
    await rig.clock.run(1000);
    await done;
    expect(timers(rig).at(-1)).toBe(0);
  });

  it('says when it could not be switched off', async () => {
    await using rig = createAccountRig();
    const dead = rig.client.deadMansSwitch({ seconds: 60 });
    const failed: unknown[] = [];
    dead.on('failed', ({ outcome, until }) => failed.push([outcome.status, until]));
    await rig.clock.run(1000);
    const until = rig.clock.now() + 59_000;
    rig.account.script = () => [{ type: 'refused', method: 'cancel_all_orders_after', error: 'EService:Unavailable' }];
    const outcome = dead.disarm();
    await rig.clock.run(1000);
    expect(await outcome).toMatchObject({ status: 'rejected' });
    expect(failed).toEqual([['rejected', until]]);
  });

  it('survives the loss of a connection in silence', async () => {
    await using rig = createAccountRig();
    const said = errors(rig);
    const dead = rig.client.deadMansSwitch({ seconds: 60 });
    for (let times = 0; times < 5; times++) {
      await rig.clock.run(15_000);
      rig.account.drop();
    }
    await rig.clock.run(15_000);
    expect(said.filter((message) => message.includes('dead man'))).toEqual([]);
    expect(dead.armedUntil).toBeGreaterThan(rig.clock.now() + 30_000);
  });

  it('that cannot be armed again says so, tries on, and shouts once its time is over', async () => {
    await using rig = createAccountRig();
    const said = errors(rig);
    const dead = rig.client.deadMansSwitch({ seconds: 60 });
    await rig.clock.run(1000);
    let refused = 0;
    dead.on('failed', ({ outcome, until }) => {
      expect([outcome.status, until]).toEqual(['rejected', dead.armedUntil]);
      refused++;
    });
    rig.account.script = () => [{ type: 'refused', method: 'cancel_all_orders_after', error: 'EService:Unavailable' }];
    await rig.clock.run(50_000);
    expect(said).toEqual([]);
    expect(refused).toBeGreaterThan(20);
    await rig.clock.run(60_000);
    expect(said).toEqual([
      'cancel_all_orders_after: the dead man’s switch was not armed again, and the exchange cancels all orders within 60000 ms',
    ]);
    rig.account.script = () => undefined;
    await rig.clock.run(2000);
    expect(dead.armedUntil).toBeGreaterThan(rig.clock.now());
  });

  it('that was never armed shouts as well', async () => {
    await using rig = createAccountRig({ token: () => new Promise<string>(() => {}) });
    const said = errors(rig);
    rig.client.deadMansSwitch({ seconds: 10 });
    await rig.clock.run(10_000);
    expect(said.filter((message) => message.includes('dead man'))).toEqual([
      'cancel_all_orders_after: the dead man’s switch was not armed within 10000 ms',
    ]);
  });

  it('that is disarmed while it waits to be armed is never armed', async () => {
    let give: (token: string) => void = () => {};
    const token = new Promise<string>((resolve) => {
      give = resolve;
    });
    await using rig = createAccountRig({ token: () => token });
    const dead = rig.client.deadMansSwitch({ seconds: 60 });
    await rig.clock.run(1000);
    const outcome = dead.disarm();
    give('a token');
    await rig.clock.run(1000);
    expect(await outcome).toMatchObject({ status: 'accepted' });
    expect(timers(rig)).toEqual([0]);
  });

  it('ends with its client, armed as it is, and leaves no timer', async () => {
    await using rig = createAccountRig();
    const dead = rig.client.deadMansSwitch({ seconds: 60 });
    await rig.clock.run(1000);
    await rig.client.close();
    await rig.simulator.close();
    await rig.clock.run(0);
    expect(rig.clock.nextAt).toBe(Number.POSITIVE_INFINITY);
    expect(timers(rig)).toEqual([60]);
    await dead[Symbol.asyncDispose]();
    await expect(dead.disarm()).rejects.toMatchObject({ name: 'UsageError', field: 'client' });
  });

  it('of a long time is tried again as soon as an answer is overdue', async () => {
    await using rig = createAccountRig({ requestTimeoutMs: 2000 });
    rig.account.script = () => [];
    const dead = rig.client.deadMansSwitch({ seconds: 3600 });
    const failed: string[] = [];
    dead.on('failed', ({ outcome }) => failed.push(outcome.status));
    await rig.clock.run(2500);
    expect(failed).toEqual(['unknown']);
    rig.account.script = () => undefined;
    await rig.clock.run(1000);
    expect(dead.armedUntil).toBeGreaterThan(rig.clock.now());
  });

  it('is armed though there is no room for what would settle orders', async () => {
    await using rig = createAccountRig({ limits: { connections: 1 } });
    const said = errors(rig);
    rig.client.subscribeExecutions({ snapTrades: false });
    const dead = rig.client.deadMansSwitch({ seconds: 60 });
    const canceled = rig.client.cancelAll();
    await rig.clock.run(1000);
    expect(dead.armedUntil).toBeGreaterThan(rig.clock.now());
    expect(await canceled).toMatchObject({ status: 'accepted' });
    expect(said).toEqual([expect.stringContaining('limits: expected at most 1 connections')]);
  });

  it('is the only one, as the exchange has one timer for the account', async () => {
    await using rig = createAccountRig();
    const dead = rig.client.deadMansSwitch({ seconds: 60 });
    expect(() => rig.client.deadMansSwitch({ seconds: 10 })).toThrow(
      'deadMansSwitch: expected one at a time, as the account has one timer; disarm the other first',
    );
    await rig.clock.run(1000);
    void dead.disarm();
    rig.client.deadMansSwitch({ seconds: 10 });
    await rig.clock.run(1000);
    expect(timers(rig)).toEqual([60, 0, 10]);
  });

  it.each([0, 4, 1.5, 86_400, '60'])('of %o seconds is refused', async (seconds) => {
    await using rig = createAccountRig();
    expect(() => Reflect.apply(rig.client.deadMansSwitch, rig.client, [{ seconds }])).toThrow(
      'seconds: expected an integer from 5 to 86399, such as 60, received',
    );
  });

  it.each<[unknown[], string]>([
    [[], 'received undefined'],
    [[60], 'received 60'],
    [[{ timeout: 60 }], "received one with 'timeout'"],
  ])('asked for with %o is told what to give', async (given, received) => {
    await using rig = createAccountRig();
    expect(() => Reflect.apply(rig.client.deadMansSwitch, rig.client, given)).toThrow(
      `options: expected an object of seconds, ${received}`,
    );
  });
});
