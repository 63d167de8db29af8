import type { Balance, ExecutionReport, LedgerEntry, OwnTrade } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { BalanceWatcher } from '../faults/watch/balances.js';
import { ExecutionWatcher } from '../faults/watch/executions.js';
import { OwnTradeWatcher } from '../faults/watch/own-trades.js';
import { openOrdersRig } from './open-orders-rig.js';
import { hole, STRICT } from './planted.js';
import { balanceOf, orderOf, PlantedAccount, tradeOf } from './planted-account.js';

type Type = 'snapshot' | 'update';

describe('the watcher of executions', () => {
  function rig() {
    const account = new PlantedAccount();
    const lies: string[] = [];
    const watcher = new ExecutionWatcher(account.truth, STRICT, (lie) => lies.push(lie));
    watcher.state('live');
    const hears = (type: Type, ...data: ExecutionReport[]) => watcher.data({ receivedAt: 1, type, data });
    hears('snapshot', ...account.openOrders());
    return { account, lies, watcher, hears };
  }

  it('is content with each report once and in order, and with what a snapshot shows behind a gap', () => {
    const { account, lies, watcher, hears } = rig();
    hears('update', account.place('A'));
    hears('update', account.fill('A', 'T1'));
    account.place('B');
    hole(watcher);
    hears('snapshot', ...account.openOrders(), account.truth.fills.all[0]!);
    hears('update', account.end('A'), account.end('B'));
    watcher.end();
    expect(lies).toEqual([]);
  });

  it.each<[string, RegExp, (it: ReturnType<typeof rig>) => void]>([
    [
      'a report told twice',
      /^number 1 of reports is told behind 1$/,
      ({ account, hears }) => {
        const report = account.place('A');
        hears('update', report);
        hears('update', report);
      },
    ],
    [
      'a report that is missing',
      /^1 of reports are missing before number 2, without a gap$/,
      ({ account, hears }) => {
        account.place('A');
        hears('update', account.place('B'));
      },
    ],
    [
      'a wrong digit',
      /^of reports this never was: /,
      ({ account, hears }) => hears('update', { ...account.place('A'), limitPrice: '10.1' }),
    ],
    [
      'an order left out of a snapshot',
      /^a snapshot shows 0 open orders as they never were$/,
      ({ account, watcher, hears }) => {
        hears('update', account.place('A'));
        hole(watcher);
        hears('snapshot');
      },
    ],
    [
      'a fill left out of a snapshot',
      /^a snapshot shows 1 open orders as they never were$/,
      ({ account, watcher, hears }) => {
        hears('update', account.place('A'));
        const [first] = [account.fill('A', 'T1'), account.fill('A', 'T2')];
        hole(watcher);
        hears('snapshot', ...account.openOrders(), first);
      },
    ],
    ['a new beginning without a gap', /^a new beginning without a gap$/, ({ hears }) => hears('snapshot')],
    [
      'a hole that is not told',
      /^a hole was not told/,
      ({ account, watcher, hears }) => {
        watcher.state('stale');
        watcher.state('live');
        hears('update', account.place('A'));
      },
    ],
    [
      'a report that is missing at the end',
      /^at the end there were 1 of reports, told are 0$/,
      ({ account, watcher }) => {
        account.place('A');
        watcher.end();
      },
    ],
  ])('finds %s', (_, what, lie) => {
    const it = rig();
    lie(it);
    expect(it.lies).toContainEqual(expect.stringMatching(what));
  });
});

describe('the watcher of open orders', () => {
  const rig = () => openOrdersRig();

  it('is content with what is true at each moment', () => {
    const { account, lies, watcher, hears, now } = rig();
    const trade = tradeOf(account.fill('A', 'T1'));
    hears('update', orderOf(now('A'), [trade]));
    hears('update', orderOf(account.place('B')));
    const [a, b] = [now('A'), now('B')];
    account.end('A', 'filled');
    hears('update', orderOf({ ...a, orderStatus: 'filled' }, [trade]));
    account.end('B');
    hole(watcher);
    hears('update', { ...orderOf(b), orderStatus: 'gone', closed: true, complete: false });
    watcher.end();
    expect(lies).toEqual([]);
  });

  it.each<[string, RegExp, (it: ReturnType<typeof rig>) => void]>([
    [
      'an order left open that ended',
      /^at the end A is told as open$/,
      ({ account, watcher }) => {
        account.end('A');
        watcher.end();
      },
    ],
    [
      'an order that is missing',
      /^at the end B is open, and not told$/,
      ({ account, watcher }) => {
        account.place('B');
        watcher.end();
      },
    ],
    [
      'a wrong digit',
      /never were: orderQty of B is "3.0", told is "3.1"$/,
      ({ account, hears }) => hears('update', orderOf({ ...account.place('B'), orderQty: '3.1' })),
    ],
    [
      'a field that is missing',
      /never were: limitPrice of B is "10.0", told is undefined$/,
      ({ account, hears }) => hears('update', orderOf({ ...account.place('B'), limitPrice: undefined })),
    ],
    [
      'two moments at once',
      /^open orders are told as they never were/,
      ({ account, hears, now }) => {
        hears('update', orderOf(account.place('B')));
        const before = now('A');
        account.fill('A', 'T1');
        account.end('B');
        hears('update', orderOf({ ...before, orderStatus: 'canceled' }), { ...orderOf(now('A')), orderId: 'C' });
      },
    ],
    [
      'an order told to have ended as it did not',
      /^A is filled, and told as canceled$/,
      ({ account, hears, now }) => {
        const before = now('A');
        account.end('A', 'filled');
        hears('update', orderOf({ ...before, orderStatus: 'canceled' }));
      },
    ],
    [
      'an order told to have ended that did not',
      /^A is open, and told as canceled$/,
      ({ hears, now }) => hears('update', orderOf({ ...now('A'), orderStatus: 'canceled' })),
    ],
    [
      'an end told twice',
      /^A is told as ended twice$/,
      ({ account, hears, now }) => {
        const before = orderOf({ ...now('A'), orderStatus: 'canceled' });
        account.end('A');
        hears('update', before);
        hears('update', before);
      },
    ],
    [
      'an order gone without a gap',
      /^A is gone, without a gap$/,
      ({ account, hears, now }) => {
        const before = orderOf(now('A'));
        account.end('A');
        hears('update', { ...before, orderStatus: 'gone', closed: true });
      },
    ],
    [
      'fills told to be all that are not',
      /^the fills of A are told to be all, and add up to less than 1.0$/,
      ({ account, hears, now }) => {
        account.fill('A', 'T1');
        hears('update', orderOf(now('A')));
      },
    ],
    [
      'a wrong sum of fees',
      /^the fees of A are told as /,
      ({ account, hears, now }) => {
        const trade = tradeOf(account.fill('A', 'T1'));
        hears('update', { ...orderOf(now('A'), [trade]), totalFees: [{ asset: 'USD', qty: '0.2' }] });
      },
    ],
    [
      'an order that is shown and was not told',
      /^2 open orders are shown, 1 were told$/,
      ({ account, shown, watcher }) => {
        shown.set('B', orderOf(account.place('B')));
        watcher.afterFrame();
      },
    ],
    [
      'a snapshot in the middle',
      /^a snapshot was told in the middle$/,
      ({ hears, now }) => hears('snapshot', orderOf(now('A'))),
    ],
    ['nothing, as data', /^no orders were told, as data$/, ({ hears }) => hears('update')],
  ])('finds %s', (_, what, lie) => {
    const it = rig();
    lie(it);
    expect(it.lies).toContainEqual(expect.stringMatching(what));
  });
});

describe('the watcher of own trades', () => {
  function rig() {
    const account = new PlantedAccount();
    const lies: string[] = [];
    account.place('A');
    const watcher = new OwnTradeWatcher(account.truth, STRICT, (lie) => lies.push(lie));
    watcher.state('live');
    const hears = (type: Type, ...data: OwnTrade[]) => watcher.data({ receivedAt: 1, type, data });
    let fills = 0;
    const fill = () => tradeOf(account.fill('A', `T${++fills}`));
    hears('snapshot', fill());
    return { lies, watcher, hears, fill };
  }

  it('is content with each fill once, and with those that no snapshot has any more in a gap', () => {
    const { lies, watcher, hears, fill } = rig();
    hears('update', fill(), fill());
    const missed = Array.from({ length: 60 }, fill);
    hole(watcher);
    hears('update', ...missed.slice(-50));
    watcher.end();
    expect(lies).toEqual([]);
  });

  it('is content with holes in which nothing was filled, told or not by the time of the next fill', () => {
    const { lies, watcher, hears, fill } = rig();
    hole(watcher);
    hole(watcher);
    hears('update', fill());
    expect(lies).toEqual([]);
  });

  it.each<[string, RegExp, (it: ReturnType<typeof rig>) => void]>([
    [
      'a fill told twice',
      /^fill T2 was told again$/,
      ({ hears, fill }) => {
        const trade = fill();
        hears('update', trade);
        hears('update', trade);
      },
    ],
    [
      'a fill that is missing',
      /^1 fills are missing before T3$/,
      ({ hears, fill }) => {
        fill();
        hears('update', fill());
      },
    ],
    [
      'a fill missing that a snapshot still had',
      /^1 fills are missing before T3$/,
      ({ watcher, hears, fill }) => {
        fill();
        hole(watcher);
        hears('update', fill());
      },
    ],
    [
      'a wrong digit',
      /^of fill T2 price was "10.0", told is "10.1"$/,
      ({ hears, fill }) => hears('update', { ...fill(), price: '10.1' }),
    ],
    ['a fill that never was', /^fill T9 never was$/, ({ hears, fill }) => hears('update', { ...fill(), execId: 'T9' })],
    [
      'one that is missing at the end',
      /^at the end there were 2 fills, told are 1$/,
      ({ watcher, fill }) => {
        fill();
        watcher.end();
      },
    ],
  ])('finds %s', (_, what, lie) => {
    const it = rig();
    lie(it);
    expect(it.lies).toEqual([expect.stringMatching(what)]);
  });
});

describe('the watcher of balances', () => {
  function rig() {
    const account = new PlantedAccount();
    const lies: string[] = [];
    const shown = new Map<string, Balance>();
    const watcher = new BalanceWatcher(
      account.truth,
      () => shown,
      STRICT,
      (lie) => lies.push(lie),
    );
    watcher.state('live');
    const hears = (type: Type, balances: readonly Balance[], ...ledger: LedgerEntry[]) => {
      for (const balance of balances) shown.set(balance.asset, balance);
      watcher.data({ receivedAt: 1, type, data: { balances, ledger } });
    };
    hears('snapshot', account.balances());
    return { account, lies, watcher, hears };
  }

  it('is content with each entry and the balance after it, and with a new beginning behind a gap', () => {
    const { account, lies, watcher, hears } = rig();
    hears('update', [balanceOf('USD', '101.00')], account.enter('USD', '1.00', '101.00'));
    account.enter('BTC', '1.00', '2.00');
    hole(watcher);
    hears('snapshot', account.balances());
    hears('update', [balanceOf('BTC', '3.00')], account.enter('BTC', '1.00', '3.00'));
    watcher.end();
    expect(lies).toEqual([]);
  });

  it.each<[string, RegExp, (it: ReturnType<typeof rig>) => void]>([
    [
      'a wrong digit in a balance',
      /^the balance of USD was 101.00, told is 101.01/,
      ({ account, hears }) => hears('update', [balanceOf('USD', '101.01')], account.enter('USD', '1.00', '101.00')),
    ],
    [
      'a digit that is missing',
      /^the balance of USD was 101.00, told is 101.0,/,
      ({ account, hears }) => hears('update', [balanceOf('USD', '101.0')], account.enter('USD', '1.00', '101.00')),
    ],
    [
      'a wrong digit in an entry',
      /^an entry was .*"1.00".*, told is .*"1.10"/,
      ({ account, hears }) =>
        hears('update', [balanceOf('USD', '101.00')], { ...account.enter('USD', '1.00', '101.00'), amount: '1.10' }),
    ],
    [
      'an entry told twice',
      /^number 1 of entries of the ledger is told behind 1$/,
      ({ account, hears }) => {
        const entry = account.enter('USD', '1.00', '101.00');
        hears('update', [balanceOf('USD', '101.00')], entry);
        hears('update', [balanceOf('USD', '101.00')], entry);
      },
    ],
    [
      'an entry that is missing',
      /^1 of entries of the ledger are missing before number 2, without a gap$/,
      ({ account, hears }) => {
        account.enter('USD', '1.00', '101.00');
        hears('update', [balanceOf('USD', '102.00')], account.enter('USD', '1.00', '102.00'));
      },
    ],
    [
      'a snapshot of what never was',
      /^a snapshot shows balances as they never were: BTC 2.00, USD 100.00$/,
      ({ watcher, hears }) => {
        hole(watcher);
        hears('snapshot', [balanceOf('BTC', '2.00'), balanceOf('USD', '100.00')]);
      },
    ],
    [
      'an old balance at the end',
      /^at the end the balances are BTC 1.00, USD 101.00, told are BTC 1.00, USD 100.00$/,
      ({ account, watcher }) => {
        account.enter('USD', '1.00', '101.00');
        watcher.end();
      },
    ],
  ])('finds %s', (_, what, lie) => {
    const it = rig();
    lie(it);
    expect(it.lies).toContainEqual(expect.stringMatching(what));
  });
});
