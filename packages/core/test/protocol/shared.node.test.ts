/** What the exchange really sent, and what its documentation prints. */
import { readFileSync } from 'node:fs';
import { bookChecksum, type LevelText, type ServerMessage, v2 } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { captures, type Frame, filesIn, linesIn, present, samples } from './recordings.js';

if (!present) console.info('shared/protocol and shared/captures are not here: the frames of the wire are not checked');

const wire = filesIn(samples, /^v2-.*-wire\.json$/);
const pages = filesIn(samples, /^v2-.*(?<!-wire)\.json$/);
const replays = linesIn(samples, /^v2-.*\.ndjson$/);
const recorded = linesIn(captures, /^v2-.*\.jsonl$/);

/** Frames of what v2 does not speak here: they are unknown, and nothing else is. */
const UNSPOKEN = /"channel"\s*:\s*"level3"/;
const isSpoken = ({ text }: Frame) => !UNSPOKEN.test(text) || text.includes('"method"');
/** What only a private endpoint takes. */
const PRIVATE = /"channel"\s*:\s*"(?:level3|executions|balances)"|"method"\s*:\s*"(?:add|amend|edit|cancel|batch)_/;
const isRequest = ({ text }: Frame) => /"params"\s*:|"method"\s*:\s*"ping"/.test(text);

/** Frames whose bytes the simulator would not send, and why. */
const UNLIKE: readonly (readonly [RegExp, string])[] = [
  [/"pairs": \[/, 'a blank behind "pairs":, left by its publisher'],
  [/^\{"channel":"status","data":/, 'the key order of 2024; the simulator sends that of 2026'],
  [/"status":"error"/, 'the member "status" of refused private subscriptions'],
  [/"upcoming_maintenance":\[\]/, 'members that no documentation explains, always empty'],
  [/"balance":[\d.]+,"wallets":/, 'the key order of another year; the simulator sends that of 2026'],
  [/"result":\{"order_id":"[^"]*","cl_ord_id"/, 'the key order of 2024; the simulator sends that of 2026'],
];

function understood(text: string): ServerMessage {
  const message = v2.decode(text);
  if (message.type === 'invalid') throw message.error;
  if (message.type === 'unknown') throw new Error(`unknown: ${text}`);
  return message;
}

describe.skipIf(!present)('the frames of the wire', () => {
  const frames = [...wire, ...replays, ...recorded];
  const spoken = frames.filter(isSpoken);
  const alike = spoken.filter(({ text }) => !UNLIKE.some(([mark]) => mark.test(text)));

  it('are there, of every kind', () => {
    const kinds = new Set(spoken.map(({ text }) => understood(text).type));
    expect([...kinds].sort()).toEqual([
      ...['answered', 'balances', 'book', 'executions', 'heartbeat', 'instrument', 'ohlc', 'pong', 'refused', 'status'],
      ...['subscribed', 'ticker', 'trade', 'unsubscribed'],
    ]);
    expect(spoken.length).toBeGreaterThan(2000);
  });

  it.each(wire.filter((frame) => spoken.includes(frame)))('$name is decoded', ({ text }) => {
    understood(text);
  });

  it('are decoded, every one, when they are replayed', () => {
    for (const { text } of [...replays, ...recorded].filter((frame) => spoken.includes(frame))) understood(text);
  });

  it('are unknown, and no error, when they are of what is not spoken', () => {
    const unspoken = frames.filter((frame) => !spoken.includes(frame));
    expect(unspoken.length).toBeGreaterThan(0);
    expect(unspoken.filter(({ text }) => v2.decode(text).type !== 'unknown')).toEqual([]);
  });

  it.each(wire.filter((frame) => alike.includes(frame)))('$name is encoded to the same bytes', ({ text }) => {
    expect(v2.encode(understood(text))).toBe(text);
  });

  it('are encoded to the same bytes, every one, when they are replayed', () => {
    for (const { text } of alike) expect(v2.encode(understood(text))).toBe(text);
    expect(alike.length).toBeGreaterThan(0.99 * spoken.length);
  });

  it.each(UNLIKE)('with %s are not, for a reason that still holds: %s', (mark) => {
    const unlike = spoken.filter(({ text }) => mark.test(text));
    expect(unlike.length).toBeGreaterThan(0);
    for (const { text } of unlike) {
      const message = understood(text);
      expect(v2.encode(message)).not.toBe(text);
      expect(v2.decode(v2.encode(message))).toEqual(message);
    }
  });
});

describe.skipIf(!present)("the documentation's frames", () => {
  const answers = pages.filter((page) => !isRequest(page) && isSpoken(page));
  const requests = pages.filter((page) => isRequest(page) && !PRIVATE.test(page.text));

  it.each(answers)('$name is decoded', ({ text }) => {
    understood(text);
  });

  it.each(requests)('$name is taken as a request, and asked alike', ({ text }) => {
    const request = v2.decodeRequest(text);
    if ('type' in request) throw new Error(request.error);
    expect(JSON.parse(v2.encodeRequest(request))).toEqual(JSON.parse(text));
  });

  it('are there', () => {
    expect(answers.length).toBeGreaterThan(25);
    expect(requests.length).toBeGreaterThan(9);
  });

  it('have a book whose checksum is 3310070434', () => {
    const { data } = JSON.parse(readFileSync(new URL('checksum-v2-book-doc.json', samples), 'utf8')) as {
      data: [{ asks: LevelText[]; bids: LevelText[] }];
    };
    expect(bookChecksum(data[0].asks, data[0].bids)).toBe(3310070434);
  });
});
