/** What every way to an exchange promises about tickers, trades, candles, spreads, instruments, status and pings. */
import type { Gap } from '@kraken-stream/client';
import { expect, it } from 'vitest';
import { type Given, SYMBOLS } from './contract.js';
import { goesThrough } from './waiting.js';

/** The first events of a subscription, which is left then. */
async function first<E>(subscription: AsyncIterable<E | Gap>, count: number): Promise<(E | Gap)[]> {
  const events: (E | Gap)[] = [];
  for await (const event of subscription) if (events.push(event) === count) break;
  return events;
}

export function channelsContract(given: () => Given): void {
  it('tickers begin with a snapshot and are told on trades', async () => {
    const [snapshot, update] = await first(given().client.subscribeTicker('BTC/USD'), 2);
    expect(snapshot).toMatchObject({ type: 'snapshot', symbol: 'BTC/USD', data: { symbol: 'BTC/USD' } });
    expect(update).toMatchObject({ type: 'update', data: { last: expect.stringMatching(/^\d+\.\d$/) } });
  });

  it('trades come each once and in order, for many symbols', async () => {
    const lastIds = new Map<string, number>();
    for (const event of await first(given().client.subscribeTrades(SYMBOLS), 40)) {
      if (event.type === 'gap') throw new Error(event.reason);
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

  it('candles are told whole, the running one last', async () => {
    const [snapshot, update] = await first(given().client.subscribeOhlc('BTC/USD', { interval: 5 }), 2);
    if (snapshot?.type !== 'snapshot' || update?.type !== 'update')
      throw new Error('expected a snapshot and an update');
    expect(snapshot.data.map(({ closed }) => closed)).toEqual([...Array(9).fill(true), false]);
    expect(update.data.at(-1)).toMatchObject({ symbol: 'BTC/USD', interval: 5, closed: false });
  });

  it('spreads are told with every change of the best bid or ask', async () => {
    const events = await first(given().client.subscribeSpread('SHIB/USD'), 10);
    const told = events.map((event) => (event.type === 'gap' ? event : event.data));
    for (const [i, spread] of told.entries()) if (i > 0) expect(spread).not.toEqual(told[i - 1]);
  });

  it('instruments and the status are told', async () => {
    const { client } = given();
    const [instruments] = await first(client.subscribeInstruments(), 1);
    if (instruments?.type !== 'snapshot') throw new Error('expected a snapshot');
    expect(instruments.data.pairs.map(({ symbol }) => symbol).sort()).toEqual([...SYMBOLS].sort());
    const [status] = await first(client.subscribeStatus(), 1);
    expect(status).toMatchObject({ type: 'snapshot', data: { system: 'online' } });
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
