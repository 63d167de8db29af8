/** How far away the exchange is, in milliseconds: asked for while somebody looks, drawn as a line. */
import { type KrakenClient, KrakenStreamError } from '@kraken-stream/client';
import { find, say } from '../dom.js';
import type { Source } from '../source.js';

const EVERY_MS = 2000;
const MOST = 60;
const WIDTH = 120;
const HEIGHT = 28;
/** The least that the height stands for, in milliseconds: a steady line must not look wild. */
const LEAST_TOP = 50;

export class RoundTrip {
  readonly #value = find(document, '#wires-trip', HTMLElement);
  readonly #line = find(document, '#wires-trips polyline', SVGElement);
  #client: KrakenClient | undefined;
  #trips: number[] = [];
  #askedAt = 0;

  follow({ client, wanted }: Source): void {
    // A recording answers nothing but what was asked when it was made.
    this.#client = wanted.type === 'recording' ? undefined : client;
    this.#trips = [];
    this.#askedAt = 0;
    this.#draw();
  }

  /** Somebody looks. Asks again when it is time, and only where there is a connection. */
  look(now: number): void {
    const client = this.#client;
    if (client?.connection !== 'live' || now - this.#askedAt < EVERY_MS) return;
    this.#askedAt = now;
    client.ping().then(
      ({ roundTripMs }) => {
        if (this.#client === client) this.#add(roundTripMs);
      },
      (error: unknown) => {
        // That it was lost is told by the connection itself.
        if (!(error instanceof KrakenStreamError)) throw error;
      },
    );
  }

  #add(ms: number): void {
    this.#trips.push(ms);
    if (this.#trips.length > MOST) this.#trips.shift();
    this.#draw();
  }

  #draw(): void {
    const last = this.#trips.at(-1);
    say(this.#value, last === undefined ? '–' : `${last < 10 ? last.toFixed(1) : Math.round(last)} ms`);
    const top = Math.max(LEAST_TOP, ...this.#trips) * 1.1;
    const step = WIDTH / (MOST - 1);
    const from = WIDTH - (this.#trips.length - 1) * step;
    const points = this.#trips.map(
      (ms, i) => `${(from + i * step).toFixed(1)},${(HEIGHT * (1 - ms / top)).toFixed(1)}`,
    );
    this.#line.setAttribute('points', points.join(' '));
  }
}
