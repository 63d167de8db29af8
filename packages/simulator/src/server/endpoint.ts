/** Where the exchange can be connected to, and what is done there with the requests of a connection. */
import type { PingRequest, RefusedMessage, Request } from '@kraken-stream/core';
import type { HeldSubscription } from './subscriptions.js';

/** Market data for anyone · an account's orders, fills and balances, and trading. */
export type Endpoint = 'public' | 'private';

const PATHS: ReadonlyMap<string, Endpoint> = new Map([
  ['v2', 'public'],
  ['auth/v2', 'private'],
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
