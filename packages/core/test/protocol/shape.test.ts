import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/decimal/json.js';
import {
  accepts,
  anything,
  checksum,
  choice,
  decimal,
  entries,
  explain,
  flag,
  identifier,
  integer,
  number as jsonNumber,
  list,
  matching,
  nullable,
  optional,
  price,
  quantity,
  quotable,
  record,
  type Shape,
  side,
  signedInteger,
  single,
  success,
  text,
  tuple,
} from '../../src/protocol/shape.js';
import * as v1Frames from '../../src/protocol/v1/frames.js';
import * as frames from '../../src/protocol/v2/frames.js';
import {
  acknowledgedFrame,
  bookFrame,
  instrumentFrame,
  namelessFrame,
  ohlcFrame,
  pongFrame,
  refusedFrame,
  statusFrame,
  tickerFrame,
  tradeFrame,
} from '../../src/protocol/v2/frames.js';
import * as accountFrames from '../../src/protocol/v2/frames-account.js';
import { agrees } from './agreement.js';
import * as v1 from './v1/messages.js';
import { nearFrame } from './v2/messages.js';
import { PRIVATE_SAMPLES, SAMPLES } from './v2/samples.js';

/** JSON text that is nearly a book frame, or nearly anything else. */
const number = fc.constantFrom(
  '1.0',
  '0',
  '-1',
  '1e-08',
  '4294967296',
  '"1.5"',
  '9007199254740993',
  'null',
  'true',
  '"x"',
  '[]',
  '{}',
);
const nearLevel = fc.tuple(number, number).map(([a, b]) => `{"price":${a},"qty":${b}}`);
const nearBook = fc
  .tuple(fc.array(fc.oneof(nearLevel, number), { maxLength: 3 }), fc.array(nearLevel, { maxLength: 2 }), number, number)
  .map(
    ([bids, asks, checksum, symbol]) =>
      `{"channel":"book","type":"update","data":[{"symbol":${symbol},"bids":[${bids}],"asks":[${asks}],"checksum":${checksum}}]}`,
  );

describe('a shape', () => {
  const shapes: [string, Shape, string][] = [
    ['acknowledgedFrame', acknowledgedFrame, SAMPLES.subscribed.text],
    ['bookFrame', bookFrame, SAMPLES.book.text],
    ['instrumentFrame', instrumentFrame, SAMPLES.instrument.text],
    ['namelessFrame', namelessFrame, '{}'],
    ['ohlcFrame', ohlcFrame, SAMPLES.ohlc.text],
    ['pongFrame', pongFrame, SAMPLES.pong.text],
    ['refusedFrame', refusedFrame, SAMPLES.refused.text],
    ['statusFrame', statusFrame, SAMPLES.status.text],
    ['tickerFrame', tickerFrame, SAMPLES.ticker.text],
    ['tradeFrame', tradeFrame, SAMPLES.trade.text],
    ['executionsFrame', accountFrames.executionsFrame, PRIVATE_SAMPLES['a report with all that there can be'].text],
    ['balancesFrame', accountFrames.balancesFrame, PRIVATE_SAMPLES['what an account has'].text],
    ['ledgerFrame', accountFrames.ledgerFrame, PRIVATE_SAMPLES['changes of balances'].text],
    ...[...accountFrames.ANSWERS].map(([method, shape]): [string, Shape, string] => [
      `the answer to ${method}`,
      shape,
      // As the documentation has it.
      PRIVATE_SAMPLES[method === 'batch_cancel' ? 'cancel_all' : method].text,
    ]),
    ['batchCancelCountFrame', accountFrames.batchCancelCountFrame, PRIVATE_SAMPLES.batch_cancel.text],
  ];

  it('stands here for every frame there is in v2', () => {
    expect(shapes.map(([, shape]) => shape)).toEqual(
      expect.arrayContaining([
        ...[...Object.values(frames), ...Object.values(accountFrames)].filter((each) => 'parts' in each),
      ]),
    );
  });

  it.each(Object.entries(v1Frames))('%s of v1 accepts exactly what its parts do', (_, shape) => {
    const taken = v1.SAMPLE_FRAMES.filter(({ text: sample }) => accepts(shape, parseJson(sample)));
    expect(taken.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.oneof(v1.nearFrame, fc.json(), number), (json) => {
        return agrees(shape, parseJson(json));
      }),
      { numRuns: 1000 },
    );
  });

  it.each(shapes)('%s accepts exactly what its parts do', (_, shape, sample) => {
    expect([accepts(shape, parseJson(sample)), agrees(shape, parseJson(sample))]).toEqual([true, true]);
    fc.assert(
      fc.property(fc.oneof(nearBook, nearFrame, fc.json(), number), (json) => {
        return agrees(shape, parseJson(json));
      }),
      { numRuns: 1000 },
    );
  });

  it.each<[string, Shape, string[], string[]]>([
    [
      'decimal',
      decimal,
      ['1', '-1', '-0.0', '1e-40', '"-1.5"', '-1E+3', '9'.repeat(64)],
      ['01', '1e41', '"x"', '-', '""'],
    ],
    [
      'quantity',
      quantity,
      ['0', '0.000', '1e-40', '"1.5"', '9'.repeat(64)],
      ['-1', '-0', '1e41', '00', '9'.repeat(65)],
    ],
    ['price', price, ['0.01', '1e-40', '"1.5"'], ['0', '0.00', '0e5', '-1', '"0"']],
    ['integer', integer, ['0', '5', '9007199254740991'], ['-1', '1.0', '1e3', '"5"', '007', '9007199254740992']],
    ['signedInteger', signedInteger, ['0', '-5', '9007199254740991'], ['-0', '1.0', '"5"', '007', '-9007199254740992']],
    ['number', jsonNumber, ['0', '-1.50', '1e-40'], ['"1.5"', '1e41', '01', 'null', '[]']],
    ['identifier', identifier, ['0', '18446744073709551615'], ['-1', '1.0', '"5"', '007', '9'.repeat(21)]],
    ['checksum', checksum, ['0', '4294967295'], ['4294967296', '-1', '01', '"5"']],
    ['text', text, ['""', '"5"', '"\\ud800"'], ['5', 'null', 'true', '[]']],
    ['side', side, ['"buy"', '"sell"'], ['"BUY"', '"b"', 'null', '1']],
    ['choice', choice('b', 's'), ['"b"', '"s"'], ['"buy"', '1', 'null']],
    ['matching', matching('a word', /^[a-z]+$/), ['"abc"'], ['""', '"1"', '1', 'null']],
    ['quotable', quotable(integer), ['5', '"5"', '"0"'], ['"05"', '"1.0"', '""', '"x"', 'null', '1.0']],
    ['anything', anything, ['5', '"x"', 'null', '[]'], []],
    [
      'tuple',
      tuple(integer, text, optional(text)),
      ['[1,"a"]', '[1,"a","b"]', '[1,"a","b",5]'],
      ['[1]', '["a",1]', '[1,"a",5]', '{"0":1,"1":"a"}', '"1a"', 'null'],
    ],
    ['success', success, ['true'], ['false', '1', '"true"', 'null']],
    ['nullable', nullable(text), ['null', '"x"', '""'], ['5', 'true', '[]']],
    [
      'entries',
      entries(integer),
      ['{}', '{"a":1}', '{"__proto__":1,"toString":2}', '{"\\u007f5":1}'],
      ['{"a":1,"b":"2"}', '{"__proto__":null}', '[]', '[1]', '"x"', 'null'],
    ],
  ])('%s takes what it should, and nothing else', (_, shape, right, wrong) => {
    const taken = (json: string) => accepts(shape, parseJson(json));
    expect(right.filter((json) => !taken(json))).toEqual([]);
    expect(wrong.filter(taken)).toEqual([]);
    expect([...right, ...wrong].filter((json) => !agrees(shape, parseJson(json)))).toEqual([]);
  });

  it('says where something is wrong, what was expected and what came', () => {
    const frame = record({
      data: single(record({ bids: list(record({ price, qty: quantity })), note: optional(text) })),
    });
    const wrong = (json: string) => explain(frame, parseJson(json));
    expect(wrong('{"data":[{"bids":[{"price":1,"qty":1},{"price":0.0,"qty":1}]}]}')).toEqual({
      path: 'data.0.bids.1.price',
      expected: 'a decimal above zero',
      received: 'the number 0.0',
    });
    expect(wrong('{"data":[{"bids":[{"price":1,"qty":-1}]}]}')).toMatchObject({ path: 'data.0.bids.0.qty' });
    expect(wrong('{"data":[{"bids":null}]}')).toEqual({ path: 'data.0.bids', expected: 'an array', received: 'null' });
    expect(wrong('{"data":[]}')).toEqual({ path: 'data', expected: 'an array of one', received: 'an array of 0' });
    expect(wrong('{"data":[5]}')).toEqual({ path: 'data.0', expected: 'an object', received: 'the number 5' });
    expect(wrong('{"data":[{"bids":[],"note":5}]}')).toMatchObject({ path: 'data.0.note', expected: 'a string' });
    expect(explain(tuple(text, entries(price)), parseJson('["x",{"a":1,"b":0}]'))).toMatchObject({ path: '1.b' });
    expect(wrong('{}')).toEqual({ path: 'data', expected: 'an array of one', received: 'nothing' });
  });

  it('reads what it accepts in the common words, and leaves out what is absent', () => {
    const frame = record(
      { ordType: text, bidQty: quantity, feeRate: optional(price), at: nullable(integer) },
      { at: 'time' },
    );
    expect(frame.read(parseJson('{"ord_type":"limit","bid_qty":1e-2,"time":7,"more":1}'))).toStrictEqual({
      ordType: 'limit',
      bidQty: '0.01',
      at: 7,
    });
    expect(frame.read(parseJson('{"ord_type":"5","bid_qty":"1.50","fee_rate":2.0,"time":null}'))).toStrictEqual({
      ordType: '5',
      bidQty: '1.50',
      feeRate: '2.0',
    });
    const pairs = tuple(identifier, list(quotable(integer)), optional(text));
    expect(pairs.read(parseJson('[18446744073709551615,[1,"2"]]'))).toEqual([
      '18446744073709551615',
      [1, 2],
      undefined,
    ]);
    expect(single(entries(flag)).read(parseJson('[{"a":true,"__proto__":false}]'))).toEqual([
      ['a', true],
      ['__proto__', false],
    ]);
  });

  it('tells integers from what a double would round', () => {
    expect(accepts(integer, parseJson('9007199254740991'))).toBe(true);
    expect(accepts(integer, parseJson('9007199254740992'))).toBe(false);
    expect(accepts(integer, parseJson('1.0'))).toBe(false);
  });
});
