/** An exchange in the same process, in real time: in Node and in a page alike. */
import { Simulator } from '@kraken-stream/simulator';
import { ACCOUNT } from './account.js';
import type { Start } from './exchange.js';

export const inMemory: Start = async (options) => {
  const simulator = new Simulator(options);
  return {
    client: {
      connect: simulator.connect,
      endpoints: { public: 'memory://exchange/v2', private: 'memory://exchange/auth/v2' },
      token: () => simulator.exchange.issueToken(ACCOUNT.name),
    },
    nowhere: 'memory://exchange/nowhere',
    tellsStatus: true,
    inject: async (fault) => simulator.faults.inject(fault),
    close: () => simulator.close(),
  };
};
