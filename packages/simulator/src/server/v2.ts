/**
 * The public side of protocol v2 for one connection: status first, answers to requests, subscriptions. Knows neither
 * bytes nor sockets. https://docs.kraken.com/api/docs/guides/spot-ws-intro
 */
import {
  type AcknowledgedMessage,
  type RefusedMessage,
  type Request,
  type SubscriptionEcho,
  type SubscriptionRequest,
  v2,
} from '@kraken-stream/core';
import { timestamp } from '../timestamp.js';
import { fits, type Offer, offer } from './channels.js';
import { Connection } from './connection.js';
import type { Host, ServerConnection, Sink } from './host.js';
import * as refusals from './refusals.js';
import { type HeldSubscription, Subscriptions } from './subscriptions.js';

/** The version of the service that is imitated. */
const SERVICE_VERSION = '2.0.10';

/** An answer without its times. */
type Answer = Omit<AcknowledgedMessage, 'timeIn' | 'timeOut'> | Omit<RefusedMessage, 'timeIn' | 'timeOut'> | PongAnswer;
interface PongAnswer {
  readonly type: 'pong';
  readonly reqId?: number | undefined;
}

export class V2PublicConnection implements ServerConnection {
  readonly #host: Host;
  readonly #id: string;
  readonly #connection: Connection;
  readonly #subscriptions: Subscriptions;

  /** `id` is an unsigned 64-bit integer as text. */
  constructor(host: Host, sink: Sink, id: string, ended: () => void) {
    this.#host = host;
    this.#id = id;
    this.#connection = new Connection(host, sink, id, () => {
      this.#subscriptions.end();
      ended();
    });
    this.#subscriptions = new Subscriptions(this.#connection, host.times.snapshotDelayMs);
    this.tellMode();
  }

  /** What is held. */
  get subscriptions(): HeldSubscription[] {
    return this.#subscriptions.all;
  }

  /** Sends the status. */
  tellMode(): void {
    const { mode } = this.#host;
    this.#connection.send({
      type: 'status',
      system: mode,
      version: SERVICE_VERSION,
      apiVersion: 'v2',
      ...(mode === 'maintenance' ? undefined : { connectionId: this.#id }),
    });
  }

  received(text: string): void {
    if (!this.#connection.open || !this.#connection.hears()) return;
    const request = v2.decodeRequest(text);
    if (!this.#connection.admits(request)) return;
    if ('type' in request) this.#reply(request);
    else this.#answer(request);
  }

  closed(): void {
    this.#connection.end();
  }

  /** Ends the connection from this side. */
  close(code: number, reason: string): void {
    this.#connection.close(code, reason);
  }

  #answer(request: Request): void {
    if (request.method === 'ping') this.#reply({ type: 'pong', reqId: request.reqId });
    else this.#answerSubscription(request);
  }

  #answerSubscription(request: SubscriptionRequest): void {
    const { method, reqId } = request;
    const offered = offer(request);
    if (typeof offered === 'string') {
      this.#reply({ type: 'refused', method, error: offered, reqId });
      return;
    }
    for (const symbol of request.channel === 'instrument' ? [undefined] : request.symbols) {
      if (method === 'subscribe') this.#subscribe(symbol, offered, reqId);
      else this.#unsubscribe(symbol, offered, request);
    }
  }

  #subscribe(symbol: string | undefined, { options, snapshot, warnings, stream }: Offer, reqId?: number): void {
    const subscription: HeldSubscription = { ...options, symbol };
    const found = stream(this.#host, symbol ?? '');
    const refused = symbol === undefined ? undefined : this.#connection.refusal(options.channel, symbol);
    if (found === undefined || refused !== undefined || this.#subscriptions.find(subscription) !== undefined) {
      const why = found === undefined ? refusals.unknownSymbol(symbol ?? '') : refusals.ALREADY_SUBSCRIBED;
      this.#reply({ type: 'refused', method: 'subscribe', error: refused ?? why, reqId, symbol });
      return;
    }
    const start = this.#subscriptions.take(subscription, found, snapshot);
    this.#acknowledge('subscribed', reqId, { ...subscription, snapshot, warnings }, start);
  }

  #unsubscribe(symbol: string | undefined, { options }: Offer, request: SubscriptionRequest): void {
    const { reqId } = request;
    const held = this.#subscriptions.find({ ...options, symbol });
    if (held === undefined || !fits(held, request)) {
      // A failed unsubscribe is answered as if it had been a subscribe.
      this.#reply({ type: 'refused', method: 'subscribe', error: refusals.NOT_SUBSCRIBED, reqId, symbol });
      return;
    }
    this.#subscriptions.leave(held);
    this.#acknowledge('unsubscribed', reqId, held);
  }

  #acknowledge(
    type: AcknowledgedMessage['type'],
    reqId: number | undefined,
    result: SubscriptionEcho,
    then?: () => void,
  ): void {
    this.#reply({ type, reqId, result }, () => {
      if (type === 'subscribed') this.#connection.beat();
      then?.();
    });
  }

  /** Sends an answer when it is due, with the times that belong to it. */
  #reply(answer: Answer, then?: () => void): void {
    const timeIn = timestamp(this.#host.micros);
    this.#connection.after(this.#host.times.ackDelayMs, () => {
      this.#connection.send({ ...answer, timeIn, timeOut: timestamp(this.#host.micros) });
      then?.();
    });
  }
}
