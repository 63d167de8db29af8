/** What every end-to-end test has at hand: an exchange on a real socket, a site, and a page that may not complain. */

import { type RunningServer, startServer } from '@kraken-stream/simulator/node';
import { test as base, expect } from '@playwright/test';
import { type Site, startSite } from './site.js';

export { expect };

export interface Fixtures {
  /** A lively exchange that trades BTC/USD alone, with an account `demo`. */
  exchange: RunningServer;
  /** Starts a site that lives as long as the test. */
  serve(files: Readonly<Record<string, string>>): Promise<Site>;
  /** What the page has complained about so far: exceptions, errors in the console, violations of the policy. */
  complaints: string[];
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what is needed from here.
  exchange: async ({}, use) => {
    const accounts = [{ name: 'demo', balances: { USD: '100000' } }];
    const exchange = await startServer({ symbols: ['BTC/USD'], seed: 3, rate: 300, accounts });
    await use(exchange);
    await exchange.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  serve: async ({}, use) => {
    const sites: Site[] = [];
    await use(async (files) => {
      const site = await startSite(files);
      sites.push(site);
      return site;
    });
    await Promise.all(sites.map((site) => site.close()));
  },
  complaints: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      // A browser asks every site for its icon.
      if (message.type() === 'error' && !message.location().url.endsWith('favicon.ico'))
        complaints.push(message.text());
    });
    await use(complaints);
  },
});

/** The market stands still from now on; returns its true book. */
export function standStill({ simulator }: RunningServer, depth: number) {
  simulator.exchange.rest(Date.now() + 3_600_000);
  const { bids, asks } = simulator.exchange.book('BTC/USD', depth);
  return { bids, asks };
}
