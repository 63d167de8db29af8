import { describe, expect, it } from 'vitest';
import { FAULT_TYPES, PUBLIC_FAULT_TYPES } from '../../src/faults/table.js';
import { type Fault, type RandomFaultOptions, RECOVERY_MS, randomFaults, readFault } from '../../src/index.js';
import { START } from '../talk.js';
import { exchange, wire } from './wire.js';

const OPTIONS: RandomFaultOptions = { seed: 7, durationMs: 600_000, meanGapMs: 2000, symbols: ['BTC/USD', 'ETH/USD'] };

describe('random faults', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(randomFaults(OPTIONS)).toEqual(randomFaults(OPTIONS));
    expect(randomFaults({ ...OPTIONS, seed: 8 })).not.toEqual(randomFaults(OPTIONS));
  });

  it('are of every type, in order, as far apart as asked, and none too late', () => {
    const steps = randomFaults(OPTIONS);
    const times = steps.map(({ atMs }) => atMs);
    expect(new Set(steps.map(({ fault }) => fault.type))).toEqual(new Set(PUBLIC_FAULT_TYPES));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(OPTIONS.durationMs);
    expect(steps.length).toBeGreaterThan(240);
    expect(steps.length).toBeLessThan(360);
  });

  it('have every type before any comes for a third time', () => {
    const first = randomFaults(OPTIONS).slice(0, PUBLIC_FAULT_TYPES.length);
    expect(new Set(first.map(({ fault }) => fault.type)).size).toBe(PUBLIC_FAULT_TYPES.length);
  });

  it('are those of private connections as well when these are to have their share', () => {
    const steps = randomFaults({ ...OPTIONS, private: true });
    expect(new Set(steps.map(({ fault }) => fault.type))).toEqual(new Set(FAULT_TYPES));
    const channels = new Set(steps.map(({ fault }) => ('channel' in fault ? fault.channel : undefined)));
    expect(channels).toEqual(new Set([undefined, 'executions', 'balances']));
    for (const { fault } of steps) {
      expect(readFault(fault)).toEqual(fault);
      // Of a symbol no account's channel has a frame.
      if ('channel' in fault && fault.channel !== undefined) expect(fault).not.toHaveProperty('symbol');
    }
  });

  it('make sense, each of them, and stay with their symbols and channels', () => {
    const named = (fault: Fault, field: string): unknown => Object.entries(fault).find(([name]) => name === field)?.[1];
    for (const seed of [1, 2, 3]) {
      for (const { fault } of randomFaults({ ...OPTIONS, seed, channels: ['book'] })) {
        expect(readFault(fault)).toEqual(fault);
        expect([undefined, 'BTC/USD', 'ETH/USD']).toContain(named(fault, 'symbol'));
        expect([undefined, 'book']).toContain(named(fault, 'channel'));
      }
    }
  });

  it.each([false, true])('leave the exchange healthy soon after the last (private: %s)', (own) => {
    for (let seed = 0; seed < 10; seed++) {
      const on = exchange({ seed });
      const durationMs = 60_000;
      on.faults.script(randomFaults({ ...OPTIONS, seed, durationMs, meanGapMs: 300, private: own }));
      for (let ms = 0; ms < durationMs; ms += 500) {
        on.tick(START + ms);
        on.knock('/v2', (refusal) => {
          if (refusal === undefined && on.stats.connections < 5) wire(on).book('subscribe', 'BTC/USD', 'ETH/USD');
        });
      }
      on.tick(START + durationMs + RECOVERY_MS);
      expect(on.faults.pending).toEqual([]);
      expect(on.mode).toBe('online');
      const late = wire(on);
      late.book('subscribe', 'BTC/USD');
      expect(late.texts().map((text) => text.slice(0, 30))).toEqual([
        '{"channel":"status","type":"up',
        '{"method":"subscribe","req_id"',
        '{"channel":"book","type":"snap',
      ]);
    }
  });

  it('cannot be had without a symbol or without a gap', () => {
    expect(() => randomFaults({ ...OPTIONS, symbols: [] })).toThrow('symbols: expected at least one');
    expect(() => randomFaults({ ...OPTIONS, meanGapMs: 0 })).toThrow('meanGapMs must be more than 0, not 0');
  });
});
