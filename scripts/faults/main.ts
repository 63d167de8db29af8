/** The command line of `npm run faults`. */
import { writeFileSync } from 'node:fs';
import { argumentsOf } from './arguments.js';
import { CHANNELS, COLUMNS, type Column } from './channels.js';
import { isPrivate } from './private-channels.js';
import { LACKS, type Protocol } from './protocol.js';
import { randomScenario } from './random.js';
import { type Result, type Row, randomFailed, report } from './report.js';
import { matrixScenario, type Outcome } from './scenario.js';
import type { Variant } from './variant.js';
import { VARIANTS } from './variants.js';

/** How many random scripts there are unless another number is asked for. */
const SCRIPTS: Readonly<Record<Protocol, number>> = { v2: 300, v1: 100 };

export interface Out {
  print(line: string): void;
  say(line: string): void;
}

/** Runs what was asked for and prints it. Returns the exit status: 0 nothing failed, 1 something did, 2 wrong arguments. */
export async function main(args: readonly string[], { print, say }: Out): Promise<number> {
  const wanted = argumentsOf(args);
  if (typeof wanted === 'string') {
    say(wanted);
    return 2;
  }
  const rejections: string[] = [];
  const rejected = (reason: unknown) => void rejections.push(`a promise was rejected unheard: ${String(reason)}`);
  process.on('unhandledRejection', rejected);
  /** Whatever promise was rejected meanwhile is told by the platform when its turn has ended. */
  const run = async (scenario: Promise<Outcome>): Promise<Outcome> => {
    const outcome = await crashing(scenario);
    await new Promise((resolve) => setImmediate(resolve));
    return { ...outcome, lies: [...outcome.lies, ...rejections.splice(0)] };
  };
  const { protocols, only, seed, scripts, json } = wanted;
  const results: Result[] = [];
  for (const protocol of protocols) {
    const rows: Row[] = [];
    for (const variant of seed === undefined ? VARIANTS : []) {
      const cells = new Map<Column, Outcome>();
      for (const column of COLUMNS) {
        if (!concerns(variant, column, protocol) || !(only?.(`${variant.name} × ${column}`) ?? true)) continue;
        cells.set(column, await run(matrixScenario(protocol, variant, column)));
      }
      if (cells.size === 0) continue;
      rows.push({ variant, cells });
      const bad = [...cells.values()].filter(({ lies }) => lies.length > 0).length;
      say(`${protocol}, ${variant.name}: ${cells.size} scenarios${bad === 0 ? '' : `, ${bad} FAILED`}`);
    }
    const length = only === undefined ? (scripts ?? SCRIPTS[protocol]) : 0;
    const all = Array.from({ length }, (_, i) => i + 1);
    const seeds = seed === undefined ? all : [seed];
    const random = new Map<number, Outcome>();
    for (const each of seeds) {
      const outcome = await run(randomScenario(protocol, each));
      random.set(each, outcome);
      if (outcome.lies.length > 0) say(`${protocol}, ${randomFailed(each, outcome)}`);
      if (random.size % 50 === 0) say(`${protocol}, random scripts: ${random.size} of ${seeds.length}`);
    }
    if (rows.length + random.size > 0) results.push({ protocol, rows, random });
  }
  process.off('unhandledRejection', rejected);
  if (results.length === 0) {
    say('no scenario of that name; see --help');
    return 2;
  }
  const { lines, failed, data } = report(results);
  for (const line of lines) print(line);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(data, undefined, 2)}\n`);
  return failed > 0 ? 1 : 0;
}

/** Whether a fault can happen to a channel of a protocol at all. */
export function concerns(variant: Variant, column: Column, protocol: Protocol): boolean {
  const { of, inexact = false, methods = [] } = variant;
  const { protocols = [protocol], snapshots = [protocol] } = CHANNELS[column];
  if (!protocols.includes(protocol)) return false;
  if (!snapshots.includes(protocol) && takesSnapshots(variant)) return false;
  if (methods.some((method) => LACKS[protocol].includes(method))) return false;
  if (variant.protocols?.includes(protocol) === false) return false;
  // Who reads another order's id than was sent is told wrong fates, and nobody can know.
  if (column === 'trading' && inexact) return false;
  if (of === 'asked') return column !== 'status';
  if (of === 'named') return column !== 'instrument' && column !== 'status' && !isPrivate(column);
  if (of === 'books') return column === 'book' || column === 'book 100';
  if (of === 'private') return isPrivate(column);
  if (of === 'trading') return column === 'trading';
  return true;
}

/** Whether it takes a snapshot, so that nothing happens where there is none. */
function takesSnapshots({ first, script }: Variant): boolean {
  const faults = [...(first?.({}) ?? []), ...(script?.({}, undefined) ?? []).map(({ fault }) => fault)];
  return faults.some(
    (fault) =>
      ('frames' in fault && fault.frames === 'snapshots') ||
      fault.type === 'delay-snapshot' ||
      fault.type === 'lose-snapshot',
  );
}

/** A scenario that throws has failed. */
async function crashing(scenario: Promise<Outcome>): Promise<Outcome> {
  try {
    return await scenario;
  } catch (error) {
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { lies: [`it threw: ${told}`], recoveryMs: undefined };
  }
}
