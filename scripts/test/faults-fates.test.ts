import type { Accepted, AddOrderRequest, Rejected, TradingRequest } from '@kraken-stream/core';
import { RequestError } from '@kraken-stream/core';
import type { TradingAnswer } from '@kraken-stream/simulator';
import { describe, expect, it } from 'vitest';
import type { Protocol } from '../faults/protocol.js';
import { FateWatcher } from '../faults/watch/fates.js';
import { PlantedAccount } from './planted-account.js';

const add = (clOrdId?: string): AddOrderRequest => ({
  ...{ method: 'add_order', symbol: 'BTC/USD', orderType: 'limit', side: 'buy', orderQty: '1', limitPrice: '10' },
  clOrdId,
});
const cancel = (...orderId: string[]): TradingRequest => ({ method: 'cancel_order', orderId });
const added = (orderId: string): TradingAnswer => ({ type: 'answered', method: 'add_order', result: { orderId } });
const canceled = (orderId: string): TradingAnswer => ({
  type: 'answered',
  method: 'cancel_order',
  result: { orderId },
});
const refused: TradingAnswer = { type: 'refused', method: 'add_order', error: 'EOrder:Insufficient funds' };
const accepted = (orderId?: string, clOrdId?: string): Accepted => ({ status: 'accepted', orderId, clOrdId });
const rejected = (sent = true): Rejected => ({
  ...{ status: 'rejected', sent },
  error: new RequestError({ method: 'add_order', reason: 'EOrder:Insufficient funds' }),
});
const unknown = { status: 'unknown', reason: 'no answer came' } as const;
const absent = { status: 'absent', reason: 'it is not open and has not traded' } as const;

function rig(protocol: Protocol = 'v2') {
  const account = new PlantedAccount(protocol);
  const lies: string[] = [];
  const watcher = new FateWatcher(account.truth, (lie) => lies.push(lie));
  const asks = (request: TradingRequest) => watcher.ask(request, 1);
  return { account, lies, watcher, asks };
}

describe('the watcher of fates', () => {
  it('is content with fates that are true', () => {
    const { account, lies, watcher, asks } = rig();
    const [a, b, c, d] = [asks(add('a')), asks(add('b')), asks(add('c')), asks(add('d'))];
    watcher.carriedOut(add('a'), [added('A')]);
    watcher.told(a, [accepted('A', 'a')]);
    watcher.carriedOut(add('b'), [refused]);
    watcher.told(b, [rejected()]);
    watcher.told(c, [unknown]);
    watcher.carriedOut(add('c'), [added('C')]);
    watcher.settled(c, 0, accepted('C', 'c'));
    watcher.told(d, [unknown]);
    watcher.settled(d, 0, absent);
    account.place('A', 'a');
    const both = asks(cancel('A', 'B'));
    watcher.carriedOut(cancel('A', 'B'), [refused, canceled('A')]);
    watcher.told(both, [accepted('A'), rejected()]);
    watcher.end();
    expect(lies).toEqual([]);
  });

  it('is content with an order told as absent that came and went untraded, and with what nobody can know', () => {
    const { account, lies, watcher, asks } = rig();
    const [a, b] = [asks(add('a')), asks(add())];
    watcher.carriedOut(add('a'), [added('A')]);
    account.place('A', 'a');
    account.end('A');
    watcher.told(a, [unknown]);
    watcher.settled(a, 0, absent);
    watcher.told(b, [unknown]);
    watcher.settled(b, 0, unknown);
    const blind = watcher.ask({ method: 'cancel_all' }, 1, { open: ['A'], live: false });
    watcher.told(blind, [unknown]);
    watcher.settled(blind, 0, unknown);
    expect(lies).toEqual([]);
  });

  it('finds what is left unknown and could be known where fills do not say the client ids of their orders', () => {
    const { account, lies, watcher, asks } = rig('v1');
    const [a, b] = [asks(add('a')), asks(add('b'))];
    const leave = (asked: typeof a) => {
      watcher.told(asked, [unknown]);
      watcher.settled(asked, 0, unknown);
    };
    leave(a);
    expect(lies.splice(0)).toEqual(['add_order a is left unknown, and could be known: no answer came']);
    // Of one that is open its client id is told.
    account.place('B', 'b');
    account.place('C');
    account.fill('C', 'T1');
    leave(b);
    expect(lies.splice(0)).toEqual(['add_order b is left unknown, and could be known: no answer came']);
    // It may have been the fill's.
    leave(asks(add('d')));
    expect(lies).toEqual([]);
  });

  it('finds a false fate on v1 as on v2', () => {
    const { lies, watcher, asks } = rig('v1');
    const a = asks(add('a'));
    watcher.carriedOut(add('a'), [added('A')]);
    watcher.told(a, [rejected()]);
    expect(lies.join()).toMatch(/^add_order a is told as rejected, and was carried out/);
  });

  it('knows when all is well: all is settled, and something new was accepted', () => {
    const { watcher, asks } = rig();
    const first = asks(add('a'));
    watcher.told(first, [unknown]);
    expect([watcher.isWell(2), watcher.allFinal, watcher.isConcerned({ clOrdId: 'a' })]).toEqual([false, false, true]);
    watcher.settled(first, 0, absent);
    expect([watcher.isWell(2), watcher.allFinal, watcher.isConcerned({ clOrdId: 'a' })]).toEqual([false, true, false]);
    const second = watcher.ask(add('b'), 2);
    watcher.carriedOut(add('b'), [added('B')]);
    watcher.told(second, [accepted('B', 'b')]);
    expect(watcher.isWell(2)).toBe(true);
  });

  it.each<[string, RegExp, (it: ReturnType<typeof rig>) => void]>([
    [
      'a fate told as accepted that was not carried out',
      /^add_order a is told as accepted, and was never carried out$/,
      ({ watcher, asks }) => watcher.told(asks(add('a')), [accepted('A')]),
    ],
    [
      'a fate told as accepted that was refused',
      /^add_order a is told as accepted, and was refused$/,
      ({ watcher, asks }) => {
        const asked = asks(add('a'));
        watcher.carriedOut(add('a'), [refused]);
        watcher.told(asked, [accepted('A')]);
      },
    ],
    [
      'a settlement as accepted that was not carried out',
      /^add_order a is told as accepted, and was never carried out$/,
      ({ watcher, asks }) => {
        const asked = asks(add('a'));
        watcher.told(asked, [unknown]);
        watcher.settled(asked, 0, accepted('A'));
      },
    ],
    [
      'another order',
      /^add_order a is told as order B, and is A$/,
      ({ watcher, asks }) => {
        const asked = asks(add('a'));
        watcher.carriedOut(add('a'), [added('A')]);
        watcher.told(asked, [accepted('B')]);
      },
    ],
    [
      'a fate told as rejected that was carried out',
      /^add_order a is told as rejected, and was carried out/,
      ({ watcher, asks }) => {
        const asked = asks(add('a'));
        watcher.carriedOut(add('a'), [added('A')]);
        watcher.told(asked, [rejected()]);
      },
    ],
    [
      'a fate told as rejected that is carried out afterwards',
      /^add_order a is told as rejected, and was carried out/,
      ({ watcher, asks }) => {
        watcher.told(asks(add('a')), [rejected()]);
        watcher.carriedOut(add('a'), [added('A')]);
      },
    ],
    [
      'a request told as not sent that came',
      /^add_order a is told as not sent, and came/,
      ({ watcher, asks }) => {
        watcher.told(asks(add('a')), [rejected(false)]);
        watcher.carriedOut(add('a'), [refused]);
      },
    ],
    [
      'an order told as absent that is open',
      /^add_order a is told as absent, and was carried out/,
      ({ account, watcher, asks }) => {
        const asked = asks(add('a'));
        watcher.carriedOut(add('a'), [added('A')]);
        account.place('A', 'a');
        watcher.told(asked, [unknown]);
        watcher.settled(asked, 0, absent);
      },
    ],
    [
      'an order told as absent that has traded',
      /^add_order a is told as absent, and was carried out/,
      ({ account, watcher, asks }) => {
        const asked = asks(add('a'));
        watcher.carriedOut(add('a'), [added('A')]);
        account.place('A', 'a');
        account.fill('A', 'T1');
        account.end('A');
        watcher.told(asked, [unknown]);
        watcher.settled(asked, 0, absent);
      },
    ],
    [
      'an order told as absent that comes afterwards',
      /^add_order a is told as absent, and was carried out/,
      ({ watcher, asks }) => {
        const asked = asks(add('a'));
        watcher.told(asked, [unknown]);
        watcher.settled(asked, 0, absent);
        watcher.carriedOut(add('a'), [added('A')]);
      },
    ],
    [
      'a request sent twice',
      /^add_order a was sent twice$/,
      ({ watcher, asks }) => {
        asks(add('a'));
        watcher.carriedOut(add('a'), [added('A')]);
        watcher.carriedOut(add('a'), [refused]);
      },
    ],
    [
      'a request that nobody asked for',
      /^add_order a was carried out, and nobody asked for it$/,
      ({ watcher }) => watcher.carriedOut(add('a'), [added('A')]),
    ],
    [
      'an unknown that is never settled',
      /^add_order a: at the end it is not known what became of it$/,
      ({ watcher, asks }) => {
        watcher.told(asks(add('a')), [unknown]);
        watcher.end();
      },
    ],
    [
      'a call that is never answered',
      /^add_order a: at the end it is not known what became of it$/,
      ({ watcher, asks }) => {
        asks(add('a'));
        watcher.end();
      },
    ],
    [
      'an unknown that could be known',
      /^add_order a is left unknown, and could be known: no answer came$/,
      ({ watcher, asks }) => {
        const asked = asks(add('a'));
        watcher.told(asked, [unknown]);
        watcher.settled(asked, 0, unknown);
      },
    ],
    [
      'a cancel told as accepted of an order that is open',
      /^cancel_order A is told as accepted, and was never carried out$/,
      ({ account, watcher, asks }) => {
        account.place('A');
        watcher.told(asks(cancel('A')), [accepted('A')]);
      },
    ],
    [
      'a cancel of all that is left unknown though nothing ended',
      /^cancel_all is left unknown, and could be known/,
      ({ account, watcher }) => {
        account.place('A');
        const asked = watcher.ask({ method: 'cancel_all' }, 1, { open: ['A'], live: true });
        watcher.told(asked, [unknown]);
        watcher.settled(asked, 0, unknown);
      },
    ],
    [
      'outcomes in the wrong order',
      /^cancel_order A B, part 1, is told as accepted, and was refused$/,
      ({ watcher, asks }) => {
        const asked = asks(cancel('A', 'B'));
        watcher.carriedOut(cancel('A', 'B'), [refused, canceled('B')]);
        watcher.told(asked, [accepted('A'), rejected()]);
      },
    ],
    [
      'outcomes of each other’s orders',
      /^cancel_order A B, part 1, is told as order B, and is A$/,
      ({ watcher, asks }) => {
        const asked = asks(cancel('A', 'B'));
        watcher.carriedOut(cancel('A', 'B'), [canceled('A'), canceled('B')]);
        watcher.told(asked, [accepted('B'), accepted('A')]);
      },
    ],
    [
      'an outcome without the name that was asked for',
      /^add_order a is told as accepted for A$/,
      ({ watcher, asks }) => {
        const asked = asks(add('a'));
        watcher.carriedOut(add('a'), [added('A')]);
        watcher.told(asked, [accepted('A', 'b')]);
      },
    ],
    [
      'an outcome that is missing',
      /^cancel_order A B: 1 outcomes were told of 2 parts$/,
      ({ watcher, asks }) => watcher.told(asks(cancel('A', 'B')), [rejected()]),
    ],
    [
      'an outcome told twice',
      /^add_order a: an outcome was told twice$/,
      ({ watcher, asks }) => {
        const asked = asks(add('a'));
        watcher.told(asked, [rejected()]);
        watcher.told(asked, [rejected()]);
      },
    ],
    [
      'a settlement told twice',
      /^add_order a: settled, and it was not unknown$/,
      ({ watcher, asks }) => {
        const asked = asks(add('a'));
        watcher.told(asked, [unknown]);
        watcher.settled(asked, 0, absent);
        watcher.settled(asked, 0, absent);
      },
    ],
    [
      'a call that was rejected as a promise',
      /^add_order a: it was rejected: Error: oh$/,
      ({ watcher, asks }) => watcher.threw(asks(add('a')), new Error('oh')),
    ],
  ])('finds %s', (_, what, lie) => {
    const it = rig();
    lie(it);
    expect(it.lies).toContainEqual(expect.stringMatching(what));
  });
});
