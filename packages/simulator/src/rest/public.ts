/**
 * The public calls of REST that clients of WebSockets need: what time it is, what is listed. What is wrong is said in the
 * answer. Knows nothing of HTTP. https://docs.kraken.com/api/docs/guides/spot-rest-intro
 */
import type { Exchange } from '../exchange.js';
import { assetListing, pairListing, pick } from './listing.js';
import { namesIn } from './parameters.js';

/** An answer: what was asked for, or what is wrong. */
export type Answer = { readonly result: object } | { readonly error: string };

export const UNKNOWN_METHOD: Answer = { error: 'EGeneral:Unknown method' };

/** The exchange must have been brought to the present before. */
export function answerPublic(exchange: Exchange, path: string, asked: URLSearchParams): Answer {
  const { assets } = exchange;
  const time = new Date(exchange.now);
  switch (path) {
    case '/0/public/Time':
      return { result: { unixtime: Math.floor(exchange.now / 1000), rfc1123: time.toUTCString() } };
    case '/0/public/SystemStatus':
      return { result: { status: exchange.mode, timestamp: `${time.toISOString().slice(0, 19)}Z` } };
    case '/0/public/Assets':
      return listed(pick(assetListing(assets), namesIn(asked, 'asset'), asked.get('aclass') ?? undefined), 'asset');
    case '/0/public/AssetPairs':
      return listed(
        pick(pairListing(exchange.pairs, assets), namesIn(asked, 'pair'), asked.get('aclass_base') ?? undefined),
        'asset pair',
      );
    default:
      return UNKNOWN_METHOD;
  }
}

/** An answer as it goes over the wire. */
export function textOf(answer: Answer): string {
  return JSON.stringify('error' in answer ? { error: [answer.error] } : { error: [], ...answer });
}

function listed(result: object | undefined, what: string): Answer {
  return result === undefined ? { error: `EQuery:Unknown ${what}` } : { result };
}
