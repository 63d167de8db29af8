import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Filter } from '../../src/wires/filter.js';
import { WireFrame } from '../../src/wires/frame.js';
import { Memory } from '../../src/wires/memory.js';

const frame = (text: string, type: WireFrame['type'] = 'received'): WireFrame => new WireFrame(type, 0, 1, text);

describe('the memory of the wires', () => {
  it('keeps the latest two thousand, and counts all', () => {
    const memory = new Memory();
    for (let n = 0; n < 7001; n++) memory.add(frame(String(n), n % 7 === 0 ? 'sent' : 'received'));
    expect(memory.latest.map(({ text }) => text)).toEqual(Array.from({ length: 2000 }, (_, i) => String(5001 + i)));
    expect(memory).toMatchObject({ total: 7001, sent: { frames: 1001 }, received: { frames: 6000 }, characters: 8000 });
  });

  it('keeps no more than eight million characters', () => {
    const memory = new Memory();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9_000_000 }), { maxLength: 8 }), (lengths) => {
        for (const length of lengths) {
          memory.add(frame('x'.repeat(length)));
          expect(memory.characters).toBe(memory.latest.reduce((sum, { text }) => sum + text.length, 0));
          expect(memory.characters).toBeLessThanOrEqual(8_000_000);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('forgets what is kept, and goes on counting', () => {
    const memory = new Memory();
    memory.add(frame('abc'));
    memory.clear();
    memory.add(frame('de'));
    expect(memory.latest.map(({ text }) => text)).toEqual(['de']);
    expect(memory).toMatchObject({ total: 2, characters: 2, received: { frames: 2, bytes: 5 } });
  });
});

describe('the filter of the wires', () => {
  const book = frame('{"channel":"book","type":"update","data":[{"symbol":"BTC/USD"}]}');
  const beat = frame('{"channel":"heartbeat"}');
  const ping = frame('{"method":"ping"}', 'sent');
  const filter = new Filter();
  const shown = (text: string, direction = '', channel = ''): readonly WireFrame[] => {
    filter.set({ text, direction, channel });
    return filter.of([book, beat, ping]);
  };

  it('lets through what matches all that is asked', () => {
    expect(shown('')).toEqual([book, beat, ping]);
    expect(shown(' btc/usd ')).toEqual([book]);
    expect(shown('', 'sent')).toEqual([ping]);
    expect(shown('', 'received', 'heartbeat')).toEqual([beat]);
    expect(shown('btc', 'sent')).toEqual([]);
    expect(shown('', '', 'request')).toEqual([ping]);
  });
});
