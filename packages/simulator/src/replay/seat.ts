/**
 * One client that a recording is played to: its requests are answered as the exchange would, and it is told what it has
 * subscribed to. Knows nothing of the position.
 */
import type {
  AcknowledgedMessage,
  Clock,
  PongMessage,
  RecordedTopic,
  RefusedMessage,
  Request,
  ServerMessage,
} from '@kraken-stream/core';
import { fits, isPublic, type Offer, offer, type PublicRequest } from '../server/channels.js';
import type { Endpoint } from '../server/endpoint.js';
import type { ServerConnection, Sink } from '../server/host.js';
import * as refusals from '../server/refusals.js';
import type { HeldSubscription } from '../server/subscriptions.js';
import { timestamp, toMicros } from '../timestamp.js';

/** What is played. */
export interface Program {
  readonly clock: Clock;
  readonly topics: readonly RecordedTopic[];
  /** What the status is; undefined where nothing was recorded of it. */
  status(): string | undefined;
  opening(topic: RecordedTopic): readonly string[];
}

interface Held {
  readonly subscription: HeldSubscription;
  /** Whether it was told what the topic begins with. */
  begun: boolean;
}

type Answer = AcknowledgedMessage | RefusedMessage | PongMessage;

const ALL_HOLD: Pick<Held, 'begun'> = { begun: true };
const HEARTBEAT_MS = 1000;
const NO_ACCOUNT = `${refusals.PERMISSION_DENIED}: a recording has no account to trade with`;

export class Seat implements ServerConnection {
  readonly #endpoint: Endpoint;
  readonly #program: Program;
  readonly #sink: Sink;
  readonly #ended: () => void;
  readonly #held = new Map<RecordedTopic, Held>();
  #stopBeating: (() => void) | undefined;
  #open = true;

  constructor(endpoint: Endpoint, program: Program, sink: Sink, ended: () => void) {
    this.#endpoint = endpoint;
    this.#program = program;
    this.#sink = sink;
    this.#ended = ended;
    const { codec, manner } = endpoint;
    const { protocol: apiVersion } = codec;
    const status: ServerMessage = {
      type: 'status',
      system: 'online',
      version: manner.version,
      apiVersion,
      connectionId: '1',
    };
    sink.send(program.status() ?? codec.encode(status));
  }

  /** Whether it has subscribed to any of these. */
  holds(topics: readonly RecordedTopic[]): boolean {
    return topics.some((topic) => this.#held.has(topic));
  }

  /** A frame of a topic is passed on. */
  tell(topic: RecordedTopic, text: string, snapshot: boolean): void {
    const held = topic.channel === 'status' ? ALL_HOLD : this.#held.get(topic);
    if (held === undefined || !this.#open) return;
    // What a recording has not from its beginning begins as for whoever subscribes now.
    const frames = held.begun || snapshot ? [text] : this.#program.opening(topic);
    held.begun ||= frames.length > 0;
    for (const frame of frames) this.#sink.send(frame);
  }

  received(text: string): void {
    if (!this.#open) return;
    const request = this.#endpoint.codec.decodeRequest(text);
    if ('type' in request) this.#reply(request);
    else if (request.method === 'ping') this.#reply({ type: 'pong', reqId: request.reqId });
    else if (!isPublic(request)) this.#refuse(request, NO_ACCOUNT);
    else {
      const offered = offer(request);
      if (typeof offered === 'string') this.#refuse(request, offered);
      else if (request.method === 'subscribe') {
        for (const symbol of symbolsOf(request)) this.#subscribe(symbol, offered, request.reqId);
      } else {
        for (const symbol of symbolsOf(request)) this.#unsubscribe(symbol, offered, request);
      }
    }
  }

  pinged(): void {}

  closed(): void {
    this.#end();
  }

  close(code: number, reason: string): void {
    if (!this.#open) return;
    this.#end();
    this.#sink.close(code, reason);
  }

  #end(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#stopBeating?.();
    this.#held.clear();
    this.#ended();
  }

  #subscribe(symbol: string | undefined, { options, snapshot, warnings }: Offer, reqId: number | undefined): void {
    const subscription: HeldSubscription = { ...options, symbol };
    const topic = this.#topicOf(subscription);
    if (topic === undefined || this.#inPlaceOf(subscription) !== undefined) {
      const error = topic === undefined ? this.#missing(subscription) : refusals.ALREADY_SUBSCRIBED;
      this.#refuseOne(subscription, error, reqId);
      return;
    }
    const held: Held = { subscription, begun: false };
    this.#held.set(topic, held);
    this.#reply({ type: 'subscribed', reqId, result: { ...subscription, snapshot, warnings } });
    this.#beat();
    const opening = snapshot ? this.#program.opening(topic) : [];
    held.begun = opening.length > 0 || !snapshot;
    for (const text of opening) this.#sink.send(text);
  }

  #unsubscribe(symbol: string | undefined, { options }: Offer, request: PublicRequest): void {
    const { reqId } = request;
    const found = this.#inPlaceOf({ ...options, symbol });
    const held = found && this.#held.get(found);
    if (found === undefined || held === undefined || !fits(held.subscription, request)) {
      this.#refuseOne({ ...options, symbol }, refusals.NOT_SUBSCRIBED, reqId);
      return;
    }
    this.#held.delete(found);
    this.#reply({ type: 'unsubscribed', reqId, result: held.subscription });
  }

  /** What is held in the place of a subscription: of a symbol's books there is one. */
  #inPlaceOf({ channel, symbol, interval }: HeldSubscription): RecordedTopic | undefined {
    for (const topic of this.#held.keys()) {
      if (topic.channel === channel && topic.symbol === symbol && topic.interval === interval) return topic;
    }
    return undefined;
  }

  #topicOf({ channel, symbol, depth, interval }: HeldSubscription): RecordedTopic | undefined {
    return this.#program.topics.find(
      (topic) =>
        topic.channel === channel && topic.symbol === symbol && topic.depth === depth && topic.interval === interval,
    );
  }

  /** Why the recording cannot serve it, in the exchange's words and some of its own. */
  #missing({ channel, symbol }: HeldSubscription): string {
    const others = this.#program.topics.filter((topic) => topic.channel === channel && topic.symbol === symbol);
    const has = (numbers: readonly (number | undefined)[]) => `the recording has ${numbers.join(', ')}`;
    if (others.length > 0 && channel === 'book') {
      return `${refusals.DEPTH_NOT_SUPPORTED}: ${has(others.map(({ depth }) => depth))}`;
    }
    if (others.length > 0 && channel === 'ohlc') {
      return `${refusals.INTERVAL_NOT_SUPPORTED}: ${has(others.map(({ interval }) => interval))}`;
    }
    return symbol === undefined
      ? refusals.UNSUPPORTED_EVENT
      : refusals.unknownSymbol(this.#endpoint.codec.nameOf(symbol));
  }

  #refuse(request: Request, error: string): void {
    for (const answer of refusals.refusalsOf(request, error, this.#endpoint.manner)) this.#reply(answer);
  }

  #refuseOne(subscription: HeldSubscription, error: string, reqId: number | undefined): void {
    const { symbol } = subscription;
    const repeated = this.#endpoint.manner.repeatsSubscription ? { subscription } : undefined;
    this.#reply({ type: 'refused', method: 'subscribe', error, reqId, symbol, ...repeated });
  }

  #reply(answer: Answer): void {
    const now = timestamp(toMicros(this.#program.clock.now()));
    this.#sink.send(this.#endpoint.codec.encode({ ...answer, timeIn: now, timeOut: now }));
  }

  /** Heartbeats from now on, whether anything is played or not. */
  #beat(): void {
    if (this.#stopBeating !== undefined) return;
    const { clock } = this.#program;
    const again = (): void => {
      this.#stopBeating = clock.at(clock.now() + HEARTBEAT_MS, () => {
        this.#sink.send(this.#endpoint.codec.encode({ type: 'heartbeat' }));
        again();
      });
    };
    again();
  }
}

function symbolsOf(request: PublicRequest): readonly (string | undefined)[] {
  return request.channel === 'instrument' ? [undefined] : request.symbols;
}
