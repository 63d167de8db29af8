import { UsageError } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { readAccount } from '../../src/node/account-option.js';
import { readOptions } from '../../src/node/options.js';

describe('an account on the command line', () => {
  it('has a name, a key and a secret, and perhaps more', () => {
    expect(readAccount('bot:bot-key:c2VjcmV0')).toEqual({
      name: 'bot',
      keys: [{ key: 'bot-key', secret: 'c2VjcmV0' }],
      balances: {},
    });
    expect(readAccount('bot:a/b+c=:c2VjcmV0cw==:USD=5000,BTC=0.50,tier=pro,may=query')).toEqual({
      name: 'bot',
      keys: [{ key: 'a/b+c=', secret: 'c2VjcmV0cw==', permissions: { query: true, trade: false, webSocket: true } }],
      balances: { USD: '5000', BTC: '0.50' },
      tier: 'pro',
    });
    expect(readAccount('bot:key:c2VjcmV0:may=query+trade').keys).toEqual([
      { key: 'key', secret: 'c2VjcmV0', permissions: { query: true, trade: true, webSocket: true } },
    ]);
  });

  it.each([
    ['bot', '--account: expected NAME:KEY:SECRET[:ASSET=AMOUNT,tier=TIER,may=RIGHTS,...], received 1 parts'],
    ['bot::c2VjcmV0', 'received 3 parts between colons'],
    ['bot:key:c2VjcmV0:USD=1:BTC=1', 'received 5 parts between colons'],
    ['bot:key:no secret', '--account: the secret of bot: expected base64'],
    ['bot:key:c2VjcmV0:USD', '--account: bot: expected ASSET=AMOUNT such as USD=5000.25'],
    ['bot:key:c2VjcmV0:__proto__=5', 'bot: expected ASSET=AMOUNT'],
    ['bot:key:c2VjcmV0:USD=-5', 'bot: expected ASSET=AMOUNT'],
    ['bot:key:c2VjcmV0:USD=1e3', 'bot: expected ASSET=AMOUNT'],
    ['bot:key:c2VjcmV0:tier=gold', '--account: bot: tier: expected starter, intermediate, pro, received gold'],
    ['bot:key:c2VjcmV0:may=withdraw', '--account: bot: may: expected query or trade or both with + between'],
  ])('is refused in words, which do not repeat the secret: %s', (text, expected) => {
    expect(() => readAccount(text)).toThrow(UsageError);
    expect(() => readAccount(text)).toThrow(expected);
    expect(() => readAccount(text)).not.toThrow(/c2VjcmV0|no secret/);
  });

  it('may be given several times, or never', () => {
    expect(readOptions([]).accounts).toBeUndefined();
    expect(readOptions(['--account', 'a:b:c2Vj', '--account', 'd:e:c2Vj']).accounts?.map(({ name }) => name)).toEqual([
      'a',
      'd',
    ]);
  });
});
