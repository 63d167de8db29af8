/** Pings on their way, as promises. */
import type { PingLostEvent, PongEvent } from '@kraken-stream/core';

/** How far away the exchange is, and its clock. */
export interface Ping {
  /** From the request to its answer, in milliseconds. */
  readonly roundTripMs: number;
  /** How far the exchange's clock is ahead of this one, in milliseconds, to within half a round trip. */
  readonly clockSkewMs: number | undefined;
}

export class Pings {
  readonly #send: (id: number) => void;
  readonly #open = new Map<number, { resolve(ping: Ping): void; reject(error: unknown): void }>();
  #lastId = 0;

  constructor(send: (id: number) => void) {
    this.#send = send;
  }

  ask(): Promise<Ping> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#open.set(id, { resolve, reject });
      this.#send(id);
    });
  }

  ended(event: PongEvent | PingLostEvent): void {
    const ping = this.#open.get(event.id);
    this.#open.delete(event.id);
    if (event.type === 'ping-lost') ping?.reject(event.error);
    else ping?.resolve({ roundTripMs: event.roundTripMs, clockSkewMs: event.clockSkewMs });
  }
}
