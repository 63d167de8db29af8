import { type Message, type ProtocolError, v2 } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';

function invalid(text: string): ProtocolError {
  const message = v2.decode(text);
  if (message.type !== 'invalid') throw new Error(`decoded as ${message.type}`);
  return message.error;
}

const TIMES = '"time_in":"2026-08-01T02:53:53.184174Z","time_out":"2026-08-01T02:53:53.184216Z"';
const times = { timeIn: '2026-08-01T02:53:53.184174Z', timeOut: '2026-08-01T02:53:53.184216Z' };

describe('decoding', () => {
  it.each<[string, string, Message]>([
    ['a heartbeat', '{"channel":"heartbeat"}', { type: 'heartbeat' }],
    [
      'a status, whose connection id is beyond 2^53',
      '{"channel":"status","type":"update","data":[{"version":"2.0.10","system":"online","api_version":"v2","connection_id":18266300427528990701,"emergency":[]}]}',
      { type: 'status', system: 'online', version: '2.0.10', apiVersion: 'v2', connectionId: '18266300427528990701' },
    ],
    [
      'a status of maintenance, in another key order',
      '{"channel":"status","data":[{"api_version":"v2","system":"maintenance","version":"2.0.6"}],"type":"update"}',
      { type: 'status', system: 'maintenance', version: '2.0.6', apiVersion: 'v2', connectionId: undefined },
    ],
    [
      'a pong',
      `{"method":"pong","req_id":694480169830934,${TIMES}}`,
      { type: 'pong', reqId: 694480169830934, ...times },
    ],
    [
      'a refusal with a symbol',
      `{"error":"Already subscribed","method":"subscribe","req_id":2,"success":false,"symbol":"BTC/USD",${TIMES}}`,
      { type: 'refused', method: 'subscribe', error: 'Already subscribed', reqId: 2, symbol: 'BTC/USD', ...times },
    ],
    [
      'a refusal without one, that says its status and channel as well',
      `{"channel":"executions","error":"ESession:Invalid session","method":"subscribe","status":"error","success":false,${TIMES}}`,
      {
        type: 'refused',
        method: 'subscribe',
        error: 'ESession:Invalid session',
        reqId: undefined,
        symbol: undefined,
        ...times,
      },
    ],
    [
      'the refusal of something unreadable',
      `{"error":"Malformed request","method":"error","success":false,${TIMES}}`,
      { type: 'refused', method: 'error', error: 'Malformed request', reqId: undefined, symbol: undefined, ...times },
    ],
    [
      'the old notice of too many requests',
      '{"Error":"Exceeded msg rate"}',
      { type: 'refused', method: 'error', error: 'Exceeded msg rate' },
    ],
    ['a channel that is not known', '{"channel":"level9","data":{"x":1}}', { type: 'unknown', channel: 'level9' }],
    [
      'an answer that is not known',
      `{"method":"teleport","success":true,${TIMES}}`,
      { type: 'unknown', method: 'teleport' },
    ],
    ['an object that says neither', '{}', { type: 'unknown' }],
  ])('%s', (_, text, message) => {
    expect(v2.decode(text)).toEqual(message);
  });

  it('numbers with exponents, written out', () => {
    const text =
      '{"channel":"instrument","type":"update","data":{"assets":[{"id":"BTC","status":"enabled","precision":10,' +
      '"precision_display":5,"borrowable":true,"collateral_value":1e0,"margin_rate":5e-05}],"pairs":[]}}';
    expect(v2.decode(text)).toMatchObject({ assets: [{ id: 'BTC', collateralValue: '1', marginRate: '0.00005' }] });
  });

  it('tells what is wrong, where, and which symbol misses the frame', () => {
    const error = invalid(
      '{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":null,"qty":1}],"asks":[],"checksum":1}]}',
    );
    expect(error).toMatchObject({
      path: 'data.0.bids.0.price',
      expected: 'a decimal above zero',
      received: 'null',
      channel: 'book',
      symbol: 'BTC/USD',
    });
    expect(error.message).toBe('frame at data.0.bids.0.price: expected a decimal above zero, received null');
  });

  it.each([
    ['a frame cut short', '{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"pri'],
    ['no JSON', 'nonsense'],
    ['nothing', ''],
    ['a list', '[1,2,3]'],
    ['a string', '"book"'],
    ['a number', '12'],
    ['null', 'null'],
    ['a book without data', '{"channel":"book","type":"update"}'],
    [
      'a book of another type',
      '{"channel":"book","type":"delta","data":[{"symbol":"A/B","bids":[],"asks":[],"checksum":1}]}',
    ],
    ['two books', '{"channel":"book","type":"update","data":[{},{}]}'],
    [
      'a checksum that is none',
      '{"channel":"book","type":"update","data":[{"symbol":"A/B","bids":[],"asks":[],"checksum":-1}]}',
    ],
    [
      'a symbol that is a number',
      '{"channel":"book","type":"update","data":[{"symbol":5,"bids":[],"asks":[],"checksum":1}]}',
    ],
    ['a pong without times', '{"method":"pong"}'],
    ['a refusal without words', '{"method":"subscribe","success":false}'],
    ['an acknowledgement of nothing', `{"method":"subscribe","success":true,${TIMES}}`],
  ])('makes %s an error', (_, text) => {
    expect(invalid(text).name).toBe('ProtocolError');
  });

  it('finds the symbol of a frame that was cut short', () => {
    expect(invalid('{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"pri')).toMatchObject({
      channel: 'book',
      symbol: 'BTC/USD',
    });
  });

  it.each([
    ['[1,2,3]', { path: '', expected: 'a JSON object', received: 'an array of 3' }],
    ['12', { path: '', expected: 'a JSON object', received: 'the number 12' }],
    ['{"channel":5,"type":"update"}', { path: 'channel', expected: 'a string', received: 'the number 5' }],
    ['{"channel":null,"data":[]}', { path: 'channel', expected: 'a string', received: 'null' }],
    ['{"method":{},"success":true}', { path: 'method', expected: 'a string', received: 'an object' }],
    ['{"method":7,"success":true}', { path: 'method', expected: 'a string', received: 'the number 7' }],
  ])('says what %s is instead of a frame', (text, facts) => {
    expect(invalid(text)).toMatchObject(facts);
  });

  it.each(['null', '1', '"true"', '"false"'])('takes nothing as acknowledged whose success is %s', (success) => {
    const text = `{"method":"subscribe","result":{"channel":"book","symbol":"A/B"},"success":${success},${TIMES}}`;
    expect(invalid(text)).toMatchObject({ path: 'success', expected: 'true' });
  });

  it('takes nothing as acknowledged that says nothing of success', () => {
    const text = `{"method":"unsubscribe","result":{"channel":"book","symbol":"A/B"},${TIMES}}`;
    expect(invalid(text)).toMatchObject({ path: 'success', expected: 'true', received: 'nothing' });
  });

  it.each(['{}', '{"Error":5}', '{"error":"x"}', '{"x":{"channel":"book"}}'])('does not know what %s is', (text) => {
    expect(v2.decode(text)).toEqual({ type: 'unknown' });
  });

  it('keeps of a megabyte of nonsense only the beginning', () => {
    const error = invalid('{"channel":"book",'.repeat(60_000));
    expect(error.frame.length).toBe(201);
    expect(error.message.length).toBeLessThan(200);
  });

  it.each([
    ['20,000 nested arrays', `{"channel":"book","type":"update","data":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
    ['members that cannot be printed', '{"channel":"book","type":"update","data":{"toString":1,"valueOf":1}}'],
    [
      'members that cannot be printed, deeper',
      '{"channel":"book","type":"update","data":[{"symbol":{"toString":1},"bids":{"toString":1}}]}',
    ],
    [
      'a number of a million digits',
      `{"channel":"book","type":"update","data":[{"symbol":"A/B","bids":[{"price":${'1'.repeat(1_000_000)},"qty":1}],"asks":[],"checksum":1}]}`,
    ],
    [
      'an exponent that would fill the memory',
      '{"channel":"book","type":"update","data":[{"symbol":"A/B","bids":[{"price":1e999999999,"qty":1}],"asks":[],"checksum":1}]}',
    ],
  ])('survives %s', (_, text) => {
    expect(invalid(text).channel).toBe('book');
  });

  it('is not poisoned by __proto__ keys', () => {
    v2.decode('{"channel":"heartbeat","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    const error = invalid('{"channel":"book","type":"update","__proto__":{"data":[{}]}}');
    expect(error.path).toBe('data');
  });
});
