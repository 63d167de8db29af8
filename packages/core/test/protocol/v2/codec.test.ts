import { type ServerMessage, v2 } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leavesNoMark, makesSense, readsAsWritten } from '../promises.js';
import { nearFrame, SERVER_MESSAGES, serverMessage } from './messages.js';
import { SAMPLE_FRAMES } from './samples.js';

describe('the codec', () => {
  it.each(Object.entries(SERVER_MESSAGES))('reads a message of kind %s as it was written', (_, message) => {
    readsAsWritten(v2, fc.oneof<fc.Arbitrary<ServerMessage>[]>(message));
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
    makesSense(
      v2,
      frame,
      nearFrame,
      ['ticker', 'trade', 'ohlc', 'instrument', 'unknown', 'refused', 'executions', 'balances', 'answered'],
      10_000,
    );
  });

  it('leaves in no message a number marked as one', () => {
    leavesNoMark(v2, nearFrame, 3000);
  });
});
