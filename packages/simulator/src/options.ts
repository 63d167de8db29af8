/** Options that there are. A misspelt one would be left out in silence otherwise, where no compiler looks. */
import { show, wrong } from '@kraken-stream/core';
import type { AccountOptions } from './account/account.js';
import type { PlayerOptions } from './replay/player.js';
import type { SimulatorOptions } from './simulator.js';

/** The names of the options of `T`, all of them. */
type Names<T> = Readonly<Record<keyof T, true>>;

export const SIMULATOR_OPTIONS: Names<SimulatorOptions> = {
  clock: true,
  latencyMs: true,
  tickMs: true,
  startTime: true,
  seed: true,
  symbols: true,
  rate: true,
  levels: true,
  ackDelayMs: true,
  snapshotDelayMs: true,
  heartbeatMs: true,
  idleMs: true,
  maxRequestsPerSecond: true,
  accounts: true,
};

export const ACCOUNT_OPTIONS: Names<AccountOptions> = {
  name: true,
  keys: true,
  balances: true,
  tier: true,
  fees: true,
};

export const PLAYER_OPTIONS: Names<PlayerOptions> = { clock: true, speed: true };

/** Throws a `UsageError` for what is no object, and for an option that is not among `names`. Text may be a secret. */
export function checkOptions(field: string, options: unknown, names: Readonly<Record<string, true>>): void {
  const expected = `an object of ${Object.keys(names).join(', ')}`;
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw wrong(field, expected, typeof options === 'string' ? 'a string' : show(options));
  }
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(names, name));
  if (unknown !== undefined) throw wrong(field, expected, `one with ${show(unknown)}`);
}
