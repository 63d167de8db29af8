import { describe, expect, it } from 'vitest';
import { BalancesChannel } from '../../src/channel/balances.js';
import { createAccountChannel } from '../../src/channel/create-account.js';
import type { Balance, BalancesMessage, LedgerEntry } from '../../src/protocol/account.js';
import { status } from '../messages.js';
import { IGNORED, LENIENT, LIVE, WAITING } from './moods.js';

const wallet = (type: string, id: string, balance: string) => ({ type, id, balance });
const USD: Balance = {
  ...{ asset: 'USD', assetClass: 'currency', balance: '100.0000' },
  wallets: [wallet('spot', 'main', '100.0000')],
};
const ETH: Balance = {
  ...{ asset: 'ETH', assetClass: 'currency', balance: '5.0000000000' },
  wallets: [wallet('spot', 'main', '3.0000000000'), wallet('earn', 'flex', '2.0000000000')],
};

const snapshot = (data: readonly Balance[], sequence = 1): BalancesMessage => ({
  ...{ type: 'balances', snapshot: true, sequence, data },
});
const update = (sequence: number, ...data: LedgerEntry[]): BalancesMessage => ({
  ...{ type: 'balances', snapshot: false, sequence, data },
});
const entry = (asset: string, amount: string, balance: string, more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...{ ledgerId: `L${amount}`, refId: 'T1', timestamp: '2026-08-01T02:53:53.000001Z', type: 'trade' },
  ...{ category: 'trade', asset, assetClass: 'currency', walletType: 'spot', walletId: 'main' },
  ...{ amount, fee: '0', balance, ...more },
});

function begun(): BalancesChannel {
  const channel = new BalancesChannel();
  channel.take(snapshot([USD, ETH]), WAITING);
  return channel;
}

describe('balances', () => {
  it('begin with all that the account has', () => {
    const channel = new BalancesChannel();
    expect(channel.latest()).toBeUndefined();
    expect(channel.take(update(2, entry('USD', '1', '1')), WAITING)).toEqual(IGNORED);
    expect(channel.take(snapshot([USD, ETH]), WAITING)).toEqual({
      ...{ verdict: 'told', snapshot: true, seamless: true },
      data: { balances: [USD, ETH], ledger: [] },
    });
    expect(channel.latest()).toEqual({ balances: [USD, ETH], ledger: [] });
    expect(channel.balances.get('ETH')).toEqual(ETH);
    expect(channel.take(snapshot([USD, ETH]), LIVE)).toEqual(IGNORED);
  });

  it('change with the ledger, to the digits that the exchange sends', () => {
    const channel = begun();
    const ledger = [entry('USD', '-19.9743', '79.9758', { fee: '0.0499' }), entry('BTC', '0.1', '0.1000000000')];
    const usd = { ...USD, balance: '79.9758', wallets: [wallet('spot', 'main', '79.9758')] };
    const btc = { ...USD, asset: 'BTC', balance: '0.1000000000', wallets: [wallet('spot', 'main', '0.1000000000')] };
    expect(channel.take(update(2, ...ledger), LIVE)).toEqual({
      ...{ verdict: 'told', snapshot: false, seamless: true },
      data: { balances: [usd, btc], ledger },
    });
    expect(channel.latest()).toEqual({ balances: [usd, ETH, btc], ledger: [] });
  });

  it('are told once for a frame with several entries of an asset', () => {
    const channel = begun();
    const taken = channel.take(update(2, entry('USD', '1', '101'), entry('USD', '1', '102')), LIVE);
    expect(taken).toMatchObject({ data: { balances: [{ asset: 'USD', balance: '102' }], ledger: [{}, {}] } });
  });

  it.each<[string, LedgerEntry, string, string[]]>([
    ['the total', entry('ETH', '1', '6.0000000000'), '6.0000000000', ['4.0000000000', '2.0000000000']],
    ['the total, whatever the amount', entry('ETH', '1', '9'), '9', ['7.0000000000', '2.0000000000']],
    ['only a wallet adds up', entry('ETH', '-1', '1.9', { fee: '0.1' }), '3.9000000000', ['1.9', '2.0000000000']],
    [
      'another wallet',
      entry('ETH', '1', '6', { walletType: 'earn', walletId: 'flex' }),
      '6',
      ['3.0000000000', '3.0000000000'],
    ],
    [
      'a new wallet',
      entry('ETH', '1', '6', { walletType: 'earn', walletId: 'bonded' }),
      '6',
      ['3.0000000000', '2.0000000000', '1.0000000000'],
    ],
    [
      'a wallet that is not named',
      entry('ETH', '1', '6', { walletType: undefined }),
      '6',
      ['3.0000000000', '2.0000000000'],
    ],
  ])('of several wallets are summed exactly: %s', (_, change, balance, wallets) => {
    const channel = begun();
    channel.take(update(2, change), LIVE);
    const after = channel.balances.get('ETH')!;
    expect(after.balance).toBe(balance);
    expect(after.wallets.map((kept) => kept.balance)).toEqual(wallets);
  });

  it('of the only wallet are the asset’s, named or not', () => {
    const channel = begun();
    channel.take(update(2, entry('USD', '1', '101', { walletType: undefined, walletId: undefined })), LIVE);
    expect(channel.balances.get('USD')).toEqual({ ...USD, balance: '101', wallets: [wallet('spot', 'main', '101')] });
    channel.take(update(3, entry('EUR', '1', '1', { walletType: undefined, assetClass: undefined })), LIVE);
    expect(channel.balances.get('EUR')).toEqual({ asset: 'EUR', balance: '1', wallets: [] });
  });

  it('that leave a number out are broken, until a snapshot comes', () => {
    const channel = begun();
    const frame = update(3, entry('USD', '1', '102'));
    expect(channel.take(frame, LIVE)).toEqual({ verdict: 'broken', reason: 'frame 1 was followed by frame 3' });
    expect(channel.balances.get('USD')).toEqual(USD);
    expect(channel.take(frame, WAITING)).toEqual(IGNORED);
    expect(channel.take(snapshot([ETH]), WAITING)).toMatchObject({ snapshot: true, seamless: false });
    expect([...channel.balances.keys()]).toEqual(['ETH']);
    expect(channel.take(update(2, entry('ETH', '1', '6')), LIVE)).toMatchObject({ seamless: true });
  });

  it('go on behind a hole, when starting over was tried often enough', () => {
    const channel = begun();
    expect(channel.take(update(3, entry('USD', '1', '102')), LENIENT)).toMatchObject({ seamless: false });
    expect(channel.balances.get('USD')).toMatchObject({ balance: '102' });
  });

  it('do not change by a frame that comes twice, nor by an empty one', () => {
    const channel = begun();
    const frame = update(2, entry('USD', '1', '101'));
    channel.take(frame, LIVE);
    expect(channel.take(frame, LIVE)).toEqual(IGNORED);
    expect(channel.take(update(3), LIVE)).toMatchObject({ verdict: 'told', data: undefined, seamless: true });
  });

  it('of several accounts are not mixed: only the ledger is told', () => {
    const channel = new BalancesChannel({ users: 'all' });
    const ledger = [entry('USD', '1', '5', { user: 'a' }), entry('USD', '1', '7', { user: 'b' })];
    expect(channel.take(update(4, ...ledger), WAITING)).toEqual({
      ...{ verdict: 'told', snapshot: false, seamless: true },
      data: { balances: [], ledger },
    });
    expect(channel.balances.size).toBe(0);
    expect(channel.latest()).toEqual({ balances: [], ledger: [] });
    expect(channel.take(update(9, ...ledger), LIVE)).toMatchObject({ verdict: 'told', seamless: false });
  });

  it('ignore messages of other channels', () => {
    expect(new BalancesChannel().take(status(), LIVE)).toEqual(IGNORED);
    expect(createAccountChannel({ channel: 'balances' })).toBeInstanceOf(BalancesChannel);
  });
});
