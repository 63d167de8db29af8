/** A session with an account, whose execution reports are live: what is asked of its desk, and what that tells. */
import {
  type AddOrderRequest,
  type Codec,
  type ExecutionReport,
  type OrderIds,
  openAccount,
  RateCounters,
  type Request,
  type SessionOptions,
  type Settlement,
  type TradingRequest,
} from '@kraken-stream/core';
import { Rig, TIMES } from './rig.js';

export const EXECUTIONS = {
  channel: 'executions',
  snapOrders: true,
  snapTrades: true,
  orderStatus: true,
  ratecounter: true,
} as const;

export const TIMEOUT_MS = 3_000;

/** A limit order. */
export function add(clOrdId: string | undefined, more: Partial<AddOrderRequest> = {}): AddOrderRequest {
  const fields = { orderType: 'limit', side: 'buy', orderQty: '1.0', limitPrice: '100.5' } as const;
  return { method: 'add_order', symbol: 'BTC/USD', ...fields, clOrdId, ...more };
}

export function report(
  orderId: string,
  clOrdId: string | undefined,
  more: Partial<ExecutionReport> = {},
): ExecutionReport {
  return {
    execType: 'new',
    orderStatus: 'new',
    orderId,
    clOrdId,
    symbol: 'BTC/USD',
    side: 'buy',
    orderType: 'limit',
    orderQty: '1.00000000',
    limitPrice: '100.5',
    cumQty: '0.00000000',
    timestamp: '2026-08-01T02:53:53.184174Z',
    ...more,
  };
}

export class DeskRig extends Rig {
  #calls = 0;
  #sequence = 0;

  static account(
    {
      onRateLimit = 'wait',
      rates = new RateCounters(),
    }: { onRateLimit?: 'wait' | 'refuse'; rates?: RateCounters } = {},
    options: Partial<SessionOptions> = {},
    codec?: Codec,
  ): DeskRig {
    return new DeskRig({ ...options, account: openAccount({ rates, onRateLimit }) }, codec);
  }

  /** Connected, with a token and an account that has these orders. */
  static trading(open: readonly ExecutionReport[] = [], ...options: Parameters<typeof DeskRig.account>): DeskRig {
    const rig = DeskRig.account(...options);
    rig.want(EXECUTIONS).turn().opened();
    return rig.ready(open);
  }

  /** The connection is open: gives it a token, and a snapshot. */
  ready(open: readonly ExecutionReport[] = []): this {
    this.authorized({ token: 'token' });
    this.acknowledgesAll().reports(true, ...open);
    this.takeEvents();
    return this;
  }

  /** Acknowledges what was asked of topics; requests about orders are not answered. */
  serves(): this {
    for (const request of this.takeRequests()) if ('channel' in request) this.acknowledges(request);
    return this;
  }

  call(request: TradingRequest, timeoutMs = TIMEOUT_MS): this {
    return this.asks({ type: 'call', id: ++this.#calls, request, timeoutMs }).turn();
  }

  /** A frame of executions. */
  reports(snapshot: boolean, ...data: ExecutionReport[]): this {
    this.#sequence = snapshot ? 1 : this.#sequence + 1;
    return this.says({ type: 'executions', snapshot, sequence: this.#sequence, data });
  }

  accepts(request: Request, result: OrderIds): this {
    const { reqId } = request;
    return this.says({ type: 'answered', method: 'add_order', reqId, result, ...TIMES });
  }

  cancels(request: Request, result: OrderIds): this {
    return this.says({ type: 'answered', method: 'cancel_order', reqId: request.reqId, result, ...TIMES });
  }

  /** What became of calls, as `1: accepted O1`, `1: rejected: why`, `1.0 settled: absent`. */
  takeFates(): string[] {
    return this.takeEvents().flatMap((event) => {
      if (event.type === 'outcome') return [`${event.id}: ${event.fates.map(words).join(' | ')}`];
      if (event.type === 'settled') return [`${event.id}.${event.part} settled: ${words(event.settlement)}`];
      return [];
    });
  }
}

function words(fate: Settlement): string {
  switch (fate.status) {
    case 'accepted':
      return ['accepted', fate.orderId].filter(Boolean).join(' ');
    case 'rejected':
      return `rejected${fate.sent ? '' : ' unsent'}: ${fate.error.message}`;
    default:
      return `${fate.status}: ${fate.reason}`;
  }
}
