/** The frames that this exchange sends, held against recorded ones: the same members in the same order, as many decimals. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { v2 } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { Frame } from '../src/frame.js';
import { Exchange } from '../src/index.js';
import { START, talk } from './talk.js';

const folder = new URL('../../../../shared/protocol/examples/', import.meta.url);
const present = existsSync(folder);
if (!present) console.info('shared/protocol is not here: frames are not compared with the samples of the wire');
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8').trim();

/** Samples whose bytes this exchange would not send, and why. */
const UNLIKE: Readonly<Record<string, string>> = {
  'v2-instrument-snapshot-wire.json': 'has a blank behind "pairs":, left by its publisher',
  'v2-status-maintenance-wire.json': 'has the key order of 2024; this exchange sends that of 2026',
};

/** Members and punctuation of the first of each list; of numbers their decimals, of texts nothing. */
function shape(text: string): string {
  return text
    .replace(/\},\{.*?\}(?=\])/g, '}')
    .replace(/:-?\d+(\.\d+)?/g, (_, fraction: string | undefined) => `:${(fraction ?? '').replace(/\d/g, '0')}`)
    .replace(/:"[^"]*"/g, ':""')
    .replace(/:(?:true|false)/g, ':');
}

describe.skipIf(!present)('the samples of the wire', () => {
  const spoken = /^v2-(ticker|trade|ohlc|instrument|status)-.*wire\.json$/;
  const names = present ? readdirSync(folder).filter((name) => spoken.test(name)) : [];

  it('are there', () => {
    expect(names.length).toBeGreaterThanOrEqual(11);
  });

  it.each(names.filter((name) => !(name in UNLIKE)))('%s comes out with the same bytes', (name) => {
    const message = v2.decode(read(name));
    if (message.type === 'unknown' || message.type === 'invalid') throw new Error(message.type);
    expect(new Frame(message).text).toBe(read(name));
  });
});

describe.skipIf(!present)('what this exchange sends', () => {
  const exchange = new Exchange({ startTime: START, symbols: ['ETH/USD', 'BTC/USD'], rate: 50 });
  const session = talk(exchange);
  const subscribe = (symbol: string, params: object, req_id?: number) =>
    session.say(JSON.stringify({ method: 'subscribe', params: { symbol: [symbol], ...params }, req_id }));
  subscribe('BTC/USD', { channel: 'ticker' }, 42);
  subscribe('ETH/USD', { channel: 'ticker' });
  subscribe('ETH/USD', { channel: 'ohlc', interval: 60 }, 121);
  subscribe('ETH/USD', { channel: 'trade', snapshot: true });
  subscribe('BTC/USD', { channel: 'trade', snapshot: true });
  session.say('{"method":"subscribe","params":{"channel":"instrument"},"req_id":0}');
  exchange.tick(START + 30_000);
  const sent = new Set(session.heard.map(shape));

  it.each([
    'v2-ticker-subscribe-ack-wire.json',
    'v2-ticker-snapshot-wire.json',
    'v2-trade-snapshot-wire.json',
    'v2-trade-update-wire.json',
    'v2-trade-update-batch-wire.json',
    'v2-ohlc-subscribe-ack-wire.json',
    'v2-ohlc-snapshot-wire.json',
    'v2-instrument-subscribe-ack-wire.json',
    'v2-status-wire.json',
  ])('has the shape of %s', (name) => {
    expect([...sent]).toContain(shape(read(name)));
  });
});
