/** A conversation with an exchange, as text, for tests. */
import { type BookMessage, type Codec, type Message, type Request, v2 } from '@kraken-stream/core';
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

/** In v2 unless told otherwise. */
export function talk(exchange: Exchange, path = '/v2', codec: Codec = v2): Talk {
  const heard: string[] = [];
  const closed: Talk['closed'] = [];
  const connection = exchange.accept(path, {
    send: (text) => heard.push(text),
    close: (code, reason) => closed.push({ code, reason }),
  });
  const say = (text: string) => connection.received(text);
  const told = <Type extends Message['type']>(type: Type) =>
    heard
      .map((text) => codec.decode(text))
      .filter((message): message is Extract<Message, { type: Type }> => message.type === type);
  return {
    heard,
    closed,
    say,
    ask: (request) => say(codec.encodeRequest(request)),
    told,
    subscribe: (symbols, depth, more = {}) =>
      say(codec.encodeRequest({ method: 'subscribe', channel: 'book', symbols, depth, ...more })),
    unsubscribe: (symbols, depth) =>
      say(codec.encodeRequest({ method: 'unsubscribe', channel: 'book', symbols, depth })),
    books: () => told('book'),
    hangUp: () => connection.closed(),
  };
}
