/**
 * The calls of REST over HTTP: those that are public, and tokens for who signs. What is wrong is said in the answer, with
 * status 200. Knows nothing of sockets. https://docs.kraken.com/api/docs/guides/spot-rest-intro
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parametersOf } from '../rest/parameters.js';
import { type Answer, answerPublic, textOf, UNKNOWN_METHOD } from '../rest/public.js';
import { findKey } from '../server/keys.js';
import { TOKEN_SECONDS } from '../server/tokens.js';
import type { Simulator } from '../simulator.js';
import { readBody } from './body.js';
import { CallLimits } from './call-limits.js';
import { nonceOf } from './nonce.js';
import { allowsOrigin, answerPreflight } from './origin.js';
import { isSignedBy } from './signature.js';
import { pathOf } from './upgrade.js';

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
      say(response, this.#public(request, path, ''));
    } else {
      say(response, UNKNOWN_METHOD);
    }
    return true;
  }

  #public({ url = '/', headers }: IncomingMessage, path: string, body: string): Answer {
    const asked = parametersOf(url, headers['content-type'], body);
    return answerPublic(this.#simulator.catchUp().exchange, path, asked);
  }

  #answerPost(request: IncomingMessage, response: ServerResponse, path: string, isPrivate: boolean): void {
    readBody(request, LARGEST_BODY, (body) => {
      if (body === undefined) {
        response.setHeader('connection', 'close');
        say(response, { error: 'EAPI:Bad request' });
      } else {
        say(response, isPrivate ? this.#signed(request, path, body) : this.#public(request, path, body));
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

function say(response: ServerResponse, answer: Answer, status = 200): void {
  const body = textOf(answer);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}
