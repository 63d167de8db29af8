/**
 * The object that people hold who have an account: markets, and what an account can see and do. It checks what they ask,
 * and hands out what comes.
 */
import { accountOptions, type ClientOptions, marketPart } from './account-options.js';
import { MarketClient } from './market-client.js';
import { Pool } from './pool.js';

export class KrakenClient extends MarketClient {
  /** Nothing connects until something is asked for. Throws a `UsageError` for options that cannot be. */
  constructor(options: ClientOptions = {}) {
    super(marketPart(options));
    const { pool } = accountOptions(options, this.workings.made);
    this.workings.pools.private = new Pool(pool);
  }
}
