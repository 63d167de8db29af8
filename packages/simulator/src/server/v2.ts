/**
 * The public side of protocol v2 for one connection: status first, answers to requests, subscriptions. Knows neither
 * bytes nor sockets. https://docs.kraken.com/api/docs/guides/spot-ws-intro
 */
import {
  type AcknowledgedMessage,
  BOOK_DEPTHS,
  type BookRequest,
  type InstrumentRequest,
  type RefusedMessage,
  type Request,
  type SubscriptionEcho,
  v2,
} from '@kraken-stream/core';
import { timestamp } from '../timestamp.js';
import { BookSubscriptions } from './books.js';
import { Connection } from './connection.js';
import type { Host, ServerConnection, Sink } from './host.js';
import * as refusals from './refusals.js';

/** The version of the service that is imitated. */
const SERVICE_VERSION = '2.0.10';
const INSTRUMENT_WARNINGS = ['tick_size is deprecated, use price_increment'];

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
  readonly #books: BookSubscriptions;
  #instruments = false;

  /** `id` is an unsigned 64-bit integer as text. */
  constructor(host: Host, sink: Sink, id: string, ended: () => void) {
    this.#host = host;
    this.#id = id;
    this.#connection = new Connection(host, sink, id, () => {
      this.#books.end();
      ended();
    });
    this.#books = new BookSubscriptions(host, this.#connection);
    this.tellMode();
  }

  /** Says in what mode the exchange is. */
  tellMode(): void {
    const { mode } = this.#host;
    this.#connection.send({
      type: 'status',
      system: mode,
      version: SERVICE_VERSION,
      apiVersion: 'v2',
      connectionId: mode === 'maintenance' ? undefined : this.#id,
    });
  }

  /** How many subscriptions are held. */
  get subscriptions(): number {
    return this.#books.size + (this.#instruments ? 1 : 0);
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
    else if (request.channel === 'instrument') this.#answerInstrument(request);
    else if (request.channel === 'book') this.#answerBook(request);
    else this.#reply({ type: 'refused', method: request.method, error: 'Unsupported event', reqId: request.reqId });
  }

  #answerBook(request: BookRequest): void {
    const { method, reqId } = request;
    const depth = request.depth ?? 10;
    if (!BOOK_DEPTHS.some((supported) => supported === depth)) {
      this.#reply({ type: 'refused', method, error: refusals.DEPTH_NOT_SUPPORTED, reqId });
      return;
    }
    for (const symbol of request.symbols) {
      if (method === 'subscribe') this.#subscribeBook(symbol, depth, request);
      else this.#unsubscribeBook(symbol, request);
    }
  }

  #subscribeBook(symbol: string, depth: number, { reqId, snapshot = true }: BookRequest): void {
    let error = this.#connection.refusal('book', symbol);
    if (this.#host.floor(symbol) === undefined) error ??= refusals.unknownSymbol(symbol);
    else if (this.#books.depth(symbol) !== undefined) error ??= refusals.ALREADY_SUBSCRIBED;
    if (error !== undefined) {
      this.#reply({ type: 'refused', method: 'subscribe', error, reqId, symbol });
      return;
    }
    this.#books.take(symbol, depth, snapshot);
    this.#acknowledge('subscribed', reqId, { channel: 'book', depth, snapshot, symbol }, () =>
      this.#books.start(symbol),
    );
  }

  #unsubscribeBook(symbol: string, request: BookRequest): void {
    const { reqId } = request;
    const depth = this.#books.depth(symbol);
    if (depth === undefined || (request.depth !== undefined && request.depth !== depth)) {
      // A failed unsubscribe is answered as if it had been a subscribe.
      this.#reply({ type: 'refused', method: 'subscribe', error: refusals.NOT_SUBSCRIBED, reqId, symbol });
      return;
    }
    this.#books.leave(symbol);
    this.#acknowledge('unsubscribed', reqId, { channel: 'book', depth, symbol });
  }

  #answerInstrument({ method, reqId, snapshot = true }: InstrumentRequest): void {
    const subscribe = method === 'subscribe';
    if (this.#instruments === subscribe) {
      const error = subscribe ? refusals.ALREADY_SUBSCRIBED : refusals.NOT_SUBSCRIBED;
      this.#reply({ type: 'refused', method: 'subscribe', error, reqId });
      return;
    }
    this.#instruments = subscribe;
    if (!subscribe) {
      this.#acknowledge('unsubscribed', reqId, { channel: 'instrument' });
      return;
    }
    this.#acknowledge('subscribed', reqId, { channel: 'instrument', snapshot, warnings: INSTRUMENT_WARNINGS }, () => {
      if (snapshot) this.#connection.after(this.#host.times.snapshotDelayMs, () => this.#sendInstruments());
    });
  }

  #sendInstruments(): void {
    const { assets, pairs } = this.#host;
    if (this.#instruments) this.#connection.send({ type: 'instrument', snapshot: true, assets, pairs });
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
