/** The account that whoever tries things out finds open. Its secret is no secret: it opens nothing but a local toy. */
import type { Asset } from '@kraken-stream/core';
import type { AccountOptions } from './account.js';

const KEYS = [
  {
    key: 'kraken-stream/simulator/demo/key',
    secret: 'a3Jha2VuLXN0cmVhbS9zaW11bGF0b3IvZGVtby9zZWNyZXQ=',
    // Programs that count in milliseconds and programs that count in microseconds try it out by turns.
    anyNonce: true,
  },
];

const BALANCES: readonly (readonly [string, string])[] = [
  ['USD', '100000'],
  ['EUR', '100000'],
  ['BTC', '10'],
  ['ETH', '100'],
  ['SOL', '1000'],
  ['XRP', '10000'],
  ['DOGE', '100000'],
  ['ADA', '10000'],
];

/** An account `demo` with a key and a secret that are always the same, and something of the best known of these assets. */
export function demoAccount(assets: readonly Asset[]): AccountOptions {
  const balances = BALANCES.filter(([asset]) => assets.some(({ id }) => id === asset));
  return { name: 'demo', keys: KEYS, balances: Object.fromEntries(balances) };
}
