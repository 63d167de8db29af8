/** What every way to an exchange promises about connections: how they begin, are lost and end. */
import { KrakenClient } from '@kraken-stream/client';
import { expect, it } from 'vitest';
import type { Subject } from './contract.js';
import { comesInto, goesThrough } from './waiting.js';

export const connectionContract: Subject = (given, { protocol }) => {
  it('the status of the exchange is told on connecting', async () => {
    const { client } = given();
    const status = new Promise((resolve) => client.on('status', resolve));
    client.book('BTC/USD');
    expect(await status).toMatchObject({ type: 'status', system: 'online', apiVersion: protocol });
    expect(client.connection).toBe('live');
  });

  it('a dropped socket is noticed and healed', async () => {
    const { client, exchange } = given();
    const book = client.book('BTC/USD');
    await book.ready;
    const lost = comesInto(client, 'closed');
    const healed = goesThrough(book, 'live', 'stale', 'live');
    await exchange.inject({ type: 'drop', code: 1001, reason: 'restarting' });
    expect(await lost).toMatchObject({ code: 1001, reason: 'restarting' });
    await healed;
  });

  it('a socket cut without a close frame is noticed and healed', async () => {
    const { client, exchange } = given();
    const book = client.book('BTC/USD');
    await book.ready;
    const lost = comesInto(client, 'closed');
    const healed = goesThrough(book, 'live', 'stale', 'live');
    await exchange.inject({ type: 'drop' });
    expect(await lost).toMatchObject({ code: 1006 });
    await healed;
  });

  it('a connection that the user closes is told as such, and not made anew', async () => {
    const { client } = given();
    await client.book('BTC/USD').ready;
    const closed = comesInto(client, 'closed');
    await client.close();
    const { code, retryAt } = await closed;
    expect([code, retryAt]).toEqual([1000, undefined]);
  });

  it('an endpoint that does not exist is told, with the HTTP status where the platform knows it', async () => {
    const { exchange } = given();
    const client = new KrakenClient({ protocol, ...exchange.client, endpoints: { public: exchange.nowhere } });
    const told = new Promise((resolve) => client.on('error', resolve));
    const lost = comesInto(client, 'closed');
    client.book('BTC/USD');
    expect(await told).toMatchObject({
      name: 'ConnectionError',
      code: 1006,
      message: expect.stringMatching(exchange.tellsStatus ? /\b404$/ : /closed with code 1006$/),
    });
    expect(await lost).toMatchObject({ code: 1006, retryAt: expect.any(Number) });
    await client.close();
  });
};
