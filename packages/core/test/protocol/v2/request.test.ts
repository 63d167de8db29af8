import { type Request, v2 } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mutated } from './frames.js';
import { REQUESTS } from './requests.js';

describe('requests', () => {
  it.each<[Request, string]>([
    [
      { method: 'subscribe', channel: 'book', symbols: ['ALGO/USD', 'MATIC/USD'], depth: 25, snapshot: true, reqId: 7 },
      '{"method":"subscribe","params":{"channel":"book","symbol":["ALGO/USD","MATIC/USD"],"depth":25,"snapshot":true},"req_id":7}',
    ],
    [
      { method: 'unsubscribe', channel: 'book', symbols: ['ALGO/USD'] },
      '{"method":"unsubscribe","params":{"channel":"book","symbol":["ALGO/USD"]}}',
    ],
    [
      { method: 'subscribe', channel: 'instrument', reqId: 79 },
      '{"method":"subscribe","params":{"channel":"instrument"},"req_id":79}',
    ],
    [
      { method: 'subscribe', channel: 'ticker', symbols: ['ALGO/USD'] },
      '{"method":"subscribe","params":{"channel":"ticker","symbol":["ALGO/USD"]}}',
    ],
    [
      { method: 'subscribe', channel: 'ticker', symbols: ['ALGO/USD'], eventTrigger: 'bbo', snapshot: false, reqId: 1 },
      '{"method":"subscribe","params":{"channel":"ticker","symbol":["ALGO/USD"],"event_trigger":"bbo","snapshot":false},"req_id":1}',
    ],
    [
      { method: 'unsubscribe', channel: 'trade', symbols: ['MATIC/USD'], snapshot: true },
      '{"method":"unsubscribe","params":{"channel":"trade","symbol":["MATIC/USD"],"snapshot":true}}',
    ],
    [
      { method: 'subscribe', channel: 'ohlc', symbols: ['ALGO/USD', 'MATIC/USD'], interval: 5 },
      '{"method":"subscribe","params":{"channel":"ohlc","symbol":["ALGO/USD","MATIC/USD"],"interval":5}}',
    ],
    [
      { method: 'unsubscribe', channel: 'instrument', includeTokenizedAssets: true, snapshot: false, reqId: 80 },
      '{"method":"unsubscribe","params":{"channel":"instrument","snapshot":false,"include_tokenized_assets":true},"req_id":80}',
    ],
    [{ method: 'ping' }, '{"method":"ping"}'],
    [{ method: 'ping', reqId: 101 }, '{"method":"ping","req_id":101}'],
  ])('%j is written as the documentation shows', (request, text) => {
    expect(v2.encodeRequest(request)).toBe(text);
  });

  it.each(Object.entries(REQUESTS))('about %s are read as they were written', (_, request) => {
    fc.assert(
      fc.property(request, (each) => {
        expect(v2.decodeRequest(v2.encodeRequest(each))).toEqual(each);
      }),
    );
  });

  it.each([
    ['nonsense', { method: 'error', error: 'Malformed request' }],
    ['[]', { method: 'error', error: 'Malformed request' }],
    ['{"params":{}}', { method: 'error', error: 'Malformed request' }],
    [
      '{"method":"ping","params":{},"req_id":0}',
      { method: 'ping', error: "Unsupported field: 'params' for the given msg type: ping", reqId: 0 },
    ],
    [
      '{"method":"subscribe","channel":"book"}',
      { method: 'subscribe', error: "Unsupported field: 'channel' for the given msg type: subscribe" },
    ],
    [
      '{"method":"subscribe","params":{"channel":"nonsense"},"req_id":3}',
      { method: 'subscribe', error: 'Unsupported event', reqId: 3 },
    ],
    ['{"method":"subscribe"}', { method: 'subscribe', error: 'Unsupported event' }],
    [
      '{"method":"subscribe","params":{"channel":"book","symbol":["A/B"],"level":3}}',
      { error: "Unsupported field: 'level' for the given msg type: subscribe" },
    ],
    ['{"method":"subscribe","params":[]}', { error: 'Unsupported event' }],
    ['{"method":"subscribe","params":{}}', { error: 'Unsupported event' }],
    ['{"method":"subscribe","params":{"channel":5}}', { error: 'Unsupported event' }],
    ['{"method":"subscribe","params":{"channel":"toString"}}', { error: 'Unsupported event' }],
    ['{"method":"subscribe","params":{"channel":"__proto__","symbol":["A/B"]}}', { error: 'Unsupported event' }],
    ['{"method":"subscribe","params":{"channel":"level3","symbol":["A/B"]}}', { error: 'Unsupported event' }],
    ['{"method":"subscribe","req_id":"7"}', { method: 'error', error: 'Malformed request' }],
    ['{"method":"toString"}', { method: 'error', error: 'Malformed request' }],
    ['{"method":5}', { method: 'error', error: 'Malformed request' }],
    [
      '{"method":"unsubscribe","params":{"channel":"instrument","symbol":["A/B"]},"req_id":4}',
      { method: 'unsubscribe', error: "Unsupported field: 'symbol' for the given msg type: unsubscribe", reqId: 4 },
    ],
    [
      '{"method":"subscribe","params":{"channel":"instrument","snapshot":"yes"}}',
      { error: 'Snapshot field must be a boolean' },
    ],
  ])('%s is refused in the words of the exchange', (text, refusal) => {
    expect(v2.decodeRequest(text)).toMatchObject({ type: 'refused', ...refusal });
  });

  describe.each(['book', 'ticker', 'trade', 'ohlc'])('about the channel %s', (name) => {
    const withParams = (params: string) => `{"method":"subscribe","params":{"channel":"${name}",${params}},"req_id":6}`;
    const asked = (params: string) => v2.decodeRequest(withParams(params));
    const refused = (error: string) => ({ type: 'refused', method: 'subscribe', error, reqId: 6 });

    it.each([
      ['"snapshot":true', 'Symbol(s) not found'],
      ['"symbol":"A/B"', 'Symbol field must be an array'],
      ['"symbol":null', 'Symbol field must be an array'],
      ['"symbol":{"0":"A/B"}', 'Symbol field must be an array'],
      ['"symbol":["A/B",5]', 'Symbol field must be an array'],
      ['"symbol":["A/B"],"snapshot":"true"', 'Snapshot field must be a boolean'],
      ['"symbol":["A/B"],"snapshot":null', 'Snapshot field must be a boolean'],
      ['"symbol":["A/B"],"level":3', "Unsupported field: 'level' for the given msg type: subscribe"],
      ['"symbol":["A/B"],"__proto__":3', "Unsupported field: '__proto__' for the given msg type: subscribe"],
      ['"symbol":["A/B"],"toString":3', "Unsupported field: 'toString' for the given msg type: subscribe"],
    ])('with %s are refused in the words of the exchange', (params, error) => {
      expect(asked(params)).toEqual(refused(error));
    });

    it.each([
      ['depth', '10', '"10"', 'Depth field must be a number_integer', 'book'],
      ['depth', '10', '1.5', 'Depth field must be a number_integer', 'book'],
      ['interval', '5', '"5"', 'Interval field must be a number_integer', 'ohlc'],
      ['interval', '5', 'null', 'Interval field must be a number_integer', 'ohlc'],
      ['event_trigger', '"bbo"', '1', 'Event_trigger field must be a string', 'ticker'],
    ])('may say %s (%s; not %s) where the channel has it', (field, right, wrong, complaint, owner) => {
      const unsupported = `Unsupported field: '${field}' for the given msg type: subscribe`;
      expect(asked(`"symbol":["A/B"],"${field}":${wrong}`)).toEqual(refused(name === owner ? complaint : unsupported));
      if (name === owner) expect(asked(`"symbol":["A/B"],"${field}":${right}`)).toMatchObject({ channel: name });
      else expect(asked(`"symbol":["A/B"],"${field}":${right}`)).toEqual(refused(unsupported));
    });

    it('leave it to the exchange whether a value is one that it serves', () => {
      expect(asked('"symbol":[]')).toMatchObject({ channel: name, symbols: [] });
      expect(asked('"symbol":["*","\\ud800"]')).toMatchObject({ symbols: ['*', '\ud800'] });
    });

    it('never throw, whatever happened to them', () => {
      const whole = withParams('"symbol":["A/B","C/D"],"snapshot":true,"depth":10,"interval":5,"event_trigger":"bbo"');
      const some = withParams('"symbol":["A/B"]');
      fc.assert(
        fc.property(
          fc.oneof(fc.string({ unit: 'binary' }), fc.json(), mutated(fc.constantFrom(whole, some))),
          (text) => {
            const read = v2.decodeRequest(text);
            if ('type' in read) expect(read.error).not.toBe('');
            else expect(v2.decodeRequest(v2.encodeRequest(read))).toEqual(read);
          },
        ),
        { numRuns: 1500 },
      );
    });
  });
});
