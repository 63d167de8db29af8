/**
 * The exchange's side of protocol v2 for one connection: status first, then answers to requests, as its endpoint gives
 * them. Knows neither bytes nor sockets. https://docs.kraken.com/api/docs/guides/spot-ws-intro
 */
import { v2 } from '@kraken-stream/core';
import { Connection } from './connection.js';
import type { Endpoint, Service } from './endpoint.js';
import type { Host, ServerConnection, Sink } from './host.js';
import { PrivateService } from './private.js';
import { PublicService } from './public.js';
import { readable } from './request-id.js';
import type { HeldSubscription } from './subscriptions.js';

/** The version of the service that is imitated. */
const SERVICE_VERSION = '2.0.10';

export class V2Connection implements ServerConnection {
  readonly #host: Host;
  readonly #id: string;
  readonly #connection: Connection;
  readonly #service: Service;

  /** `id` is an unsigned 64-bit integer as text. */
  constructor(host: Host, endpoint: Endpoint, sink: Sink, id: string, ended: () => void) {
    this.#host = host;
    this.#id = id;
    this.#connection = new Connection(host, sink, id, () => {
      this.#service.end();
      ended();
    });
    this.#service =
      endpoint === 'public' ? new PublicService(host, this.#connection) : new PrivateService(host, this.#connection);
    this.tellMode();
  }

  /** What is held. */
  get subscriptions(): HeldSubscription[] {
    return this.#service.subscriptions;
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
    const asked = readable(text);
    this.#connection.turnsTo(asked.id);
    const request = v2.decodeRequest(asked.text);
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
}
