import { KrakenClient, MarketClient } from '@kraken-stream/client';
import { LIVENESS, PACE, RECONNECT, REQUEST_TIMEOUT_MS, RESYNC } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
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
    const told = (name: string, value: number) => page.includes(`| \`${name}\` | ${value} |`);
    const groups = { reconnect: RECONNECT, liveness: LIVENESS, pace: PACE, resync: RESYNC };
    const wrong = Object.entries(groups).flatMap(([group, defaults]) =>
      Object.entries(defaults)
        .map(([name, value]) => [`${group}.${name}`, value] as const)
        .filter(([name, value]) => !told(name, value)),
    );
    expect(wrong).toEqual([]);
    expect(told('requestTimeoutMs', REQUEST_TIMEOUT_MS)).toBe(true);
  });
});
