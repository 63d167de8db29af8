/** What every way to an exchange promises about channels and pings beside the rows of the table: that nothing is lost. */
import type { Gap } from '@kraken-stream/client';
import { expect, it } from 'vitest';
import { type Given, SYMBOLS } from './contract.js';
import { firstOf, goesThrough } from './waiting.js';

export function channelsContract(given: () => Given): void {
  it('trades come each once and in order, for many symbols', async () => {
    const lastIds = new Map<string, number>();
    for (const event of await firstOf(given().client.subscribeTrades(SYMBOLS), 40)) {
      for (const { tradeId } of event.data) {
        expect(tradeId).toBe((lastIds.get(event.symbol) ?? tradeId - 1) + 1);
        lastIds.set(event.symbol, tradeId);
      }
    }
    expect([...lastIds.keys()].sort()).toEqual([...SYMBOLS].sort());
  });

  it('trades missed while the socket was gone are made good', async () => {
    const { client, exchange } = given();
    const trades = client.subscribeTrades('BTC/USD');
    const ids: number[] = [];
    const gaps: Gap[] = [];
    trades.on('data', ({ data }) => ids.push(...data.map(({ tradeId }) => tradeId)));
    trades.on('gap', (gap) => gaps.push(gap));
    await goesThrough(trades, 'live');
    const healed = goesThrough(trades, 'live', 'stale', 'live');
    await exchange.inject({ type: 'drop' });
    await healed;
    // Whether the exchange still has them all depends on how long it took; what is missing is counted.
    const missed = gaps.reduce((sum, gap) => sum + (gap.missed ?? 0), 0);
    expect(ids.at(-1)! - ids[0]! + 1).toBe(ids.length + missed);
  });

  it('a ping is answered, and says how far away the exchange is', async () => {
    const { roundTripMs, clockSkewMs } = await given().client.ping();
    expect(roundTripMs).toBeGreaterThanOrEqual(0);
    expect(Math.abs(clockSkewMs!)).toBeLessThan(60_000);
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
}
