import { type ServerMessage, v1 } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leavesNoMark, makesSense, readsAsWritten } from '../promises.js';
import { withText } from '../v2/samples.js';
import { nearFrame, SAMPLE_FRAMES, SERVER_MESSAGES, serverMessage } from './messages.js';

describe('the codec', () => {
  it.each(Object.entries(SERVER_MESSAGES))('reads a message of kind %s as it was written', (_, message) => {
    readsAsWritten(v1, fc.oneof<fc.Arbitrary<ServerMessage>[]>(message));
  });

  it('makes a message of any text, and of any frame whatever happened to it', () => {
    const frame = fc.oneof(
      serverMessage.map((message) => v1.encode(message)),
      fc.constantFrom(...SAMPLE_FRAMES.map(({ text }) => text)),
    );
    makesSense(
      v1,
      frame,
      nearFrame,
      ['book', 'ticker', 'spread', 'trade', 'ohlc', 'unknown', 'refused', 'subscribed'],
      6000,
    );
  });

  it('leaves in no message a number marked as one', () => {
    leavesNoMark(v1, nearFrame, 2000);
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
