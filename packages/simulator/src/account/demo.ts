/** The account that whoever tries things out finds open. Its secret is no secret: it opens nothing but a local toy. */
import type { AccountOptions } from './account.js';

/** A fixed key and secret, and something of most assets. */
export const DEMO_ACCOUNT = {
  name: 'demo',
  keys: [
    {
      key: 'kraken-stream/simulator/demo/key',
      secret: 'a3Jha2VuLXN0cmVhbS9zaW11bGF0b3IvZGVtby9zZWNyZXQ=',
    },
  ],
  balances: {
    USD: '100000.0000',
    EUR: '100000.0000',
    BTC: '10.0000000000',
    ETH: '100.0000000000',
    SOL: '1000.0000000000',
    XRP: '10000.0000000000',
    DOGE: '100000.0000000000',
    ADA: '10000.0000000000',
  },
} as const satisfies AccountOptions;
