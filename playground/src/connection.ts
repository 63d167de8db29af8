/** The connection on the page: its state with the reason, and frames a second. */
import type { ConnectionEvent, KrakenClient } from '@kraken-stream/client';
import { find, say } from './dom.js';
import { CONNECTION_TONES, connectionShape, drawMark } from './mark.js';
import type { Part } from './part.js';
import type { Source } from './source.js';

/** Long enough to be steady, short enough to follow the slider. */
const WINDOW_MS = 1000;

export class ConnectionView implements Part {
  readonly #element = find(document, '#connection', HTMLElement);
  readonly #mark = find(document, '#connection .mark', SVGElement);
  readonly #word = find(document, '#connection b', HTMLElement);
  readonly #reason = find(document, '#connection .reason', HTMLElement);
  readonly #rate = find(document, '#frames-rate', HTMLElement);
  #source: Source | undefined;
  #event: Pick<ConnectionEvent, 'state' | 'reason' | 'retryAt'> = { state: 'idle', reason: '' };
  #samples: { at: number; frames: number }[] = [];

  follow(source: Source): void {
    this.#source = source;
    this.#samples = [];
    this.#event = { state: source.client.connection, reason: '' };
    const { client }: { client: KrakenClient } = source;
    client.on('connection', (event) => {
      if (this.#source === source) this.#event = event;
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
    say(this.#rate, this.#framesPerSecond(now, this.#source.frames));
  }

  #framesPerSecond(now: number, frames: number): string {
    this.#samples.push({ at: now, frames });
    while (this.#samples.length > 2 && now - this.#samples[0]!.at > WINDOW_MS) this.#samples.shift();
    const first = this.#samples[0]!;
    const passed = now - first.at;
    return passed === 0 ? '0' : Math.round(((frames - first.frames) * 1000) / passed).toLocaleString('en');
  }
}
