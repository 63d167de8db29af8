/**
 * The exchange's side of one connection, in the protocol of its endpoint: status first, then answers to requests, as the
 * endpoint gives them. Knows neither bytes nor sockets. https://docs.kraken.com/api/docs/guides/spot-ws-intro
 */
import { Connection } from './connection.js';
import type { Endpoint, Service } from './endpoint.js';
import type { Host, ServerConnection, Sink } from './host.js';
import { PrivateService } from './private.js';
import { PublicService } from './public.js';
import { readable } from './request-id.js';
import type { HeldSubscription } from './subscriptions.js';

export class Conversation implements ServerConnection {
  readonly #host: Host;
  readonly #endpoint: Endpoint;
  readonly #id: string;
  readonly #connection: Connection;
  readonly #service: Service;

  /** `id` is an unsigned 64-bit integer as text. */
  constructor(host: Host, endpoint: Endpoint, sink: Sink, id: string, ended: () => void) {
    this.#host = host;
    this.#endpoint = endpoint;
    this.#id = id;
    this.#connection = new Connection(host, endpoint, sink, id, () => {
      this.#service.end();
      ended();
    });
    this.#service =
      endpoint.offers === 'public'
        ? new PublicService(host, endpoint, this.#connection)
        : new PrivateService(host, endpoint, this.#connection);
    this.#tellStatus(true);
  }

  /** What is held. */
  get subscriptions(): HeldSubscription[] {
    return this.#service.subscriptions;
  }

  /** The mode of the exchange is another. */
  tellMode(): void {
    this.#tellStatus(this.#endpoint.manner.repeatsId);
  }

  received(text: string): void {
    if (!this.#connection.open || !this.#connection.hears()) return;
    const { codec } = this.#endpoint;
    const asked = readable(text, codec.protocol);
    this.#connection.turnsTo(asked.id);
    const request = codec.decodeRequest(asked.text);
    if (!this.#connection.admits(request)) return;
    if ('type' in request) this.#connection.reply(this.#service.refuse(request));
    else if (request.method === 'ping') this.#connection.reply({ type: 'pong', reqId: request.reqId });
    else this.#service.answer(request);
  }

  pinged(): void {
    this.#connection.hears();
  }

  closed(): void {
    this.#connection.end();
  }

  /** Ends the connection from this side. */
  close(code: number, reason: string): void {
    this.#connection.close(code, reason);
  }

  #tellStatus(withId: boolean): void {
    const { mode } = this.#host;
    const { codec, manner } = this.#endpoint;
    this.#connection.send({
      type: 'status',
      system: mode,
      version: manner.version,
      apiVersion: codec.protocol,
      ...(withId && mode !== 'maintenance' ? { connectionId: this.#id } : undefined),
    });
  }
}
