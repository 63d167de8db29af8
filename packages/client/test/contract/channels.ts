/** What every way to an exchange promises about channels and pings beside the rows of the table: that nothing is lost. */
import type { Gap, Trade } from '@kraken-stream/client';
import { expect, it } from 'vitest';
import { type Subject, SYMBOLS } from './contract.js';
import { firstOf, goesThrough } from './waiting.js';

export const channelsContract: Subject = (given, { protocol }) => {
  it('trades come each once and in order, for many symbols', async () => {
    const last = new Map<string, Trade>();
    for (const { symbol, data } of await firstOf(given().client.subscribeTrades(SYMBOLS), 40)) {
      for (const trade of data) {
        const before = last.get(symbol) ?? trade;
        expect(trade.timestamp >= before.timestamp).toBe(true);
        if (protocol === 'v1') expect(trade.tradeId).toBe(undefined);
        else if (before !== trade) expect(trade.tradeId).toBe(before.tradeId! + 1);
        last.set(symbol, trade);
      }
    }
    expect([...last.keys()].sort()).toEqual([...SYMBOLS].sort());
  });

  it('trades missed while the socket was gone are made good, or told as a gap', async () => {
    const { client, exchange } = given();
    const trades = client.subscribeTrades('BTC/USD');
    const told: Trade[] = [];
    const gaps: Gap[] = [];
    trades.on('data', ({ data }) => told.push(...data));
    trades.on('gap', (gap) => gaps.push(gap));
    await goesThrough(trades, 'live');
    const healed = goesThrough(trades, 'live', 'stale', 'live');
    await exchange.inject({ type: 'drop' });
    await healed;
    const times = told.map(({ timestamp }) => timestamp);
    expect(times).toEqual([...times].sort());
    // v1 has no numbers by which it could be told what is missing.
    if (protocol === 'v1') return;
    // Whether the exchange still has them all depends on how long it took; what is missing is counted.
    const missed = gaps.reduce((sum, gap) => sum + (gap.missed ?? 0), 0);
    expect(told.at(-1)!.tradeId! - told[0]!.tradeId! + 1).toBe(told.length + missed);
  });

  it('a ping is answered, and says how far away the exchange is', async () => {
    const { roundTripMs, clockSkewMs } = await given().client.ping();
    expect(roundTripMs).toBeGreaterThanOrEqual(0);
    // v1 tells no times of its own.
    if (protocol === 'v1') expect(clockSkewMs).toBe(undefined);
    else expect(Math.abs(clockSkewMs!)).toBeLessThan(60_000);
  });

  it('a subscription that was acknowledged and stays mute is made anew', async () => {
    const { client, exchange } = given();
    await exchange.inject({ type: 'mute-subscription', symbol: 'ADA/BTC', count: 1 });
    const book = client.book('ADA/BTC');
    await book.ready;
    expect(book.state).toBe('live');
  });

  it('a refused upgrade is tried again', async () => {
    const { client, exchange } = given();
    await exchange.inject({ type: 'refuse-upgrade', status: 503, count: 2 });
    await client.book('BTC/USD').ready;
    expect(client.connections[0]?.timeline.filter(({ state }) => state === 'connecting')).toHaveLength(3);
  });
};
