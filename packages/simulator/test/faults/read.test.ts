import { UsageError } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { readTimedFault } from '../../src/faults/read.js';
import { parseFault, readFault } from '../../src/index.js';

describe('a fault in JSON', () => {
  it('is taken as it is, and "all" is without limit', () => {
    expect(readFault({ type: 'lose', symbol: 'BTC/USD', frames: 'all', count: 'all', channel: undefined })).toEqual({
      type: 'lose',
      symbol: 'BTC/USD',
      frames: 'all',
      count: Infinity,
    });
  });

  it('may say when it comes', () => {
    expect(readTimedFault({ type: 'drop', afterMs: 250 })).toEqual({ fault: { type: 'drop' }, afterMs: 250 });
    expect(readTimedFault({ type: 'drop' }).afterMs).toBe(0);
    expect(() => readTimedFault({ type: 'drop', afterMs: -1 })).toThrow('afterMs: expected milliseconds from 0');
  });

  it.each([
    [null, 'expected an object such as {"type":"drop"}, received null'],
    [['drop'], 'expected an object such as {"type":"drop"}, received ["drop"]'],
    ['drop', 'received "drop"'],
    [{}, 'expected drop, refuse-upgrade, '],
    [{ type: 'explode' }, 'received "explode"'],
    [{ type: 'constructor' }, 'received "constructor"'],
    [
      { type: 'lose', symbl: 'BTC/USD' },
      'lose: expected channel, symbol, connection, count, ms, frames, received a field "symbl"',
    ],
    [{ type: 'lose', count: 0 }, 'lose: count: expected an integer from 1 up, or all, received 0'],
    [{ type: 'lose', count: '3' }, 'lose: count: expected an integer from 1 up, or all, received "3"'],
    [{ type: 'lose', frames: 'none' }, 'lose: frames: expected updates or snapshots or all, received "none"'],
    [{ type: 'lose', symbol: 7 }, 'lose: symbol: expected a text of 1 to 64 bytes, received 7'],
    [{ type: 'lose', symbol: '' }, 'lose: symbol: expected a text of 1 to 64 bytes, received ""'],
    [{ type: 'mute' }, 'mute: ms: expected milliseconds from 1 to 86400000, received none'],
    [{ type: 'mute', ms: Number.NaN }, 'received NaN'],
    [{ type: 'delay', delayMs: Infinity }, 'delay: delayMs: expected milliseconds'],
    [{ type: 'drop', code: 1005 }, 'drop: code: expected a close code: 1000 to 1003, 1006 to 1014, or 3000 to 4999'],
    [{ type: 'drop', code: 2000 }, 'drop: code: expected a close code'],
    [{ type: 'drop', reason: 'ü'.repeat(62) }, 'drop: reason: expected a text of 1 to 123 bytes'],
    [
      { type: 'refuse-upgrade', status: 200 },
      'refuse-upgrade: status: expected an integer from 400 to 599, received 200',
    ],
    [{ type: 'maintenance', ms: 1, drop: 'yes' }, 'maintenance: drop: expected true or false, received "yes"'],
    [JSON.parse('{"type":"drop","__proto__":{}}'), 'received a field "__proto__"'],
  ])('is refused in words: %j', (value, expected) => {
    expect(() => readFault(value)).toThrow(UsageError);
    expect(() => readFault(value)).toThrow(expected);
  });

  it('is repeated in an error only so far', () => {
    expect(() => readFault({ type: 'x'.repeat(100_000) })).toThrow(/^.{0,600}$/);
  });
});

describe('a fault on the command line', () => {
  it.each([
    ['drop', { type: 'drop' }, 0],
    ['drop:1001@10', { type: 'drop', code: 1001 }, 10_000],
    ['drop:1001,reason=Going away: now@2.5', { type: 'drop', code: 1001, reason: 'Going away: now' }, 2500],
    ['mute:8@20', { type: 'mute', ms: 8000 }, 20_000],
    ['mute:ms=8', { type: 'mute', ms: 8 }, 0],
    ['lose:BTC/USD@5', { type: 'lose', symbol: 'BTC/USD' }, 5000],
    ['lose:BTC/USD:BTNL,count=all', { type: 'lose', symbol: 'BTC/USD:BTNL', count: Infinity }, 0],
    ['lose:channel=book,frames=snapshots,count=2', { type: 'lose', channel: 'book', frames: 'snapshots', count: 2 }, 0],
    ['delay:BTC/USD,delayMs=800', { type: 'delay', symbol: 'BTC/USD', delayMs: 800 }, 0],
    ['refuse-upgrade:429,ms=5000@1', { type: 'refuse-upgrade', status: 429, ms: 5000 }, 1000],
    ['maintenance:30,drop=true@60', { type: 'maintenance', ms: 30_000, drop: true }, 60_000],
    ['slow:500,ms=1000', { type: 'slow', bytesPerSecond: 500, ms: 1000 }, 0],
    ['msg-rate:3,legacy=false', { type: 'msg-rate', count: 3, legacy: false }, 0],
  ])('%s', (text, fault, afterMs) => {
    expect(parseFault(text)).toEqual({ fault, afterMs });
  });

  it.each([
    ['', 'expected drop, refuse-upgrade'],
    ['explode@3', 'received "explode"'],
    ['drop@soon', 'received "drop@soon"'],
    ['drop:abc', 'drop: code: expected a close code: 1000 to 1003, 1006 to 1014, or 3000 to 4999, received NaN'],
    ['drop:', 'drop: code: expected a close code'],
    ['mute', 'mute: ms: expected milliseconds from 1 to 86400000, received none'],
    ['mute:0', 'received 0'],
    ['lose:BTC/USD,ETH/USD', 'lose: symbol is given twice in lose:BTC/USD,ETH/USD'],
    ['lose:type=drop', 'lose: type is given twice'],
    ['lose:size=3', 'received a field "size"'],
    ['maintenance:5,drop=maybe', 'drop: expected true or false, received "maybe"'],
    ['drop@99999999', 'afterMs: expected milliseconds from 0'],
  ])('says what it expected of %j', (text, expected) => {
    expect(() => parseFault(text)).toThrow(UsageError);
    expect(() => parseFault(text)).toThrow(expected);
  });
});
