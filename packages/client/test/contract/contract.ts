/**
 * One contract for every way to an exchange. What is promised about a subject stands in a file of its own and in the
 * list below; it may use only what `Exchange` has, and must await what it injects.
 */
import { KrakenClient } from '@kraken-stream/client';
import { beforeEach, describe } from 'vitest';
import { ACCOUNT, accountContract } from './account.js';
import { booksContract } from './books.js';
import { channelsContract } from './channels.js';
import { connectionContract } from './connection.js';
import type { Exchange, Start } from './exchange.js';

/** What each test of the contract has to itself. */
export interface Given {
  readonly exchange: Exchange;
  readonly client: KrakenClient;
}

/** What an exchange trades while the contract is tested: prices of one to nine decimals, quantities beyond 2^53. */
export const SYMBOLS = ['BTC/USD', 'SHIB/USD', 'ADA/BTC'];

const SUBJECTS = [connectionContract, booksContract, channelsContract, accountContract];

/** Tests, for one way to an exchange, all that must hold on every one. */
export function contract(name: string, start: Start): void {
  describe(name, () => {
    let given: Given;

    beforeEach(async () => {
      const exchange = await start({ seed: 3, rate: 200, symbols: SYMBOLS, snapshotDelayMs: 0, accounts: [ACCOUNT] });
      const client = new KrakenClient({
        ...exchange.client,
        reconnect: { baseMs: 20 },
        resync: { baseMs: 20 },
        liveness: { firstDataMs: 200 },
      });
      given = { exchange, client };
      return async () => {
        await client.close();
        await exchange.close();
      };
    });

    for (const subject of SUBJECTS) subject(() => given);
  });
}
