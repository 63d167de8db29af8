/**
 * Runs a client through one fault in one channel, and says of what it told whether it was true. Reads no clock but the
 * world's.
 */
import { CHANNELS, type Column, nameIn } from './channels.js';
import { isPrivate } from './private-channels.js';
import type { Protocol } from './protocol.js';
import { Run } from './run.js';
import type { Aim, Variant } from './variant.js';

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
export const START_MS = 3_000;
/** How long a fault is given to do what it does. */
const LASTS_MS = 6_000;
/** How long all may take to be well again. */
const BOUND_MS = 13_000;
/** Where nothing tells what was before, something has to happen in a thin market first. */
const SILENCE_MS = 12_000;
/** And how long requests about orders may take besides. */
const SETTLING_MS = 25_000;
/** And how long it is watched then. */
export const CALM_MS = 4_000;
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
  const channel = CHANNELS[column];
  const silenceMs = channel.snapshots?.includes(protocol) === false ? SILENCE_MS : 0;
  const settlingMs = column === 'trading' ? SETTLING_MS : silenceMs;
  const whole = ![...blind, ...(variant.blindOn?.[protocol] ?? [])].includes(column);
  const run = new Run(
    { protocol, seed: seedOf(`${variant.name} ${column}`), symbols: SYMBOLS, rate: RATE, latencyMs: LATENCY_MS },
    { whole, exact: !inexact },
  );
  await using world = run.world;
  const aim: Aim = { channel: nameIn(protocol, channel), ...(channel.hasSymbols ? { symbol: SYMBOLS[0] } : undefined) };
  run.stimuli.start(column);
  for (const fault of first?.(aim) ?? []) run.inject(fault);
  if (first !== undefined && token !== undefined) world.issuer.trouble(token);
  run.observed = (channel.hasSymbols ? SYMBOLS : SYMBOLS.slice(0, 1)).flatMap((symbol) =>
    channel.subscribe(run.scene, symbol),
  );
  if (first === undefined) {
    await run.untilWell(START_MS + silenceMs);
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

/** A number that is always the same for a text. */
function seedOf(text: string): number {
  let seed = 7;
  for (const letter of text) seed = (Math.imul(seed, 31) + letter.charCodeAt(0)) >>> 0;
  return seed;
}
