/** Where the exchange can be connected to, and what is done there with the requests of a connection. */
import { type Codec, type PingRequest, type RefusedMessage, type Request, v1, v2 } from '@kraken-stream/core';
import { MANNERS, type Manner } from './manner.js';
import type { HeldSubscription } from './subscriptions.js';

export interface Endpoint {
  /** Market data for anyone · an account's orders, fills and balances, and trading. */
  readonly offers: 'public' | 'private';
  readonly codec: Codec;
  readonly manner: Manner;
}

const PATHS: ReadonlyMap<string, Endpoint> = new Map([
  ['', { offers: 'public', codec: v1, manner: MANNERS.v1 }],
  ['auth', { offers: 'private', codec: v1, manner: MANNERS.v1 }],
  ['v2', { offers: 'public', codec: v2, manner: MANNERS.v2 }],
  ['auth/v2', { offers: 'private', codec: v2, manner: MANNERS.v2 }],
]);

/** The paths of all endpoints. */
export const ENDPOINT_PATHS: readonly string[] = Array.from(PATHS.keys(), (path) => `/${path}`);

/** The endpoint at a path; undefined where there is none. */
export function endpointAt(path: string): Endpoint | undefined {
  return PATHS.get(path.replace(/^\/|\/$/g, ''));
}

/** What one connection is offered: its requests are answered here, and what it holds is kept here. */
export interface Service {
  readonly subscriptions: HeldSubscription[];
  answer(request: Exclude<Request, PingRequest>): void;
  /** The words to a request that could not be read; `refusal` is what is wrong with it. */
  refuse(refusal: RefusedMessage): RefusedMessage;
  /** The connection is over. */
  end(): void;
}
