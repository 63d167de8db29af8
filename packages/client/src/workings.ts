/**
 * What every client is made of, whatever it offers: its connections, what is shared on them, and who is told what they
 * tell. It asks for nothing by itself, and checks nothing but whether the client is still open.
 */
import {
  type ChannelData,
  type DataTopic,
  KnownSymbols,
  KrakenStreamError,
  RequestError,
  type SessionEvent,
  symbolOf,
  UsageError,
} from '@kraken-stream/core';
import type { Calls } from './calls.js';
import { CLIENT_EVENTS, type ClientEvents } from './client-events.js';
import type { Connection } from './connection.js';
import type { ChannelEvent, DataHub } from './data-hub.js';
import { Emitter } from './emitter.js';
import { gapOf, type Hub, type Member } from './hub.js';
import { Hubs } from './hubs.js';
import { type MarketOptions, poolOptions } from './options.js';
import { Pings } from './pings.js';
import { Pool, type PoolOptions } from './pool.js';
import type { Recorders } from './recorders.js';
import { type Source, Subscription, type SubscriptionOptions } from './subscription.js';

export class Workings {
  readonly emitter: Emitter<ClientEvents>;
  /** What the public connections are made with; others differ in a few members. */
  readonly made: PoolOptions;
  readonly pool: Pool;
  readonly hubs: Hubs;
  readonly pings: Pings;
  /** Symbols that are traded, as far as this client knows. */
  readonly known = new KnownSymbols();
  /** Who waits for what becomes of requests about orders. */
  calls: Pick<Calls, 'ended' | 'settled'> | undefined;
  /** Those that write down what comes and goes, as soon as there was one. */
  recorders: Recorders | undefined;
  /** What ends with the client, before its connections do. */
  readonly #ends: (() => void)[] = [];
  #closed = false;
  #reporting = false;

  /** Throws a `UsageError` for options that cannot be. */
  constructor(options: MarketOptions) {
    this.emitter = new Emitter(CLIENT_EVENTS, this.report);
    this.made = poolOptions(options, {
      deliver: (event, connection) => this.#tell(event, connection),
      tap: (connection, type, text, code) => {
        if (type === 'received') this.emitter.emit('frame', text);
        this.recorders?.wrote(connection, type, text, code);
      },
    });
    this.pool = new Pool(this.made, options.protocol?.listings?.(this.made));
    this.hubs = new Hubs(this.pool, this.made.codec);
    this.pings = new Pings((id) => this.pool.ping(id));
    const { signal } = options;
    const abort = () => this.close();
    this.onClose(() => signal?.removeEventListener('abort', abort));
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  }

  get closed(): boolean {
    return this.#closed;
  }

  mustBeOpen(): void {
    if (this.#closed) throw new UsageError('client', 'client: it is closed; make a new one');
  }

  /** `heard`: what a subscription's place among those who are told of the channel is. */
  subscribe<E extends ChannelEvent<ChannelData>>(
    topics: readonly DataTopic[],
    options: SubscriptionOptions,
    heard: (member: Member<E>) => Member<ChannelEvent<ChannelData>> = (member) => member,
  ): Subscription<E> {
    return new Subscription(this.source(this.data(topics, options), heard), options);
  }

  /** The hubs of these topics; none when the signal has aborted already, as nothing will be asked. */
  data(topics: readonly DataTopic[], { signal }: SubscriptionOptions): DataHub[] {
    this.mustBeOpen();
    return signal?.aborted ? [] : this.hubs.data(topics);
  }

  /** What a subscription to hubs is made of. `heard`: what its place among those who are told of them is. */
  source<A, E>(hubs: readonly Hub<A>[], heard: (member: Member<E>) => Member<A>): Source<E> {
    const topics = hubs.map(({ topic }) => topic);
    return { topics, join: (member) => this.hubs.join(hubs, heard(member)), report: this.report };
  }

  /** Ends all subscriptions and closes the connections. Harmless when repeated. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.recorders?.stop();
    for (const end of this.#ends) end();
    this.hubs.close();
    this.pool.close();
  }

  onClose(end: () => void): void {
    this.#ends.push(end);
  }

  /** A listener threw. One for `error` that throws is past help. */
  readonly report = (thrown: unknown): void => {
    if (this.#reporting) return;
    this.#reporting = true;
    const message = `a listener threw: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
    this.emitter.emit('error', new KrakenStreamError('ListenerError', message, { cause: thrown }));
    this.#reporting = false;
  };

  /** `connection`: of which it is told, where it is of one. */
  #tell(event: SessionEvent, connection?: Pick<Connection, 'id' | 'endpoint'>): void {
    switch (event.type) {
      case 'book':
        this.hubs.of(event.topic)?.told(event);
        break;
      case 'data':
        if ('pairs' in event.data) for (const { symbol } of event.data.pairs) this.known.add(symbol);
        this.hubs.of(event.topic)?.told(event);
        break;
      case 'topic': {
        const { topic, state, error } = event;
        this.hubs.of(topic)?.hear({ ...event, error: error && this.#suggesting(error) });
        if (state === 'closed') this.hubs.closed(topic);
        if (state === 'live' && 'symbol' in topic) this.known.add(topic.symbol);
        break;
      }
      case 'gap':
        this.hubs.of(event.topic)?.hear(event);
        this.emitter.emit('gap', gapOf(event));
        break;
      case 'acknowledged':
        this.hubs.of(event.topic)?.hear(event);
        for (const message of event.warnings) {
          this.emitter.emit('warning', { message, channel: event.topic.channel, symbol: symbolOf(event.topic) });
        }
        break;
      case 'connection':
        if (connection !== undefined) {
          const { id, endpoint } = connection;
          this.emitter.emit('connection', { ...event, id, endpoint });
        }
        break;
      case 'status':
        this.emitter.emit('status', event.status);
        break;
      case 'error':
        this.hubs.failed(event.error);
        this.emitter.emit('error', event.error);
        break;
      case 'outcome':
        this.calls?.ended(event);
        break;
      case 'settled':
        this.calls?.settled(event);
        break;
      case 'pong':
      case 'ping-lost':
        this.pings.ended(event);
    }
  }

  /** A refusal of a symbol says which may have been meant. */
  #suggesting(error: RequestError): RequestError {
    const { symbol } = error;
    const suggestion = symbol === undefined ? undefined : this.known.nearest(symbol);
    return suggestion === undefined ? error : new RequestError({ ...error, suggestion });
  }
}
