/** The contract in a page: with the exchange inside it, and over the browser's WebSocket to one in Node. */
import { commands } from 'vitest/browser';
import { ACCOUNT } from './contract/account.js';
import { contract } from './contract/contract.js';
import { inMemory } from './contract/in-memory.js';

contract('in memory, in a page', inMemory);

contract("over the browser's WebSocket", async (options) => {
  const url = await commands.startExchange(options);
  return {
    client: {
      endpoints: { public: url, private: url.replace(/\/v2$/, '/auth/v2') },
      token: () => commands.issueToken(url, ACCOUNT.name),
    },
    nowhere: url.replace(/\/v2$/, '/nowhere'),
    tellsStatus: false,
    inject: (fault) => commands.injectFault(url, fault),
    close: () => commands.closeExchange(url),
  };
});
