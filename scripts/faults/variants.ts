/**
 * The rows of the matrix: every fault of the simulator, in the ways that make a difference to a client, each as a script
 * for one channel. Here those of connections and subscriptions.
 */
import { both, dropped, LOST, NO_NUMBERS, now, startOver, type Variant } from './variant.js';
import { FRAMES } from './variants-frames.js';
import { PRIVATE } from './variants-private.js';

const CONNECTIONS: readonly Variant[] = [
  { name: 'drop, cut', script: () => now({ type: 'drop' }), noticed: true },
  { name: 'drop, closed with 1000', script: () => now({ type: 'drop', code: 1000 }), noticed: true },
  {
    name: 'drop, closed with 1001',
    script: () => now({ type: 'drop', code: 1001, reason: 'going away' }),
    noticed: true,
  },
  { name: 'drop, closed with 1013', script: () => now({ type: 'drop', code: 1013 }), noticed: true },
  {
    name: 'drop, four times',
    script: () => [0, 1500, 3500, 7000].map((atMs) => ({ atMs, fault: { type: 'drop' } })),
    noticed: true,
  },
  { name: 'refuse-upgrade 503, at first', first: () => [{ type: 'refuse-upgrade', count: 3 }] },
  {
    name: 'refuse-upgrade 503, three times',
    script: () => dropped({ type: 'refuse-upgrade', count: 3 }),
    noticed: true,
  },
  {
    name: 'refuse-upgrade 502, a minute',
    script: () => dropped({ type: 'refuse-upgrade', status: 502, ms: 60_000 }),
    noticed: true,
    boundMs: 45_000,
  },
  {
    name: 'refuse-upgrade 403, twice',
    script: () => dropped({ type: 'refuse-upgrade', status: 403, count: 2 }),
    noticed: true,
    boundMs: 45_000,
  },
  { name: 'refuse-upgrade 429', script: () => dropped({ type: 'refuse-upgrade', status: 429 }), noticed: true },
  { name: 'hang-upgrade 3 s', script: () => dropped({ type: 'hang-upgrade', ms: 3000 }), noticed: true },
  {
    name: 'hang-upgrade for ever',
    script: () => dropped({ type: 'hang-upgrade', ms: 300_000, count: 1 }),
    noticed: true,
    lastsMs: 16_000,
    withinMs: 14_000,
  },
  {
    name: 'mute for ever, one connection',
    script: (_, connection) => now({ type: 'mute', connection, ms: 300_000 }),
    noticed: true,
    lastsMs: 12_000,
    withinMs: 9_000,
  },
  { name: 'mute 2 s', script: () => now({ type: 'mute', ms: 2000 }), blind: NO_NUMBERS, blindOn: LOST },
  { name: 'mute 4 s', script: () => now({ type: 'mute', ms: 4000 }), blind: NO_NUMBERS, blindOn: LOST },
  { name: 'mute 8 s', script: () => now({ type: 'mute', ms: 8000 }), noticed: true },
  { name: 'mute 2 s, at first', first: () => [{ type: 'mute', ms: 2000 }] },
  { name: 'slow 400 bytes/s', script: () => now({ type: 'slow', bytesPerSecond: 400, ms: 6000 }) },
  { name: 'slow 400 bytes/s, at first', first: () => [{ type: 'slow', bytesPerSecond: 400, ms: 6000 }] },
  { name: 'maintenance', script: () => now({ type: 'maintenance', ms: 4000 }) },
  { name: 'maintenance, dropped', script: () => now({ type: 'maintenance', ms: 4000, drop: true }), noticed: true },
  {
    name: 'maintenance, dropped and refused',
    script: () => now({ type: 'maintenance', ms: 12_000, drop: true, refuseUpgrades: true }),
    noticed: true,
  },
  ...both('msg-rate', () => ({ type: 'msg-rate', count: 2 }), { of: 'asked' }),
  ...both('msg-rate, legacy', () => ({ type: 'msg-rate', legacy: true }), { of: 'asked' }),
];

const SUBSCRIPTIONS: readonly Variant[] = [
  ...both('mute-subscription', (aim) => ({ type: 'mute-subscription', ...aim }), { of: 'asked', confined: true }),
  {
    name: 'mute-subscription 3 s, while live',
    of: 'asked',
    script: (aim) => now({ type: 'mute-subscription', ...aim, ms: 3000 }),
    blind: NO_NUMBERS,
    blindOn: LOST,
    confined: true,
  },
  ...both('delay-acknowledgement 1.5 s', (aim) => ({ type: 'delay-acknowledgement', ...aim, delayMs: 1500 }), {
    of: 'asked',
    confined: true,
  }),
  ...both('delay-acknowledgement 12 s', (aim) => ({ type: 'delay-acknowledgement', ...aim, delayMs: 12_000 }), {
    of: 'asked',
    confined: true,
  }),
  ...both('lose-acknowledgement', (aim) => ({ type: 'lose-acknowledgement', ...aim }), { of: 'asked', confined: true }),
  {
    name: 'lose-acknowledgement and snapshot',
    of: 'asked',
    script: (aim) => dropped({ type: 'lose-acknowledgement', ...aim }, { type: 'lose-snapshot', ...aim }),
    confined: true,
  },
  {
    name: 'lose-acknowledgement, unsubscribe',
    of: 'asked',
    script: (aim) => now({ type: 'lose-acknowledgement', ...aim, method: 'unsubscribe' }, startOver(aim)),
    boundMs: 25_000,
  },
  {
    name: 'delay-acknowledgement, unsubscribe',
    of: 'asked',
    script: (aim) =>
      now({ type: 'delay-acknowledgement', ...aim, delayMs: 3000, method: 'unsubscribe' }, startOver(aim)),
    boundMs: 25_000,
  },
  ...both('delay-snapshot 2 s', (aim) => ({ type: 'delay-snapshot', ...aim, delayMs: 2000 }), {
    of: 'asked',
    confined: true,
  }),
  ...both('delay-snapshot 8 s', (aim) => ({ type: 'delay-snapshot', ...aim, delayMs: 8000 }), {
    of: 'asked',
    confined: true,
  }),
  ...both('lose-snapshot', (aim) => ({ type: 'lose-snapshot', ...aim }), { of: 'asked', confined: true }),
  ...both('refuse-symbol', ({ channel, symbol = '' }) => ({ type: 'refuse-symbol', channel, symbol }), {
    of: 'named',
    confined: true,
  }),
  {
    name: 'refuse-symbol, thrice after a drop',
    of: 'named',
    script: ({ channel, symbol = '' }) => dropped({ type: 'refuse-symbol', channel, symbol, count: 3 }),
    confined: true,
  },
];

export const VARIANTS: readonly Variant[] = [...CONNECTIONS, ...SUBSCRIPTIONS, ...FRAMES, ...PRIVATE];
