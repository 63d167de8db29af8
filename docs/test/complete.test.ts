import { KrakenClient, MarketClient } from '@kraken-stream/client';
import { LIVENESS, PACE, RECONNECT, REQUEST_TIMEOUT_MS, RESYNC } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../packages/client/src/options.js';
import { blocksOf, pages, read } from './blocks.js';

const programs = pages()
  .filter((page) => page.startsWith('docs/'))
  .flatMap((page) => blocksOf(page))
  .filter(({ language, words }) => language === 'js' && !words.includes('foreign') && !words.includes('apart'))
  .map(({ code }) => code)
  .join('\n');

describe('the documentation', () => {
  it('has an example that runs of every call of the client', () => {
    const calls = [MarketClient, KrakenClient].flatMap(({ prototype }) =>
      Object.entries(Object.getOwnPropertyDescriptors(prototype))
        .filter(([name, { value }]) => typeof value === 'function' && name !== 'constructor')
        .map(([name]) => name),
    );
    expect(calls.length).toBeGreaterThan(20);
    // `once` and `off` are as `on`.
    const untold = calls.filter((name) => !new RegExp(`\\.${name}\\(`).test(programs) && !/^(once|off)$/.test(name));
    expect(untold).toEqual([]);
  });

  it('tells the defaults that there are', () => {
    const page = read('docs/connections.md');
    const told = [...page.matchAll(/^\| `([\w.]+)` \| (\d+) \| .+ \|$/gm)].map(([, name, value]) => [
      name,
      Number(value),
    ]);
    const groups = { reconnect: RECONNECT, liveness: LIVENESS, pace: PACE, resync: RESYNC, limits: LIMITS };
    const defaults = Object.entries(groups).flatMap(([group, options]) =>
      Object.entries(options).map(([name, value]) => [`${group}.${name}`, value]),
    );
    expect(Object.fromEntries(told)).toEqual({
      ...Object.fromEntries(defaults),
      requestTimeoutMs: REQUEST_TIMEOUT_MS,
    });
  });
});
