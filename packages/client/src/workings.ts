/**
 * What every client is made of, whatever it offers: its connections, what is shared on them, and who is told. It asks for
 * nothing by itself, and checks nothing but whether the client is still open.
 */
import { type ChannelData, type DataTopic, KrakenStreamError, RECONNECT, UsageError } from '@kraken-stream/core';
import { CLIENT_EVENTS, type ClientEvents } from './client-events.js';
import type { ChannelEvent, DataHub } from './data-hub.js';
import { Emitter } from './emitter.js';
import type { Hub, Member } from './hub.js';
import { Hubs } from './hubs.js';
import type { Listings } from './listings.js';
import { type MarketOptions, poolOptions, restOptions } from './options.js';
import { Pings } from './pings.js';
import { Pool, type PoolOptions } from './pool.js';
import type { Recorders } from './recorders.js';
import { type Source, Subscription, type SubscriptionOptions } from './subscription.js';
import { Teller } from './teller.js';

export class Workings {
  readonly emitter: Emitter<ClientEvents>;
  /** What the public connections are made with; others differ in a few members. */
  readonly made: PoolOptions;
  readonly pool: Pool;
  readonly hubs: Hubs;
  readonly pings: Pings;
  readonly teller: Teller;
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
      deliver: (event, connection) => this.teller.tell(event, connection),
      tap: (connection, type, text, code) => {
        if (type === 'received') this.emitter.emit('frame', text);
        this.recorders?.wrote(connection, type, text, code);
      },
    });
    this.pool = new Pool(this.made, this.#listings(options));
    this.hubs = new Hubs(this.pool, this.made.codec);
    this.pings = new Pings((id) => this.pool.ping(id));
    this.teller = new Teller(this.emitter, this.hubs, this.pings);
    const { signal } = options;
    const abort = () => this.close();
    this.onClose(() => signal?.removeEventListener('abort', abort));
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  }

  /** What reads from REST what no channel of the protocol tells. */
  #listings(options: MarketOptions): Listings | undefined {
    const { clock, environment, session } = this.made;
    // Looked at in any case: what cannot be is told whatever the protocol.
    const rest = restOptions(options, this.made);
    const { random, reconnect } = session;
    return options.protocol?.listings?.(rest, {
      clock,
      random,
      reconnect: { ...RECONNECT, ...reconnect },
      environment,
      deliver: (event) => this.teller.tell(event),
    });
  }

  get closed(): boolean {
    return this.#closed;
  }

  mustBeOpen(): void {
    if (this.#closed) throw new UsageError('client', 'client: it is closed; make a new one');
  }

  subscribe<E extends ChannelEvent<ChannelData>>(
    topics: readonly DataTopic[],
    options: SubscriptionOptions,
  ): Subscription<E> {
    return new Subscription(
      this.source(this.data(topics, options), (member: Member<E>) => member),
      options,
    );
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
}
