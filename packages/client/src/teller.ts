/** Takes what the sessions of a client tell to whoever it is for: subscriptions, pings, the client's own listeners. */
import { type KrakenStreamError, RequestError, type SessionEvent, symbolOf } from '@kraken-stream/core';
import type { ClientEvents } from './client-events.js';
import type { Connection } from './connection.js';
import type { Emitter } from './emitter.js';
import { gapOf } from './hub.js';
import type { Hubs } from './hubs.js';
import type { Pings } from './pings.js';

export class Teller {
  readonly #emitter: Emitter<ClientEvents>;
  readonly #hubs: Hubs;
  readonly #pings: Pings;

  constructor(emitter: Emitter<ClientEvents>, hubs: Hubs, pings: Pings) {
    this.#emitter = emitter;
    this.#hubs = hubs;
    this.#pings = pings;
  }

  tell(event: SessionEvent, connection: Connection): void {
    switch (event.type) {
      case 'gap':
        this.#hubs.deliver(event);
        this.#emitter.emit('gap', gapOf(event));
        break;
      case 'acknowledged':
        this.#hubs.deliver(event);
        for (const message of event.warnings) {
          this.#emitter.emit('warning', { message, channel: event.topic.channel, symbol: symbolOf(event.topic) });
        }
        break;
      case 'connection':
        this.#emitter.emit('connection', { ...event, id: connection.id });
        break;
      case 'status':
        this.#emitter.emit('status', event.status);
        break;
      case 'error':
        this.#failed(event.error);
        break;
      case 'pong':
      case 'ping-lost':
        this.#pings.ended(event);
        break;
      default:
        this.#hubs.deliver(event);
    }
  }

  #failed(error: KrakenStreamError): void {
    this.#hubs.failed(error);
    this.#emitter.emit('error', error);
  }
}
