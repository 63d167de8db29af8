import { KrakenClient } from '@kraken-stream/client';
import { afterEach, expect, it } from 'vitest';
import { LocalExchange } from '../src/exchange.js';
import { ExchangeHost } from '../src/exchange-host.js';

const open: LocalExchange[] = [];

/** Both ends in one thread: what is between them is the same. */
function start(rate = 100): LocalExchange {
  const { port1, port2 } = new MessageChannel();
  const host = new ExchangeHost(port2, rate);
  const exchange = new LocalExchange(port1, () => void host.close());
  open.push(exchange);
  return exchange;
}

afterEach(() => Promise.all(open.splice(0).map((exchange) => exchange.close())));

it('books of the exchange behind a port are proven, and an account trades there', async () => {
  const exchange = start();
  await using client = new KrakenClient({ connect: exchange.connect, token: () => exchange.token() });
  const book = client.book('BTC/USD');
  await book.ready;
  expect(book.stats.mismatched).toBe(0);
  const limitPrice = book.bids.best!.price;
  const order = { symbol: 'BTC/USD', side: 'buy', orderType: 'limit', orderQty: '0.01', limitPrice } as const;
  expect(await client.addOrder(order)).toMatchObject({ status: 'accepted' });
});

it('what is broken is told, and what is no fault is refused where it is asked for', async () => {
  const exchange = start();
  expect(() => exchange.inject({ type: 'mute', ms: -1 })).toThrow(/ms/);
  expect(exchange.pending).toEqual([]);
  exchange.inject({ type: 'mute', ms: 60_000 });
  await expect.poll(() => exchange.pending.map(({ fault }) => fault.type)).toEqual(['mute']);
  exchange.mend();
  await expect.poll(() => exchange.pending).toEqual([]);
});

it('REST is answered, and a call that is given up is rejected', async () => {
  const exchange = start();
  const init = { cache: 'no-store', credentials: 'omit' } as const;
  const url = 'https://api.kraken.com/0/public/SystemStatus';
  const answer = await exchange.fetch(url, { ...init, signal: new AbortController().signal });
  expect(JSON.parse(await answer.text())).toMatchObject({ error: [], result: { status: 'online' } });
  await expect(exchange.fetch(url, { ...init, signal: AbortSignal.abort() })).rejects.toThrow();
  const aborting = new AbortController();
  const given = exchange.fetch(url, { ...init, signal: aborting.signal });
  aborting.abort();
  await expect(given).rejects.toThrow();
});

it('whoever is connected when it closes is told', async () => {
  const exchange = start();
  const closed = new Promise<unknown[]>((resolve) => {
    const events = { opened: () => void exchange.close(), received() {}, closed: (...why: unknown[]) => resolve(why) };
    exchange.connect('wss://ws.kraken.com/v2', events);
  });
  expect(await closed).toEqual([1006, '', { message: 'the exchange in this page is closed' }]);
  await expect(exchange.token()).rejects.toThrow('the exchange in this page is closed');
});
