/** The contract in Node: in memory, and over real sockets on loopback. */
import { krakenToken } from '@kraken-stream/client/token';
import { startServer } from '@kraken-stream/simulator/node';
import { ACCOUNT } from './contract/account.js';
import { contract } from './contract/contract.js';
import { inMemory } from './contract/in-memory.js';

contract('in memory', inMemory);

contract('over sockets', async (options) => {
  const server = await startServer(options);
  return {
    client: {
      endpoints: { public: server.url, private: server.privateUrl },
      // Over REST, signed.
      token: krakenToken({ ...ACCOUNT.keys[0]!, url: server.restUrl }),
    },
    nowhere: server.url.replace(/\/v2$/, '/nowhere'),
    tellsStatus: true,
    inject: async (fault) => server.simulator.faults.inject(fault),
    close: () => server.close(),
  };
});
