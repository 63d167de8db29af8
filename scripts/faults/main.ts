/** The command line of `npm run faults`. */
import { writeFileSync } from 'node:fs';
import { argumentsOf } from './arguments.js';
import { COLUMNS, type Column } from './channels.js';
import { isPrivate } from './private-channels.js';
import { randomScenario } from './random.js';
import { type Row, randomFailed, report } from './report.js';
import { matrixScenario, type Outcome } from './scenario.js';
import type { Variant } from './variant.js';
import { VARIANTS } from './variants.js';

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
  const { protocol, only, seed, scripts, json } = wanted;
  const rows: Row[] = [];
  if (seed === undefined) {
    for (const variant of VARIANTS) {
      const cells = new Map<Column, Outcome>();
      for (const column of COLUMNS) {
        if (!concerns(variant, column) || !(only?.(`${variant.name} × ${column}`) ?? true)) continue;
        cells.set(column, await run(matrixScenario(protocol, variant, column)));
      }
      if (cells.size === 0) continue;
      rows.push({ variant, cells });
      const bad = [...cells.values()].filter(({ lies }) => lies.length > 0).length;
      say(`${variant.name}: ${cells.size} scenarios${bad === 0 ? '' : `, ${bad} FAILED`}`);
    }
  }
  const seeds = seed === undefined ? Array.from({ length: only === undefined ? scripts : 0 }, (_, i) => i + 1) : [seed];
  const random = new Map<number, Outcome>();
  for (const each of seeds) {
    const outcome = await run(randomScenario(protocol, each));
    random.set(each, outcome);
    if (outcome.lies.length > 0) say(randomFailed(each, outcome));
    if (random.size % 50 === 0) say(`random scripts: ${random.size} of ${seeds.length}`);
  }
  process.off('unhandledRejection', rejected);
  if (rows.length === 0 && random.size === 0) {
    say('no scenario of that name; see --help');
    return 2;
  }
  const { lines, failed, data } = report(rows, random);
  for (const line of lines) print(line);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(data, undefined, 2)}\n`);
  return failed > 0 ? 1 : 0;
}

/** Whether a fault can happen to a channel at all. */
export function concerns({ of, inexact = false }: Variant, column: Column): boolean {
  // Who reads another order's id than was sent is told wrong fates, and nobody can know.
  if (column === 'trading' && inexact) return false;
  if (of === 'asked') return column !== 'status';
  if (of === 'named') return column !== 'instrument' && column !== 'status' && !isPrivate(column);
  if (of === 'books') return column === 'book' || column === 'book 100';
  if (of === 'private') return isPrivate(column);
  if (of === 'trading') return column === 'trading';
  return true;
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
