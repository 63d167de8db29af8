/**
 * The other end of a session, as simple as it can be: answers requests in order, keeps what is subscribed, and has one
 * series of trades for each symbol, and one snapshot of anything else. What it says waits to be delivered. Knows no
 * time.
 */
import {
  bookChecksum,
  type OhlcInterval,
  type Request,
  type ServerMessage,
  type SubscriptionRequest,
  v2,
} from '@kraken-stream/core';
import { candle, ohlcFrame, tickerFrame, timeAt, tradeFrame, trades } from '../messages.js';
import { ASKS, BIDS } from './rig.js';

const TIMES = { timeIn: '2026-08-01T02:53:53.184174Z', timeOut: '2026-08-01T02:53:53.184216Z' };
/** Trades in a snapshot. */
const RECENT = 50;

export class Exchange {
  /** Frames on their way to the client, oldest first. */
  frames: string[] = [];
  /** The last trade of each symbol. */
  readonly #last = new Map<string, number>();
  /** What is subscribed on the connection: the key of the topic that has a place. */
  readonly #held = new Map<string, string>();

  /** A new connection. */
  connect(): void {
    this.frames = [];
    this.#held.clear();
  }

  /** The keys of all topics that are subscribed. */
  get held(): string[] {
    return [...this.#held.values()];
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
    if (this.holds('trade', symbol)) this.#say(tradeFrame(false, trades(last + 1, last + count, symbol)));
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
    const slot = channel === 'ohlc' ? `ohlc ${request.interval} ${symbol}` : `${channel} ${symbol ?? ''}`;
    const key = `${[channel, ...optionsOf(request)].join(' ')} ${symbol ?? ''}`;
    const held = this.#held.has(slot);
    const result = { channel, symbol };
    if (method === 'unsubscribe') {
      const fits = channel === 'instrument' ? held : this.#held.get(slot) === key;
      if (fits) {
        this.#held.delete(slot);
        this.#say({ type: 'unsubscribed', reqId, result, ...TIMES });
      } else {
        // The exchange's own words for it.
        this.#refuse({ ...request, method: 'subscribe' }, 'Subscription Not Found', symbol);
      }
    } else if (held) this.#refuse(request, 'Already subscribed', symbol);
    else if (symbol?.startsWith('NO/') === true) this.#refuse(request, `Currency pair not supported ${symbol}`, symbol);
    else {
      this.#held.set(slot, key);
      this.#say({ type: 'subscribed', reqId, result, ...TIMES });
      const snapshot = this.#snapshot(request, symbol);
      if (snapshot !== undefined) this.#say(snapshot);
    }
  }

  #snapshot(request: SubscriptionRequest, symbol = ''): ServerMessage | undefined {
    switch (request.channel) {
      case 'book':
        return {
          type: 'book',
          snapshot: true,
          symbol,
          bids: BIDS,
          asks: ASKS,
          depth: request.depth,
          checksum: bookChecksum(ASKS, BIDS),
        };
      case 'ticker':
        return tickerFrame(true, timeAt(1), undefined, symbol);
      case 'trade': {
        const last = this.lastOf(symbol);
        return tradeFrame(true, trades(last - RECENT + 1, last, symbol));
      }
      case 'ohlc':
        return ohlcFrame(true, [candle(1, 1, symbol, request.interval as OhlcInterval)]);
      case 'instrument':
        return { type: 'instrument', snapshot: true, assets: [], pairs: [] };
      default:
        return undefined;
    }
  }

  #refuse(request: SubscriptionRequest, error: string, symbol: string | undefined): void {
    this.#say({ type: 'refused', method: request.method, reqId: request.reqId, error, symbol, ...TIMES });
  }

  #say(message: ServerMessage): void {
    this.frames.push(v2.encode(message));
  }
}

/** What a request's topic is called by, besides channel and symbol. What is left out is what the exchange takes then. */
function optionsOf(request: SubscriptionRequest): readonly unknown[] {
  switch (request.channel) {
    case 'book':
      return [request.depth ?? 10];
    case 'ticker':
      return [request.eventTrigger ?? 'trades'];
    case 'ohlc':
      return [request.interval];
    case 'instrument':
      return [request.includeTokenizedAssets === true];
    default:
      return [];
  }
}
