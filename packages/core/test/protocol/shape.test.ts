import fc from 'fast-check';
import { is } from 'superstruct';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/decimal/json.js';
import {
  explain,
  integer,
  list,
  optional,
  price,
  quantity,
  record,
  type Shape,
  single,
  text,
} from '../../src/protocol/shape.js';
import {
  acknowledgedFrame,
  bookFrame,
  instrumentFrame,
  pongFrame,
  refusedFrame,
  statusFrame,
} from '../../src/protocol/v2/frames.js';

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
  const shapes: [string, Shape][] = Object.entries({
    acknowledgedFrame,
    bookFrame,
    instrumentFrame,
    pongFrame,
    refusedFrame,
    statusFrame,
  });

  it.each(shapes)('%s accepts exactly what its struct does', (_, shape) => {
    fc.assert(
      fc.property(fc.oneof(nearBook, fc.json(), number), (json) => {
        const value = parseJson(json);
        return shape.accepts(value) === is(value, shape.struct);
      }),
      { numRuns: 300 },
    );
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
    expect(wrong('{}')).toEqual({ path: 'data', expected: 'an array of one', received: 'nothing' });
  });

  it('tells integers from what a double would round', () => {
    expect(integer.accepts(parseJson('9007199254740991'))).toBe(true);
    expect(integer.accepts(parseJson('9007199254740992'))).toBe(false);
    expect(integer.accepts(parseJson('1.0'))).toBe(false);
  });
});
