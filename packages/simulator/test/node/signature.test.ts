import { describe, expect, it } from 'vitest';
import { nonceOf } from '../../src/node/nonce.js';
import { isSignedBy, signatureOf } from '../../src/node/signature.js';

/** The public example key of https://docs.kraken.com/api/docs/guides/spot-rest-auth */
const SECRET = 'kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==';
const NONCE = '1616492376594';

describe('a signature', () => {
  it("is the documentation's for the documentation's call", () => {
    const body = `nonce=${NONCE}&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25`;
    const call = { path: '/0/private/AddOrder', nonce: NONCE, body };
    const expected = '4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==';
    expect(signatureOf(call, SECRET)).toBe(expected);
    expect(isSignedBy(call, SECRET, expected)).toBe(true);
  });

  it.each([
    [`nonce=${NONCE}`, '+mRDmY9Ks0Moc1zjv/BjfvYa98buO0x1yHChZR5onlfAzAUbfIYlLggUZzdQ0RsmXm4Sh+Q8iAIZdo2wSeHeiA=='],
    [
      `{"nonce":"${NONCE}"}`,
      'HPdpJhpIrtLjJZVt+Hh9BfWStC+WBySrpgTLHtVBJ7ZH9UdJOtersnssuRGVwxefF6bnUPz24Bq23UUmUtafXg==',
    ],
    [`{"nonce":${NONCE}}`, 'yl7HvQ7MH+jWgPjH8r2+qILii9+OjPXXmiYU0uJ3ZdoxQGQlSfjTrhVW8NhLKbAnVRjuuiqkn/lDVd8AhdBrfQ=='],
  ])('of a request for a token with the body %s', (body, expected) => {
    expect(signatureOf({ path: '/0/private/GetWebSocketsToken', nonce: NONCE, body }, SECRET)).toBe(expected);
  });

  it('is of this call alone, and of this secret', () => {
    const call = { path: '/0/private/GetWebSocketsToken', nonce: NONCE, body: `nonce=${NONCE}` };
    const signature = signatureOf(call, SECRET);
    expect(isSignedBy({ ...call, body: `${call.body}&` }, SECRET, signature)).toBe(false);
    expect(isSignedBy({ ...call, path: '/0/private/GetWebSocketsTokens' }, SECRET, signature)).toBe(false);
    expect(isSignedBy({ ...call, nonce: '1' }, SECRET, signature)).toBe(false);
    expect(isSignedBy(call, 'c2VjcmV0', signature)).toBe(false);
    for (const wrong of ['', 'x', signature.slice(4), 'ä'.repeat(88)])
      expect(isSignedBy(call, SECRET, wrong)).toBe(false);
  });
});

describe('a nonce', () => {
  const FORM = 'application/x-www-form-urlencoded';
  const JSON_TYPE = 'application/json; charset=utf-8';

  it.each([
    [FORM, 'nonce=17&x=1', '17'],
    [FORM, 'x=1&nonce=18446744073709551615', '18446744073709551615'],
    ['', 'nonce=17', '17'],
    [JSON_TYPE, '{"nonce":"17"}', '17'],
    [JSON_TYPE, '{ "x": {}, "nonce" : 9007199254740993 }', '9007199254740993'],
  ])('of %s %s is %s', (type, body, nonce) => {
    expect(nonceOf(type, body)).toBe(nonce);
  });

  it.each([
    [FORM, ''],
    [FORM, 'nonce='],
    [FORM, 'nonce=-1'],
    [FORM, 'nonce=1.5'],
    [FORM, 'nonce=18446744073709551616'],
    [FORM, '{"nonce":"17"}'],
    [JSON_TYPE, 'nonce=17'],
    [JSON_TYPE, '{"nonce":1e3}'],
    [JSON_TYPE, '{"nonce":null}'],
    [JSON_TYPE, '[]'],
    [JSON_TYPE, 'null'],
    [JSON_TYPE, ''],
  ])('is not in %s %s', (type, body) => {
    expect(nonceOf(type, body)).toBeUndefined();
  });
});
