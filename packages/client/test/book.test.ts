import { KrakenClient } from '@kraken-stream/client';
import { Simulator, VirtualClock } from '@kraken-stream/simulator';
import { expect, it } from 'vitest';

it('becomes live and equals the exchange', async () => {
  const clock = new VirtualClock(1_700_000_000_000);
  const simulator = new Simulator({ seed: 1, clock, rate: 20, symbols: ['BTC/USD', 'ETH/USD'] });
  const client = new KrakenClient({ connect: simulator.connect, clock, random: () => 0.5, endpoints: { public: 'ws://x/v2' } });
  const log: string[] = [];
  client.on('connection', (e) => log.push(`${e.state}: ${e.reason}`));
  client.on('error', (e) => log.push(`error ${e.message}`));
  client.on('gap', (e) => log.push(`gap ${e.symbol} ${e.reason} ${e.to - e.from}`));
  const book = client.book('BTC/USD', { depth: 25 });
  book.on('state', (s) => log.push(`book ${s}`));
  await clock.run(5000);
  expect(book.state).toBe('live');
  expect(book.bids.levels()).toEqual(simulator.exchange.book('BTC/USD', 25).bids);
  simulator.faults.inject({ type: 'wrong-checksum', symbol: 'BTC/USD', count: 1 });
  await clock.run(5000);
  simulator.faults.inject({ type: 'drop' });
  await clock.run(5000);
  simulator.faults.inject({ type: 'mute', ms: 8000 });
  await clock.run(20000);
  console.log(log, book.stats, book.spread, book.mid, book.state);
  await client.close();
  await simulator.close();
});
