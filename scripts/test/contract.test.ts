import { describe, expect, it } from 'vitest';
import { contractTable } from '../contract.mjs';

const WAYS = ['in memory', 'over sockets', 'in memory, in a page', "over the browser's WebSocket"];

interface Cell {
  readonly row: string;
  readonly title: string;
  readonly protocol?: string;
  readonly ways?: readonly string[];
  readonly status?: string;
}

/** What Vitest reports of tests of these cells. */
function report(...cells: Cell[]) {
  const assertionResults = cells.flatMap(({ row, title, protocol = 'v1', ways = WAYS, status = 'passed' }) =>
    ways.map((way) => ({ ancestorTitles: [way, protocol, row], title, status })),
  );
  return { testResults: [{ assertionResults }] };
}

/** The marks of a row's cells, those of v1 first, blanks left out. Nothing was run on v2. */
function marks(row: string, ...cells: Cell[]): string {
  const { text } = contractTable(report(...cells));
  const line = text.split('\n').find((each) => each.includes(` ${row} `)) ?? '';
  return (line.split(row)[1] ?? '').replace(/ /g, '');
}

describe('the table of the contract', () => {
  const status = { row: 'subscribeStatus', title: 'one: it is told' };

  it('marks a cell that was tested on every way with a ✓', () => {
    expect(marks('subscribeStatus', status)).toBe('✓✗✗✗');
    expect(marks('subscribeStatus', status, { ...status, title: 'signal: ends it' })).toBe('✓✓✗✗');
  });

  it('marks a cell with a ✗ when one of its tests failed, was skipped, or was not run on every way', () => {
    expect(marks('subscribeStatus', status, { ...status, ways: ['over sockets'], status: 'failed' })).toBe('✗✗✗✗');
    expect(marks('subscribeStatus', { ...status, status: 'skipped' })).toBe('✗✗✗✗');
    expect(marks('subscribeStatus', { ...status, ways: WAYS.slice(0, 3) })).toBe('✗✗✗✗');
  });

  it('marks what a protocol refuses with a –, if that is tested', () => {
    const refused = { row: 'subscribeBalances', title: 'refused: with words' };
    expect(marks('subscribeBalances', refused)).toBe('––✗✗');
    expect(marks('subscribeBalances', { ...refused, title: 'one: it is told' })).toBe('✗✗✗✗');
    expect(marks('subscribeStatus', { ...status, title: 'refused: with words' })).toBe('✗✗✗✗');
  });

  it('counts the cells that have no test', () => {
    const all = contractTable(report()).untested;
    expect(all).toBeGreaterThan(80);
    expect(contractTable(report(status)).untested).toBe(all - 1);
  });
});
