import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pretty } from '../../src/wires/pretty.js';

const text = (frame: string): string =>
  pretty(frame)
    .map((token) => token.text)
    .join('');

describe('a frame made readable', () => {
  it('has what is long below each other, and what is short on one line', () => {
    const frame =
      '{"channel":"book","data":[{"symbol":"BTC/USD","bids":[{"price":45283.50,"qty":0.10000000}],"checksum":1}]}';
    expect(text(frame)).toBe(`{
  "channel": "book",
  "data": [
    {
      "symbol": "BTC/USD",
      "bids": [{"price": 45283.50, "qty": 0.10000000}],
      "checksum": 1
    }
  ]
}`);
  });

  it('tells names from values', () => {
    expect(pretty('{"a":"b","c":[1,true]}').filter(({ kind }) => kind !== 'mark' && kind !== 'space')).toEqual([
      { kind: 'name', text: '"a"' },
      { kind: 'string', text: '"b"' },
      { kind: 'name', text: '"c"' },
      { kind: 'number', text: '1' },
      { kind: 'word', text: 'true' },
    ]);
  });

  it.each(['', 'no JSON', '{"a":', '{"a":1]', '[1,2', '{"price":1.0,x}', '"\u0000'])(
    'stays as it came when it is no JSON: %j',
    (frame) => {
      expect(text(frame)).toBe(frame);
    },
  );

  it('keeps every digit and every character', () => {
    const number = fc
      .tuple(fc.nat(), fc.stringMatching(/^\d{1,12}$/))
      .map(([whole, decimals]) => `${whole}.${decimals}`);
    const { value } = fc.letrec<{ value: string }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        number,
        fc.string().map((each) => JSON.stringify(each)),
        fc.constantFrom('true', 'false', 'null', '-0.000e+5'),
        fc.array(tie('value')).map((each) => `[${each.join(',')}]`),
        fc
          .array(fc.tuple(fc.string(), tie('value')))
          .map((members) => `{${members.map(([name, each]) => `${JSON.stringify(name)}:${each}`).join(',')}}`),
      ),
    }));
    fc.assert(
      fc.property(value, (frame) => {
        const tokens = pretty(frame);
        const without = tokens.filter(({ kind }) => kind !== 'space').map((token) => token.text);
        expect(without.join('')).toBe(frame);
      }),
    );
  });
});
