import { LIFE, type Life, type LifeEvent } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';

/**
 * Every cell of the table. A dot: nothing changes. `+` sends subscribe, `-` sends unsubscribe.
 */
const TABLE = `
              open    lose    want    leave     acknowledge   refuse   hold        release  data  break  retry       overdue
wanted        sent+   .       .       gone      .             refused  .           .        .     .      .           .
sent          .       wanted  .       leaving-  acknowledged  refused  resyncing-  .        live  stale  .           sent+
acknowledged  .       wanted  .       leaving-  .             .        .           .        live  stale  .           resyncing-
live          .       wanted  .       leaving-  .             .        .           .        .     stale  .           .
stale         .       wanted  .       leaving-  .             .        .           .        live  .      resyncing-  .
resyncing     .       wanted  .       leaving   .             refused  .           sent+    .     .      .           resyncing-
refused       .       .       wanted  gone      .             .        .           .        .     .      .           .
leaving       .       gone    resyncing   .         .             .        .           gone     .     .      .           leaving-
gone          .       .       wanted  .         .             .        .           .        .     .      .           .
`;

const [header, ...rows] = TABLE.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));
const cells = rows.flatMap(([life, ...row]) =>
  row.map((cell, column) => ({ life: life as Life, event: header![column] as LifeEvent, cell })),
);

const SENDS = { '+': 'subscribe', '-': 'unsubscribe' } as const;

describe('the life of a subscription', () => {
  it('has no state or event that this table leaves out', () => {
    expect(rows.map(([life]) => life).sort()).toEqual(Object.keys(LIFE).sort());
    const events = new Set(Object.values(LIFE).flatMap((row) => Object.keys(row)));
    for (const event of events) expect(header).toContain(event);
    expect(cells.length).toBe(rows.length * header!.length);
  });

  it.each(cells)('$life, $event: $cell', ({ life, event, cell }) => {
    const sign = cell.at(-1) as '+' | '-';
    const send = SENDS[sign];
    const expected = cell === '.' ? undefined : send === undefined ? { to: cell } : { to: cell.slice(0, -1), send };
    expect(LIFE[life][event]).toEqual(expected);
  });
});
