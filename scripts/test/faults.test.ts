import { randomFaults } from '@kraken-stream/simulator';
import { describe, expect, it } from 'vitest';
import { COLUMNS, type Column } from '../faults/channels.js';
import { concerns, main } from '../faults/main.js';
import { randomScenario } from '../faults/random.js';
import { report } from '../faults/report.js';
import { matrixScenario, type Outcome } from '../faults/scenario.js';
import type { Variant } from '../faults/variant.js';
import { VARIANTS } from '../faults/variants.js';

const aims = { channel: 'book', symbol: 'BTC/USD' } as const;
const variantOf = (name: string) => VARIANTS.find((each) => each.name === name)!;
const typesOf = (faults: readonly { readonly type: string }[]) => faults.map(({ type }) => type);

describe('the fault matrix', () => {
  const few: [string, Column][] = [
    ['drop, cut', 'book 100'],
    ['drop, closed with 1013', 'trade'],
    ['refuse-upgrade 429', 'ohlc'],
    ['mute 8 s', 'status'],
    ['maintenance, dropped and refused', 'instrument'],
    ['msg-rate, legacy, after a drop', 'spread'],
    ['lose-acknowledgement, unsubscribe', 'ticker'],
    ['refuse-symbol, at first', 'book'],
    ['lose updates', 'book'],
    ['lose all, 8 s', 'trade'],
    ['delay snapshots 8000 ms', 'book'],
    ['corrupt digit updates', 'book 100'],
    ['wrong-checksum', 'book'],
    ['drop, four times', 'executions'],
    ['delay snapshots 2000 ms', 'open orders'],
    ['skip-sequence', 'own trades'],
    ['three wrong tokens, at first', 'balances'],
    ['mute 8 s', 'trading'],
    ['lose-answer, all for 10 s', 'trading'],
    ['drop-on-request carried out', 'trading'],
    ['drop-on-request not carried out', 'trading'],
  ];

  it.each(few)('finds no lie on v2: %s × %s', async (name, column) => {
    const { lies, recoveryMs } = await matrixScenario('v2', variantOf(name), column);
    expect(lies).toEqual([]);
    expect(recoveryMs).toBeGreaterThanOrEqual(0);
  });

  const fewOnV1: [string, Column][] = [
    ['drop, cut', 'book 100'],
    ['drop, closed with 1013', 'trade'],
    ['refuse-upgrade 429', 'ohlc'],
    ['mute 8 s', 'status'],
    ['truncate updates', 'spread'],
    ['corrupt digit snapshots', 'book'],
    ['reorder updates', 'ticker'],
    ['lose updates', 'book'],
    ['lose-acknowledgement, after a drop', 'executions'],
    ['delay snapshots 2000 ms', 'open orders'],
    ['skip-sequence of orders', 'own trades'],
    ['skip-sequence of trades', 'open orders'],
    ['lose-answer, all for 10 s', 'trading'],
    ['drop-on-request carried out', 'trading'],
  ];

  it.each(fewOnV1)('finds no lie on v1: %s × %s', async (name, column) => {
    const { lies, recoveryMs } = await matrixScenario('v1', variantOf(name), column);
    expect(lies).toEqual([]);
    expect(recoveryMs).toBeGreaterThanOrEqual(0);
  });

  it.each([1, 2, 3, 4, 6, 9, 12])('finds no lie in random script %i on v2', async (seed) => {
    expect((await randomScenario('v2', seed)).lies).toEqual([]);
  });

  it.each([1, 2, 3, 12, 24])('finds no lie in random script %i on v1', async (seed) => {
    expect((await randomScenario('v1', seed)).lies).toEqual([]);
  });

  it('has a row for each type of fault, and each row a name of its own', () => {
    const known = new Set(
      randomFaults({ seed: 1, meanGapMs: 1, symbols: ['BTC/USD'], durationMs: 1e4, private: true }).map(
        ({ fault }) => fault.type,
      ),
    );
    const rows = VARIANTS.flatMap(({ first, script }) => [
      ...typesOf(first?.(aims) ?? []),
      ...typesOf((script?.(aims, undefined) ?? []).map(({ fault }) => fault)),
    ]);
    expect([...new Set(rows)].sort()).toEqual([...known].sort());
    expect(new Set(VARIANTS.map(({ name }) => name)).size).toBe(VARIANTS.length);
  });

  it('leaves out only what cannot happen to a channel', () => {
    const concerned = (variant: Omit<Variant, 'name'>) =>
      COLUMNS.filter((column) => concerns({ name: '', ...variant }, column, 'v2'));
    const others = (variant: Omit<Variant, 'name'>) => COLUMNS.filter((column) => !concerned(variant).includes(column));
    expect(concerned({})).toEqual(COLUMNS);
    expect(others({ of: 'asked' })).toEqual(['status']);
    expect(concerned({ of: 'books' })).toEqual(['book', 'book 100']);
    expect(concerned({ of: 'named' })).toEqual(['book', 'book 100', 'ticker', 'spread', 'trade', 'ohlc']);
    expect(concerned({ of: 'private' })).toEqual(['executions', 'open orders', 'own trades', 'balances', 'trading']);
    expect(concerned({ of: 'trading' })).toEqual(['trading']);
    expect(others({ inexact: true })).toEqual(['trading']);
  });

  it('leaves out besides what a protocol has not', () => {
    const missing = (variant: Omit<Variant, 'name'>) =>
      COLUMNS.filter((column) => !concerns({ name: '', ...variant }, column, 'v1'));
    expect(missing({})).toEqual(['instrument', 'balances']);
    const snapshot = { script: () => [{ atMs: 0, fault: { type: 'lose-snapshot' } as const }] };
    expect(missing(snapshot)).toEqual(['spread', 'trade', 'instrument', 'balances']);
    expect(missing({ methods: ['batch_add'] })).toEqual(COLUMNS);
    expect(missing({ protocols: ['v2'] })).toEqual(COLUMNS);
  });

  it('is the same each time', async () => {
    expect(await randomScenario('v2', 5)).toEqual(await randomScenario('v2', 5));
    expect(await randomScenario('v1', 5)).toEqual(await randomScenario('v1', 5));
  });
});

describe('the command', () => {
  const run = async (...args: string[]) => {
    const [printed, said]: [string[], string[]] = [[], []];
    const status = await main(args, { print: (line) => printed.push(line), say: (line) => said.push(line) });
    return { status, printed, said };
  };

  it('runs one scenario by its name in both protocols, a table for each, and says so last', async () => {
    const { status, printed } = await run('--only', 'drop, cut × ticker');
    expect(status).toBe(0);
    expect(printed.at(-1)).toBe('2 scenarios, 0 failed');
    expect(printed.filter((line) => /^v[12] +book/.test(line)).map((line) => line.slice(0, 2))).toEqual(['v2', 'v1']);
    expect(printed.filter((line) => /^drop, cut +– +– +ok +–/.test(line))).toHaveLength(2);
  });

  it('runs what there is in one protocol alone', async () => {
    const { status, printed } = await run('--protocol', 'v1', '--only', 'skip-sequence of trades × own trades');
    expect(status).toBe(0);
    expect(printed.at(-1)).toBe('1 scenarios, 0 failed');
    expect((await run('--protocol', 'v2', '--only', 'skip-sequence of trades × own trades')).status).toBe(2);
  });

  it('runs one random script by its seed', async () => {
    const { status, printed } = await run('--seed', '4');
    expect(status).toBe(0);
    expect(printed.at(-1)).toBe('2 scenarios, 0 failed');
  });

  it.each([
    [['--speed', '1'], 'received --speed'],
    [['--seed'], '--seed: expected a value'],
    [['--seed', '-1'], '--seed: expected an integer'],
    [['--seed', '1', '--seed', '2'], 'received twice'],
    [['--protocol', 'v0'], '--protocol: expected v2 or v1'],
    [['--only', 'no such fault'], 'no scenario of that name'],
  ])('refuses %j', async (args, complaint) => {
    const { status, said } = await run(...args);
    expect(status).toBe(2);
    expect(said.join('\n')).toContain(complaint);
  });

  it('prints what failed, and how to see it alone', () => {
    const bad: Outcome = { lies: ['1.00 s: book BTC/USD: a lie'], recoveryMs: undefined };
    const good: Outcome = { lies: [], recoveryMs: 1500 };
    const [variant] = VARIANTS;
    const cells = new Map<Column, Outcome>([
      ['book', bad],
      ['trade', good],
    ]);
    const rows = [{ variant: variant!, cells }];
    const { lines, failed } = report([{ protocol: 'v1', rows, random: new Map([[7, bad]]) }]);
    const text = lines.join('\n');
    expect(text).toContain(`npm run faults -- --protocol v1 --only "${variant!.name} × book"`);
    expect(text).toContain('npm run faults -- --protocol v1 --seed 7');
    expect(text).toContain('1.00 s: book BTC/USD: a lie');
    expect(lines.at(-1)).toBe('3 scenarios, 2 failed');
    expect(failed).toBe(2);
  });
});
