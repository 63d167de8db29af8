/**
 * Rows of the matrix: what happens to accounts alone, to their tokens, the numbers of their frames, and the answers to
 * requests about orders.
 */
import type { TradingMethod } from '@kraken-stream/core';
import type { Aim, Variant } from './variant.js';
import { dropped, now } from './variant.js';

const ACCOUNTS: readonly Variant[] = [
  {
    name: 'skip-sequence',
    of: 'private',
    script: (aim) => now(skip(aim)),
    noticed: true,
  },
  {
    name: 'skip-sequence, nine times in a row',
    of: 'private',
    script: (aim) => [0, 400, 800, 1200, 1600, 2000, 2400, 2800, 3200].map((atMs) => ({ atMs, fault: skip(aim) })),
    noticed: true,
    boundMs: 30_000,
  },
  ...(['orders', 'trades'] as const).map(
    (part): Variant => ({
      name: `skip-sequence of ${part}`,
      of: 'private',
      protocols: ['v1'],
      script: () => now({ type: 'skip-sequence', channel: 'executions', part }),
      noticed: true,
    }),
  ),
  { name: 'expire-token', of: 'private', script: () => now({ type: 'expire-token' }) },
  {
    name: 'expire-token, then started over',
    of: 'private',
    script: (aim) => now({ type: 'expire-token' }, skip(aim)),
    noticed: true,
  },
  {
    name: 'expire-token, after a drop',
    of: 'private',
    script: () => [
      ...dropped(),
      ...[100, 200, 400, 800].map((atMs) => ({ atMs, fault: { type: 'expire-token' } as const })),
    ],
    noticed: true,
  },
  { name: 'three wrong tokens, at first', of: 'private', first: () => [], token: { wrong: 3 }, boundMs: 20_000 },
  {
    name: 'three wrong tokens, after a drop',
    of: 'private',
    script: () => dropped(),
    token: { wrong: 3 },
    noticed: true,
  },
  { name: 'no token three times, at first', of: 'private', first: () => [], token: { fails: 3 }, boundMs: 20_000 },
  {
    name: 'no token three times, after a drop',
    of: 'private',
    script: () => dropped(),
    token: { fails: 3 },
    noticed: true,
  },
  { name: 'token after 4 s, at first', of: 'private', first: () => [], token: { delayMs: 4000 } },
  {
    name: 'token after 4 s, after a drop',
    of: 'private',
    script: () => dropped(),
    token: { delayMs: 4000 },
    noticed: true,
  },
  {
    name: 'token after 8 s, after two drops',
    of: 'private',
    script: () => [0, 6000].map((atMs) => ({ atMs, fault: { type: 'drop' } as const })),
    token: { delayMs: 8_000 },
    noticed: true,
    lastsMs: 8_000,
    boundMs: 25_000,
  },
];

const METHODS: readonly TradingMethod[] = [
  'add_order',
  'amend_order',
  'edit_order',
  'cancel_order',
  'cancel_all',
  'batch_add',
  'batch_cancel',
  'cancel_all_orders_after',
];
/** In so long the trader has come to each method. */
const A_ROUND_MS = 20_000;

const TRADING: readonly Variant[] = [
  ...[3000, 15_000].map(
    (delayMs): Variant => ({
      name: `delay-answer ${delayMs / 1000} s`,
      of: 'trading',
      script: () => now({ type: 'delay-answer', delayMs, count: 8 }),
    }),
  ),
  { name: 'duplicate-answer', of: 'trading', script: () => now({ type: 'duplicate-answer', count: 10 }) },
  {
    name: 'duplicate-answer 3 s late',
    of: 'trading',
    script: () => now({ type: 'duplicate-answer', count: 6 }, { type: 'delay-answer', delayMs: 3000, count: 6 }),
  },
  {
    name: 'lose-answer, all for 10 s',
    of: 'trading',
    script: () => now({ type: 'lose-answer', ms: 10_000 }),
    lastsMs: 10_000,
  },
  {
    name: 'lose-answer, and the reports',
    of: 'trading',
    script: (aim) => now({ type: 'lose-answer', count: 4 }, { type: 'lose', ...aim, ms: 4000, frames: 'all' }),
  },
  {
    name: 'lose-answer, then a drop',
    of: 'trading',
    script: () => [...now({ type: 'lose-answer', count: 6 }), { atMs: 3000, fault: { type: 'drop' } }],
  },
  ...METHODS.map(
    (method): Variant => ({
      name: `lose-answer ${method}`,
      of: 'trading',
      methods: [method],
      script: () => now({ type: 'lose-answer', method }),
      lastsMs: A_ROUND_MS,
    }),
  ),
  ...[true, false].flatMap((carriedOut): Variant[] => [
    {
      name: `drop-on-request ${carriedOut ? '' : 'not '}carried out`,
      of: 'trading',
      script: () => [0, 4000, 8000].map((atMs) => ({ atMs, fault: { type: 'drop-on-request', carriedOut } })),
      lastsMs: 14_000,
    },
    ...METHODS.map(
      (method): Variant => ({
        name: `drop-on-request ${carriedOut ? '' : 'not '}carried out, ${method}`,
        of: 'trading',
        methods: [method],
        script: () => now({ type: 'drop-on-request', carriedOut, method }),
        lastsMs: A_ROUND_MS,
      }),
    ),
  ]),
  {
    name: 'drop-on-request, and no way back for 20 s',
    of: 'trading',
    script: () => now({ type: 'drop-on-request' }, { type: 'refuse-upgrade', ms: 20_000 }),
    lastsMs: 22_000,
  },
];

function skip({ channel }: Aim) {
  return { type: 'skip-sequence', channel: channel === 'balances' ? 'balances' : 'executions' } as const;
}

export const PRIVATE: readonly Variant[] = [...ACCOUNTS, ...TRADING];
