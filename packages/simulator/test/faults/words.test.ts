import { describe, expect, it } from 'vitest';
import { readFault } from '../../src/faults/read.js';
import { FAULT_TYPES, fieldsOf } from '../../src/faults/table.js';
import { faultHelp, fieldHelp, toJson } from '../../src/faults/words.js';
import { describeFault, type Fault } from '../../src/index.js';

describe('faults in words', () => {
  it.each<[Fault, string]>([
    [{ type: 'drop' }, 'connections are dropped'],
    [
      { type: 'drop', code: 1013, reason: 'Market data unavailable' },
      'connections are dropped (code 1013, Market data unavailable)',
    ],
    [{ type: 'lose', frames: 'all', count: 1 }, 'data frames are lost (all, once)'],
    [{ type: 'slow', bytesPerSecond: 300, ms: 1500 }, 'bytes trickle (300 bytes a second, for 1.5 s)'],
    [
      { type: 'maintenance', ms: 60_000, stepMs: 500, drop: false, refuseUpgrades: true },
      'the exchange goes into maintenance and back (for 60 s, back in steps of 0.5 s, refuse upgrades)',
    ],
    [
      { type: 'drop-on-request', carriedOut: false, method: 'add_order' },
      'connections are cut before requests about orders are answered (not carried out, method add_order)',
    ],
    [{ type: 'delay-answer', delayMs: 250, ms: 1000 }, 'answers about orders come late (by 0.3 s, for 1 s)'],
    [{ type: 'mute', ms: 900, connection: '77' }, 'nothing is sent or heard (for 0.9 s, connection 77)'],
  ])('%j', (fault, text) => {
    expect(describeFault(fault)).toBe(text);
    expect(describeFault(fault, 2040)).toBe(`in 2.1 s: ${text}`);
  });

  it('become JSON that is read again, without limit as well', () => {
    const fault: Fault = { type: 'lose', count: Infinity };
    expect(toJson(fault)).toBe('{"type":"lose","count":"all"}');
    expect(readFault(JSON.parse(toJson(fault)))).toEqual(fault);
  });

  it('are all in the help, with every field', () => {
    const help = faultHelp('  ');
    const fields = fieldHelp('  ');
    for (const type of FAULT_TYPES) {
      expect(help).toMatch(new RegExp(`^  ${type}[[: ]`, 'm'));
      for (const name of fieldsOf(type).keys()) expect(fields).toMatch(new RegExp(`^  ${name} `, 'm'));
    }
    expect(help).toContain(
      '  drop[:CODE]                     connections are dropped\n    code? reason? connection?\n',
    );
    expect(help).toContain('  mute:SECONDS ');
    expect(help).toContain('  slow:BYTES_PER_SECOND ');
    expect(fields).toContain('503 when left out');
    // What a name holds is not the same everywhere.
    expect(fields).toMatch(/^ {2}channel +book or /m);
    expect(fields).toMatch(/^ {18}of skip-sequence: executions or balances$/m);
    expect(fields).toMatch(/^ {2}method +subscribe or unsubscribe$/m);
    expect(fields).toMatch(/^ {18}of delay-answer, .*drop-on-request: add_order or /m);
    expect(help).toMatch(/expire-token +tokens issued so far expire\n$/);
  });
});
