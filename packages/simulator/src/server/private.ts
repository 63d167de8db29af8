/**
 * What the private endpoint offers: orders, fills and balances of an account, and trading. Every request shows a token.
 * Knows neither bytes nor sockets. https://docs.kraken.com/api/docs/guides/spot-ws-auth
 */
import type { PingRequest, RefusedMessage, Request, TradingRequest } from '@kraken-stream/core';
import { type ChannelOptions, isPublic, type PrivateRequest } from './channels.js';
import type { Connection } from './connection.js';
import type { Endpoint, Service } from './endpoint.js';
import type { Host } from './host.js';
import * as refusals from './refusals.js';
import { report } from './reports.js';
import { type HeldSubscription, Subscriptions } from './subscriptions.js';
import type { Session } from './tokens.js';

export class PrivateService implements Service {
  readonly #host: Host;
  readonly #endpoint: Endpoint;
  readonly #connection: Connection;
  readonly #subscriptions: Subscriptions;
  /** The token with which each channel, or part of one, was subscribed to. */
  readonly #tokens = new Map<string, string>();

  constructor(host: Host, endpoint: Endpoint, connection: Connection) {
    this.#host = host;
    this.#endpoint = endpoint;
    this.#connection = connection;
    this.#subscriptions = new Subscriptions(connection, host.times.snapshotDelayMs);
  }

  get subscriptions(): HeldSubscription[] {
    return this.#subscriptions.all;
  }

  end(): void {
    this.#subscriptions.end();
    for (const stream of [...this.#tokens.keys()]) this.#release(stream);
  }

  refuse(refusal: RefusedMessage): RefusedMessage {
    return refusal;
  }

  answer(request: Exclude<Request, PingRequest>): void {
    if (isPublic(request)) {
      this.#refuse(request, this.#endpoint.manner.otherChannel);
      return;
    }
    const { token } = request;
    if (token === undefined) {
      this.#refuse(request, refusals.NO_TOKEN);
      return;
    }
    const session = this.#host.tokens.find(token, this.#host.micros, this);
    if (session === undefined) this.#refuse(request, refusals.INVALID_SESSION);
    else if (!('channel' in request)) this.#trade(request, session);
    else if (request.method === 'subscribe') this.#subscribe(request, session, token);
    else this.#unsubscribe(request, session);
  }

  #subscribe(request: PrivateRequest, { account, permissions }: Session, token: string): void {
    const { reqId } = request;
    const refused = !permissions.query
      ? refusals.PERMISSION_DENIED
      : this.#held(request) === undefined
        ? undefined
        : refusals.ALREADY_SUBSCRIBED;
    if (refused !== undefined) {
      this.#refuse(request, refused);
      return;
    }
    const { options, snapshot, echo, stream } = report(request, account, this.#endpoint.codec.protocol);
    const start = this.#subscriptions.take({ ...options, account: account.name }, stream, snapshot);
    this.#tokens.set(streamName(request), token);
    this.#host.tokens.hold(token, this);
    this.#connection.acknowledge('subscribed', reqId, { ...options, ...echo, snapshot }, start);
  }

  #unsubscribe(request: PrivateRequest, { account }: Session): void {
    const { channel, reqId } = request;
    const held = this.#held(request);
    if (held === undefined || held.account !== account.name) {
      // A failed unsubscribe is answered as if it had been a subscribe.
      this.#refuse({ ...request, method: 'subscribe' }, refusals.NOT_SUBSCRIBED);
      return;
    }
    this.#subscriptions.leave(held);
    this.#release(streamName(held));
    this.#connection.acknowledge('unsubscribed', reqId, { channel, part: held.part });
  }

  #trade(asked: TradingRequest, { account, permissions }: Session): void {
    const waits = (orderId: string) =>
      account.openOrders().some((order) => order.orderId === orderId && order.triggers !== undefined);
    const { manner } = this.#endpoint;
    const request = manner.meant(asked, this.#host, waits);
    if (!permissions.trade) {
      this.#refuse(request, refusals.PERMISSION_DENIED);
      return;
    }
    const cut = this.#connection.cutBy(request.method);
    if (cut !== undefined) {
      this.#connection.close(1006, '');
      if (cut.carriedOut) this.#host.broker.handle(account, request);
      return;
    }
    // One after the other: two refusals of one moment could not be told from one that came twice.
    this.#host.broker.handle(account, request).forEach((answer, nth) => {
      this.#connection.reply(manner.told(answer, asked), undefined, undefined, nth);
    });
  }

  /** One subscription of each channel, or part of one, whatever its other options. */
  #held(request: PrivateRequest): HeldSubscription | undefined {
    const { channel } = request;
    return this.#subscriptions.find(request.channel === 'executions' ? { channel, part: request.part } : { channel });
  }

  /** The token of a subscription that is over is needed no more, unless by the other. */
  #release(stream: string): void {
    const token = this.#tokens.get(stream);
    this.#tokens.delete(stream);
    if (token === undefined || [...this.#tokens.values()].includes(token)) return;
    this.#host.tokens.release(token, this);
  }

  #refuse(request: Request, error: string): void {
    for (const answer of refusals.refusalsOf(request, error, this.#endpoint.manner)) this.#connection.reply(answer);
  }
}

function streamName({ channel, part }: Pick<ChannelOptions, 'channel' | 'part'>): string {
  return `${channel} ${part ?? ''}`;
}
