import { inspect } from 'node:util';
import { ConnectionError, RequestError, TimeoutError, UsageError } from '@kraken-stream/client';
import { type Fetch, type KrakenTokenOptions, krakenToken, restSignature } from '@kraken-stream/client/token';
import { VirtualClock } from '@kraken-stream/simulator';
import { describe, expect, it } from 'vitest';

/** The example key of the exchange's guide, which is nobody's. */
const SECRET = 'kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==';
const NONCE = 1616492376594;
const SIGNATURE = '+mRDmY9Ks0Moc1zjv/BjfvYa98buO0x1yHChZR5onlfAzAUbfIYlLggUZzdQ0RsmXm4Sh+Q8iAIZdo2wSeHeiA==';
const TOKEN = 'nmc39wCfFqn0mirRrpHMFOu0xfq4VVghFy+UPzpVcJo';

let keys = 0;
/** Each its own key, whose numbers begin anew. */
const options = (more: Partial<KrakenTokenOptions> = {}): KrakenTokenOptions => ({
  key: `KEY${++keys}`,
  secret: SECRET,
  nonce: () => NONCE,
  ...more,
});

interface Call {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A REST API that answers everything with the same, and what it was asked. */
function answering(answer: unknown, status = 200): { fetch: Fetch; calls: Call[] } {
  const calls: Call[] = [];
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  return {
    calls,
    fetch: async (url, { headers, body }) => {
      calls.push({ url, headers, body });
      return { ok: status === 200, status, text: async () => text };
    },
  };
}

const GOOD = { error: [], result: { token: TOKEN, expires: 900 } };

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.unreachable('it did not fail'),
    (error: unknown) => error,
  );

describe('a signature', () => {
  it.each([
    [
      '/0/private/AddOrder',
      'nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25',
      '4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==',
    ],
    ['/0/private/GetWebSocketsToken', 'nonce=1616492376594', SIGNATURE],
    [
      '/0/private/GetWebSocketsToken',
      '{"nonce":"1616492376594"}',
      'HPdpJhpIrtLjJZVt+Hh9BfWStC+WBySrpgTLHtVBJ7ZH9UdJOtersnssuRGVwxefF6bnUPz24Bq23UUmUtafXg==',
    ],
    [
      '/0/private/GetWebSocketsToken',
      '{"nonce":1616492376594}',
      'yl7HvQ7MH+jWgPjH8r2+qILii9+OjPXXmiYU0uJ3ZdoxQGQlSfjTrhVW8NhLKbAnVRjuuiqkn/lDVd8AhdBrfQ==',
    ],
  ])('of %s with %s is that of the exchange’s guide', (path, body, expected) => {
    expect(restSignature({ secret: SECRET, path, nonce: String(NONCE), body })).toBe(expected);
  });
});

describe('a token provider', () => {
  it('asks with a signed request, and returns the token', async () => {
    const { fetch, calls } = answering(GOOD);
    const given = options({ fetch, url: 'http://127.0.0.1:8080/' });
    expect(await krakenToken(given)()).toBe(TOKEN);
    expect(calls).toEqual([
      {
        url: 'http://127.0.0.1:8080/0/private/GetWebSocketsToken',
        headers: {
          'API-Key': given.key,
          'API-Sign': SIGNATURE,
          'Content-Type': 'application/x-www-form-urlencoded',
          'User-Agent': 'kraken-stream',
        },
        body: `nonce=${NONCE}`,
      },
    ]);
  });

  it('asks the exchange itself when it is told no address', async () => {
    const { fetch, calls } = answering(GOOD);
    await krakenToken(options({ fetch }))();
    expect(calls[0]?.url).toBe('https://api.kraken.com/0/private/GetWebSocketsToken');
  });

  it('counts on from the clock, in microseconds', async () => {
    const { fetch, calls } = answering(GOOD);
    const clock = new VirtualClock();
    const token = krakenToken({ key: 'clock', secret: SECRET, fetch, clock });
    await token();
    await token();
    const first = BigInt(clock.now()) * 1000n;
    expect(calls.map(({ body }) => body)).toEqual([`nonce=${first}`, `nonce=${first + 1n}`]);
  });

  it('has one call after the other under way, with growing numbers, whoever else uses the key', async () => {
    const asked: bigint[] = [];
    let [atOnce, most] = [0, 0];
    const fetch: Fetch = async (_, { body }) => {
      asked.push(BigInt(body.slice('nonce='.length)));
      most = Math.max(most, ++atOnce);
      // Some take longer than others.
      for (let turns = asked.length % 3; turns >= 0; turns--) await Promise.resolve();
      atOnce--;
      return { ok: true, status: 200, text: async () => JSON.stringify(GOOD) };
    };
    const [one, other] = [
      krakenToken({ ...options({ fetch }), key: 'shared' }),
      krakenToken({ ...options({ fetch }), key: 'shared' }),
    ];
    await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? one() : other())));
    expect(asked).toEqual(Array.from({ length: 20 }, (_, i) => BigInt(NONCE + i)));
    expect(most).toBe(1);
  });

  it('goes on after a call that failed', async () => {
    const { fetch } = answering(GOOD);
    let first = true;
    const token = krakenToken(
      options({
        fetch: (...args) => {
          if (!first) return fetch(...args);
          first = false;
          return Promise.reject(new Error('no network'));
        },
      }),
    );
    await failure(token());
    expect(await token()).toBe(TOKEN);
  });

  it('gives up an answer that does not come, aborts it, and asks anew', async () => {
    const clock = new VirtualClock();
    const signals: AbortSignal[] = [];
    const { fetch } = answering(GOOD);
    const token = krakenToken(
      options({
        clock,
        timeoutMs: 3000,
        fetch: (url, init) => {
          signals.push(init.signal);
          return signals.length === 1 ? new Promise(() => {}) : fetch(url, init);
        },
      }),
    );
    const [lost, next] = [failure(token()), token()];
    await clock.run(3000);
    expect(await lost).toBeInstanceOf(TimeoutError);
    expect(await lost).toMatchObject({ method: 'GetWebSocketsToken', afterMs: 3000 });
    expect(signals[0]?.aborted).toBe(true);
    expect(await next).toBe(TOKEN);
    expect(clock.nextAt).toBe(Number.POSITIVE_INFINITY);
  });

  it('says what the exchange says', async () => {
    const { fetch } = answering({ error: ['EAPI:Invalid key'] });
    const error = await failure(krakenToken(options({ fetch }))());
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ method: 'GetWebSocketsToken', reason: 'EAPI:Invalid key' });
  });

  it.each<[string, ReturnType<typeof answering>, object]>([
    ['a refusal by HTTP', answering('<html>', 503), { fault: 'refused', status: 503 }],
    ['no JSON', answering('<html>'), { message: expect.stringContaining('expected an answer with a token') }],
    ['no token', answering({ error: [], result: { expires: 900 } }), {}],
    ['an empty token', answering({ error: [], result: { token: '' } }), {}],
    ['nothing', answering('null'), {}],
  ])('fails with a ConnectionError when it is answered with %s', async (_, { fetch }, facts) => {
    const error = await failure(krakenToken(options({ fetch }))());
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject(facts);
  });

  it('says in the system’s word why the exchange cannot be reached', async () => {
    const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const fetch: Fetch = () => Promise.reject(new TypeError('fetch failed', { cause }));
    expect(await failure(krakenToken(options({ fetch }))())).toMatchObject({
      name: 'ConnectionError',
      fault: 'unreachable',
      message: 'GetWebSocketsToken: api.kraken.com cannot be reached: ECONNREFUSED',
    });
  });

  it('never repeats a key, secret, number, signature or token', async () => {
    const KEY = 'aVerySecretKey';
    const secrets = [KEY, SECRET, String(NONCE), SIGNATURE, TOKEN];
    const all = secrets.join(' ');
    const attempts: Partial<KrakenTokenOptions>[] = [
      { fetch: answering({ error: [`EAPI:Invalid key ${KEY} ${SECRET} ${NONCE} ${SIGNATURE}`] }).fetch },
      { fetch: () => Promise.reject(new Error(all, { cause: all })) },
      { fetch: () => Promise.reject(new TypeError(all, { cause: Object.assign(new Error(all), { code: all }) })) },
      { fetch: answering(all).fetch },
      { fetch: answering(all, 500).fetch },
      { fetch: answering({ error: [], result: [TOKEN] }).fetch },
    ];
    const said: unknown[] = [];
    for (const attempt of attempts) {
      const token = krakenToken({ ...options(attempt), key: KEY });
      said.push(token, await failure(token()));
    }
    for (const bad of [
      { key: `${KEY} ` },
      { secret: `${SECRET}!` },
      { url: SECRET },
      { fetch: 1, key: KEY },
      { nonce: 5, key: KEY },
      SECRET,
      [SECRET],
    ]) {
      const given = typeof bad === 'object' && !Array.isArray(bad) ? { ...options(), ...bad } : bad;
      said.push(refusal(() => Reflect.apply(krakenToken, undefined, [given])));
    }
    const text = said
      .map((each) => `${inspect(each, { depth: 9, showHidden: true })} ${JSON.stringify(each)} ${each}`)
      .join();
    expect(text).toContain('EAPI:Invalid key …');
    for (const secret of secrets) expect(text).not.toContain(secret);
  });

  it.each<[unknown, string]>([
    [undefined, 'options: expected an object of key, secret, url, fetch, nonce, timeoutMs, clock'],
    [{ key: '', secret: SECRET }, 'key: expected the API key, a text without blanks, received something else'],
    [{ key: 'k' }, "secret: expected the key's secret, base64 text, received undefined"],
    [{ key: undefined, secret: SECRET }, 'key: expected the API key, a text without blanks, received undefined'],
    [{ key: 'k', secret: 'abc' }, "secret: expected the key's secret"],
    [{ key: 'k', secret: SECRET, url: 'api.kraken.com' }, "url: expected a URL such as 'https://api.kraken.com'"],
    [{ key: 'k', secret: SECRET, timeoutMs: 0 }, 'timeoutMs: expected a number from 1 up, received 0'],
    [{ key: 'k', secret: SECRET, otp: '1' }, "received one with 'otp'"],
  ])('is not made of %o', (given, message) => {
    const error = refusal(() => Reflect.apply(krakenToken, undefined, [given]));
    expect(error).toBeInstanceOf(UsageError);
    expect(String(error)).toContain(message);
  });
});

function refusal(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
