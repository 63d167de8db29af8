/**
 * All recorders of a client: what happens on its connections is masked and written down once, however many keep it. In a
 * bundle only where something is recorded.
 */
import { type Clock, Mask, plainUrl, type WireEvent } from '@kraken-stream/core';
import type { Connection } from './connection.js';
import type { Recorder } from './recorder.js';

export class Recorders {
  readonly #all = new Set<Recorder>();
  readonly #clock: Clock;
  readonly #mask = new Mask();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(recorder: Recorder): void {
    this.#all.add(recorder);
  }

  delete(recorder: Recorder): void {
    this.#all.delete(recorder);
  }

  /** Something happened on a connection. Before a frame is read: the books are as the frames before have left them. */
  wrote({ id: connection, endpoint }: Connection, type: WireEvent['type'], text: string, code = 0): void {
    if (this.#all.size === 0) return;
    const at = this.#clock.now();
    const said = this.#mask.hide(type === 'opened' ? plainUrl(text) : text);
    const facts = type === 'opened' ? { url: said } : type === 'closed' ? { code, reason: said } : { text: said };
    const line = JSON.stringify({ type, at, connection, endpoint, ...facts });
    for (const recorder of this.#all) recorder.wrote(line, at);
  }

  /** Ends them all. */
  stop(): void {
    for (const recorder of this.#all) recorder.stop();
  }
}
