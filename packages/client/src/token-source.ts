/**
 * Asks whoever has tokens for one, and makes of all that can go wrong a reason in words. What a provider throws is not
 * repeated: nobody knows what is in it.
 */
import { type Clock, ConnectionError, RequestError, type TokenAnswer } from '@kraken-stream/core';
import { within } from './waiting.js';

/** A WebSocket token, or how to come by one. */
export type TokenProvider = () => string | Promise<string>;

/** Asks `provider` each time, for at most `timeoutMs`. Rejects only when the signal aborts. */
export function tokenSource(
  provider: TokenProvider,
  timeoutMs: number,
  clock: Pick<Clock, 'now' | 'at'>,
): (signal: AbortSignal) => Promise<TokenAnswer> {
  const late: TokenAnswer = { reason: `the token provider did not answer within ${timeoutMs} ms` };
  return (signal) => within(ask(provider), late, { clock, until: clock.now() + timeoutMs, signal });
}

async function ask(provider: TokenProvider): Promise<TokenAnswer> {
  try {
    const token: unknown = await provider();
    if (typeof token === 'string' && token !== '') return { token };
    return {
      reason: `the token provider returned ${token === '' ? 'an empty string' : 'something else than a string'}`,
    };
  } catch (error) {
    return { reason: `the token provider failed${detailOf(error)}` };
  }
}

/** The exchange's own words, which have no secret in them: `EAPI:Invalid key`. */
const WORDS = /^E[A-Z]\w*: ?[A-Z][a-z]+( [a-z]+){0,4}$/;

/** Only what can be said without repeating what others have written. */
function detailOf(error: unknown): string {
  if (error instanceof RequestError && WORDS.test(error.reason)) return `: the exchange said ${error.reason}`;
  if (error instanceof ConnectionError && error.status !== undefined) return `: HTTP status ${error.status}`;
  if (error instanceof TypeError) return ' with a TypeError';
  return '';
}
