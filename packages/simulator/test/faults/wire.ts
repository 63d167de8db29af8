/** Two exchanges that differ by nothing but what goes wrong: what a connection to each hears, and when. */
import { type BookMessage, type Codec, type Request, v1, v2 } from '@kraken-stream/core';
import { Exchange, type ExchangeOptions, type Fault } from '../../src/index.js';
import { START } from '../talk.js';

export interface Heard {
  /** Milliseconds since the exchange opened. */
  readonly at: number;
  readonly text: string;
}

export interface Wire {
  readonly exchange: Exchange;
  readonly heard: Heard[];
  readonly closed: string[];
  readonly id: string;
  say(text: string): void;
  ask(request: Request): void;
  book(method: 'subscribe' | 'unsubscribe', ...symbols: string[]): void;
  /** Moves to so many milliseconds after the exchange opened. */
  to(ms: number): void;
  texts(): string[];
  books(symbol?: string): BookMessage[];
  /** As sockets do by themselves; no request. */
  ping(): void;
  hangUp(): void;
}

export function exchange(options: Partial<ExchangeOptions> = {}): Exchange {
  return new Exchange({ startTime: START, symbols: ['BTC/USD', 'ETH/USD'], rate: 20, ...options });
}

export function wire(on: Exchange = exchange(), path = '/v2', codec: Codec = v2): Wire {
  const heard: Heard[] = [];
  const closed: string[] = [];
  const connection = on.accept(path, {
    send: (text) => heard.push({ at: on.now - START, text }),
    close: (code, reason) => closed.push(`${code} ${reason}`),
  });
  const say = (text: string) => connection.received(text);
  return {
    exchange: on,
    heard,
    closed,
    id: /"connection(?:_id|ID)":(\d+)/.exec(heard[0]?.text ?? '')?.[1] ?? '',
    say,
    ask: (request) => say(codec.encodeRequest(request)),
    book: (method, ...symbols) => say(codec.encodeRequest({ method, channel: 'book', symbols, depth: 10, reqId: 7 })),
    to: (ms) => on.tick(START + ms),
    texts: () => heard.map(({ text }) => text),
    books: (symbol) =>
      heard
        .map(({ text }) => codec.decode(text))
        .filter((message) => message.type === 'book')
        .filter((message) => symbol === undefined || message.symbol === symbol),
    ping: () => connection.pinged(),
    hangUp: () => connection.closed(),
  };
}

/** What is heard of two books until `ms`, with a fault from `faultAt` on, and without. */
export function twins(
  fault: Fault,
  { faultAt = 0, ms = 3000, ...options }: TwinOptions = {},
  speak: (on: Exchange) => Wire = wire,
): { faulty: Wire; healthy: Wire } {
  const [faulty, healthy] = [speak(exchange(options)), speak(exchange(options))];
  if (faultAt === 0) faulty.exchange.faults.inject(fault);
  else faulty.exchange.faults.inject(fault, START + faultAt);
  for (const each of [faulty, healthy]) {
    each.book('subscribe', 'BTC/USD', 'ETH/USD');
    each.to(ms);
  }
  return { faulty, healthy };
}

interface TwinOptions extends Partial<ExchangeOptions> {
  readonly faultAt?: number;
  readonly ms?: number;
}

/** All of this in one protocol. */
export function speaking(protocol: Codec['protocol']) {
  const [codec, path] = protocol === 'v1' ? [v1, '/'] : [v2, '/v2'];
  const speak = (on?: Exchange): Wire => wire(on, path, codec);
  return {
    codec,
    wire: speak,
    twins: (fault: Fault, options?: TwinOptions) => twins(fault, options, speak),
    /** Whether a frame is an update of a symbol, or its snapshot. */
    isBook(text: string, symbol: string, type: 'update' | 'snapshot' = 'update'): boolean {
      const message = codec.decode(text);
      return message.type === 'book' && message.symbol === symbol && message.snapshot === (type === 'snapshot');
    },
  };
}
