/** A conversation with an exchange, as text, for tests. */
import { type BookMessage, type Message, type Request, v2 } from '@kraken-stream/core';
import type { Exchange } from '../src/index.js';

export const START = Date.UTC(2026, 0, 1);

export interface Talk {
  /** All that the exchange said, in order. */
  readonly heard: string[];
  /** How it closed, when it did. */
  readonly closed: { code: number; reason: string }[];
  say(text: string): void;
  ask(request: Request): void;
  /** All that it said of one type, decoded. */
  told<Type extends Message['type']>(type: Type): Extract<Message, { type: Type }>[];
  subscribe(symbols: readonly string[], depth?: number, more?: { snapshot?: boolean; reqId?: number }): void;
  unsubscribe(symbols: readonly string[], depth?: number): void;
  books(): BookMessage[];
  hangUp(): void;
}

export function talk(exchange: Exchange): Talk {
  const heard: string[] = [];
  const closed: Talk['closed'] = [];
  const connection = exchange.accept('/v2', {
    send: (text) => heard.push(text),
    close: (code, reason) => closed.push({ code, reason }),
  });
  const say = (text: string) => connection.received(text);
  const told = <Type extends Message['type']>(type: Type) =>
    heard
      .map((text) => v2.decode(text))
      .filter((message): message is Extract<Message, { type: Type }> => message.type === type);
  return {
    heard,
    closed,
    say,
    ask: (request) => say(v2.encodeRequest(request)),
    told,
    subscribe: (symbols, depth, more = {}) =>
      say(v2.encodeRequest({ method: 'subscribe', channel: 'book', symbols, depth, ...more })),
    unsubscribe: (symbols, depth) => say(v2.encodeRequest({ method: 'unsubscribe', channel: 'book', symbols, depth })),
    books: () => told('book'),
    hangUp: () => connection.closed(),
  };
}
