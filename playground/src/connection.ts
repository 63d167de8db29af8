/** The connections on the page: their state with the reason, how much comes, and how far away the exchange is. */
import type { ConnectionEvent } from '@kraken-stream/client';
import { find, say } from './dom.js';
import { CONNECTION_TONES, connectionShape, drawMark } from './mark.js';
import type { Part } from './part.js';
import type { Source } from './source.js';
import { Speed } from './wires/speed.js';

const PING_EVERY_MS = 5000;

export class ConnectionView implements Part {
  readonly #element = find(document, '#connection', HTMLElement);
  readonly #mark = find(document, '#connection .mark', SVGElement);
  readonly #word = find(document, '#connection b', HTMLElement);
  readonly #reason = find(document, '#connection .reason', HTMLElement);
  readonly #frames = find(document, '#frames-rate', HTMLElement);
  readonly #bytes = find(document, '#bytes-rate', HTMLElement);
  readonly #roundTrip = find(document, '#round-trip', HTMLElement);
  #source: Source | undefined;
  #event: Pick<ConnectionEvent, 'state' | 'reason' | 'retryAt'> = { state: 'idle', reason: '' };
  readonly #frameSpeed = new Speed();
  readonly #byteSpeed = new Speed();
  #pingedAt = 0;

  follow(source: Source): void {
    this.#source = source;
    this.#frameSpeed.clear();
    this.#byteSpeed.clear();
    this.#event = { state: source.client.connection, reason: '' };
    this.#pingedAt = 0;
    source.client.on('connection', (event) => {
      // Of an account's connection its own panel tells.
      if (this.#source === source && event.endpoint === 'public') this.#event = event;
    });
  }

  draw(now: number): void {
    if (this.#source === undefined) return;
    const { state, reason, retryAt } = this.#event;
    if (this.#element.dataset['tone'] !== CONNECTION_TONES[state])
      this.#element.dataset['tone'] = CONNECTION_TONES[state];
    drawMark(this.#mark, connectionShape(state));
    say(this.#word, state);
    const wait = retryAt === undefined ? '' : `, again in ${(Math.max(0, retryAt - now) / 1000).toFixed(1)} s`;
    say(this.#reason, `${reason}${wait}`);
    this.#reason.title = reason;
    this.#drawRates(this.#source, now);
    this.#drawRoundTrip(this.#source, now);
  }

  #drawRates({ frames, characters }: Source, now: number): void {
    const told = (a: number): string => Math.round(a).toLocaleString('en');
    say(this.#frames, told(this.#frameSpeed.of(frames, now)));
    // Almost all that is sent is ASCII: a character is a byte.
    say(this.#bytes, told(this.#byteSpeed.of(characters, now) / 1000));
  }

  #drawRoundTrip({ client, wanted }: Source, now: number): void {
    const connection = client.connections.find(({ endpoint }) => endpoint === 'public');
    const ms = connection?.roundTripMs;
    say(this.#roundTrip, ms === undefined ? '–' : ms.toFixed(0));
    // A recording answers nothing but what was asked when it was made.
    if (connection?.state !== 'live' || wanted.type === 'recording' || now - this.#pingedAt < PING_EVERY_MS) return;
    this.#pingedAt = now;
    // What becomes of it is read of the connection.
    client.ping().catch(() => {});
  }
}
