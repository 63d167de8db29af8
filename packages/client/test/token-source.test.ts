import { inspect } from 'node:util';
import { ConnectionError, RequestError } from '@kraken-stream/core';
import { VirtualClock } from '@kraken-stream/simulator';
import { describe, expect, it } from 'vitest';
import { type TokenProvider, tokenSource } from '../src/token-source.js';
import { createAccountRig } from './account-rig.js';

const { signal } = new AbortController();
const ask = (provider: TokenProvider) => tokenSource(provider, 1000, new VirtualClock())(signal);

describe('a token', () => {
  it('is what the provider returns, at once or later', async () => {
    expect(await ask(() => 'abc')).toEqual({ token: 'abc' });
    expect(await ask(async () => 'abc')).toEqual({ token: 'abc' });
  });

  it('is awaited for so long and no longer, and no timer is left', async () => {
    const clock = new VirtualClock();
    const source = tokenSource(() => new Promise<string>(() => {}), 1000, clock);
    const answer = source(signal);
    await clock.run(1000);
    expect(await answer).toEqual({ reason: 'the token provider did not answer within 1000 ms' });
    const aborting = new AbortController();
    const given = source(aborting.signal);
    aborting.abort('closed');
    await expect(given).rejects.toBe('closed');
    expect(await tokenSource(() => 'abc', 1000, clock)(signal)).toEqual({ token: 'abc' });
    expect(clock.nextAt).toBe(Number.POSITIVE_INFINITY);
  });

  it.each<[string, () => unknown, string]>([
    ['nothing', () => undefined, 'returned something else than a string'],
    ['an empty text', () => '', 'returned an empty string'],
    ['an object', async () => ({ token: 'abc' }), 'returned something else than a string'],
    ['an error', () => Promise.reject(new Error('no')), 'failed'],
    ['a TypeError', () => Promise.reject(new TypeError('no')), 'failed with a TypeError'],
    [
      'a refusal',
      () => Promise.reject(new RequestError({ method: 'GetWebSocketsToken', reason: 'EAPI:Invalid key' })),
      'failed: the exchange said EAPI:Invalid key',
    ],
    ['a status', () => Promise.reject(new ConnectionError('no', { status: 502 })), 'failed: HTTP status 502'],
  ])('is not to be had from a provider that gives %s, and the reason says so', async (_, provider, reason) => {
    expect(await ask(provider as TokenProvider)).toEqual({ reason: `the token provider ${reason}` });
  });

  it('that somebody throws is not repeated', async () => {
    const secret = 'a+secret/token';
    for (const thrown of [
      secret,
      new Error(secret),
      new TypeError(secret),
      Object.assign(new Error('x'), { name: secret }),
      new RequestError({ method: secret, reason: secret }),
      new RequestError({ method: secret, reason: `EAPI:Invalid key ${secret}` }),
      new ConnectionError(secret, { cause: secret }),
      { secret },
    ]) {
      expect(inspect(await ask(() => Promise.reject(thrown)))).not.toContain(secret);
    }
  });
});

describe('a provider', () => {
  it('is asked once for each connection, and again when its token is not accepted', async () => {
    const tokens = ['one', 'two', 'three'];
    let asked = 0;
    await using rig = createAccountRig({ token: () => tokens[asked++]! });
    rig.account.tokens.clear();
    rig.account.tokens.add('one').add('three');
    const balances = rig.client.subscribeBalances();
    rig.client.subscribeExecutions();
    await rig.clock.run(5000);
    expect([asked, balances.state]).toEqual([1, 'live']);
    rig.account.drop();
    await rig.clock.run(5000);
    expect([asked, balances.state]).toEqual([3, 'live']);
    expect(rig.told.filter((line) => line.startsWith('error'))).toEqual([
      'error: ConnectionError',
      'error: RequestError',
    ]);
  });

  it('is not asked for market data', async () => {
    let asked = 0;
    await using rig = createAccountRig({ token: () => `${++asked}` });
    rig.client.subscribeTicker('BTC/USD');
    await rig.clock.run(5000);
    expect(asked).toBe(0);
  });

  it('whose answer is late gives no token to the next connection', async () => {
    const answers: ((token: string) => void)[] = [];
    await using rig = createAccountRig({ token: () => new Promise<string>((resolve) => answers.push(resolve)) });
    rig.account.tokens.add('second');
    const balances = rig.client.subscribeBalances();
    await rig.clock.run(1000);
    rig.account.drop();
    await rig.clock.run(2000);
    expect(answers).toHaveLength(2);
    answers[0]?.('first');
    await rig.clock.run(0);
    answers[1]?.('second');
    await rig.clock.run(1000);
    expect(balances.state).toBe('live');
    expect(rig.account.requests.flatMap((each) => ('token' in each ? [each.token] : []))).toEqual(['second']);
  });
});
