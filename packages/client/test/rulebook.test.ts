import { KrakenClient } from '@kraken-stream/client';
import type { NewOrder } from '@kraken-stream/core';
import { Simulator, VirtualClock } from '@kraken-stream/simulator';
import { describe, expect, it } from 'vitest';
import { createAccountRig } from './account-rig.js';
import { ahead } from './rig.js';

const ORDER = {
  symbol: 'BTC/USD',
  orderType: 'limit',
  side: 'buy',
  orderQty: '0.5',
  limitPrice: '100.1',
} as const satisfies NewOrder;

/** A client and an exchange that has accounts, with a key that may do some things and not others. */
function createKeyed(permissions: { readonly query?: boolean; readonly trade?: boolean }) {
  const clock = new VirtualClock();
  const keys = [{ key: 'key', secret: 'bm9ib2R5J3M=', permissions }];
  const simulator = new Simulator({
    seed: 1,
    rate: 0,
    symbols: ['BTC/USD'],
    clock,
    accounts: [{ name: 'alice', keys, balances: { USD: '1000000' } }],
  });
  const client = new KrakenClient({
    endpoints: { public: 'memory://exchange/v2', private: 'memory://exchange/auth/v2' },
    clock,
    connect: simulator.connect,
    token: () => simulator.exchange.issueToken('key'),
  });
  const errors: string[] = [];
  client.on('error', ({ message }) => errors.push(message));
  return {
    clock,
    client,
    errors,
    async [Symbol.asyncDispose]() {
      await client.close();
      await simulator.close();
    },
  };
}

describe('the rules of a pair', () => {
  it('are followed as the exchange changes them', async () => {
    await using rig = createAccountRig();
    void rig.client.addOrder(ORDER);
    await rig.clock.run(1000);
    rig.simulator.exchange.updatePair('BTC/USD', { qtyMin: '0.6' });
    await rig.clock.run(1000);
    await expect(rig.client.addOrder(ORDER)).rejects.toMatchObject({
      field: 'orderQty',
      message: 'orderQty: expected at least 0.6 for BTC/USD, received 0.5',
    });
  });

  it('that forbid a request now have it rejected before it is sent', async () => {
    await using rig = createAccountRig();
    void rig.client.addOrder(ORDER);
    await rig.clock.run(1000);
    rig.simulator.exchange.updatePair('BTC/USD', { status: 'cancel_only' });
    await rig.clock.run(1000);
    const outcome = rig.client.addOrder(ORDER);
    await rig.clock.run(1000);
    expect(await outcome).toMatchObject({
      status: 'rejected',
      sent: false,
      error: { name: 'UsageError', message: expect.stringContaining('BTC/USD is in mode cancel_only') },
    });
    expect(rig.account.asked('add_order')).toHaveLength(1);
  });

  it('forbid the first request as well where instruments are subscribed already', async () => {
    await using rig = createAccountRig();
    rig.client.subscribeInstruments();
    rig.simulator.exchange.updatePair('BTC/USD', { status: 'cancel_only' });
    await rig.clock.run(1000);
    const outcome = rig.client.addOrder(ORDER);
    await rig.clock.run(1000);
    expect(await outcome).toMatchObject({ status: 'rejected', sent: false, error: { name: 'UsageError' } });
    expect(rig.account.asked('add_order')).toHaveLength(0);
  });

  it('are known for tokenised equities too, which are listed only where they are asked for', async () => {
    const clock = new VirtualClock();
    const simulator = new Simulator({ seed: 1, rate: 0, symbols: ['BTC/USD', 'TSLAx/USD'], clock });
    const rig = createAccountRig({}, clock, simulator);
    await using _ = rig;
    const outcome = rig.client.addOrder({ ...ORDER, symbol: 'TSLAx/USD', orderQty: '1', limitPrice: '400.00' });
    await clock.run(1000);
    expect(await outcome).toMatchObject({ status: 'accepted' });
    await expect(rig.client.addOrder({ ...ORDER, symbol: 'TSLAx/USD', limitPrice: '400.001' })).rejects.toMatchObject({
      field: 'limitPrice',
    });
  });
});

describe('a key', () => {
  it('that may trade but not see can place orders, and the client says what is missing, once in a while', async () => {
    await using it = createKeyed({ query: false });
    for (let times = 0; times < 3; times++) {
      const outcome = it.client.addOrder(ORDER);
      await it.clock.run(5000);
      expect(await outcome).toMatchObject({ status: 'accepted' });
    }
    expect(it.errors).toEqual(['the exchange refused subscribe: EGeneral:Permission denied']);
    await it.clock.run(60_000);
    void it.client.cancelAll();
    await it.clock.run(5000);
    expect(it.errors).toHaveLength(2);
  });

  it('that may see but not trade has its orders rejected with the words of the exchange', async () => {
    await using it = createKeyed({ trade: false });
    const outcome = it.client.addOrder(ORDER);
    await it.clock.run(5000);
    expect(await outcome).toMatchObject({ status: 'rejected', error: { reason: 'EGeneral:Permission denied' } });
  });
});

describe('the time by which deadlines are measured', () => {
  it('is that of the exchange, as far as it is known', async () => {
    const clock = new VirtualClock();
    const late = {
      now: () => clock.now() - 3_600_000,
      at: (at: number, run: () => void) => clock.at(at + 3_600_000, run),
    };
    const simulator = new Simulator({
      seed: 1,
      rate: 0,
      symbols: ['BTC/USD'],
      clock,
      accounts: [{ name: 'alice', balances: { USD: '1000000' } }],
    });
    const client = new KrakenClient({
      endpoints: { public: 'memory://exchange/v2', private: 'memory://exchange/auth/v2' },
      clock: late,
      connect: simulator.connect,
      token: () => simulator.exchange.issueToken('alice'),
    });
    client.subscribeBalances();
    await clock.run(1000);
    const outcome = client.addOrder({ ...ORDER, deadline: new Date(clock.now() + 10_000) });
    await clock.run(1000);
    expect(await outcome).toMatchObject({ status: 'accepted' });
    await client.close();
    await simulator.close();
  });

  it('is that of the connection that orders leave on, whatever another endpoint says', async () => {
    const clock = new VirtualClock();
    const symbols = ['BTC/USD'];
    const markets = new Simulator({ seed: 1, rate: 0, symbols, clock: ahead(clock, 3_600_000) });
    const accounts = [{ name: 'alice', balances: { USD: '1000000' } }];
    const simulator = new Simulator({ seed: 1, rate: 0, symbols, clock, accounts });
    const client = new KrakenClient({
      endpoints: { public: 'memory://markets/v2', private: 'memory://exchange/auth/v2' },
      clock,
      connect: (url, events) => (url.startsWith('memory://markets') ? markets : simulator).connect(url, events),
      token: () => simulator.exchange.issueToken('alice'),
    });
    client.subscribeTicker('BTC/USD');
    await clock.run(1000);
    client.subscribeBalances();
    await clock.run(1000);
    expect(client.connections.map(({ clockSkewMs }) => clockSkewMs)).toEqual([3_600_000, 0]);
    const outcome = client.addOrder({ ...ORDER, deadline: new Date(clock.now() + 10_000) });
    outcome.catch(() => {});
    await clock.run(1000);
    expect(await outcome).toMatchObject({ status: 'accepted' });
    await client.close();
    await Promise.all([markets.close(), simulator.close()]);
  });
});
