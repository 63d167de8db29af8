/**
 * Gets WebSocket tokens with a key and its secret, in Node. The only file that knows a secret: nothing of it, of the key,
 * of a signature or of a token goes into anything that is thrown.
 */
import { createHash, createHmac } from 'node:crypto';
import { type Clock, ConnectionError, RequestError, TimeoutError, UsageError } from '@kraken-stream/core';
import { checkFields, checkFunction, checkHas, checkNumber, readable } from './checks.js';
import { createRealClock } from './clock.js';
import { codeOf } from './rest.js';
import { within } from './waiting.js';

/** What is used of `fetch`. */
export type Fetch = (
  url: string,
  init: {
    readonly method: 'POST';
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly redirect: 'error';
    readonly signal: AbortSignal;
  },
) => Promise<{ readonly ok: boolean; readonly status: number; text(): Promise<string> }>;

/** What a token is asked for with. https://docs.kraken.com/api/docs/guides/spot-rest-auth */
export interface KrakenTokenOptions {
  /** The API key. It needs the permission "WebSocket interface", and those for what is done with the token. */
  readonly key: string;
  /** Its secret: base64, as the exchange shows it once. */
  readonly secret: string;
  /** Where the REST API is. Default `https://api.kraken.com`. */
  readonly url?: string | undefined;
  /** Default: the platform's. */
  readonly fetch?: Fetch | undefined;
  /**
   * A number for each call, below 2^64; one that is not above the last is replaced by the next. Default: microseconds
   * since 1970. Give one when other programs use the same key with other numbers.
   */
  readonly nonce?: (() => number | bigint) | undefined;
  /** How long an answer may take, in milliseconds. Default 10,000. */
  readonly timeoutMs?: number | undefined;
  /** Another time, for simulations. Default: the real one. */
  readonly clock?: Clock | undefined;
}

const METHOD = 'GetWebSocketsToken';
const PATH = `/0/private/${METHOD}`;
const OPTIONS = ['key', 'secret', 'url', 'fetch', 'nonce', 'timeoutMs', 'clock'];

/** What is to be remembered of a key, whoever uses it: calls that overtake each other are refused by the exchange. */
interface KeyUse {
  lastNonce: bigint;
  lastCall: Promise<unknown>;
}

const uses = new Map<string, KeyUse>();

/**
 * A provider for the client's option `token`: gets a token with each call, one call after the other. Throws a
 * `UsageError` for options that cannot be. Its promise rejects with a `RequestError` when the exchange refuses
 * (`EAPI:Invalid key`), with a `ConnectionError` when it cannot be reached or its answer makes no sense, with a
 * `TimeoutError` when there is none in time. https://docs.kraken.com/api/docs/rest-api/get-websockets-token
 */
export function krakenToken(options: KrakenTokenOptions): () => Promise<string> {
  const { key, secret, url = 'https://api.kraken.com', timeoutMs = 10_000 } = checked(options);
  const { clock = createRealClock(), fetch = globalThis.fetch } = options;
  const { nonce = () => BigInt(Math.trunc(clock.now())) * 1000n } = options;
  const use = uses.get(key) ?? { lastNonce: 0n, lastCall: Promise.resolve() };
  uses.set(key, use);

  const call = async (): Promise<string> => {
    const given = BigInt(nonce());
    use.lastNonce = given > use.lastNonce ? given : use.lastNonce + 1n;
    const number = String(use.lastNonce);
    const body = `nonce=${number}`;
    const signature = restSignature({ secret, path: PATH, nonce: number, body });
    const aborting = new AbortController();
    const asking = ask(fetch, `${url.replace(/\/+$/, '')}${PATH}`, {
      method: 'POST',
      headers: {
        'API-Key': key,
        'API-Sign': signature,
        'Content-Type': 'application/x-www-form-urlencoded',
        'User-Agent': 'kraken-stream',
      },
      body,
      // A key is for the one who was named, and for nobody whom they name.
      redirect: 'error',
      signal: aborting.signal,
    });
    const patience = { clock, until: clock.now() + timeoutMs };
    const answer = await within(asking, undefined, patience).finally(() => aborting.abort());
    if (answer === undefined) throw new TimeoutError(METHOD, timeoutMs);
    return tokenOf(answer, [secret, key, signature, number]);
  };
  return () => {
    const result = use.lastCall.then(call);
    use.lastCall = result.catch(() => {});
    return result;
  };
}

/** The header `API-Sign` of a private REST call. https://docs.kraken.com/api/docs/guides/spot-rest-auth */
export function restSignature(call: {
  /** Base64. */
  readonly secret: string;
  /** From `/0/private/` on. */
  readonly path: string;
  /** As in the body. */
  readonly nonce: string;
  /** Exactly as sent. */
  readonly body: string;
}): string {
  const { secret, path, nonce, body } = call;
  const digest = createHash('sha256')
    .update(nonce + body)
    .digest();
  return createHmac('sha512', Buffer.from(secret, 'base64')).update(path).update(digest).digest('base64');
}

/** The options, if they can be. No value is shown: it may be a secret in the wrong place. */
function checked(options: KrakenTokenOptions): KrakenTokenOptions {
  const isObject = () => typeof options === 'object' && options !== null && !Array.isArray(options);
  if (!readable('options', isObject)) {
    throw new UsageError('options', `options: expected an object of ${OPTIONS.join(', ')}, received something else`);
  }
  checkFields('options', options, OPTIONS);
  const { key, secret, url, fetch, nonce, timeoutMs, clock } = options;
  if (typeof key !== 'string' || !/^[\x21-\x7e]+$/.test(key)) {
    throw new UsageError('key', `key: expected the API key, a text without blanks, received ${unnamed(key)}`);
  }
  if (typeof secret !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(secret) || secret.length % 4 !== 0) {
    throw new UsageError('secret', `secret: expected the key's secret, base64 text, received ${unnamed(secret)}`);
  }
  if (url !== undefined && (typeof url !== 'string' || !/^https?:\/\/[^/?#]+\/*$/.test(url))) {
    throw new UsageError('url', "url: expected a URL such as 'https://api.kraken.com', received something else");
  }
  checkFunction('fetch', fetch);
  checkFunction('nonce', nonce);
  if (timeoutMs !== undefined) checkNumber('timeoutMs', timeoutMs, 1);
  checkHas('clock', clock, 'a Clock', 'now', 'at');
  return options;
}

/** What is missing is no secret: most often a variable of the environment that is not set. */
function unnamed(value: unknown): string {
  return value === undefined ? 'undefined' : 'something else';
}

async function ask(fetch: Fetch, url: string, init: Parameters<Fetch>[1]): Promise<string> {
  let response: Awaited<ReturnType<Fetch>>;
  let text: string;
  try {
    response = await fetch(url, init);
    text = await response.text();
  } catch (error) {
    // What was thrown is not kept: the request may be in it, headers included.
    throw new ConnectionError(`${METHOD}: ${new URL(url).host} cannot be reached${codeOf(error)}`, {
      fault: 'unreachable',
    });
  }
  if (!response.ok) {
    const { status } = response;
    throw new ConnectionError(`${METHOD}: refused with HTTP status ${status}`, { fault: 'refused', status });
  }
  return text;
}

/** The token of an answer. What the exchange said is repeated without `secrets`. */
function tokenOf(text: string, secrets: readonly string[]): string {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    // Said below.
  }
  const token = member(member(answer, 'result'), 'token');
  if (typeof token === 'string' && token !== '') return token;
  const errors = member(answer, 'error');
  if (Array.isArray(errors) && errors.length > 0) {
    const words = secrets.reduce((said, secret) => said.replaceAll(secret, '…'), errors.map(String).join(', '));
    throw new RequestError({ method: METHOD, reason: words.slice(0, 200) });
  }
  throw new ConnectionError(`${METHOD}: expected an answer with a token, received something else`);
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
}
