import {
  headerLine,
  parseLine,
  plainUrl,
  protocolOf,
  type RecordedEvent,
  readRecording,
  UsageError,
} from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const AT = Date.UTC(2026, 7, 1);
const SNAPSHOT =
  '{"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD","bids":[{"price":1.0,"qty":1.00000000}],"asks":[],"checksum":1,"timestamp":"2026-08-01T02:53:53.646219Z"}]}';
const UPDATE = SNAPSHOT.replace('snapshot', 'update');
const V1_UPDATE = '[336,{"b":[["2.0","1.0","1785552833.500000"]],"c":"1"},"book-10","XBT/USD"]';
const V1_SNAPSHOT = '[336,{"as":[],"bs":[["2.0","1.0","1000000000.000000"]]},"book-10","XBT/USD"]';
const HEARTBEAT = '{"channel":"heartbeat"}';

const line = (event: object) => JSON.stringify({ at: AT, connection: 1, endpoint: 'public', ...event });
const received = (text: string, more: object = {}) => line({ type: 'received', text, ...more });
const acknowledged = (depth: number, symbol = 'BTC/USD') =>
  `{"method":"subscribe","result":{"channel":"book","depth":${depth},"snapshot":true,"symbol":"${symbol}"},"success":true,"time_in":"2026-08-01T02:53:53.000000Z","time_out":"2026-08-01T02:53:53.000001Z"}`;

const topics = (events: readonly RecordedEvent[]) =>
  events.map((event) => {
    const topic = 'topic' in event ? event.topic : undefined;
    return topic && `${topic.channel} ${topic.symbol ?? ''} ${topic.depth ?? topic.interval ?? ''}`.trim();
  });

describe('reading a recording', () => {
  it('gives its events, what they are about, and what is in it', () => {
    const lines = [
      headerLine('v2', AT),
      line({ type: 'opened', url: 'wss://x/v2' }),
      line({ type: 'sent', text: '{"method":"ping"}' }),
      received(acknowledged(25), { at: AT + 5 }),
      received(SNAPSHOT, { at: AT + 10 }),
      received(HEARTBEAT, { at: AT + 20 }),
      line({ type: 'closed', code: 1006, reason: '', at: AT + 30 }),
    ];
    const recording = readRecording(`${lines.join('\n')}\n`);
    expect(recording).toMatchObject({ protocol: 'v2', plain: false, from: AT, to: AT + 30, unread: [], lines: 7 });
    expect(recording.topics).toEqual([{ channel: 'book', symbol: 'BTC/USD', depth: 25 }]);
    expect(topics(recording.events)).toEqual([
      undefined,
      undefined,
      undefined,
      'book BTC/USD 25',
      undefined,
      undefined,
    ]);
    expect(recording.events[3]).toMatchObject({ type: 'received', text: SNAPSHOT, snapshot: true, line: 5 });
    expect(readRecording(lines)).toEqual(recording);
  });

  it('takes the depth of a book from whoever made its frame, from what was acknowledged on its connection, or from its levels', () => {
    const { events } = readRecording([
      headerLine('v2', AT),
      received(SNAPSHOT, { made: true, depth: 100 }),
      received(UPDATE),
      received(acknowledged(500), { connection: 2 }),
      received(SNAPSHOT, { connection: 2 }),
      received(UPDATE),
      received(SNAPSHOT, { connection: 3 }),
    ]);
    expect(topics(events)).toEqual([
      'book BTC/USD 100',
      'book BTC/USD 100',
      undefined,
      'book BTC/USD 500',
      'book BTC/USD 100',
      'book BTC/USD 10',
    ]);
  });

  it('names the lines that it cannot read, and reads the others', () => {
    const { events, unread } = readRecording([
      headerLine('v2', AT),
      'nonsense',
      received(HEARTBEAT),
      '{"type":"sent"}',
    ]);
    expect(events).toHaveLength(1);
    expect(unread).toEqual([
      { line: 2, reason: 'expected an event of the recording, received nonsense' },
      { line: 4, reason: 'expected an event of the recording, received {"type":"sent"}' },
    ]);
  });

  it('reads what is left of one whose beginning is gone', () => {
    const { protocol, events, unread } = readRecording([received(V1_SNAPSHOT), received(V1_UPDATE)]);
    expect([protocol, unread]).toEqual(['v1', []]);
    expect(topics(events)).toEqual(['book BTC/USD 10', 'book BTC/USD 10']);
  });

  it('reads several behind each other, and does not mix their connections', () => {
    const one = [headerLine('v2', AT), received(SNAPSHOT)];
    const { events, unread } = readRecording([...one, ...one]);
    expect(events.map(({ connection }) => connection)).toEqual([1, 2]);
    expect(unread).toEqual([]);
  });

  it.each([
    ['a newer version', headerLine('v2', AT).replace('"version":1', '"version":2'), 'version 1, received'],
    ['the other protocol', headerLine('v1', AT), 'expected more of v2'],
  ])('says that it cannot read %s', (_, header, reason) => {
    const { events, unread } = readRecording([headerLine('v2', AT), received(HEARTBEAT), header, received(HEARTBEAT)]);
    expect(events).toHaveLength(1);
    expect(unread).toHaveLength(1);
    expect(unread[0]?.reason).toContain(reason);
  });

  it('keeps a frame that makes no sense: it came', () => {
    const { events, unread } = readRecording([headerLine('v2', AT), received('{"channel":"book","data":[{}]}')]);
    expect(events).toMatchObject([{ type: 'received', text: '{"channel":"book","data":[{}]}' }]);
    expect(unread).toEqual([]);
  });

  it('lets no time go back', () => {
    const { events } = readRecording([received(HEARTBEAT), received(HEARTBEAT, { at: AT - 5 })]);
    expect(events.map(({ at }) => at)).toEqual([AT, AT]);
  });
});

describe('reading frames as they came', () => {
  it('takes their times from them, and others evenly between', () => {
    const later = UPDATE.replace('53.646219', '54.646219');
    const { plain, protocol, events, from, to } = readRecording([
      HEARTBEAT,
      UPDATE,
      HEARTBEAT,
      HEARTBEAT,
      HEARTBEAT,
      later,
      HEARTBEAT,
    ]);
    expect([plain, protocol]).toEqual([true, 'v2']);
    const start = Date.UTC(2026, 7, 1, 2, 53, 53, 646);
    expect(events.map(({ at }) => Math.round(at - start))).toEqual([-100, 0, 250, 500, 750, 1000, 1100]);
    expect([from, to]).toEqual([events[0]?.at, events[6]?.at]);
  });

  it('takes no time from the levels of a snapshot, which are older', () => {
    const { protocol, events } = readRecording(`${V1_SNAPSHOT}\n${V1_UPDATE}`);
    expect(protocol).toBe('v1');
    expect(events.map(({ at }) => at - 1_785_552_833_500)).toEqual([-100, 0]);
  });

  it('spaces them evenly where none says when', () => {
    expect(readRecording([HEARTBEAT, HEARTBEAT]).events.map(({ at }) => at)).toEqual([0, 100]);
  });

  it('names lines that are no frames, or of the other protocol', () => {
    const { events, unread } = readRecording([
      '# a capture',
      '',
      SNAPSHOT,
      V1_UPDATE,
      '{"channel":',
      headerLine('v2', AT),
    ]);
    expect(events).toHaveLength(1);
    expect(unread.map(({ line: number }) => number)).toEqual([1, 4, 5, 6]);
  });

  it.each(['', '\n\n', 'hello', '{"a":1}', '[link](x)'])('finds nothing in %j', (text) => {
    const { events, from, to, topics } = readRecording(text);
    expect([events, from, to, topics]).toEqual([[], 0, 0, []]);
  });
});

describe('reading anything', () => {
  it.each([
    ['nothing', undefined, 'source: expected text, or lines of text, received undefined'],
    ['a number', 5, 'source: expected text, or lines of text, received 5'],
    [
      'bytes',
      new TextEncoder().encode(HEARTBEAT),
      'source: expected text, or lines of text, received bytes, which have to be decoded',
    ],
    ['lines that are none', [HEARTBEAT, 5], 'line: expected text, received 5'],
  ])('says what is no text: %s', (_, source, message) => {
    const read = () => Reflect.apply(readRecording, undefined, [source]);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(message);
  });

  it('never throws', () => {
    const event = fc.record({
      type: fc.constantFrom('recording', 'opened', 'received', 'sent', 'closed'),
      at: fc.oneof(fc.integer(), fc.string()),
      connection: fc.oneof(fc.nat(), fc.string()),
      endpoint: fc.constantFrom('public', 'private', 'other'),
      text: fc.oneof(fc.constantFrom(SNAPSHOT, UPDATE, V1_UPDATE, V1_SNAPSHOT, HEARTBEAT), fc.string()),
      code: fc.integer(),
      reason: fc.string(),
      version: fc.integer({ min: 0, max: 2 }),
      protocol: fc.constantFrom('v1', 'v2'),
      format: fc.constant('kraken-stream'),
      url: fc.string(),
    });
    const text = fc.oneof(
      event.map((value) => JSON.stringify(value)),
      fc.constantFrom(SNAPSHOT, UPDATE, V1_UPDATE, V1_SNAPSHOT, HEARTBEAT),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(text), (lines) => {
        const { events, unread, lines: count } = readRecording(lines);
        expect(events.length + unread.length).toBeLessThanOrEqual(count);
      }),
    );
  });
});

describe('the words of the format', () => {
  it.each([
    ['wss://user:pass@ws.kraken.com/v2?token=abc#x', 'wss://ws.kraken.com/v2'],
    ['ws://127.0.0.1:80/a@b', 'ws://127.0.0.1:80/a@b'],
    ['memory://x/', 'memory://x/'],
  ])('have of %s no secret', (url, plain) => {
    expect(plainUrl(url)).toBe(plain);
  });

  it.each([SNAPSHOT, V1_UPDATE, '{"type":"other"}', '{"type":"sent","text":1}', 'x', ''])('are not in %s', (text) => {
    expect(parseLine(text)).toBeUndefined();
  });

  it.each([
    [SNAPSHOT, 'v2'],
    ['{"error":"x","method":"subscribe"}', 'v2'],
    [V1_UPDATE, 'v1'],
    ['{"event":"heartbeat"}', 'v1'],
    ['{"channelID":1}', 'v1'],
    ['{"a":1}', undefined],
  ])('tell the protocol of %s', (frame, protocol) => {
    expect(protocolOf(frame)).toBe(protocol);
  });
});
