/** Frames of every kind with something wrong in every place, one at a time. */
import { type ProtocolError, v2 } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { type Place, SAMPLE_FRAMES, valueAt, withText } from './samples.js';

function errorOf(text: string): ProtocolError {
  const message = v2.decode(text);
  if (message.type !== 'invalid') throw new Error(`decoded as ${message.type}: ${text}`);
  return message.error;
}

/** What can never stand where a value of this type does. */
function wrongFor(value: unknown): string[] {
  if (typeof value === 'string') return ['5', 'true', '[]', '{}'];
  if (typeof value === 'number') return ['"x"', '""', 'true', '[]', '{}', '1e999', `${'9'.repeat(65)}`];
  if (typeof value === 'boolean') return ['0', '"true"', '[]', '{}'];
  return Array.isArray(value) ? ['5', '"[]"', 'false', '{}'] : ['5', '"{}"', 'false', '[]'];
}

const UNPRINTABLE = '{"toString":1,"valueOf":null,"__proto__":null,"constructor":2,"toJSON":3}';
const POISON = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":1,"toJSON":[]';

describe.each(SAMPLE_FRAMES)(
  'a frame of kind $kind: $name',
  ({ kind, text, optional, open = [], ignored = [], places }) => {
    const looked = places.filter((place) => !ignored.includes(String(place.at(-1))));
    const isName = (place: Place) => place.length === 1 && (place[0] === 'channel' || place[0] === 'method');

    it('is decoded when nothing is wrong', () => {
      expect(v2.decode(text).type).toBe(kind);
    });

    it('says where a null is', () => {
      for (const place of looked) {
        const error = errorOf(withText(text, place, 'null'));
        expect(error).toMatchObject({ path: place.join('.'), received: 'null' });
        expect(error.expected).not.toBe('');
      }
    });

    it('says where a value of another type is', () => {
      for (const place of looked) {
        for (const wrong of [...wrongFor(valueAt(text, place)), UNPRINTABLE]) {
          if (wrong === UNPRINTABLE && open.includes(String(place.at(-1)))) continue;
          const { path } = errorOf(withText(text, place, wrong));
          // An object in the place of an object is wrong inside: it has not what it must have.
          const isInside = wrong === UNPRINTABLE && JSON.stringify(valueAt(text, place)).startsWith('{');
          if (isInside) expect(path).toMatch(`${place.join('.')}.`);
          else expect(path).toBe(place.join('.'));
        }
      }
    });

    it('says what is missing, unless it may be', () => {
      for (const place of looked) {
        const without = withText(text, place, undefined);
        const name = String(place.at(-1));
        if (isName(place)) expect(v2.decode(without).type).toBe('unknown');
        else if (optional.includes(name) || optional.includes(`${place.at(-2)}.${name}`))
          expect(v2.decode(without).type).toBe(kind);
        else if (typeof place.at(-1) === 'number') expect(['invalid', kind]).toContain(v2.decode(without).type);
        else expect(errorOf(without)).toMatchObject({ path: place.join('.'), received: 'nothing' });
      }
    });

    it('is read as if members that nobody knows were not there, whatever their names', () => {
      const plain = v2.decode(text);
      expect(v2.decode(text.replaceAll('{', `{${POISON},"new":[{"deep":1e5}],`))).toEqual(plain);
      expect(v2.decode(text.replace('{', `{"new":${'['.repeat(100_000)}${']'.repeat(100_000)},`))).toEqual(plain);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    });

    it('is wrong where it nests without end', () => {
      const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
      for (const place of looked) {
        if (Array.isArray(valueAt(text, place))) expect(errorOf(withText(text, place, deep)).frame.length).toBe(201);
        else expect(errorOf(withText(text, place, deep))).toMatchObject({ received: 'an array of 1' });
      }
    });

    it('means the last of two members of one name, as everywhere in JSON', () => {
      for (const place of looked.filter((each) => typeof each.at(-1) === 'string')) {
        const json = JSON.stringify(valueAt(text, place));
        const name = JSON.stringify(place.at(-1));
        expect(v2.decode(withText(text, place, `null,${name}:${json}`)).type).toBe(kind);
        expect(errorOf(withText(text, place, `${json},${name}:null`)).received).toBe('null');
      }
    });

    it('is wrong when it is cut short, wherever', () => {
      for (let length = 0; length < text.length; length++) {
        expect(errorOf(text.slice(0, length))).toMatchObject({ path: '', expected: 'JSON' });
      }
    });
  },
);
