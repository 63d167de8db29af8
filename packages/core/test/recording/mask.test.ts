import { MASKED, Mask } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const TOKEN = '1Dwc4lzSwNWOAwkMdqhssNNFhs1ed606d1WcF3XfEMw';
const SECRET = 'kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==';

const hide = (text: string) => new Mask().hide(text);

describe('what hides secrets', () => {
  it.each([
    ['v2', `{"method":"subscribe","params":{"channel":"executions","token":"${TOKEN}"},"req_id":1}`],
    ['v1', `{"event":"subscribe","subscription":{"name":"openOrders","token":"${TOKEN}"}}`],
    ['v1, of an order', `{"event":"addOrder","pair":"XBT/USD","token":"${TOKEN}","userref":"3"}`],
  ])('masks the token of a request of %s, and leaves the rest as it was', (_, text) => {
    expect(hide(text)).toBe(text.replace(TOKEN, MASKED));
  });

  it.each([
    ['{"api_key":"short"}', '{"api_key":"***"}'],
    ['{"API-Sign": "short"}', '{"API-Sign": "***"}'],
    ['{"token":12345}', '{"token":"***"}'],
    ['{"token":{"a":["x",1,null]},"b":2}', '{"token":{"a":["***","***",null]},"b":2}'],
    ['{"\\u0074oken":"sh\\"ort","b":"c"}', '{"\\u0074oken":"***","b":"c"}'],
    ['{"error":"no such thing: {\\"token\\":\\"short\\"}"}', '{"error":"no such thing: {\\"token\\":\\"***\\"}"}'],
    ['{"token":"short', '{"token":"***"'],
    ['{"error":"Invalid token: short, sorry"}', '{"error":"Invalid token: ***, sorry"}'],
    ["{'token': 'short'}", "{'token': ***}"],
    ['token=short&a=b', 'token=***&a=b'],
    [`garbage ${TOKEN} garbage`, 'garbage *** garbage'],
    [`{"note":"${SECRET.replaceAll('/', '\\/')}"}`, '{"note":"***"}'],
  ])('masks %s', (text, hidden) => {
    expect(hide(text)).toBe(hidden);
  });

  it('masks in later frames what it has seen under a name', () => {
    const mask = new Mask();
    mask.hide('{"token":"not-so-long"}');
    expect(mask.hide('{"error":"who is not-so-long"}')).toBe('{"error":"who is ***"}');
    expect(mask.hide('cut: not-so-long')).toBe('cut: ***');
  });

  it('hides whole what may have a secret and is too long to be looked through', () => {
    const long = 'a'.repeat(20_000_000);
    expect(hide(`{"token":"${long}"}`)).toBe(MASKED);
    expect(hide(`{"note":"${'a '.repeat(10_000_000)}"}`)).not.toBe(MASKED);
  });

  it.each([
    '{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[],"asks":[],"checksum":1}]}',
    '{"method":"subscribe","params":{"channel":"instrument","include_tokenized_assets":true},"req_id":3}',
    '{"channel":"executions","data":[{"cl_ord_id":"6d1b345e-2821-40e2-ad83-4ecb18a06876","order_id":"OABCDE-FGHIJ-KLMNOP"}]}',
    '{"cl_ord_id":"6d1b345e282140e2ad834ecb18a06876","note":"a \\"quoted\\" word \\\\ and \\u00e9"}',
    '{"method":"subscribe","params":{"token":null}}',
    '{"connection_id":16061443795302331912}',
  ])('leaves %s as it is', (text) => {
    expect(hide(text)).toBe(text);
  });

  const secret = fc
    .array(fc.constantFrom(...'ABCXYZabcxyz0189+/=_-'), { minLength: 43, maxLength: 90 })
    .map((characters) => characters.join(''));
  const escaped = (text: string) =>
    [...text].map((c, i) => (i % 7 === 3 ? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}` : c)).join('');

  it('lets no token through, wherever it stands, quoted, escaped, nested or cut short', () => {
    const frame = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small', maxDepth: 3 },
        fc.constant(TOKEN),
        fc.string(),
        fc.string().map((text) => `${text}${TOKEN}${text}`),
        fc.dictionary(fc.constantFrom('token', 'a', 'data', 'error', TOKEN), tie('value')),
        fc.array(tie('value')),
        tie('value').map((value) => JSON.stringify(value)),
      ),
    })).value;
    fc.assert(
      fc.property(frame, secret, fc.boolean(), fc.nat(), fc.nat(), (value, token, escapes, from, to) => {
        const text = JSON.stringify(value).replaceAll(TOKEN, escapes ? escaped(token) : token);
        // A cut in the middle of a token leaves a part of one, which is none.
        for (const shown of [text, text.slice(from % (text.length + 1)), text.slice(0, to % (text.length + 1))]) {
          const hidden = hide(shown);
          expect(hidden).not.toContain(token);
          expect(hidden).not.toContain(escaped(token));
        }
      }),
    );
  });

  it('lets nothing through that stands under the name of a secret, however short and odd', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('token', 'api_key', 'wsToken', 'signature', 'API-Sign', 'secret', 'otp'),
        fc.string({ minLength: 1 }),
        fc.string(),
        (name, value, other) => {
          const frame = { a: other, params: { list: [{ [name]: value }], b: 1 } };
          const hidden = hide(JSON.stringify(frame));
          expect(JSON.parse(hidden)).toMatchObject({ params: { list: [{ [name]: MASKED }], b: 1 } });
          const nested = JSON.parse(hide(JSON.stringify({ error: JSON.stringify(frame) })));
          expect(JSON.parse(nested.error)).toMatchObject({ params: { list: [{ [name]: MASKED }] } });
        },
      ),
    );
  });

  it('takes any text', () => {
    const piece = fc.constantFrom('"', '\\', ':', '{', '}', '[', ']', 'token', ',', 'x');
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.array(piece)), (text) => {
        expect(typeof hide(typeof text === 'string' ? text : text.join(''))).toBe('string');
      }),
    );
  });
});
