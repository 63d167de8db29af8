/** What every codec promises, as properties. */
import { type Codec, type Message, ProtocolError, type ServerMessage } from '@kraken-stream/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { mutated } from './v2/frames.js';

/** It reads what it has written. */
export function readsAsWritten(codec: Codec, message: fc.Arbitrary<ServerMessage>): void {
  fc.assert(
    fc.property(message, (each) => {
      expect(codec.decode(codec.encode(each))).toEqual(each);
    }),
    { numRuns: 300 },
  );
}

/** It makes a message of any text, and of any frame whatever happened to it; of these kinds often enough to prove something. */
export function makesSense(
  codec: Codec,
  frame: fc.Arbitrary<string>,
  nearFrame: fc.Arbitrary<string>,
  kinds: readonly Message['type'][],
  numRuns: number,
): void {
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
        const message = codec.decode(text);
        types[message.type] = (types[message.type] ?? 0) + 1;
        if (message.type !== 'invalid') return;
        expect(message.error).toBeInstanceOf(ProtocolError);
        expect(message.error.expected).not.toBe('');
        expect(message.error.received).not.toBe('');
        expect(message.error.frame.length).toBeLessThanOrEqual(201);
      },
    ),
    { numRuns },
  );
  // It would prove nothing if all were refused at the door.
  for (const kind of kinds) expect(types[kind]).toBeGreaterThan(10);
}

/** It leaves in no message a number marked as one. */
export function leavesNoMark(codec: Codec, nearFrame: fc.Arbitrary<string>, numRuns: number): void {
  fc.assert(
    fc.property(nearFrame, (text) => {
      const message = codec.decode(text);
      if (text.includes('\x7f') || message.type === 'invalid') return;
      expect(JSON.stringify(message)).not.toContain('\x7f');
    }),
    { numRuns },
  );
}
