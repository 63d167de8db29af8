/** What the scenarios came to: a table, what failed and how to see it alone, a last line. Runs nothing. */
import { COLUMNS, type Column } from './channels.js';
import type { Protocol } from './protocol.js';
import type { Outcome } from './scenario.js';
import type { Variant } from './variant.js';

export interface Row {
  readonly variant: Variant;
  readonly cells: ReadonlyMap<Column, Outcome>;
}

/** What came of all that was run in one protocol. */
export interface Result {
  readonly protocol: Protocol;
  readonly rows: readonly Row[];
  readonly random: ReadonlyMap<number, Outcome>;
}

const LEGEND = [
  'ok  live again in time, nothing false on the way, nothing lost that can be restored; of requests (trading) all known',
  '    that can be, nothing carried out twice',
  'ok~ the same, as far as it can be known: what is lost or altered there leaves no trace that a client could find (a',
  '    candle or an instrument that is told only once, book levels below the ten that the checksum covers, a digit that',
  '    no checksum covers; on v1 trades, which have no numbers, and which of two tickers is the later, which have no',
  '    time); at the end all is true again, but for what an account is told once and nothing proves',
  '–   does not apply: the protocol has no such channel (on v1 instruments and balances are asked of REST), nothing is',
  '    asked for, or nothing of the kind is sent (on v1 trades and spreads begin without a snapshot)',
  'p50, p95: seconds from when the exchange was healthy again to when all of it was live with new data',
];
const LIES_SHOWN = 4;

export interface Report {
  readonly lines: readonly string[];
  readonly failed: number;
  /** For machines. */
  readonly data: object;
}

export function report(results: readonly Result[]): Report {
  const lines = results.flatMap(linesOf);
  const all = results.flatMap(outcomesOf);
  const failed = all.filter(({ lies }) => lies.length > 0).length;
  if (results.some(({ rows }) => rows.length > 0)) lines.push(...LEGEND, '');
  lines.push(...results.flatMap(failuresOf), `${all.length} scenarios, ${failed} failed`);
  return { lines, failed, data: { failed, ...dataOf(results) } };
}

function outcomesOf({ rows, random }: Result): Outcome[] {
  return [...cellsIn(rows), ...random.values()];
}

function cellsIn(rows: readonly Row[]): Outcome[] {
  return rows.flatMap(({ cells }) => [...cells.values()]);
}

/** The table of a protocol, and a line about its random scripts. */
function linesOf({ protocol, rows, random }: Result): string[] {
  const lines: string[] = [];
  if (rows.length > 0) {
    const table = [[protocol, ...COLUMNS, 'p50', 'p95'], ...rows.map((row) => cellsOf(row, protocol))];
    table.push(['all', ...COLUMNS.map(() => ''), ...times(cellsIn(rows))]);
    lines.push(...aligned(table), '');
  }
  if (random.size === 0) return lines;
  const bad = [...random.values()].filter(({ lies }) => lies.length > 0).length;
  const [p50, p95] = times([...random.values()]);
  const about = `${protocol}, random scripts, all channels at once`;
  return [...lines, `${about}: ${random.size}, ${bad} failed; p50 ${p50}, p95 ${p95}`, ''];
}

function failuresOf({ protocol, rows, random }: Result): string[] {
  const asked = `--protocol ${protocol}`;
  const cells = rows.flatMap(({ variant, cells }) =>
    [...cells].map(([column, { lies }]) => ({ args: `${asked} --only "${variant.name} × ${column}"`, lies })),
  );
  const scripts = [...random].map(([seed, { lies }]) => ({ args: `${asked} --seed ${seed}`, lies }));
  return [...cells, ...scripts].flatMap(({ args, lies }) => (lies.length > 0 ? failure(args, lies) : []));
}

/** One line about a random script. */
export function randomFailed(seed: number, { lies }: Outcome): string {
  return `random script ${seed} FAILED: ${lies[0]}`;
}

function failure(args: string, lies: readonly string[]): string[] {
  const more = lies.length > LIES_SHOWN ? [`    and ${lies.length - LIES_SHOWN} more`] : [];
  return [`FAILED  npm run faults -- ${args}`, ...lies.slice(0, LIES_SHOWN).map((lie) => `    ${lie}`), ...more, ''];
}

function cellsOf({ variant, cells }: Row, protocol: Protocol): string[] {
  const { blind = [], blindOn = {}, inexact = false } = variant;
  const blinds = [...blind, ...(blindOn[protocol] ?? [])];
  const columns = COLUMNS.map((column) => {
    const outcome = cells.get(column);
    if (outcome === undefined) return '–';
    if (outcome.lies.length > 0) return 'FAILED';
    return blinds.includes(column) || (inexact && column !== 'book') ? 'ok~' : 'ok';
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

function dataOf(results: readonly Result[]): object {
  return {
    matrix: results.flatMap(({ protocol, rows }) =>
      rows.flatMap(({ variant, cells }) =>
        [...cells].map(([channel, outcome]) => ({ protocol, fault: variant.name, channel, ...outcome })),
      ),
    ),
    random: results.flatMap(({ protocol, random }) =>
      [...random].map(([seed, outcome]) => ({ protocol, seed, ...outcome })),
    ),
  };
}
