/** What the public endpoint offers: market data, to anyone. Knows neither bytes nor sockets. */
import { isTradingMethod, type PingRequest, type RefusedMessage, type Request } from '@kraken-stream/core';
import { fits, isPublic, type Offer, offer, type PublicRequest } from './channels.js';
import type { Connection } from './connection.js';
import type { Endpoint, Service } from './endpoint.js';
import type { Host } from './host.js';
import * as refusals from './refusals.js';
import { type HeldSubscription, Subscriptions } from './subscriptions.js';

export class PublicService implements Service {
  readonly #host: Host;
  readonly #endpoint: Endpoint;
  readonly #connection: Connection;
  readonly #subscriptions: Subscriptions;

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
  }

  refuse(refusal: RefusedMessage): RefusedMessage {
    return isTradingMethod(refusal.method) ? { ...refusal, error: refusals.PRIVATE_ELSEWHERE } : refusal;
  }

  answer(request: Exclude<Request, PingRequest>): void {
    if (!isPublic(request)) {
      this.#refuse(request, refusals.PRIVATE_ELSEWHERE);
      return;
    }
    const offered = offer(request);
    if (typeof offered === 'string') {
      this.#refuse(request, offered);
      return;
    }
    for (const symbol of request.channel === 'instrument' ? [undefined] : request.symbols) {
      if (request.method === 'subscribe') this.#subscribe(symbol, offered, request.reqId);
      else this.#unsubscribe(symbol, offered, request);
    }
  }

  #refuse(request: Request, error: string): void {
    for (const answer of refusals.refusalsOf(request, error, this.#endpoint.manner)) this.#connection.reply(answer);
  }

  /** Refuses one subscription of a request. A failed unsubscribe is answered as if it had been a subscribe. */
  #refuseOne(subscription: HeldSubscription, error: string, reqId: number | undefined): void {
    const { symbol } = subscription;
    const repeated = this.#endpoint.manner.repeatsSubscription ? { subscription } : undefined;
    this.#connection.reply({ type: 'refused', method: 'subscribe', error, reqId, symbol, ...repeated });
  }

  #subscribe(symbol: string | undefined, { options, snapshot, warnings, stream }: Offer, reqId?: number): void {
    const subscription: HeldSubscription = { ...options, symbol };
    const { codec } = this.#endpoint;
    const found = stream(this.#host, symbol ?? '', codec.protocol);
    const refused = symbol === undefined ? undefined : this.#connection.refusal(options.channel, symbol);
    if (found === undefined || refused !== undefined || this.#subscriptions.find(subscription) !== undefined) {
      const unknown = refusals.unknownSymbol(codec.nameOf(symbol ?? ''));
      this.#refuseOne(subscription, refused ?? (found === undefined ? unknown : refusals.ALREADY_SUBSCRIBED), reqId);
      return;
    }
    const start = this.#subscriptions.take(subscription, found, snapshot);
    this.#connection.acknowledge('subscribed', reqId, { ...subscription, snapshot, warnings }, start);
  }

  #unsubscribe(symbol: string | undefined, { options }: Offer, request: PublicRequest): void {
    const { reqId } = request;
    const held = this.#subscriptions.find({ ...options, symbol });
    if (held === undefined || !fits(held, request)) {
      this.#refuseOne({ ...options, symbol }, refusals.NOT_SUBSCRIBED, reqId);
      return;
    }
    this.#subscriptions.leave(held);
    this.#connection.acknowledge('unsubscribed', reqId, held);
  }
}
