import type { Trade } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { book, Rig } from './rig.js';

const BTC = book('BTC/USD');
const TRADES = { channel: 'trade', symbol: 'BTC/USD' } as const;

const trade = (tradeId: number): Trade => ({
  symbol: 'BTC/USD',
  side: 'buy',
  price: '100.0',
  qty: '1.00000000',
  ordType: 'limit',
  tradeId,
  timestamp: '2026-08-01T02:53:53.184174Z',
});

describe('a request that was one too many', () => {
  it('does not make what the user came back for forgotten', () => {
    const rig = Rig.live().leave(BTC).turn();
    const unsubscribe = rig.takeRequest();
    rig.want(BTC).refuses(unsubscribe, 'Exceeded msg rate', 'BTC/USD');
    rig.wait(1_500);
    const again = rig.takeRequest();
    expect(again).toMatchObject({ method: 'unsubscribe' });
    expect(rig.acknowledges(again).takeRequest()).toMatchObject({ method: 'subscribe' });
  });

  it('is not made again for what the user has left meanwhile', () => {
    const rig = new Rig().want(BTC).opened();
    const subscribe = rig.takeRequest();
    rig.leave(BTC).refuses(subscribe, 'Exceeded msg rate', 'BTC/USD');
    rig.wait(1_500);
    expect(rig.takeRequests().map(({ method }) => method)).not.toContain('subscribe');
  });
});

describe('what is wanted again while it is being left', () => {
  it('begins anew: its first trades are a snapshot', () => {
    const rig = new Rig().want(TRADES).opened();
    rig.acknowledges(rig.takeRequest()).says({ type: 'trade', snapshot: true, data: [trade(1)] });
    rig.leave(TRADES).turn().want(TRADES).turn().acknowledgesAll().acknowledgesAll();
    rig.takeEvents();
    rig.says({ type: 'trade', snapshot: false, data: [trade(2)] });
    expect(rig.takeEvents()).toEqual([]);
    rig.says({ type: 'trade', snapshot: true, data: [trade(1), trade(2)] });
    expect(rig.takeEvents().filter(({ type }) => type === 'data')).toMatchObject([
      { snapshot: true, data: [trade(1), trade(2)] },
    ]);
  });

  it('is a book that is syncing, and the one that was left is closed', () => {
    const rig = Rig.live();
    const left = rig.session.held(BTC)!.keeper;
    rig.leave(BTC).turn().want(BTC).turn();
    expect(rig.state(BTC)).toBe('syncing');
    expect(left.state).toBe('closed');
    rig.acknowledgesAll().acknowledgesAll().snapshot('BTC/USD');
    expect(rig.state(BTC)).toBe('live');
    expect(left.state).toBe('closed');
  });

  it('does not begin with what is still to come of before, behind which the beginning would be a hole', () => {
    const rig = new Rig().want(BTC).opened().leave(BTC).turn().want(BTC).turn();
    const [first, left] = rig.takeRequests();
    rig.acknowledges(first!).takeEvents();
    rig.snapshot('BTC/USD').update('BTC/USD', '5.00000000');
    expect(rig.state(BTC)).toBe('syncing');
    rig.acknowledges(left!).acknowledges(rig.takeRequest()).snapshot('BTC/USD');
    expect(rig.state(BTC)).toBe('live');
    expect(rig.takeEvents().map(({ type }) => type)).toEqual(['acknowledged', 'topic', 'book']);
  });
});
