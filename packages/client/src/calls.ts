/** Requests about orders on their way, as promises. Decides nothing: the session says what became of each. */
import type {
  AnsweredMessage,
  Fate,
  OutcomeEvent,
  SettledEvent,
  Settlement,
  TradingRequest,
  Wish,
} from '@kraken-stream/core';
import type { OrderOutcome, Settled } from './outcome.js';

/** What every request about orders can be given. */
export interface CallOptions {
  /**
   * Calls it off: when it was not sent yet, the promise rejects with the signal's reason. What was sent is not called
   * back; its outcome is told all the same.
   */
  readonly signal?: AbortSignal | undefined;
  /**
   * How long it may wait until it can be sent, and then how long for its answer, in milliseconds. Default
   * `requestTimeoutMs`.
   */
  readonly timeoutMs?: number | undefined;
}

export interface Answered {
  /** One for each part of the request, in its order. */
  readonly outcomes: readonly OrderOutcome[];
  readonly answer: AnsweredMessage | undefined;
}

interface Call {
  readonly request: TradingRequest;
  readonly signal: AbortSignal | undefined;
  readonly stopListening: () => void;
  resolve(answered: Answered): void;
  reject(reason: unknown): void;
  /** Who waits for the settlement of a part. */
  readonly unsettled: Map<number, { readonly clOrdId: string | undefined; resolve(settlement: Settlement): void }>;
}

export class Calls {
  readonly #told: (settled: Settled) => void;
  readonly #calls = new Map<number, Call>();
  #lastId = 0;

  /** `told` is told each settlement. */
  constructor(told: (settled: Settled) => void) {
    this.#told = told;
  }

  /** Rejects with the signal's reason when it aborts before the request has left. */
  async send(
    connection: { ask(wish: Wish): void },
    request: TradingRequest,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<Answered> {
    signal?.throwIfAborted();
    const id = ++this.#lastId;
    const withdraw = () => connection.ask({ type: 'withdraw', id });
    signal?.addEventListener('abort', withdraw, { once: true });
    const stopListening = () => signal?.removeEventListener('abort', withdraw);
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { request, signal, stopListening, resolve, reject, unsettled: new Map() });
      connection.ask({ type: 'call', id, request, timeoutMs });
    });
  }

  ended({ id, fates, answer }: OutcomeEvent): void {
    const call = this.#calls.get(id);
    if (call === undefined) return;
    call.stopListening();
    const outcomes = fates.map((fate, part) => this.#outcome(call, fate, part));
    if (call.unsettled.size === 0) this.#calls.delete(id);
    if (call.signal?.aborted && fates.every(hasNotLeft)) call.reject(call.signal.reason);
    else call.resolve({ outcomes, answer });
  }

  settled({ id, part, settlement }: SettledEvent): void {
    const call = this.#calls.get(id);
    const waiting = call?.unsettled.get(part);
    if (call === undefined || waiting === undefined) return;
    call.unsettled.delete(part);
    if (call.unsettled.size === 0) this.#calls.delete(id);
    const named = settlement.status === 'accepted' ? settlement : undefined;
    waiting.resolve(settlement);
    this.#told({
      method: call.request.method,
      clOrdId: waiting.clOrdId ?? named?.clOrdId,
      orderId: named?.orderId ?? orderIdOf(call.request, part),
      settlement,
    });
  }

  #outcome(call: Call, fate: Fate, part: number): OrderOutcome {
    if (fate.status !== 'unknown') return fate;
    const settled = new Promise<Settlement>((resolve) => {
      call.unsettled.set(part, { clOrdId: fate.clOrdId, resolve });
    });
    return { ...fate, settled };
  }
}

function hasNotLeft(fate: Fate): boolean {
  return fate.status === 'rejected' && !fate.sent;
}

/** The order that a part of a request names by the exchange's id. */
function orderIdOf(request: TradingRequest, part: number): string | undefined {
  if (!('orderId' in request)) return undefined;
  const { orderId } = request;
  return typeof orderId === 'string' ? orderId : orderId?.[part];
}
