/** What the scenarios came to: a table, what failed and how to see it alone, a last line. Runs nothing. */
import { COLUMNS, type Column } from './channels.js';
import type { Outcome } from './scenario.js';
import type { Variant } from './variant.js';

export interface Row {
  readonly variant: Variant;
  readonly cells: ReadonlyMap<Column, Outcome>;
}

const LEGEND = [
  'ok  live again in time, nothing false on the way, nothing lost that can be restored; of requests (trading) all known',
  '    that can be, nothing carried out twice',
  'ok~ the same, as far as it can be known: what is lost or altered there leaves no trace that a client could find (a',
  '    candle or an instrument that is told only once, book levels below the ten that the checksum covers, a digit that',
  '    no checksum covers); at the end all is true again, but for what an account is told once and nothing proves',
  '–   does not apply: nothing is asked for, or nothing of the kind is sent',
  'p50, p95: seconds from when the exchange was healthy again to when all of it was live with new data',
];
const LIES_SHOWN = 4;

export interface Report {
  readonly lines: readonly string[];
  readonly failed: number;
  /** For machines. */
  readonly data: object;
}

export function report(rows: readonly Row[], random: ReadonlyMap<number, Outcome>): Report {
  const lines: string[] = [];
  const failures: string[] = [];
  const all = rows.flatMap(({ cells }) => [...cells.values()]);
  if (rows.length > 0) {
    const table = [['', ...COLUMNS, 'p50', 'p95'], ...rows.map(cellsOf)];
    table.push(['all', ...COLUMNS.map(() => ''), ...times(all)]);
    lines.push(...aligned(table), '', ...LEGEND, '');
  }
  for (const { variant, cells } of rows) {
    for (const [column, { lies }] of cells) {
      if (lies.length > 0) failures.push(...failure(`--only "${variant.name} × ${column}"`, lies));
    }
  }
  const scripts = [...random.values()];
  const badScripts = scripts.filter(({ lies }) => lies.length > 0).length;
  if (scripts.length > 0) {
    const [p50, p95] = times(scripts);
    lines.push(
      `random scripts, all channels at once: ${scripts.length}, ${badScripts} failed; p50 ${p50}, p95 ${p95}`,
      '',
    );
  }
  for (const [seed, { lies }] of random) if (lies.length > 0) failures.push(...failure(`--seed ${seed}`, lies));
  const failed = all.filter(({ lies }) => lies.length > 0).length + badScripts;
  lines.push(...failures, `${all.length + scripts.length} scenarios, ${failed} failed`);
  return { lines, failed, data: dataOf(rows, random, failed) };
}

/** One line about a random script. */
export function randomFailed(seed: number, { lies }: Outcome): string {
  return `random script ${seed} FAILED: ${lies[0]}`;
}

function failure(args: string, lies: readonly string[]): string[] {
  const more = lies.length > LIES_SHOWN ? [`    and ${lies.length - LIES_SHOWN} more`] : [];
  return [`FAILED  npm run faults -- ${args}`, ...lies.slice(0, LIES_SHOWN).map((lie) => `    ${lie}`), ...more, ''];
}

function cellsOf({ variant, cells }: Row): string[] {
  const { blind = [], inexact = false } = variant;
  const columns = COLUMNS.map((column) => {
    const outcome = cells.get(column);
    if (outcome === undefined) return '–';
    if (outcome.lies.length > 0) return 'FAILED';
    return blind.includes(column) || (inexact && column !== 'book') ? 'ok~' : 'ok';
  });
  return [variant.name, ...columns, ...times([...cells.values()])];
}

/** Seconds to recover: the median, and what nineteen of twenty stay below. */
function times(outcomes: readonly Outcome[]): [string, string] {
  const sorted = outcomes
    .flatMap(({ recoveryMs }) => (recoveryMs === undefined ? [] : [recoveryMs]))
    .sort((a, b) => a - b);
  const at = (part: number) => {
    const ms = sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
    return ms === undefined ? '' : (ms / 1000).toFixed(1);
  };
  return [at(0.5), at(0.95)];
}

function aligned(table: readonly (readonly string[])[]): string[] {
  const widths = table[0]!.map((_, i) => Math.max(...table.map((row) => row[i]!.length)));
  return table.map((row) =>
    row
      .map((cell, i) => (i <= COLUMNS.length ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd(),
  );
}

function dataOf(rows: readonly Row[], random: ReadonlyMap<number, Outcome>, failed: number): object {
  return {
    failed,
    matrix: rows.flatMap(({ variant, cells }) =>
      [...cells].map(([channel, outcome]) => ({ fault: variant.name, channel, ...outcome })),
    ),
    random: [...random].map(([seed, outcome]) => ({ seed, ...outcome })),
  };
}
