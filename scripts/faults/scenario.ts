/**
 * Runs a client through what goes wrong, and says of what it told whether it was true: one fault in one channel, or a
 * script of many with all channels. Reads no clock but the world's.
 */
import { type FaultType, RECOVERY_MS, randomFaults, type ScriptedFault } from '@kraken-stream/simulator';
import { CHANNELS, type Column } from './channels.js';
import type { Watched } from './observe.js';
import { isPrivate, type PrivateColumn } from './private-channels.js';
import { Run } from './run.js';
import type { Aim, Variant } from './variant.js';
import { dice, type Protocol } from './world.js';

export interface Outcome {
  /** What was said that is not so, each once, with the second in which. */
  readonly lies: readonly string[];
  /** From when the exchange was healthy again to when everything was well, in milliseconds; undefined when never. */
  readonly recoveryMs: number | undefined;
}

/** The symbol that things happen to, and one whose market is thin. */
const SYMBOLS = ['BTC/USD', 'MINA/GBP'] as const;
const RATE = 12;
const LATENCY_MS = 20;
/** Everything is live, when nothing is wrong. */
const START_MS = 3_000;
/** How long a fault is given to do what it does. */
const LASTS_MS = 6_000;
/** How long all may take to be well again. */
const BOUND_MS = 13_000;
/** And how long requests about orders may take besides. */
const SETTLING_MS = 25_000;
/** And how long it is watched then. */
const CALM_MS = 4_000;
/** Candles are watched until one has closed that began when all was well. */
const NEXT_CANDLE_MS = 62_000;

/** One fault in one channel. */
export async function matrixScenario(protocol: Protocol, variant: Variant, column: Column): Promise<Outcome> {
  const {
    first,
    script,
    token,
    blind = [],
    inexact = false,
    confined = false,
    lastsMs = LASTS_MS,
    boundMs = BOUND_MS,
    noticed = false,
    withinMs,
  } = variant;
  /** What was asked for while things went wrong may have to be waited for, and then settled. */
  const settlingMs = column === 'trading' ? SETTLING_MS : 0;
  const channel = CHANNELS[column];
  const whole = !blind.includes(column);
  const run = new Run(
    { protocol, seed: seedOf(`${variant.name} ${column}`), symbols: SYMBOLS, rate: RATE, latencyMs: LATENCY_MS },
    { whole, exact: !inexact },
  );
  await using world = run.world;
  const aim: Aim = { channel: channel.name, ...(channel.hasSymbols ? { symbol: SYMBOLS[0] } : undefined) };
  run.stimuli.start(column);
  for (const fault of first?.(aim) ?? []) run.inject(fault);
  if (first !== undefined && token !== undefined) world.issuer.trouble(token);
  run.observed = (channel.hasSymbols ? SYMBOLS : SYMBOLS.slice(0, 1)).flatMap((symbol) =>
    channel.subscribe(run.scene, symbol),
  );
  if (first === undefined) {
    await run.untilWell(START_MS);
    if (token !== undefined) world.issuer.trouble(token);
  }
  const steps = script?.(aim, world.wires[isPrivate(column) ? 'private' : 'public'].connection) ?? [];
  const recoveryMs = await run.through(steps, {
    lastsMs,
    boundMs: boundMs + settlingMs,
    withinMs: withinMs && withinMs + settlingMs,
  });
  if (!world.issuer.isDone) run.complain('the harness', 'nobody asked for the tokens that were to be wrong');
  for (const { type } of run.leftOver) run.complain('the harness', `${type} did not happen: nothing was tried`);
  const [subject, bystander] = run.observed;
  if (noticed && subject?.lapses === 0) run.complain(subject.name, 'it never said that something was wrong');
  const dropped = steps.some(({ fault }) => fault.type === 'drop');
  if (confined && channel.hasSymbols && bystander !== undefined && bystander.lapses > (dropped ? 1 : 0)) {
    run.complain(bystander.name, 'it lapsed, though nothing happened to it');
  }
  await run.calm(column === 'ohlc' ? NEXT_CANDLE_MS : CALM_MS, whole);
  return { lies: run.lies, recoveryMs };
}

/** What a script from a seed is run with. */
const SCRIPT: readonly (readonly [Column, string])[] = [
  ['book', 'BTC/USD'],
  ['trade', 'BTC/USD'],
  ['ohlc', 'BTC/USD'],
  ['ticker', 'BTC/USD'],
  ['book 100', 'ETH/USD'],
  ['spread', 'ETH/USD'],
  ['trade', 'ETH/USD'],
  ['ohlc', 'ETH/USD'],
  ['book', 'SHIB/USD'],
  ['book', 'MINA/GBP'],
  ['trade', 'MINA/GBP'],
  ['instrument', ''],
  ['status', ''],
];
/** And what every fourth has besides. */
const PRIVATE_SCRIPT: readonly PrivateColumn[] = ['executions', 'trading'];
const OF_ACCOUNTS: readonly FaultType[] = [
  'delay-answer',
  'duplicate-answer',
  'lose-answer',
  'drop-on-request',
  'skip-sequence',
  'expire-token',
];
const SCRIPT_SYMBOLS = ['BTC/USD', 'ETH/USD', 'SHIB/USD', 'MINA/GBP'];
const SCRIPT_RATE = 4;
const SCRIPT_MS = 20_000;
/** Up to a minute until a book that failed is tried again, or a topic that stayed silent. */
const SCRIPT_BOUND_MS = 150_000;

/** Random faults in all channels at once, by the seed; in every third a user who comes and goes. */
export async function randomScenario(protocol: Protocol, seed: number): Promise<Outcome> {
  const draw = dice(seed);
  const from = (least: number, most: number) => least + Math.floor(draw() * (most - least + 1));
  const run = new Run(
    {
      protocol,
      seed,
      symbols: SCRIPT_SYMBOLS,
      rate: SCRIPT_RATE,
      latencyMs: from(1, 80),
      snapshotDelayMs: from(0, 1) * from(1, 120),
    },
    { whole: false, exact: true },
  );
  await using world = run.world;
  run.stimuli.start('instrument');
  run.stimuli.start('status');
  const ask = ([column, symbol]: (typeof SCRIPT)[number]) => [CHANNELS[column].subscribe(run.scene, symbol)].flat();
  const hasAccount = seed % 4 === 0;
  const accounts = hasAccount ? PRIVATE_SCRIPT.flatMap((column) => CHANNELS[column].subscribe(run.scene, '')) : [];
  const observed: (readonly Watched[])[] = [accounts, ...SCRIPT.map(ask)];
  const look = () => {
    run.observed = observed.flat();
  };
  look();
  if (seed % 2 === 0) await run.untilWell(START_MS);
  if (seed % 3 === 0) {
    run.stimuli.every(from(700, 2500), () => {
      const i = from(0, SCRIPT.length - 1);
      const comes = from(0, 1) === 1;
      const left = observed[i + 1]!;
      for (const each of left) void each.leave();
      // Whoever left hears nothing more.
      observed[i + 1] = comes ? ask(SCRIPT[i]!) : left;
      look();
      if (!comes) world.clock.at(world.clock.now() + from(0, 900), () => again(i, left));
    });
  }
  const again = (i: number, left: readonly Watched[]) => {
    if (observed[i + 1] !== left) return;
    observed[i + 1] = ask(SCRIPT[i]!);
    look();
  };
  const script = randomFaults({
    seed,
    meanGapMs: from(300, 2000),
    symbols: SCRIPT_SYMBOLS,
    durationMs: SCRIPT_MS,
  });
  world.clock.at(world.clock.now() + SCRIPT_MS, () => run.stimuli.stopFidgeting());
  const recoveryMs = await run.through([...script, ...(hasAccount ? accountFaults(seed) : [])], {
    lastsMs: SCRIPT_MS + RECOVERY_MS,
    boundMs: SCRIPT_BOUND_MS,
  });
  await run.calm(CALM_MS, false);
  return { lies: run.lies, recoveryMs };
}

/** What goes wrong with accounts alone: beside the script of the seed, which stays as it is. */
function accountFaults(seed: number): readonly ScriptedFault[] {
  const script = randomFaults({
    seed: seed + 1000,
    meanGapMs: 250,
    symbols: SCRIPT_SYMBOLS,
    durationMs: SCRIPT_MS,
    private: true,
  });
  return script.filter(({ fault }) => OF_ACCOUNTS.includes(fault.type) || ('channel' in fault && isOwn(fault.channel)));
}

function isOwn(channel: string | undefined): boolean {
  return channel === 'executions' || channel === 'balances';
}

/** A number that is always the same for a text. */
function seedOf(text: string): number {
  let seed = 7;
  for (const letter of text) seed = (Math.imul(seed, 31) + letter.charCodeAt(0)) >>> 0;
  return seed;
}
