/** What a client of an account can be given beside what any client can, and what is made of it. */
import { ConnectBudget, givenChoice, REQUEST_TIMEOUT_MS, UsageError } from '@kraken-stream/core';
import { checkEndpoint, checkFields, checkFlag, checkFunction } from './checks.js';
import { type Endpoints, logFor, MARKET_OPTIONS, type MarketOptions, urlOf } from './options.js';
import type { PoolOptions } from './pool.js';
import { type ProtocolVersion, WHOLE } from './protocols.js';
import { type TokenProvider, tokenSource } from './token-source.js';

/** How orders are paced, named and checked. */
export interface TradingOptions {
  /**
   * The account's tier, which sets how fast its trading rate counter decays. Default `starter`, the slowest, until the
   * exchange tells the account's limit.
   * https://docs.kraken.com/api/docs/guides/spot-ratelimits
   */
  readonly tier?: 'starter' | 'intermediate' | 'pro' | undefined;
  /** What becomes of a request that would exceed the trading rate: it waits its turn, or is rejected. Default `wait`. */
  readonly onRateLimit?: 'wait' | 'refuse' | undefined;
  /**
   * Makes the client id of an order that was given none: a UUID, 32 hexadecimal digits, or up to 18 characters of ASCII;
   * unique among the orders that are open. Undefined: the order has none, and if it is ever unknown what became of it, it
   * stays so. Default: a random UUID.
   */
  readonly clOrdId?: (() => string | undefined) | undefined;
  /**
   * Whether orders are checked against their pair's increments and minimums before they are sent, for which instruments
   * are subscribed. Until those have come once, orders and amends wait as long as `timeoutMs` and are then rejected,
   * unsent; cancels need them not. Default true.
   */
  readonly check?: boolean | undefined;
}

/** What a client can be given; everything may be left out. Each option says its policy and its default. */
export interface ClientOptions extends Omit<MarketOptions, 'endpoints' | 'protocol'> {
  /** The protocol version. Default `v2`. What `v1` cannot say is refused with a `UsageError` that says so. */
  readonly protocol?: ProtocolVersion | undefined;
  /** Where the exchange is: itself, a proxy, a local one. */
  readonly endpoints?: Partial<Endpoints> | undefined;
  /**
   * A WebSocket token, or how to come by one: asked once for each private connection, and again when the exchange says
   * that it is invalid. May take as long as `requestTimeoutMs`, 15 s at most. In a page it asks the user's own server; in Node
   * `krakenToken` of `@kraken-stream/client/token` gets one with a key and its secret.
   * https://docs.kraken.com/api/docs/rest-api/get-websockets-token
   */
  readonly token?: TokenProvider | undefined;
  /** How orders are paced, named and checked. */
  readonly trading?: TradingOptions | undefined;
}

const OPTIONS = [...MARKET_OPTIONS, 'token', 'trading'];

/** What of the options any client takes. Throws a `UsageError` for what cannot be. */
export function marketPart(options: ClientOptions): MarketOptions {
  checkFields('options', options, OPTIONS);
  const { token, trading = {}, endpoints, protocol: version = 'v2', ...others } = options;
  const protocol = WHOLE[givenChoice<ProtocolVersion>('protocol', version, ['v2', 'v1'])];
  const market = { ...others, protocol };
  // What was given in its place may be a token.
  if (token !== undefined && typeof token !== 'function') {
    const received = token === null ? 'null' : `a ${typeof token}`;
    throw new UsageError('token', `token: expected a function that returns one, received ${received}`);
  }
  checkFields('trading', trading, ['tier', 'onRateLimit', 'clOrdId', 'check']);
  const { tier = 'starter', onRateLimit = 'wait', clOrdId, check = true } = trading;
  givenChoice('trading.tier', tier, ['starter', 'intermediate', 'pro']);
  givenChoice('trading.onRateLimit', onRateLimit, ['wait', 'refuse']);
  if (clOrdId !== undefined) checkFunction('trading.clOrdId', clOrdId);
  checkFlag('trading.check', check);
  if (endpoints === undefined) return market;
  checkFields('endpoints', endpoints, ['public', 'private', 'rest']);
  const { private: own, ...open } = endpoints;
  if (own !== undefined) checkEndpoint('endpoints.private', own, options.connect);
  return { ...market, endpoints: open };
}

export interface AccountOptions {
  readonly token: TokenProvider | undefined;
  readonly trading: TradingOptions;
  /** What the private connections are made with. */
  readonly pool: PoolOptions;
}

/** What the account's connections are made with, given what the public ones are. */
export function accountOptions(options: Omit<ClientOptions, 'protocol'>, made: PoolOptions): AccountOptions {
  const { token, trading = {}, connect } = options;
  const endpoint = options.endpoints?.private ?? made.codec.endpoints.private;
  const { budget = new ConnectBudget(logFor(endpoint, connect)) } = options;
  const { clock, session } = made;
  return {
    token,
    trading,
    pool: {
      ...made,
      endpoint: 'private',
      url: urlOf(endpoint),
      session: { ...session, budget },
      authorize: token && tokenSource(token, session.requestTimeoutMs ?? REQUEST_TIMEOUT_MS, clock),
    },
  };
}
