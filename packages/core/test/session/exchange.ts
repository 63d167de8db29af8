/**
 * The other end of a session, as simple as it can be: answers requests in order, keeps what is subscribed, and has one
 * series of trades for each symbol. What it says waits to be delivered. Knows no time.
 */
import {
  type Codec,
  type Request,
  type ServerMessage,
  type SubscriptionRequest,
  type Trade,
  v2,
} from '@kraken-stream/core';
import { tradeFrame, trades } from '../messages.js';

const TIMES = { timeIn: '2026-08-01T02:53:53.184174Z', timeOut: '2026-08-01T02:53:53.184216Z' };
/** Trades in a snapshot. */
const RECENT = 50;

export class Exchange {
  /** Frames on their way to the client, oldest first. */
  frames: string[] = [];
  readonly #codec: Codec;
  /** The last trade of each symbol. */
  readonly #last = new Map<string, number>();
  /** What is subscribed on the connection, as channel and symbol. */
  readonly #held = new Set<string>();

  /** Where trades do not begin with the last ones, they have no numbers either: their price is the number then. */
  constructor(codec: Codec = v2) {
    this.#codec = codec;
  }

  get #isPlain(): boolean {
    return !this.#codec.prompt.has('trade');
  }

  /** A new connection. */
  connect(): void {
    this.frames = [];
    this.#held.clear();
  }

  holds(channel: string, symbol: string): boolean {
    return this.#held.has(`${channel} ${symbol}`);
  }

  lastOf(symbol: string): number {
    return this.#last.get(symbol) ?? 100;
  }

  /** Trades happen; whoever is subscribed is told. */
  trade(symbol: string, count: number): void {
    const last = this.lastOf(symbol);
    this.#last.set(symbol, last + count);
    if (!this.holds('trade', symbol)) return;
    const data = trades(last + 1, last + count, symbol);
    this.#say(tradeFrame(false, this.#isPlain ? data.map(plain) : data));
  }

  /** Takes a request. `refuses` is why it is not looked at. */
  take(request: Request, refuses?: string): void {
    if (request.method === 'ping') this.#say({ type: 'pong', reqId: request.reqId, ...TIMES });
    else if (!('channel' in request)) throw new Error(`no orders are taken here: ${request.method}`);
    else if (refuses !== undefined) this.#refuse(request, refuses, undefined);
    else for (const symbol of 'symbols' in request ? request.symbols : [undefined]) this.#answer(request, symbol);
  }

  #answer(request: SubscriptionRequest, symbol: string | undefined): void {
    const { method, channel, reqId } = request;
    const slot = `${channel} ${symbol ?? ''}`;
    const held = this.#held.has(slot);
    const result = { channel, symbol };
    if (method === 'unsubscribe') {
      this.#held.delete(slot);
      if (held) this.#say({ type: 'unsubscribed', reqId, result, ...TIMES });
      // The exchange's own words for it.
      else this.#refuse({ ...request, method: 'subscribe' }, 'Subscription Not Found', symbol);
    } else if (held) this.#refuse(request, 'Already subscribed', symbol);
    else if (symbol?.startsWith('NO/') === true) this.#refuse(request, `Currency pair not supported ${symbol}`, symbol);
    else {
      this.#held.add(slot);
      this.#say({ type: 'subscribed', reqId, result, ...TIMES });
      if (channel !== 'trade' || symbol === undefined || this.#isPlain) return;
      const last = this.lastOf(symbol);
      this.#say(tradeFrame(true, trades(last - RECENT + 1, last, symbol)));
    }
  }

  #refuse(request: SubscriptionRequest, error: string, symbol: string | undefined): void {
    this.#say({ type: 'refused', method: request.method, reqId: request.reqId, error, symbol, ...TIMES });
  }

  #say(message: ServerMessage): void {
    this.frames.push(this.#codec.encode(message));
  }
}

/** A trade without a number. */
function plain({ tradeId, ...trade }: Trade): Trade {
  return { ...trade, price: `${tradeId}` };
}
