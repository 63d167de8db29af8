/** What the exchange really sent in v1 about the market, and what its documentation prints. */
import { type ServerMessage, v1 } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { captures, type Frame, filesIn, linesIn, present, samples } from '../recordings.js';

if (!present) console.info('shared/protocol and shared/captures are not here: the frames of v1 are not checked');

/** What is about accounts and orders is looked at elsewhere. */
const PRIVATE = /"sequence"|"event"\s*:\s*"(?:add|amend|edit|cancel)|"name"\s*:\s*"(?:openOrders|ownTrades)"/;
const isPublic = ({ text }: Frame) => !PRIVATE.test(text);
const isRequest = ({ text }: Frame) => /"event"\s*:\s*"(?:subscribe|unsubscribe|ping)"/.test(text);

const wire = filesIn(samples, /^v1-.*-wire\.json$/).filter(isPublic);
const pages = filesIn(samples, /^v1-.*(?<!-wire)\.json$/).filter(isPublic);
const recorded = [...linesIn(samples, /^v1-.*\.ndjson$/), ...linesIn(captures, /^v1-.*\.jsonl$/)].filter(isPublic);

/** Frames whose bytes the simulator would not send, and why. */
const UNLIKE: readonly (readonly [RegExp, string])[] = [[/"reqid": /, 'a blank and an order left by its publisher']];

function understood(text: string): ServerMessage {
  const message = v1.decode(text);
  if (message.type === 'invalid') throw message.error;
  if (message.type === 'unknown') throw new Error(`unknown: ${text}`);
  return message;
}

/** Numbers of channels differ by the time, and mean nothing. */
function withoutIds(text: string): string {
  return text.replace(/^\[\d+,/, '[0,').replace(/"channelID":\d+/, '"channelID":0');
}

describe.skipIf(!present)('the frames of the wire', () => {
  const frames = [...wire, ...recorded];
  const alike = frames.filter(({ text }) => !UNLIKE.some(([mark]) => mark.test(text)));

  it('are there, of every kind', () => {
    const kinds = new Set(frames.map(({ text }) => understood(text).type));
    expect([...kinds].sort()).toEqual([
      ...['book', 'heartbeat', 'ohlc', 'pong', 'refused', 'spread', 'status', 'subscribed', 'ticker', 'trade'],
    ]);
    expect(frames.length).toBeGreaterThan(1200);
  });

  it('are encoded to the same bytes, every one', () => {
    for (const { text } of alike) expect(withoutIds(v1.encode(understood(text)))).toBe(withoutIds(text));
    expect(alike.length).toBeGreaterThan(0.99 * frames.length);
  });

  it.each(UNLIKE)('with %s are not, for a reason that still holds: %s', (mark) => {
    const unlike = frames.filter(({ text }) => mark.test(text));
    expect(unlike.length).toBeGreaterThan(0);
    for (const { text } of unlike) {
      const message = understood(text);
      expect(v1.encode(message)).not.toBe(text);
      expect(v1.decode(v1.encode(message))).toEqual(message);
    }
  });
});

describe.skipIf(!present)("the documentation's frames", () => {
  const answers = pages.filter((page) => !isRequest(page));
  const requests = pages.filter(isRequest);

  it.each(answers)('$name is decoded, and said again', ({ text }) => {
    const message = understood(text);
    expect(v1.decode(v1.encode(message))).toEqual(message);
  });

  it.each(requests)('$name is taken as a request, and asked in the same bytes', ({ text }) => {
    const request = v1.decodeRequest(text);
    if ('type' in request) throw new Error(request.error);
    expect(v1.encodeRequest(request)).toBe(JSON.stringify(JSON.parse(text)));
  });

  it('are there', () => {
    expect(answers.length).toBeGreaterThan(15);
    expect(requests.length).toBeGreaterThan(5);
  });
});
