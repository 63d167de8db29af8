/** Fault scripts from a seed, for those who want to be surprised. Knows nothing of how faults are carried out. */
import { UsageError } from '@kraken-stream/core';
import { Random } from '../random.js';
import {
  type DataChannel,
  type FaultOf,
  type FaultType,
  PRIVATE_CHANNELS,
  type PrivateChannel,
  type ScriptedFault,
} from './fault.js';
import { FAULT_TYPES, PUBLIC_FAULT_TYPES } from './table.js';

/** Which faults come by chance, and how often. */
export interface ChaosOptions {
  /** An integer: same seed, same script. */
  readonly seed: number;
  /** From one fault to the next on average, in milliseconds. */
  readonly meanGapMs: number;
  /** Whose frames go wrong; at least one. */
  readonly symbols: readonly string[];
  /** In which channels; in all of them when left out. */
  readonly channels?: readonly Exclude<DataChannel, PrivateChannel>[] | undefined;
  /** Whether private connections have their share: faults of their own, and of the channels of accounts. */
  readonly private?: boolean | undefined;
}

/** Which faults come by chance, how often, and for how long. */
export interface RandomFaultOptions extends ChaosOptions {
  /** No fault begins later than this. */
  readonly durationMs: number;
}

/** So long after the last random fault began, in milliseconds, nothing is wrong any more. */
export const RECOVERY_MS = 10_000;

/**
 * A script in which every type of fault has its turn, in an order of the seed's. `RECOVERY_MS` after `durationMs` the
 * exchange is healthy again: whatever waits for its frame gives up before. A corrupted frame is no JSON, since there
 * are digits that no client can prove wrong. Throws `UsageError` as `chaos` does.
 */
export function randomFaults({ durationMs, ...options }: RandomFaultOptions): ScriptedFault[] {
  const steps: ScriptedFault[] = [];
  for (const step of chaos(options)) {
    if (!(step.atMs <= durationMs)) break;
    steps.push(step);
  }
  return steps;
}

/** The same without an end. Throws `UsageError` for a gap that is not positive, and without symbols. */
export function chaos(options: ChaosOptions): Generator<ScriptedFault, never> {
  const { seed, meanGapMs, symbols } = options;
  if (!(meanGapMs > 0)) throw new UsageError('meanGapMs', `meanGapMs must be more than 0, not ${meanGapMs}`);
  if (symbols.length === 0) throw new UsageError('symbols', 'symbols: expected at least one, received none');
  return steps(new Dice(new Random(seed, 'chaos'), options), options);
}

function* steps(dice: Dice, options: ChaosOptions): Generator<ScriptedFault, never> {
  let atMs = 0;
  for (;;) {
    for (const type of dice.shuffled(options.private === true ? FAULT_TYPES : PUBLIC_FAULT_TYPES)) {
      atMs += Math.max(1, Math.round(dice.random.exponential() * options.meanGapMs));
      yield { atMs, fault: MAKERS[type](dice) };
    }
  }
}

interface Limits {
  readonly count: number;
  readonly ms: number;
}

interface PublicScope extends Limits {
  readonly symbol: string;
  readonly channel?: DataChannel;
}

type Scope = PublicScope | (Limits & { readonly symbol?: undefined; readonly channel: PrivateChannel });

/** How many of the faults of streams are about an account's, where they have a share. */
const PRIVATE_SHARE = 0.4;

/** Draws the parameters of faults. */
class Dice {
  readonly random: Random;
  readonly #options: ChaosOptions;

  constructor(random: Random, options: ChaosOptions) {
    this.random = random;
    this.#options = options;
  }

  /** An integer from `least` to `most`. */
  from(least: number, most: number): number {
    return least + this.random.int(most - least + 1);
  }

  one<T>(first: T, ...others: readonly T[]): T {
    return others[this.random.int(others.length + 1) - 1] ?? first;
  }

  /** One symbol in one channel or all of them, or one channel of an account; a few times, and not for long. */
  scope(most = 5): Scope {
    if (this.#options.private !== true || !this.random.chance(PRIVATE_SHARE)) return this.publicScope(most);
    return { channel: this.one(...PRIVATE_CHANNELS), ...this.limits(most) };
  }

  publicScope(most = 5): PublicScope {
    const { symbols, channels = [] } = this.#options;
    const symbol = symbols[this.random.int(symbols.length)] ?? '';
    const channel = channels[this.random.int(channels.length)];
    const limits = { symbol, ...this.limits(most) };
    return channel === undefined ? limits : { channel, ...limits };
  }

  limits(most = 5): Limits {
    return { count: this.from(1, most), ms: this.from(1000, 6000) };
  }

  shuffled<T>(values: readonly T[]): T[] {
    const left = [...values];
    return values.flatMap(() => left.splice(this.random.int(left.length), 1));
  }
}

const MAKERS: { readonly [T in FaultType]: (dice: Dice) => FaultOf<T> } = {
  drop: (dice) => dice.one<FaultOf<'drop'>>({ type: 'drop' }, { type: 'drop', code: dice.one(1000, 1001, 1013) }),
  'refuse-upgrade': (dice) => ({
    type: 'refuse-upgrade',
    status: dice.one(503, 429, 403, 502),
    count: dice.from(1, 3),
    ms: dice.from(1000, 6000),
  }),
  'hang-upgrade': (dice) => ({ type: 'hang-upgrade', count: 1, ms: dice.from(500, 5000) }),
  mute: (dice) => ({ type: 'mute', ms: dice.from(200, 8000) }),
  'mute-subscription': (dice) => ({ type: 'mute-subscription', ...dice.scope(1) }),
  lose: (dice) => ({ type: 'lose', ...dice.scope(), frames: dice.one('updates', 'snapshots', 'all') }),
  duplicate: (dice) => ({ type: 'duplicate', ...dice.scope(), frames: dice.one('updates', 'snapshots', 'all') }),
  delay: (dice) => ({ type: 'delay', delayMs: dice.from(5, 3000), ...dice.scope() }),
  reorder: (dice) => ({ type: 'reorder', ...dice.scope() }),
  truncate: (dice) => ({ type: 'truncate', ...dice.scope(2), frames: dice.one('updates', 'snapshots', 'all') }),
  corrupt: (dice) => ({ type: 'corrupt', how: 'json', ...dice.scope(2), frames: dice.one('updates', 'all') }),
  'wrong-checksum': (dice) => {
    const { symbol, count, ms } = dice.publicScope(3);
    return { type: 'wrong-checksum', symbol, count, ms };
  },
  'delay-acknowledgement': (dice) => ({
    type: 'delay-acknowledgement',
    delayMs: dice.from(50, 3000),
    ...dice.scope(3),
  }),
  'lose-acknowledgement': (dice) => ({ type: 'lose-acknowledgement', ...dice.scope(1) }),
  'delay-snapshot': (dice) => ({ type: 'delay-snapshot', delayMs: dice.from(50, 3000), ...dice.scope(3) }),
  'lose-snapshot': (dice) => ({ type: 'lose-snapshot', ...dice.scope(1) }),
  'refuse-symbol': (dice) => ({ type: 'refuse-symbol', ...dice.publicScope(1) }),
  'msg-rate': (dice) => ({
    type: 'msg-rate',
    legacy: dice.random.chance(0.2),
    count: dice.from(1, 3),
    ms: dice.from(1000, 6000),
  }),
  maintenance: (dice) => ({
    type: 'maintenance',
    ms: dice.from(500, 5000),
    stepMs: dice.from(100, 1500),
    drop: dice.random.chance(0.5),
    refuseUpgrades: dice.random.chance(0.5),
  }),
  slow: (dice) => ({ type: 'slow', bytesPerSecond: dice.from(200, 20_000), ms: dice.from(500, 6000) }),
  'delay-answer': (dice) => ({
    type: 'delay-answer',
    delayMs: dice.from(50, 6000),
    count: dice.from(1, 5),
    ms: dice.from(1000, 3500),
  }),
  'duplicate-answer': (dice) => ({ type: 'duplicate-answer', ...dice.limits() }),
  'lose-answer': (dice) => ({ type: 'lose-answer', ...dice.limits(3) }),
  'drop-on-request': (dice) => ({
    type: 'drop-on-request',
    carriedOut: dice.random.chance(0.5),
    ...dice.limits(1),
  }),
  'skip-sequence': (dice) => ({ type: 'skip-sequence', channel: dice.one(...PRIVATE_CHANNELS), ...dice.limits(2) }),
  'expire-token': () => ({ type: 'expire-token' }),
};
