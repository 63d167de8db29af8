/**
 * Orders that still wait for what has to be known of their pair, while cancels, which wait for nothing, overtake them: what
 * a cancel would have met is not placed after it. What waits in the session is the session's to mind.
 */
import { type TradingRequest, UsageError } from '@kraken-stream/core';

type Cancel = Extract<TradingRequest, { method: 'cancel_order' | 'batch_cancel' | 'cancel_all' }>;

/** A request that waits. */
class Waiting {
  readonly request: TradingRequest;
  /** Why it is not to leave any more. */
  error: UsageError | undefined;
  readonly #overtaken: Promise<undefined>;
  #resolve: (nothing: undefined) => void = () => {};

  constructor(request: TradingRequest) {
    this.request = request;
    this.#overtaken = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** What it waits for; undefined when it was overtaken first. */
  for<T>(known: Promise<T>): Promise<T | undefined> {
    return Promise.race([known, this.#overtaken]);
  }

  end({ method }: Cancel): void {
    this.error = new UsageError('method', `${this.request.method}: ${method} was asked before it could be sent`);
    this.#resolve(undefined);
  }
}

export class Overtaking {
  readonly #waiting = new Set<Waiting>();

  begin(request: TradingRequest): Waiting {
    const waiting = new Waiting(request);
    this.#waiting.add(waiting);
    return waiting;
  }

  /** It waits no longer. */
  end(waiting: Waiting): void {
    this.#waiting.delete(waiting);
  }

  /** A request is about to leave. */
  leaves(request: TradingRequest): void {
    if (!isCancel(request)) return;
    for (const waiting of this.#waiting) if (meets(request, waiting.request)) waiting.end(request);
  }
}

function isCancel(request: TradingRequest): request is Cancel {
  return request.method === 'cancel_order' || request.method === 'batch_cancel' || request.method === 'cancel_all';
}

function meets(cancel: Cancel, request: TradingRequest): boolean {
  if (request.method !== 'add_order' && request.method !== 'batch_add') return false;
  if (cancel.method === 'cancel_all') return true;
  // A batch of cancels has references as text.
  const references = (cancel.method === 'cancel_order' ? cancel.orderUserref : cancel.orders)?.map(String) ?? [];
  const orders = request.method === 'add_order' ? [request] : request.orders;
  return orders.some(
    ({ clOrdId, orderUserref }) =>
      (clOrdId !== undefined && cancel.clOrdId?.includes(clOrdId)) ||
      (orderUserref !== undefined && references.includes(String(orderUserref))),
  );
}
