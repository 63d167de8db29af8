import {
  type ClientOptions,
  type Connect,
  type Gap,
  KrakenClient,
  type KrakenStreamError,
  type LinkEvents,
  ProtocolError,
} from '@kraken-stream/client';
import { describe, expect, it } from 'vitest';
import { createRig } from './rig.js';

/** A client whose exchange can be made to say anything. */
function createTalkative(options: ClientOptions = {}) {
  const ears: LinkEvents[] = [];
  const rig = createRig(options);
  const connect: Connect = (url, events) => {
    ears.push(events);
    return rig.simulator.connect(url, events);
  };
  const client = new KrakenClient({ endpoints: { public: 'memory://exchange/v2' }, clock: rig.clock, connect });
  return {
    rig,
    client,
    says: (text: string) => ears.at(-1)?.received(text),
    async [Symbol.asyncDispose]() {
      await client.close();
      await rig[Symbol.asyncDispose]();
    },
  };
}

describe('frames that this library does not know', () => {
  it('pass through the tap and break nothing', async () => {
    await using it = createTalkative();
    const frames: string[] = [];
    const errors: KrakenStreamError[] = [];
    it.client.on('frame', (text) => frames.push(text)).on('error', (error) => errors.push(error));
    const book = it.client.book('BTC/USD');
    await it.rig.clock.run(1000);
    const strange = [
      '{"channel":"weather","type":"update","data":[{"symbol":"BTC/USD","rain":1}]}',
      '{"method":"dance","result":{"steps":3},"success":true}',
      '{"channel":"heartbeat","mood":"good"}',
      '{}',
      '[1,2,3]',
    ];
    for (const text of strange) it.says(text);
    await it.rig.clock.run(1000);
    expect(frames).toEqual(expect.arrayContaining(strange));
    expect(errors.filter(({ name }) => name !== 'ProtocolError')).toEqual([]);
    expect(book.state).toBe('live');
    expect(book.stats.resyncs).toBe(0);
  });

  it('cost nothing where nobody looks, and can be looked at later', async () => {
    await using it = createTalkative();
    it.client.book('BTC/USD');
    await it.rig.clock.run(1000);
    let frames = 0;
    const count = () => frames++;
    it.client.on('frame', count);
    await it.rig.clock.run(1000);
    it.client.off('frame', count);
    const before = frames;
    await it.rig.clock.run(1000);
    expect([before > 0, frames]).toEqual([true, before]);
  });
});

describe('a frame that makes no sense', () => {
  it.each([
    ['of a symbol', '{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":"yes"}]}', ['BTC/USD']],
    ['of a channel alone', '{"channel":"ticker","type":"update","data":"none"}', ['BTC/USD', 'ETH/USD']],
    ['of nothing that can be told', '{"channel":', []],
  ])('%s is told to whom it concerns, and to the client', async (_, text, concerned) => {
    await using it = createTalkative();
    const told: string[] = [];
    const all: KrakenStreamError[] = [];
    it.client.on('error', (error) => all.push(error));
    for (const symbol of ['BTC/USD', 'ETH/USD']) {
      it.client.subscribeTicker(symbol).on('error', (error) => {
        expect(error).toBeInstanceOf(ProtocolError);
        told.push(symbol);
      });
    }
    it.client.subscribeTrades('BTC/USD').on('error', () => told.push('trades'));
    it.client.book('BTC/USD').on('error', () => told.push('book'));
    await it.rig.clock.run(1000);
    it.says(text);
    expect(told).toEqual(concerned);
    expect(all).toEqual([expect.any(ProtocolError)]);
    await it.rig.clock.run(5000);
    expect(it.client.connection).toBe('live');
  });
});

describe('a warning of the exchange', () => {
  it('is told with its channel and symbol, and harms nothing', async () => {
    await using it = createTalkative();
    const warnings: unknown[] = [];
    it.client.on('warning', (warning) => warnings.push(warning));
    const ticker = it.client.subscribeTicker('BTC/USD');
    it.rig.simulator.faults.inject({ type: 'lose-acknowledgement', channel: 'ticker' });
    it.rig.simulator.faults.inject({ type: 'mute-subscription', channel: 'ticker', ms: 500 });
    await it.rig.clock.run(100);
    const warned = {
      channel: 'ticker',
      event_trigger: 'trades',
      snapshot: true,
      symbol: 'BTC/USD',
      warnings: ['soon gone'],
    };
    const times = { time_in: '2026-01-01T00:00:00.000000Z', time_out: '2026-01-01T00:00:00.000001Z' };
    it.says(JSON.stringify({ method: 'subscribe', req_id: 1, result: warned, success: true, ...times }));
    expect(warnings).toEqual([{ message: 'soon gone', channel: 'ticker', symbol: 'BTC/USD' }]);
    await ticker.ready;
  });
});

describe('a gap', () => {
  it('is told to the subscription and to the client, with its channel, symbol and times', async () => {
    await using rig = createRig();
    const gaps: Gap[] = [];
    const own: Gap[] = [];
    rig.client.on('gap', (gap) => gaps.push(gap));
    rig.client.subscribeTicker('BTC/USD').on('gap', (gap) => own.push(gap));
    rig.client.subscribeInstruments();
    await rig.clock.run(2000);
    const lost = rig.clock.now();
    rig.simulator.faults.inject({ type: 'drop', code: 1001, reason: 'restarting' });
    await rig.clock.run(5000);
    const [gap] = own;
    expect(own).toEqual([
      {
        type: 'gap',
        reason: 'connection lost: restarting',
        channel: 'ticker',
        symbol: 'BTC/USD',
        from: expect.any(Number),
        to: lost + 250,
        missed: undefined,
      },
    ]);
    expect(gap?.from).toBeLessThanOrEqual(lost);
    expect(gaps).toContainEqual(gap);
    expect(gaps).toContainEqual(expect.objectContaining({ channel: 'instrument', symbol: undefined }));
  });
});

describe('a listener that throws', () => {
  it('on any event is reported once, and nothing else is disturbed', async () => {
    await using rig = createRig();
    const { client } = rig;
    const reports: unknown[] = [];
    const thrown = new Set<unknown>();
    const bad = (event: string) => () => {
      const error = new Error(event);
      thrown.add(error);
      throw error;
    };
    client.on('error', ({ name, cause }) => {
      if (name === 'ListenerError') reports.push(cause);
    });
    for (const event of ['connection', 'status', 'gap', 'frame', 'warning', 'error'] as const) {
      client.on(event, bad(`client ${event}`));
    }
    const ticker = client.subscribeTicker(['BTC/USD', 'NOPE/USD']);
    const book = client.book('BTC/USD');
    for (const event of ['data', 'gap', 'state', 'refused', 'error'] as const) ticker.on(event, bad(`ticker ${event}`));
    for (const event of ['update', 'gap', 'state', 'refused', 'error'] as const) book.on(event, bad(`book ${event}`));
    await rig.clock.run(2000);
    rig.simulator.faults.inject({ type: 'wrong-checksum' });
    rig.simulator.faults.inject({ type: 'corrupt', channel: 'ticker', how: 'json' });
    await rig.clock.run(5000);
    rig.simulator.faults.inject({ type: 'drop' });
    await rig.clock.run(5000);
    // A listener for errors that throws at every error is not told of its own.
    const told = new Set([...thrown].filter((error) => error instanceof Error && error.message !== 'client error'));
    expect(reports.filter((error) => told.has(error))).toHaveLength(told.size);
    const events = new Set([...told].map((error) => (error instanceof Error ? error.message : '')));
    expect(events.size).toBeGreaterThanOrEqual(10);
    expect([ticker.state, book.state, client.connection]).toEqual(['live', 'live', 'live']);
    expect(book.bids.levels()).toEqual(rig.simulator.exchange.book('BTC/USD', 10).bids);
  });
});
