import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeJson, numberText, parseJson } from '../../src/decimal/json.js';

describe('lossless JSON', () => {
  it('keeps every digit of a number', () => {
    const value = parseJson('{"qty":0.10000000,"id":18266300427528990701,"small":1e-08,"list":[1,-2.50]}') as {
      qty: unknown;
      id: unknown;
      small: unknown;
      list: unknown[];
    };
    expect(numberText(value.qty)).toBe('0.10000000');
    expect(numberText(value.id)).toBe('18266300427528990701');
    expect(numberText(value.small)).toBe('1e-08');
    expect(value.list.map(numberText)).toEqual(['1', '-2.50']);
  });

  it('leaves digits inside strings alone', () => {
    expect(parseJson('{"a":"T03:36:11, \\"5\\": 7","b\\\\":"\\\\"}')).toEqual({ a: 'T03:36:11, "5": 7', 'b\\': '\\' });
  });

  it('finds the end of a string behind any number of backslashes and quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('\\', '"', '1', ':', ',', 'x') }), (text) => {
        const value = parseJson(`{${JSON.stringify(text)}:${JSON.stringify(text)},"last":[1,${JSON.stringify(text)}]}`);
        expect(value).toEqual({ [text]: text, last: ['\x7f1', text] });
      }),
    );
  });

  it('tells a number from a string of the same digits', () => {
    expect(numberText(parseJson('"5"'))).toBeUndefined();
    expect(numberText(parseJson('5'))).toBe('5');
  });

  it.each(['', '{', '{"a":1', '{"a":"', '1 2', '[1,]', 'nonsense', '{"a":"\\"}', '1"a"'])('refuses %j', (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });

  it('makes own properties of __proto__ keys, and poisons nothing', () => {
    const value = parseJson('{"__proto__":{"polluted":true}}') as object;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('survives 20,000 nested arrays', () => {
    const text = '['.repeat(20_000) + ']'.repeat(20_000);
    expect(Array.isArray(parseJson(text))).toBe(true);
  });

  it('gives what JSON.parse gives, numbers aside', () => {
    const restored = (value: unknown): unknown => {
      const number = numberText(value);
      if (number !== undefined) return Number(number);
      if (Array.isArray(value)) return value.map(restored);
      if (typeof value !== 'object' || value === null) return value;
      // Not Object.fromEntries: it would set a prototype for a __proto__ key no more than JSON.parse does.
      return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, restored(member)]));
    };
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(restored(parseJson(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('describes what a value was on the wire', () => {
    const described = ['5', '"x"', 'null', '[1,2]', '{}', 'true'].map((text) => describeJson(parseJson(text)));
    expect(described).toEqual(['the number 5', 'the string "x"', 'null', 'an array of 2', 'an object', 'true']);
    expect(describeJson(undefined)).toBe('nothing');
    expect(describeJson('x'.repeat(1000)).length).toBeLessThan(80);
  });
});
