/** All connections of the exchange: how they come in, by which endpoint, and how they end. Knows no protocol. */
import { UsageError } from '@kraken-stream/core';
import { type Answer, refusal } from '../faults/gate.js';
import type { Random } from '../random.js';
import { Conversation } from './conversation.js';
import { ENDPOINT_PATHS, endpointAt } from './endpoint.js';
import type { Host, ServerConnection, Sink } from './host.js';
import type { HeldSubscription } from './subscriptions.js';

export class Lobby {
  readonly #host: Host;
  readonly #random: Random;
  readonly #connections = new Set<Conversation>();
  #frames = 0;

  /** `random` makes the ids of connections. */
  constructor(host: Host, random: Random) {
    this.#host = host;
    this.#random = random;
  }

  /** How many connections are open. */
  get size(): number {
    return this.#connections.size;
  }

  /** How many frames were sent to all of them. */
  get frames(): number {
    return this.#frames;
  }

  /** What each open connection holds, in the order in which they were opened. */
  get subscriptions(): readonly (readonly HeldSubscription[])[] {
    return Array.from(this.#connections, (connection) => connection.subscriptions);
  }

  /** An attempt to connect, answered once, perhaps later. Returns how it is given up. */
  knock(path: string, answer: Answer): () => void {
    if (endpointAt(path) !== undefined) return this.#host.faults.gate.knock(answer);
    answer({ ...refusal(404), message: 'there is no endpoint at this path: 404' });
    return () => undefined;
  }

  /** A new connection. Throws `UsageError` for a path at which there is nothing. */
  accept(path: string, sink: Sink): ServerConnection {
    const endpoint = endpointAt(path);
    if (endpoint === undefined) {
      throw new UsageError(
        'path',
        `there is no endpoint at ${path}; there is one at each of ${ENDPOINT_PATHS.join(', ')}`,
      );
    }
    const counted: Sink = {
      send: (text) => {
        this.#frames++;
        sink.send(text);
      },
      close: (code, reason) => sink.close(code, reason),
    };
    const id = String(this.#random.uint64());
    const connection = new Conversation(this.#host, endpoint, counted, id, () => this.#connections.delete(connection));
    this.#connections.add(connection);
    return connection;
  }

  /** The mode of the exchange has changed. */
  tellMode(): void {
    for (const connection of this.#connections) connection.tellMode();
  }

  /** Closes every connection; 1006 cuts them without a close frame. */
  closeAll(code: number, reason: string): void {
    for (const connection of [...this.#connections]) connection.close(code, reason);
  }
}
