/**
 * A connection without a network: a client's link on one side, a connection of the exchange on the other, and time
 * between them. Behaves as a WebSocket does, as far as a client can tell. Knows nothing of what is said.
 */
import type { Clock, ConnectFailure, Link, LinkEvents } from '@kraken-stream/core';
import type { Answer } from './faults/gate.js';
import { Lane } from './lane.js';
import type { ServerConnection, Sink } from './server/host.js';

/** What an attempt to connect finds. */
export interface Door {
  /** Returns how the attempt is given up. */
  knock(answer: Answer): () => void;
  /** For whom is let in. */
  accept(sink: Sink): ServerConnection;
}

export class MemoryLink implements Link {
  readonly #events: LinkEvents;
  readonly #up: Lane;
  readonly #down: Lane;
  #state: 'connecting' | 'open' | 'closing' | 'closed' = 'connecting';
  #server: ServerConnection | undefined;
  #giveUp: (() => void) | undefined;

  /** `ended` is called once, when the client has been told that the link is closed. */
  constructor(
    clock: Clock,
    latencyMs: number,
    events: LinkEvents,
    door: Door,
    readonly ended: (link: MemoryLink) => void,
  ) {
    this.#events = events;
    this.#up = new Lane(clock, latencyMs);
    this.#down = new Lane(clock, latencyMs);
    this.#up.put(() => this.#arrive(door));
  }

  send(text: string): void {
    if (this.#state === 'open') this.#up.put(() => this.#server?.received(text));
  }

  close(code = 1000, reason = ''): void {
    if (this.#state === 'closing' || this.#state === 'closed') return;
    // As with a WebSocket, an attempt that is given up was never a connection.
    const [told, why]: [number, string] = this.#state === 'connecting' ? [1006, ''] : [code, reason];
    this.#state = 'closing';
    this.#up.put(() => {
      this.#hangUp();
      this.#down.put(() => this.#tellClosed(told, why));
    });
  }

  /** The end of everything: closes at once, without waiting for a clock. */
  abort(code: number, reason: string): void {
    this.#hangUp();
    this.#tellClosed(code, reason);
  }

  #arrive(door: Door): void {
    if (this.#state !== 'connecting') return;
    this.#giveUp = door.knock((refusal) => {
      if (refusal === undefined) this.#enter(door);
      else this.#down.put(() => this.#tellClosed(1006, '', refusal));
    });
  }

  #enter(door: Door): void {
    this.#down.put(() => {
      if (this.#state !== 'connecting') return;
      this.#state = 'open';
      this.#events.opened();
    });
    this.#server = door.accept({
      send: (text) => {
        this.#down.put(() => {
          if (this.#state === 'open') this.#events.received(text);
        });
      },
      close: (code, reason) => {
        this.#server = undefined;
        this.#down.put(() => this.#tellClosed(code, reason));
      },
    });
  }

  #hangUp(): void {
    this.#giveUp?.();
    this.#giveUp = undefined;
    const server = this.#server;
    this.#server = undefined;
    server?.closed();
  }

  #tellClosed(code: number, reason: string, failure?: ConnectFailure): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#up.clear();
    this.#down.clear();
    this.#events.closed(code, reason, failure);
    this.ended(this);
  }
}
