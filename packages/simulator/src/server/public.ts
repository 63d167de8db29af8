/** What the public endpoint offers: market data, to anyone. Knows neither bytes nor sockets. */
import { isTradingMethod, type PingRequest, type RefusedMessage, type Request } from '@kraken-stream/core';
import { fits, isPublic, type Offer, offer, type PublicRequest } from './channels.js';
import type { Connection } from './connection.js';
import type { Service } from './endpoint.js';
import type { Host } from './host.js';
import * as refusals from './refusals.js';
import { type HeldSubscription, Subscriptions } from './subscriptions.js';

export class PublicService implements Service {
  readonly #host: Host;
  readonly #connection: Connection;
  readonly #subscriptions: Subscriptions;

  constructor(host: Host, connection: Connection) {
    this.#host = host;
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

  #refuse({ method, reqId }: Request, error: string): void {
    this.#connection.reply({ type: 'refused', method, error, reqId });
  }

  #subscribe(symbol: string | undefined, { options, snapshot, warnings, stream }: Offer, reqId?: number): void {
    const subscription: HeldSubscription = { ...options, symbol };
    const found = stream(this.#host, symbol ?? '');
    const refused = symbol === undefined ? undefined : this.#connection.refusal(options.channel, symbol);
    if (found === undefined || refused !== undefined || this.#subscriptions.find(subscription) !== undefined) {
      const why = found === undefined ? refusals.unknownSymbol(symbol ?? '') : refusals.ALREADY_SUBSCRIBED;
      this.#connection.reply({ type: 'refused', method: 'subscribe', error: refused ?? why, reqId, symbol });
      return;
    }
    const start = this.#subscriptions.take(subscription, found, snapshot);
    this.#connection.acknowledge('subscribed', reqId, { ...subscription, snapshot, warnings }, start);
  }

  #unsubscribe(symbol: string | undefined, { options }: Offer, request: PublicRequest): void {
    const { reqId } = request;
    const held = this.#subscriptions.find({ ...options, symbol });
    if (held === undefined || !fits(held, request)) {
      // A failed unsubscribe is answered as if it had been a subscribe.
      this.#connection.reply({ type: 'refused', method: 'subscribe', error: refusals.NOT_SUBSCRIBED, reqId, symbol });
      return;
    }
    this.#subscriptions.leave(held);
    this.#connection.acknowledge('unsubscribed', reqId, held);
  }
}
