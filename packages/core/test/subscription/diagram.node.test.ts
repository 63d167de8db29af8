import { readFileSync, writeFileSync } from 'node:fs';
import { LIFE } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { diagramOf, withDiagram } from './diagram.js';

const DOCUMENT = new URL('../../../../docs/subscriptions.md', import.meta.url);
const REGENERATE = 'REGENERATE=1 npx vitest run --project node packages/core/test/subscription/diagram';

describe('the diagram of a subscription’s life', () => {
  it('in docs/subscriptions.md is that of the table', () => {
    const text = readFileSync(DOCUMENT, 'utf8');
    const drawn = withDiagram(text, LIFE);
    if (process.env['REGENERATE'] !== undefined) writeFileSync(DOCUMENT, drawn);
    else expect(text, `docs/subscriptions.md is out of date; to regenerate it: ${REGENERATE}`).toBe(drawn);
  });

  it('has each step of the table once', () => {
    const arrows = diagramOf(LIFE)
      .split('\n')
      .filter((line) => line.includes(': '));
    const drawn = arrows.flatMap((line) => {
      const [, from, to, events] = /^ {4}(\w+) --> (\w+): (.*)$/.exec(line)!;
      return events!.split(', ').map((event) => `${from} ${event} ${to}`);
    });
    const steps = Object.entries(LIFE).flatMap(([from, row]) =>
      Object.entries(row).map(([event, { to, send }]) => `${from} ${event}${send ? ` / ${send}` : ''} ${to}`),
    );
    expect(drawn.sort()).toEqual(steps.sort());
    for (const life of Object.keys(LIFE)) expect(diagramOf(LIFE)).toContain(` ${life} `);
  });
});
