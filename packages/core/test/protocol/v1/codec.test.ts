import { type Message, ProtocolError, v1 } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mutated } from '../v2/frames.js';
import { withText } from '../v2/samples.js';
import { nearFrame, SAMPLE_FRAMES, SERVER_MESSAGES, serverMessage } from './messages.js';

describe('the codec', () => {
  it.each(Object.entries(SERVER_MESSAGES))('reads a message of kind %s as it was written', (_, message) => {
    fc.assert(
      fc.property(fc.oneof(message), (each) => {
        expect(v1.decode(v1.encode(each))).toEqual(each);
      }),
      { numRuns: 300 },
    );
  });

  it('makes a message of any text, and of any frame whatever happened to it', () => {
    const frame = fc.oneof(
      serverMessage.map((message) => v1.encode(message)),
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
          const message = v1.decode(text);
          types[message.type] = (types[message.type] ?? 0) + 1;
          if (message.type !== 'invalid') return;
          expect(message.error).toBeInstanceOf(ProtocolError);
          expect(message.error.expected).not.toBe('');
          expect(message.error.received).not.toBe('');
          expect(message.error.frame.length).toBeLessThanOrEqual(201);
        },
      ),
      { numRuns: 6000 },
    );
    // It would prove nothing if all were refused at the door.
    for (const kind of ['book', 'ticker', 'spread', 'trade', 'ohlc', 'unknown', 'refused', 'subscribed'] as const) {
      expect(types[kind]).toBeGreaterThan(10);
    }
  });

  it('leaves in no message a number marked as one', () => {
    fc.assert(
      fc.property(nearFrame, (text) => {
        const message = v1.decode(text);
        if (text.includes('\x7f') || message.type === 'invalid') return;
        expect(JSON.stringify(message)).not.toContain('\x7f');
      }),
      { numRuns: 2000 },
    );
  });
});

describe.each(SAMPLE_FRAMES)('a frame of kind $kind: $text', ({ kind, text, places, ignored }) => {
  const looked = places.map((place) => ({ place, path: place.join('.') })).filter(({ path }) => !ignored.test(path));

  it('is decoded when nothing is wrong', () => {
    expect(v1.decode(text).type).toBe(kind);
  });

  it('says where a null is', () => {
    for (const { place, path } of looked) {
      const message = v1.decode(withText(text, place, 'null'));
      expect(message).toMatchObject({ type: 'invalid', error: { path, received: 'null' } });
    }
    expect(looked.length).toBeGreaterThan(0);
  });
});

describe('any text', () => {
  it.each([
    ['nested arrays', `[0,${'['.repeat(20_000)}${']'.repeat(20_000)},"book-10","XBT/USD"]`],
    ['members that cannot be printed', '[0,{"toString":1,"a":{"valueOf":1}},"book-10","XBT/USD"]'],
    ['a number of a million digits', `[0,{"a":[["${'1'.repeat(1_000_000)}","1","1.0"]],"c":"1"},"book-10","XBT/USD"]`],
    ['an exponent that would fill the memory', '[0,{"a":[["1e999999999","1","1.0"]],"c":"1"},"book-10","XBT/USD"]'],
    ['many maps', `[0${',{}'.repeat(100_000)},"book-10","XBT/USD"]`],
    ['a megabyte of nonsense', `${'[0,{"a":[['.repeat(100_000)}],"book-10","XBT/USD"]`],
    ['a megabyte of names', `"x","`.repeat(200_000)],
    ['a megabyte of blanks', `[0,{},"book-10","XBT/USD"${' '.repeat(1_000_000)}]`],
  ])('is survived, and quickly: %s', (what, text) => {
    const message = v1.decode(text);
    expect(message.type).toBe('invalid');
    if (message.type !== 'invalid' || what.includes('names') || what.includes('blanks')) return;
    expect(message.error).toMatchObject({ channel: 'book', symbol: 'BTC/USD' });
  });
});
