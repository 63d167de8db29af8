/**
 * The calls of REST that clients of WebSockets need: what is listed, and tokens. What is wrong is said in the answer, with
 * status 200. Knows nothing of sockets. https://docs.kraken.com/api/docs/guides/spot-rest-intro
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { findKey } from '../server/keys.js';
import { TOKEN_SECONDS } from '../server/tokens.js';
import type { Simulator } from '../simulator.js';
import { readBody } from './body.js';
import { CallLimits } from './call-limits.js';
import { assetListing, pairListing, pick } from './listing.js';
import { nonceOf } from './nonce.js';
import { allowsOrigin, answerPreflight } from './origin.js';
import { namesIn, parametersOf } from './parameters.js';
import { isSignedBy } from './signature.js';
import { pathOf } from './upgrade.js';

/** An answer: what was asked for, or what is wrong. */
type Answer = { readonly result: object } | { readonly error: string };

const UNKNOWN_METHOD: Answer = { error: 'EGeneral:Unknown method' };
const TOKEN_PATH = '/0/private/GetWebSocketsToken';
/** The largest body that is read, in bytes. */
const LARGEST_BODY = 64 * 1024;

export class Rest {
  readonly #simulator: Simulator;
  /** The last nonce of each key. */
  readonly #nonces = new Map<string, bigint>();
  readonly #limits = new CallLimits();

  constructor(simulator: Simulator) {
    this.#simulator = simulator;
  }

  /** Answers a request if it is for here. False when it is not. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const path = pathOf(request);
    if (!path.startsWith('/0/')) return false;
    const isPrivate = path.startsWith('/0/private/');
    if (!allowsOrigin(request, response)) {
      say(response, { error: 'EGeneral:Permission denied' }, 403);
    } else if (request.method === 'OPTIONS') {
      const methods = isPrivate ? ['POST'] : ['GET', 'POST'];
      answerPreflight(response, methods, ['content-type', 'api-key', 'api-sign']);
    } else if (request.method === 'POST') {
      this.#answerPost(request, response, path, isPrivate);
    } else if (request.method === 'GET' && !isPrivate) {
      say(response, this.#public(path, parametersOf(request, '')));
    } else {
      say(response, UNKNOWN_METHOD);
    }
    return true;
  }

  #public(path: string, asked: URLSearchParams): Answer {
    const { exchange } = this.#simulator.catchUp();
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

  #answerPost(request: IncomingMessage, response: ServerResponse, path: string, isPrivate: boolean): void {
    readBody(request, LARGEST_BODY, (body) => {
      if (body === undefined) {
        response.setHeader('connection', 'close');
        say(response, { error: 'EAPI:Bad request' });
      } else {
        say(response, isPrivate ? this.#signed(request, path, body) : this.#public(path, parametersOf(request, body)));
      }
    });
  }

  #signed({ headers }: IncomingMessage, path: string, body: string): Answer {
    const { 'api-key': name, 'api-sign': signature, 'content-type': type = '' } = headers;
    const { broker, now } = this.#simulator.catchUp().exchange;
    const key = typeof name === 'string' ? findKey(broker, name) : undefined;
    if (typeof name !== 'string' || key === undefined) {
      return { error: this.#limits.locksOut(now) ? 'EGeneral:Temporary lockout' : 'EAPI:Invalid key' };
    }
    const nonce = nonceOf(type, body);
    if (nonce === undefined) return { error: 'EAPI:Invalid nonce' };
    if (typeof signature !== 'string' || !isSignedBy({ path, nonce, body }, key.secret, signature)) {
      return { error: 'EAPI:Invalid signature' };
    }
    const count = BigInt(nonce);
    if (!key.anyNonce && count <= (this.#nonces.get(name) ?? -1n)) return { error: 'EAPI:Invalid nonce' };
    this.#nonces.set(name, count);
    if (!this.#limits.allows(name, key.account.tier, now)) return { error: 'EAPI:Rate limit exceeded' };
    if (path !== TOKEN_PATH) return UNKNOWN_METHOD;
    if (!key.permissions.webSocket) return { error: 'EGeneral:Permission denied' };
    return { result: { token: this.#simulator.issueToken(name), expires: TOKEN_SECONDS } };
  }
}

function listed(result: object | undefined, what: string): Answer {
  return result === undefined ? { error: `EQuery:Unknown ${what}` } : { result };
}

function say(response: ServerResponse, answer: Answer, status = 200): void {
  const body = JSON.stringify('error' in answer ? { error: [answer.error] } : { error: [], ...answer });
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}
