/** The contract in Node: in memory, and over real sockets on loopback. */
import { krakenToken } from '@kraken-stream/client/token';
import { startServer } from '@kraken-stream/simulator/node';
import { ACCOUNT } from './contract/account.js';
import { contract } from './contract/contract.js';
import { endpointsAt } from './contract/exchange.js';
import { inMemory } from './contract/in-memory.js';

contract('in memory', inMemory);

contract('over sockets', async (options, protocol) => {
  const server = await startServer(options);
  const base = server.restUrl.replace(/^http/, 'ws');
  return {
    client: {
      endpoints: endpointsAt(base, protocol),
      // Over REST, signed.
      token: krakenToken({ ...ACCOUNT.keys[0]!, url: server.restUrl }),
    },
    nowhere: `${base}/nowhere`,
    tellsStatus: true,
    inject: async (fault) => server.simulator.faults.inject(fault),
    close: () => server.close(),
  };
});
