import type { ChannelEvent, Gap, KrakenClient, Subscription, SubscriptionOptions } from '@kraken-stream/client';
import { describe, expect, it } from 'vitest';
import { createRig, type Rig } from './rig.js';

type Told = ChannelEvent<unknown>;

/** All data that a subscription tells. */
function heard<E extends Told>(subscription: Subscription<E>): E[] {
  const events: E[] = [];
  subscription.on('data', (event) => events.push(event));
  return events;
}

const rates = { rate: 20, symbols: ['BTC/USD', 'ETH/USD', 'MINA/GBP', 'TSLAx/USD'] };
const decimal = expect.stringMatching(/^-?\d+(\.\d+)?$/);
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);

describe('a ticker', () => {
  it('begins with a snapshot and goes on with updates, exactly as documented', async () => {
    await using rig = createRig({}, rates);
    const events = heard(rig.client.subscribeTicker('BTC/USD'));
    await rig.clock.run(5000);
    expect(events.map(({ type }) => type).slice(0, 3)).toEqual(['snapshot', 'update', 'update']);
    expect(events[0]).toEqual({
      type: 'snapshot',
      symbol: 'BTC/USD',
      timestamp: time,
      receivedAt: expect.any(Number),
      data: {
        symbol: 'BTC/USD',
        bid: decimal,
        bidQty: decimal,
        ask: decimal,
        askQty: decimal,
        last: decimal,
        volume: decimal,
        vwap: decimal,
        low: decimal,
        high: decimal,
        change: decimal,
        changePct: decimal,
        volumeUsd: decimal,
        trades: undefined,
        timestamp: time,
      },
    });
    expect(rig.sent[0]).not.toContain('event_trigger');
  });

  it('told on every change of the best prices says more than one told on trades', async () => {
    await using rig = createRig({}, rates);
    const trades = heard(rig.client.subscribeTicker('BTC/USD', { eventTrigger: 'trades' }));
    const bbo = heard(rig.client.subscribeTicker('BTC/USD', { eventTrigger: 'bbo' }));
    await rig.clock.run(10_000);
    expect(bbo.length).toBeGreaterThan(trades.length);
    expect(bbo.at(-1)?.data).toMatchObject({ symbol: 'BTC/USD', bid: decimal });
    expect(rig.client.connections).toHaveLength(2);
  });
});

describe('trades', () => {
  it('come each once and in order, fifty at most to begin with', async () => {
    await using rig = createRig({}, { ...rates, rate: 100 });
    // Something has happened before.
    rig.client.subscribeTicker('BTC/USD');
    await rig.clock.run(30_000);
    const events = heard(rig.client.subscribeTrades('BTC/USD'));
    await rig.clock.run(10_000);
    expect(events[0]).toMatchObject({ type: 'snapshot', symbol: 'BTC/USD', timestamp: time });
    expect(events[0]?.data).toHaveLength(50);
    expect(events[0]?.data[0]).toEqual({
      symbol: 'BTC/USD',
      side: expect.stringMatching(/^(buy|sell)$/),
      price: decimal,
      qty: decimal,
      ordType: expect.stringMatching(/^(market|limit)$/),
      tradeId: expect.any(Number),
      timestamp: time,
    });
    const ids = events.flatMap(({ data }) => data.map(({ tradeId }) => tradeId));
    expect(ids).toEqual(ids.map((_, n) => ids[0]! + n));
    expect(new Set(events.slice(1).map(({ type }) => type))).toEqual(new Set(['update']));
    expect(events.at(-1)?.data.at(-1)).toEqual(rig.simulator.exchange.trades('BTC/USD').at(-1));
  });
});

describe('candles', () => {
  it('of several intervals live on one connection, each closed when the next begins', async () => {
    await using rig = createRig({}, rates);
    const minutes = heard(rig.client.subscribeOhlc('BTC/USD'));
    const fives = heard(rig.client.subscribeOhlc('BTC/USD', { interval: 5 }));
    await rig.clock.run(130_000);
    expect(rig.client.connections).toHaveLength(1);
    expect(rig.sent.filter((text) => text.includes('"subscribe"'))).toHaveLength(2);
    expect(fives.every(({ data }) => data.every(({ interval }) => interval === 5))).toBe(true);
    const last = minutes.at(-1)!;
    expect(last.data.at(-1)).toEqual({
      symbol: 'BTC/USD',
      open: decimal,
      high: decimal,
      low: decimal,
      close: decimal,
      vwap: decimal,
      volume: decimal,
      trades: expect.any(Number),
      intervalBegin: time,
      timestamp: time,
      interval: 1,
      closed: false,
    });
    const closed = minutes.filter(({ type }) => type === 'update').flatMap(({ data }) => data.filter((c) => c.closed));
    expect(closed.length).toBeGreaterThanOrEqual(1);
    const [begins] = closed.map(({ intervalBegin }) => intervalBegin);
    expect(closed[0]).toMatchObject({
      ...rig.simulator.exchange.candles('BTC/USD', 1).find(({ intervalBegin }) => intervalBegin === begins),
      closed: true,
    });
  });
});

describe('a spread', () => {
  it('has the best bid and ask alone', async () => {
    await using rig = createRig({}, rates);
    const events = heard(rig.client.subscribeSpread('BTC/USD'));
    await rig.clock.run(5000);
    expect(events.length).toBeGreaterThan(5);
    expect(events[0]).toEqual({
      type: 'snapshot',
      symbol: 'BTC/USD',
      timestamp: time,
      receivedAt: expect.any(Number),
      data: { symbol: 'BTC/USD', bid: decimal, bidQty: decimal, ask: decimal, askQty: decimal, timestamp: time },
    });
    expect(events.at(-1)?.data.bid).toBe(rig.simulator.exchange.ticker('BTC/USD').bid);
  });
});

describe('instruments', () => {
  it('are all that is listed, tokenised equities only when asked for', async () => {
    await using rig = createRig({}, rates);
    const plain = heard(rig.client.subscribeInstruments());
    const all = heard(rig.client.subscribeInstruments({ includeTokenizedAssets: true }));
    await rig.clock.run(1000);
    const symbols = (events: typeof plain) => events[0]!.data.pairs.map(({ symbol }) => symbol);
    expect(plain[0]).toMatchObject({ type: 'snapshot', symbol: undefined });
    expect(symbols(plain)).toEqual(['BTC/USD', 'ETH/USD', 'MINA/GBP']);
    expect(symbols(all)).toEqual(rates.symbols);
    rig.simulator.exchange.updatePair('BTC/USD', { status: 'cancel_only' });
    await rig.clock.run(100);
    expect(plain.at(-1)).toMatchObject({
      type: 'update',
      data: { pairs: [{ symbol: 'BTC/USD', status: 'cancel_only' }] },
    });
  });
});

describe('the status', () => {
  it('is told now and whenever it changes, and nothing is asked for it', async () => {
    await using rig = createRig({}, rates);
    const events = heard(rig.client.subscribeStatus());
    await rig.clock.run(1000);
    rig.simulator.exchange.setMode('post_only');
    await rig.clock.run(1000);
    expect(events).toMatchObject([
      { type: 'snapshot', symbol: undefined, data: { system: 'online', connectionId: expect.stringMatching(/^\d+$/) } },
      { type: 'update', data: { system: 'post_only' } },
    ]);
    expect(rig.sent).toEqual([]);
  });

  it('alone keeps a connection that does not seem to die over and over', async () => {
    await using rig = createRig({}, rates);
    rig.client.subscribeStatus();
    await rig.clock.run(60_000);
    expect([...rig.told]).toEqual(['connection: connecting', 'connection: open', 'connection: live']);
  });
});

type Subscribing = (
  client: KrakenClient,
  symbols: string | string[],
  options?: SubscriptionOptions,
) => Subscription<Told>;

const METHODS: [string, Subscribing][] = [
  ['subscribeTicker', (client, symbols, options) => client.subscribeTicker(symbols, options)],
  ['subscribeTrades', (client, symbols, options) => client.subscribeTrades(symbols, options)],
  ['subscribeOhlc', (client, symbols, options) => client.subscribeOhlc(symbols, options)],
  ['subscribeSpread', (client, symbols, options) => client.subscribeSpread(symbols, options)],
];

/** A market in which something has happened already. */
async function traded(rig: Rig): Promise<void> {
  rig.client.subscribeInstruments();
  await rig.clock.run(20_000);
  rig.sent.length = 0;
}

describe.each(METHODS)('%s', (_, subscribe) => {
  it('takes many symbols in one request, and tells one subscription of all', async () => {
    await using rig = createRig({}, rates);
    const subscription = subscribe(rig.client, ['BTC/USD', 'ETH/USD']);
    const events = heard(subscription);
    await rig.clock.run(10_000);
    expect(rig.sent).toHaveLength(1);
    expect(new Set(events.map(({ symbol }) => symbol))).toEqual(new Set(['BTC/USD', 'ETH/USD']));
    expect(subscription.state).toBe('live');
    await subscription.ready;
  });

  it('refuses an unknown symbol alone, with the exchange’s words and what was probably meant', async () => {
    await using rig = createRig({}, rates);
    const subscription = subscribe(rig.client, ['BTC/USD', 'MNIA/GBP', 'ETH/USD']);
    const refused: unknown[] = [];
    subscription.on('refused', (refusal) => refused.push(refusal));
    await traded(rig);
    expect(subscription.state).toBe('live');
    expect([...subscription.refused.keys()]).toEqual(['MNIA/GBP']);
    const error = subscription.refused.get('MNIA/GBP');
    expect(error).toMatchObject({ reason: 'Currency pair not supported MNIA/GBP', symbol: 'MNIA/GBP' });
    expect(refused).toEqual([{ symbol: 'MNIA/GBP', error }]);
    await subscription.ready;
    const again = subscribe(rig.client, 'MNIA/GBP');
    await expect(Promise.all([again.ready, rig.clock.run(1000)])).rejects.toMatchObject({
      suggestion: 'MINA/GBP',
      message:
        "the exchange refused subscribe MNIA/GBP: Currency pair not supported MNIA/GBP; did you mean 'MINA/GBP'?",
    });
    expect(again.state).toBe('closed');
  });

  it('is shared where it is the same, and the latecomer is told what is known', async () => {
    await using rig = createRig({}, rates);
    await traded(rig);
    const first = subscribe(rig.client, 'BTC/USD');
    const firstEvents = heard(first);
    await rig.clock.run(5000);
    const second = subscribe(rig.client, ['XBT/USD']);
    const secondEvents = heard(second);
    await rig.clock.run(0);
    expect(secondEvents).toHaveLength(1);
    expect(secondEvents[0]).toMatchObject({ type: 'snapshot', symbol: 'BTC/USD' });
    await second.ready;
    await first.unsubscribe();
    const before = firstEvents.length;
    await rig.clock.run(5000);
    expect(firstEvents).toHaveLength(before);
    expect(secondEvents.length).toBeGreaterThan(2);
    expect(rig.sent).toHaveLength(1);
    void second.unsubscribe();
    await rig.clock.run(100);
    expect(rig.sent).toHaveLength(2);
    expect(rig.sent[1]).toContain('"unsubscribe"');
  });

  it('leaves the beginning out when told so, and nothing else', async () => {
    await using rig = createRig({}, rates);
    await traded(rig);
    const early = heard(subscribe(rig.client, 'BTC/USD', { snapshot: false }));
    await rig.clock.run(5000);
    const late = heard(subscribe(rig.client, 'BTC/USD', { snapshot: false }));
    await rig.clock.run(5000);
    for (const events of [early, late]) {
      expect(events.length).toBeGreaterThan(0);
      expect(new Set(events.map(({ type }) => type))).toEqual(new Set(['update']));
    }
  });

  it('tells what was missed also to whom the beginning was left out', async () => {
    await using rig = createRig({}, rates);
    await traded(rig);
    subscribe(rig.client, 'BTC/USD');
    await rig.clock.run(3000);
    const late = heard(subscribe(rig.client, 'BTC/USD', { snapshot: false }));
    rig.simulator.faults.inject({ type: 'drop' });
    await rig.clock.run(249);
    expect(late).toEqual([]);
    const whole = heard(subscribe(rig.client, 'BTC/USD'));
    await rig.clock.run(5000);
    expect(late.length).toBeGreaterThan(0);
    expect(late.slice(1)).toEqual(whole.slice(1));
    expect(whole[0]?.type).toBe('snapshot');
  });

  it('tells whoever looks later than it was ready what is known, first', async () => {
    await using rig = createRig({}, rates);
    await traded(rig);
    const subscription = subscribe(rig.client, 'BTC/USD');
    await rig.clock.run(3000);
    await subscription.ready;
    const seen: (Told | Gap)[] = [];
    const loop = (async () => {
      for await (const event of subscription) {
        seen.push(event);
        if (seen.length === 3) break;
      }
    })();
    await rig.clock.run(0);
    expect(seen).toMatchObject([{ type: 'snapshot', symbol: 'BTC/USD' }]);
    await rig.clock.run(10_000);
    await loop;
    expect(seen.map(({ type }) => type)).toEqual(['snapshot', 'update', 'update']);
    expect(subscription.state).toBe('closed');
  });

  it('left and wanted again in one turn begins anew for whoever wants it now', async () => {
    await using rig = createRig({}, { ...rates, latencyMs: 30 });
    await traded(rig);
    const first = subscribe(rig.client, 'BTC/USD');
    await rig.clock.run(2000);
    // The market stands still: nothing but the beginning will come.
    rig.simulator.exchange.setMode('cancel_only');
    await rig.clock.run(1000);
    const left = first.unsubscribe();
    const events = heard(subscribe(rig.client, 'BTC/USD'));
    await left;
    await rig.clock.run(10_000);
    expect(events).toMatchObject([{ type: 'snapshot', symbol: 'BTC/USD' }]);
    expect(rig.told.filter((line) => line.startsWith('gap'))).toEqual([]);
  });

  it('comes back after a lost connection, with a gap in its place where something is missing', async () => {
    await using rig = createRig({}, rates);
    await traded(rig);
    const subscription = subscribe(rig.client, 'BTC/USD');
    const told: string[] = [];
    subscription.on('state', (state) => told.push(state));
    subscription.on('gap', ({ channel, symbol, from, to }) => told.push(`gap ${channel} ${symbol} ${from < to}`));
    subscription.on('data', ({ type }) => {
      if (told.at(-1) !== type) told.push(type);
    });
    await rig.clock.run(3000);
    rig.simulator.faults.inject({ type: 'drop' });
    await rig.clock.run(10_000);
    expect(told.filter((line) => !line.startsWith('gap') && line !== 'snapshot')).toEqual([
      'live',
      'update',
      'stale',
      'live',
      'update',
    ]);
    expect(subscription.state).toBe('live');
  });
});
