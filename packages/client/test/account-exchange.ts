/**
 * The private side of an exchange, as simple as it can be: one account, whose orders rest until a test says otherwise. It
 * answers in the same turn of the clock, remembers what it was asked, and can be told to say something else.
 */
import {
  type Connect,
  type ExecutionReport,
  type LinkEvents,
  type Request,
  type ServerMessage,
  type TradingRequest,
  v2,
} from '@kraken-stream/core';
import type { VirtualClock } from '@kraken-stream/simulator';

const TIMES = { timeIn: '2026-01-01T00:00:00.000000Z', timeOut: '2026-01-01T00:00:00.000100Z' };
const TIMESTAMP = '2026-01-01T00:00:00.000000Z';

/** What a request is answered with; undefined: what the exchange answers by itself. */
type Script = (request: TradingRequest) => readonly ServerMessage[] | undefined;

export class AccountExchange {
  /** What was asked, tokens included. */
  readonly requests: Request[] = [];
  /** Tokens that are accepted. */
  readonly tokens = new Set(['a token']);
  /** Open orders, as a snapshot shows them. */
  open: ExecutionReport[] = [];
  /** The latest fills, newest first. */
  fills: ExecutionReport[] = [];
  script: Script = () => undefined;
  readonly #clock: VirtualClock;
  #events: LinkEvents | undefined;
  #sequences = new Map<string, number>();
  #orders = 0;
  #beat: () => void = () => {};

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  /** What was asked by a method, tokens and numbers left out. */
  asked(method: string): object[] {
    return this.requests
      .filter((each) => each.method === method)
      .map(({ reqId, ...rest }) => ({ ...rest, token: undefined }));
  }

  readonly connect: Connect = (_, events) => {
    this.#later(() => {
      this.#events = events;
      this.#sequences = new Map();
      events.opened();
      this.say({ type: 'status', system: 'online', version: '2.0.0', apiVersion: 'v2', connectionId: '1' });
      this.#heartbeat();
    });
    return {
      send: (text) =>
        this.#later(() => {
          if (this.#events === events) this.#take(text);
        }),
      close: () => {
        if (this.#events === events) this.#end();
      },
    };
  };

  /** Ends the connection without a word. */
  drop(): void {
    const events = this.#events;
    this.#end();
    events?.closed(1006, '');
  }

  say(message: ServerMessage): void {
    this.#events?.received(v2.encode(message));
  }

  /** Tells whoever is subscribed what becomes of orders. */
  report(...data: ExecutionReport[]): void {
    if (this.#sequences.has('executions'))
      this.say({ type: 'executions', snapshot: false, sequence: this.#next('executions'), data });
  }

  /** A resting order of this name. */
  rest(orderId: string, more: Partial<ExecutionReport> = {}): ExecutionReport {
    const order: ExecutionReport = {
      execType: 'new',
      orderId,
      orderStatus: 'new',
      timestamp: TIMESTAMP,
      symbol: 'BTC/USD',
      side: 'buy',
      orderType: 'limit',
      orderQty: '1.00000000',
      limitPrice: '100.0',
      cumQty: '0.00000000',
      timeInForce: 'GTC',
      ...more,
    };
    this.open.push(order);
    return order;
  }

  #take(text: string): void {
    const request = v2.decodeRequest(text);
    if ('type' in request) throw new Error(`not understood: ${text}`);
    this.requests.push(request);
    const { method, reqId } = request;
    if (method === 'ping') this.say({ type: 'pong', reqId, ...TIMES });
    else if (!('token' in request) || !this.tokens.has(request.token ?? '')) {
      this.say({ type: 'refused', method, error: 'ESession:Invalid session', reqId, ...TIMES });
    } else if ('channel' in request) {
      if (method === 'subscribe') this.#subscribe(request.channel, reqId);
      else {
        this.#sequences.delete(request.channel);
        this.say({ type: 'unsubscribed', reqId, result: { channel: request.channel }, ...TIMES });
      }
    } else {
      for (const reply of this.script(request) ?? this.#answers(request)) {
        this.say(reply.type === 'answered' || reply.type === 'refused' ? { ...reply, reqId } : reply);
      }
    }
  }

  #subscribe(channel: string, reqId: number | undefined): void {
    const maxratecount = channel === 'executions' ? 125 : undefined;
    this.#sequences.set(channel, 0);
    this.say({ type: 'subscribed', reqId, result: { channel, maxratecount }, ...TIMES });
    const sequence = this.#next(channel);
    if (channel === 'executions') {
      this.say({ type: 'executions', snapshot: true, sequence, data: [...this.open, ...this.fills] });
    } else {
      const wallets = [{ type: 'spot', id: 'main', balance: '1000.00' }];
      this.say({ type: 'balances', snapshot: true, sequence, data: [{ asset: 'USD', balance: '1000.00', wallets }] });
    }
  }

  #answers(request: TradingRequest): ServerMessage[] {
    switch (request.method) {
      case 'add_order': {
        const orderId = `O${++this.#orders}-AAAAA-AAAAAA`;
        const { clOrdId, symbol, side, orderType, orderQty, limitPrice } = request;
        this.report(
          this.rest(orderId, { execType: 'pending_new', clOrdId, symbol, side, orderType, orderQty, limitPrice }),
        );
        return [{ type: 'answered', method: 'add_order', result: { orderId, clOrdId }, ...TIMES }];
      }
      case 'batch_add': {
        const result = request.orders.map(({ clOrdId }) => ({ orderId: `O${++this.#orders}-AAAAA-AAAAAA`, clOrdId }));
        return [{ type: 'answered', method: 'batch_add', result, ...TIMES }];
      }
      case 'amend_order': {
        const { orderId, clOrdId } = request;
        return [{ type: 'answered', method: 'amend_order', result: { amendId: 'TA', orderId, clOrdId }, ...TIMES }];
      }
      case 'edit_order':
        return [
          {
            type: 'answered',
            method: 'edit_order',
            result: { orderId: 'ONEW-A-A', originalOrderId: request.orderId },
            ...TIMES,
          },
        ];
      case 'cancel_order': {
        const { orderId = [], clOrdId = [] } = request;
        const results = [...orderId.map((id) => ({ orderId: id })), ...clOrdId.map((id) => ({ clOrdId: id }))];
        return results.reverse().map((result) => ({ type: 'answered', method: 'cancel_order', result, ...TIMES }));
      }
      case 'cancel_all':
        return [{ type: 'answered', method: 'cancel_all', result: { count: this.open.length }, ...TIMES }];
      case 'batch_cancel':
        return [{ type: 'answered', method: 'batch_cancel', result: { count: 2 }, ...TIMES }];
      case 'cancel_all_orders_after': {
        const triggerTime = request.timeout === 0 ? '0' : '2026-01-01T00:01:00Z';
        const result = { currentTime: '2026-01-01T00:00:00Z', triggerTime };
        return [{ type: 'answered', method: 'cancel_all_orders_after', result, ...TIMES }];
      }
    }
  }

  #next(channel: string): number {
    const sequence = (this.#sequences.get(channel) ?? 0) + 1;
    this.#sequences.set(channel, sequence);
    return sequence;
  }

  #heartbeat(): void {
    this.#beat = this.#clock.at(this.#clock.now() + 1000, () => {
      this.say({ type: 'heartbeat' });
      this.#heartbeat();
    });
  }

  #end(): void {
    this.#events = undefined;
    this.#beat();
  }

  #later(act: () => void): void {
    this.#clock.at(this.#clock.now(), act);
  }
}
