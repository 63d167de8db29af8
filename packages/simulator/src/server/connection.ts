/**
 * What every connection has: a way out and a way in that faults watch over, a limit of requests, heartbeats, an end when
 * it idles. Knows nothing of channels.
 */
import type {
  AcknowledgedMessage,
  PongMessage,
  RefusedMessage,
  ServerMessage,
  SubscriptionEcho,
} from '@kraken-stream/core';
import type { TradingAnswer } from '../account/broker.js';
import type { Passage } from '../faults/passage.js';
import { Frame } from '../frame.js';
import { timestamp } from '../timestamp.js';
import type { Endpoint } from './endpoint.js';
import type { Host, Sink } from './host.js';
import { RequestRate } from './rate.js';
import { EXCEEDED_MSG_RATE, unknownSymbol } from './refusals.js';
import { withId } from './request-id.js';

/** An answer without its times. */
export type Answer =
  | Omit<AcknowledgedMessage, 'timeIn' | 'timeOut'>
  | Omit<RefusedMessage, 'timeIn' | 'timeOut'>
  | Omit<PongMessage, 'timeIn' | 'timeOut'>
  | TradingAnswer;

const HEARTBEAT = new Frame({ type: 'heartbeat' });

export class Connection {
  readonly #host: Host;
  readonly #endpoint: Endpoint;
  readonly #id: string;
  readonly #sink: Sink;
  readonly #ended: () => void;
  readonly #cancels = new Set<() => void>();
  readonly #passage: Passage;
  readonly #rate: RequestRate;
  #open = true;
  #beating = false;
  #requestId: string | undefined;
  #lastRequest: number;

  /** `id` is what the status frame tells. `ended` is called once, when the connection is over, whoever ended it. */
  constructor(host: Host, endpoint: Endpoint, sink: Sink, id: string, ended: () => void) {
    this.#host = host;
    this.#endpoint = endpoint;
    this.#id = id;
    this.#sink = sink;
    this.#ended = ended;
    this.#lastRequest = host.micros;
    this.#rate = new RequestRate(host.maxRequestsPerSecond);
    this.#passage = host.faults.join({
      id,
      codec: endpoint.codec,
      send: (text) => {
        if (this.#open) sink.send(text);
      },
      close: (code, reason) => this.close(code, reason),
      after: (ms, run) => this.after(ms, run),
    });
    this.#watchIdle(host.times.idleMs);
  }

  get open(): boolean {
    return this.#open;
  }

  send(message: ServerMessage): void {
    this.sendFrame(new Frame(message));
  }

  sendFrame(frame: Frame): void {
    if (this.#open) this.#passage.send(frame);
  }

  /** Runs something after so many milliseconds, unless the connection is over by then. Returns how to call it off. */
  after(ms: number, run: () => void): () => void {
    if (ms <= 0) {
      run();
      return () => undefined;
    }
    const cancel = this.#host.after(ms, () => {
      this.#cancels.delete(cancel);
      run();
    });
    this.#cancels.add(cancel);
    return () => {
      cancel();
      this.#cancels.delete(cancel);
    };
  }

  /** A request came, or a ping of the socket: the connection is not idle. Whether it is heard. */
  hears(): boolean {
    this.#lastRequest = this.#host.micros;
    return !this.#passage.muted;
  }

  /** Answers from now on are to another request, with this id where it is not the one that it was read with. */
  turnsTo(requestId: string | undefined): void {
    this.#requestId = requestId;
  }

  /** Whether a request is carried out; one too many is answered here instead. */
  admits({ method, reqId }: { readonly method: string; readonly reqId?: number | undefined }): boolean {
    const { faults, micros } = this.#host;
    const refused = faults.refusesRequest(this.#id);
    if (refused === undefined && this.#rate.allows(micros)) return true;
    const legacy = refused?.legacy === true ? `{"Error":"${EXCEEDED_MSG_RATE}"}` : undefined;
    const named = this.#endpoint.manner.namesExcess ? method : 'error';
    this.reply({ type: 'refused', method: named, error: EXCEEDED_MSG_RATE, reqId }, undefined, legacy);
    return false;
  }

  /** Sends an answer when it is due, with the times that belong to it; as `text` where it is not what it encodes to. */
  reply(answer: Answer, then?: () => void, text?: string, microsLater = 0): void {
    const timeIn = timestamp(this.#host.micros);
    const id = this.#requestId;
    this.after(this.#host.times.ackDelayMs, () => {
      const message = { ...answer, timeIn, timeOut: timestamp(this.#host.micros + microsLater) };
      const { codec } = this.#endpoint;
      const own = id === undefined ? undefined : withId(codec.encode(message), id, codec.protocol);
      this.sendFrame(new Frame(message, text ?? own));
      then?.();
    });
  }

  acknowledge(
    type: AcknowledgedMessage['type'],
    reqId: number | undefined,
    result: SubscriptionEcho,
    then?: () => void,
  ): void {
    this.reply({ type, reqId, result }, () => {
      if (type === 'subscribed') this.beat();
      then?.();
    });
  }

  /** Why subscribing to a symbol is refused, though nothing is wrong with it. */
  refusal(channel: string, symbol: string): string | undefined {
    const usual = unknownSymbol(this.#endpoint.codec.nameOf(symbol));
    return this.#host.faults.refusesSymbol(this.#id, channel, symbol, usual);
  }

  /** Whether the connection is cut instead of answering a request about orders; and if so, whether it is carried out. */
  cutBy(method: string): { readonly carriedOut: boolean } | undefined {
    return this.#host.faults.dropsRequest(this.#id, method);
  }

  /** Heartbeats from now on, whatever else is sent. */
  beat(): void {
    if (this.#beating) return;
    this.#beating = true;
    const again = (): void => {
      this.after(this.#host.times.heartbeatMs, () => {
        this.sendFrame(HEARTBEAT);
        again();
      });
    };
    again();
  }

  /** Ends the connection from this side. */
  close(code: number, reason: string): void {
    if (!this.#open) return;
    this.end();
    this.#sink.close(code, reason);
  }

  /** The connection is over. */
  end(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#host.faults.leave(this.#passage);
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
    this.#ended();
  }

  #watchIdle(ms: number): void {
    this.after(ms, () => {
      const left = this.#host.times.idleMs - (this.#host.micros - this.#lastRequest) / 1000;
      // Idle connections end without a close frame.
      if (left <= 0) this.close(1006, '');
      else this.#watchIdle(left);
    });
  }
}
