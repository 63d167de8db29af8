/** Takes what the sessions of a client tell to whoever it is for: subscriptions, pings, the client's own listeners. */
import { KnownSymbols, RequestError, type SessionEvent, symbolOf } from '@kraken-stream/core';
import type { Calls } from './calls.js';
import type { ClientEvents } from './client-events.js';
import type { Connection } from './connection.js';
import type { Emitter } from './emitter.js';
import { gapOf } from './hub.js';
import type { Hubs } from './hubs.js';
import type { Pings } from './pings.js';

export class Teller {
  /** Symbols that are traded, as far as this client knows. */
  readonly known = new KnownSymbols();
  /** Who waits for what becomes of requests about orders. */
  calls: Pick<Calls, 'ended' | 'settled'> | undefined;
  readonly #emitter: Emitter<ClientEvents>;
  readonly #hubs: Hubs;
  readonly #pings: Pings;

  constructor(emitter: Emitter<ClientEvents>, hubs: Hubs, pings: Pings) {
    this.#emitter = emitter;
    this.#hubs = hubs;
    this.#pings = pings;
  }

  /** `connection`: of which it is told, where it is of one. */
  tell(event: SessionEvent, connection?: Pick<Connection, 'id' | 'endpoint'>): void {
    switch (event.type) {
      case 'book':
        this.#hubs.of(event.topic)?.told(event);
        break;
      case 'data':
        if ('pairs' in event.data) for (const { symbol } of event.data.pairs) this.known.add(symbol);
        this.#hubs.of(event.topic)?.told(event);
        break;
      case 'topic': {
        const { topic, state, error } = event;
        this.#hubs.of(topic)?.hear({ ...event, error: error && this.#suggesting(error) });
        if (state === 'closed') this.#hubs.closed(topic);
        if (state === 'live' && 'symbol' in topic) this.known.add(topic.symbol);
        break;
      }
      case 'gap':
        this.#hubs.of(event.topic)?.hear(event);
        this.#emitter.emit('gap', gapOf(event));
        break;
      case 'acknowledged':
        this.#hubs.of(event.topic)?.hear(event);
        for (const message of event.warnings) {
          this.#emitter.emit('warning', { message, channel: event.topic.channel, symbol: symbolOf(event.topic) });
        }
        break;
      case 'connection':
        if (connection !== undefined) {
          const { id, endpoint } = connection;
          this.#emitter.emit('connection', { ...event, id, endpoint });
        }
        break;
      case 'status':
        this.#emitter.emit('status', event.status);
        break;
      case 'error':
        this.#hubs.failed(event.error);
        this.#emitter.emit('error', event.error);
        break;
      case 'outcome':
        this.calls?.ended(event);
        break;
      case 'settled':
        this.calls?.settled(event);
        break;
      case 'pong':
      case 'ping-lost':
        this.#pings.ended(event);
    }
  }

  /** A refusal of a symbol says which may have been meant. */
  #suggesting(error: RequestError): RequestError {
    const { symbol } = error;
    const suggestion = symbol === undefined ? undefined : this.known.nearest(symbol);
    return suggestion === undefined ? error : new RequestError({ ...error, suggestion });
  }
}
