/** One connection of a client: a session, what drives it, and what is known of it. It decides nothing. */
import { type ClientCodec, Session, type SessionEvent, type SessionOptions, type Wish } from '@kraken-stream/core';
import type { ConnectionInfo } from './connection-info.js';
import { Driver, type DriverOptions } from './driver.js';
import type { SocketEndpoint } from './options.js';

export interface ConnectionOptions extends Omit<DriverOptions, 'session' | 'deliver' | 'tap'> {
  readonly codec: ClientCodec;
  readonly session: SessionOptions;
  /** Which endpoint it is made to. */
  readonly endpoint: SocketEndpoint;
  readonly deliver: (event: SessionEvent, connection: Connection) => void;
  readonly tap: (connection: Connection, ...happened: Parameters<DriverOptions['tap']>) => void;
}

export class Connection {
  /** Counts the connections of a client from 1. */
  readonly id: number;
  readonly endpoint: SocketEndpoint;
  readonly session: Session;
  /** The keys of the topics that live here. */
  readonly topics = new Set<string>();
  readonly #driver: Driver;

  constructor(id: number, options: ConnectionOptions) {
    this.id = id;
    this.endpoint = options.endpoint;
    this.session = new Session(options.codec, options.session);
    this.#driver = new Driver({
      ...options,
      session: this.session,
      deliver: (event) => options.deliver(event, this),
      tap: (type, text, code) => options.tap(this, type, text, code),
    });
  }

  ask(wish: Wish): void {
    this.#driver.ask(wish);
  }

  close(): void {
    this.#driver.close();
  }

  get info(): ConnectionInfo {
    const { state, timeline, latency } = this.session;
    const last = timeline[timeline.length - 1];
    return {
      id: this.id,
      endpoint: this.endpoint,
      state,
      since: last?.at,
      reason: last?.reason,
      retryAt: last?.retryAt,
      subscriptions: this.topics.size,
      roundTripMs: latency?.roundTripMs,
      clockSkewMs: latency?.clockSkewMs,
      timeline,
    };
  }
}
