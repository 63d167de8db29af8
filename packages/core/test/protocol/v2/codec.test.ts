import { type Message, ProtocolError, v2 } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mutated } from './frames.js';
import { nearFrame, SERVER_MESSAGES, serverMessage } from './messages.js';
import { SAMPLE_FRAMES } from './samples.js';

describe('the codec', () => {
  it.each(Object.entries(SERVER_MESSAGES))('reads a message of kind %s as it was written', (_, message) => {
    fc.assert(
      fc.property(fc.oneof(message), (each) => {
        expect(v2.decode(v2.encode(each))).toEqual(each);
      }),
      { numRuns: 300 },
    );
  });

  it.each(SAMPLE_FRAMES.filter(({ kind }) => kind !== 'subscribed'))(
    'writes a frame of kind $kind ($name) byte for byte as it was read',
    ({ text }) => {
      const message = v2.decode(text);
      if (message.type === 'invalid' || message.type === 'unknown') throw new Error(`decoded as ${message.type}`);
      expect(v2.encode(message)).toBe(text);
    },
  );

  it('makes a message of any text, and of any frame whatever happened to it', () => {
    const frame = fc.oneof(
      serverMessage.map((message) => v2.encode(message)),
      fc.constantFrom(...SAMPLE_FRAMES.map(({ text }) => text)),
    );
    const types: Partial<Record<Message['type'], number>> = {};
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.json(),
          { arbitrary: nearFrame, weight: 4 },
          { arbitrary: mutated(frame), weight: 4 },
        ),
        (text) => {
          const message = v2.decode(text);
          types[message.type] = (types[message.type] ?? 0) + 1;
          if (message.type !== 'invalid') return;
          expect(message.error).toBeInstanceOf(ProtocolError);
          expect(message.error.expected).not.toBe('');
          expect(message.error.received).not.toBe('');
          expect(message.error.frame.length).toBeLessThanOrEqual(201);
        },
      ),
      { numRuns: 10_000 },
    );
    // It would prove nothing if all were refused at the door.
    for (const kind of [
      ...(['ticker', 'trade', 'ohlc', 'instrument', 'unknown', 'refused'] as const),
      ...(['executions', 'balances', 'answered'] as const),
    ]) {
      expect(types[kind]).toBeGreaterThan(10);
    }
  });

  it('leaves in no message a number marked as one', () => {
    fc.assert(
      fc.property(nearFrame, (text) => {
        const message = v2.decode(text);
        if (text.includes('\x7f') || message.type === 'invalid') return;
        expect(JSON.stringify(message)).not.toContain('\x7f');
      }),
      { numRuns: 3000 },
    );
  });
});
