/** The contract in a page: with the exchange inside it, and over the browser's WebSocket to one in Node. */
import { commands } from 'vitest/browser';
import { ACCOUNT } from './contract/account.js';
import { contract } from './contract/contract.js';
import { endpointsAt } from './contract/exchange.js';
import { inMemory } from './contract/in-memory.js';

contract('in memory, in a page', inMemory);

contract("over the browser's WebSocket", async (options, protocol) => {
  const url = await commands.startExchange(options);
  const base = url.replace(/\/v2$/, '');
  return {
    client: {
      endpoints: endpointsAt(base, protocol),
      token: () => commands.issueToken(url, ACCOUNT.name),
    },
    nowhere: `${base}/nowhere`,
    tellsStatus: false,
    inject: (fault) => commands.injectFault(url, fault),
    close: () => commands.closeExchange(url),
  };
});
