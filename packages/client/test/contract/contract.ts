/**
 * One contract for every way to an exchange. What is promised about a subject stands in a file of its own and in the
 * list below; it may use only what `Exchange` has, and must await what it injects.
 */
import { KrakenClient, type ProtocolVersion } from '@kraken-stream/client';
import { beforeEach, describe } from 'vitest';
import { ACCOUNT, accountContract } from './account.js';
import { booksContract } from './books.js';
import { channelsContract } from './channels.js';
import { connectionContract } from './connection.js';
import type { Exchange, Start } from './exchange.js';
import { accountRows } from './rows-account.js';
import { bookRows } from './rows-books.js';
import { changeRows } from './rows-changes.js';
import { marketRows } from './rows-market.js';
import { orderRows } from './rows-orders.js';

/** What each test of the contract has to itself. */
export interface Given {
  readonly exchange: Exchange;
  readonly client: KrakenClient;
  /** The same with another client. */
  again(): Given;
}

/**
 * Tests what is promised about a subject. Where protocols differ it may look which one is spoken. Of the table's rows each
 * is a `describe` of its name, and of a row each test's title begins with its column, or with `refused` where the protocol
 * cannot say it: scripts/contract.mjs prints them.
 */
export type Subject = (given: () => Given, about: { readonly protocol: ProtocolVersion }) => void;

/** What an exchange trades while the contract is tested: prices of one to nine decimals, quantities beyond 2^53. */
export const SYMBOLS = ['BTC/USD', 'SHIB/USD', 'ADA/BTC'];

const PROTOCOLS: readonly ProtocolVersion[] = ['v1', 'v2'];

const SUBJECTS: readonly Subject[] = [
  connectionContract,
  booksContract,
  channelsContract,
  accountContract,
  marketRows,
  bookRows,
  accountRows,
  orderRows,
  changeRows,
];

/** Tests, for one way to an exchange, all that must hold on every one, in each protocol. */
export function contract(name: string, start: Start): void {
  describe(name, () => {
    for (const protocol of PROTOCOLS) describe(protocol, () => speaking(protocol, start));
  });
}

function speaking(protocol: ProtocolVersion, start: Start): void {
  let given: Given;

  beforeEach(async () => {
    const options = { seed: 3, rate: 200, symbols: SYMBOLS, snapshotDelayMs: 0, accounts: [ACCOUNT] };
    const exchange = await start(options, protocol);
    const clients: KrakenClient[] = [];
    const again = (): Given => {
      const client = new KrakenClient({
        protocol,
        ...exchange.client,
        reconnect: { baseMs: 20 },
        resync: { baseMs: 20 },
        liveness: { firstDataMs: 200 },
      });
      clients.push(client);
      return { exchange, client, again };
    };
    given = again();
    return async () => {
      await Promise.all(clients.map((client) => client.close()));
      await exchange.close();
    };
  });

  for (const subject of SUBJECTS) subject(() => given, { protocol });
}
