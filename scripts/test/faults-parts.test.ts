import type { ExecutionReport, OwnTrade } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { OwnTradeWatcher } from '../faults/watch/own-trades.js';
import { PartExecutionWatcher } from '../faults/watch/part-executions.js';
import { openOrdersRig } from './open-orders-rig.js';
import { hole, STRICT } from './planted.js';
import { orderOf, PlantedAccount, tradeOf } from './planted-account.js';

type Type = 'snapshot' | 'update';

/** What v1 tells of a fill. */
function told(trade: OwnTrade): OwnTrade {
  return { ...trade, tradeId: undefined, liquidityInd: undefined };
}

/** The part of a report of a fill that the stream of orders tells. */
function totalsOf({ orderId, cumQty }: ExecutionReport): ExecutionReport {
  return { execType: 'status', orderStatus: 'partially_filled', orderId, cumQty };
}

/** The part that the stream of fills tells. */
function fillOf({ cumQty: _, tradeId, liquidityInd, ...fill }: ExecutionReport): ExecutionReport {
  return fill;
}

describe('the watcher of executions that come in two parts', () => {
  function rig() {
    const account = new PlantedAccount('v1');
    const lies: string[] = [];
    const watcher = new PartExecutionWatcher(account.truth, STRICT, (lie) => lies.push(lie));
    watcher.state('live');
    const hears = (type: Type, ...data: ExecutionReport[]) => watcher.data({ receivedAt: 1, type, data });
    hears('snapshot', account.place('A'));
    return { account, lies, watcher, hears };
  }

  it('is content with each part in its order, whichever is ahead, and with a new beginning behind a gap', () => {
    const { account, lies, watcher, hears } = rig();
    hears('update', account.place('B'));
    const [one, two] = [account.fill('A', 'T1'), account.fill('A', 'T2')];
    hears('update', fillOf(one));
    hears('update', totalsOf(one), totalsOf(two));
    hears('update', fillOf(two));
    account.fill('B', 'T3');
    hole(watcher);
    const fills = account.truth.fills.all.map(fillOf).reverse();
    hears('snapshot', ...account.openOrders(), ...fills);
    hears('update', account.end('A'));
    hears('update', account.end('B'));
    watcher.end();
    expect(lies).toEqual([]);
  });

  it.each<[string, RegExp, (it: ReturnType<typeof rig>) => void]>([
    [
      'a fill that is lost',
      /^1 of fills are missing before number 2, without a gap$/m,
      ({ account, hears }) => {
        const [one, two] = [account.fill('A', 'T1'), account.fill('A', 'T2')];
        hears('update', totalsOf(one), totalsOf(two), fillOf(two));
      },
    ],
    [
      'a fill that is lost at the end',
      /^at the end there were 1 of fills, told are 0$/m,
      ({ account, hears, watcher }) => {
        hears('update', totalsOf(account.fill('A', 'T1')));
        watcher.end();
      },
    ],
    [
      'a fill told twice',
      /^number 1 of fills is told behind 1$/m,
      ({ account, hears }) => {
        const fill = fillOf(account.fill('A', 'T1'));
        hears('update', fill);
        hears('update', fill);
      },
    ],
    [
      'a fill that was another',
      /^of fill T1 price was "10.0", told is "11.0"$/m,
      ({ account, hears }) => hears('update', { ...fillOf(account.fill('A', 'T1')), lastPrice: '11.0' }),
    ],
    [
      'what became of an order that is lost',
      /^1 of reports of orders are missing before number 4, without a gap$/m,
      ({ account, hears }) => {
        hears('update', account.place('B'));
        account.end('A');
        hears('update', account.end('B'));
      },
    ],
    [
      'what became of an order that is lost right behind a snapshot',
      /^at the end there were 2 of reports of orders, told are 1$/m,
      ({ account, watcher }) => {
        account.end('A');
        watcher.end();
      },
    ],
    [
      'totals that were others',
      /^of reports of orders this never was/m,
      ({ account, hears }) => hears('update', { ...totalsOf(account.fill('A', 'T1')), cumQty: '2.0' }),
    ],
    [
      'an order that ended otherwise',
      /^A is canceled, and told as filled$/m,
      ({ account, hears }) => hears('update', { ...account.end('A'), orderStatus: 'filled' }),
    ],
    [
      'an order of a snapshot that never stood so',
      /^a snapshot shows an order as it never was/m,
      ({ account, hears, watcher }) => {
        hole(watcher);
        hears('snapshot', { ...account.openOrders()[0]!, limitPrice: '11.0' });
      },
    ],
    [
      'a snapshot that leaves out a fill',
      /^a snapshot leaves out fills/m,
      ({ account, hears, watcher }) => {
        const [one, , three] = ['T1', 'T2', 'T3'].map((id) => account.fill('A', id));
        hole(watcher);
        hears('snapshot', ...account.openOrders(), fillOf(three!), fillOf(one!));
      },
    ],
    [
      'a snapshot with fewer fills than were told',
      /^a snapshot shows fewer fills than were told$/m,
      ({ account, hears, watcher }) => {
        hears('update', fillOf(account.fill('A', 'T1')));
        hole(watcher);
        hears('snapshot', ...account.openOrders());
      },
    ],
    [
      'a new beginning without a gap',
      /^a new beginning/m,
      ({ account, hears }) => hears('snapshot', ...account.openOrders()),
    ],
  ])('finds %s', (_, lie, tell) => {
    const it = rig();
    tell(it);
    expect(it.lies.join('\n')).toMatch(lie);
  });
});

describe('the watchers of open orders and own trades, where both are told apart', () => {
  const rig = () => openOrdersRig('v1');

  it('are content with an order whose fill is told before what became of another', () => {
    const { account, lies, watcher, hears, now } = rig();
    hears('update', orderOf(account.place('B')));
    const canceled = account.end('B');
    const trade = told(tradeOf(account.fill('A', 'T1')));
    hears('update', orderOf(now('A'), [trade]));
    hears('update', orderOf(canceled));
    watcher.end();
    expect(lies).toEqual([]);
  });

  it('are content with totals that are not known until they are told', () => {
    const { account, lies, hears, now } = rig();
    const trade = told(tradeOf(account.fill('A', 'T1')));
    hears('update', { ...orderOf(now('A'), [trade]), cumCost: undefined, avgPrice: undefined });
    expect(lies).toEqual([]);
  });

  it('find an order that is ahead without a fill, one that is not open, and one that never stood so', () => {
    const { account, lies, hears, now } = rig();
    hears('update', orderOf(account.place('B')));
    const b = now('B');
    account.end('B');
    account.fill('A', 'T1');
    hears('update', { ...orderOf(now('A')), complete: false });
    hears('update', orderOf(account.place('C')), orderOf(b));
    hears('update', { ...orderOf(now('C')), limitPrice: '11.0' });
    expect(lies).toHaveLength(3);
    for (const lie of lies) expect(lie).toMatch(/^open orders are told as they never were/);
  });

  it('find an own trade that is lost', () => {
    const account = new PlantedAccount('v1');
    const lies: string[] = [];
    account.place('A');
    const watcher = new OwnTradeWatcher(account.truth, STRICT, (lie) => lies.push(lie));
    watcher.state('live');
    const fill = (id: string) => told(tradeOf(account.fill('A', id)));
    watcher.data({ receivedAt: 1, type: 'snapshot', data: [fill('T1')] });
    watcher.data({ receivedAt: 2, type: 'update', data: [fill('T2')] });
    expect(lies).toEqual([]);
    fill('T3');
    watcher.data({ receivedAt: 3, type: 'update', data: [fill('T4')] });
    fill('T5');
    watcher.end();
    expect(lies).toEqual(['1 fills are missing before T4', 'at the end there were 5 fills, told are 4']);
  });
});
