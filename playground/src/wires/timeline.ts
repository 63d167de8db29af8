/** What became of each connection: its states as a strip over the last minutes, and all of them as a list. */
import type { ConnectionInfo, KrakenClient } from '@kraken-stream/client';
import { find, make, say } from '../dom.js';
import { clock } from '../journal.js';
import { CONNECTION_TONES, connectionShape, drawMark } from '../mark.js';
import { type Span, spansOf } from './spans.js';

const EVERY_MS = 500;
/** What a strip shows: as much as there is, from a minute to five. */
const LEAST_MS = 60_000;
const MOST_MS = 300_000;
const SVG = 'http://www.w3.org/2000/svg';
/** Heights in hundredths: that a connection is live is not told by colour alone. */
const HEIGHTS = { idle: 10, connecting: 40, open: 60, live: 100, stale: 70, closed: 20 } as const;

export class Timeline {
  readonly #strips = find(document, '#wires-strips', HTMLElement);
  readonly #states = find(document, '#wires-states', HTMLElement);
  #known = new Map<number, Strip>();
  #drawnAt = 0;
  #listed = '';

  /** Another client: its connections are others. */
  begin(): void {
    this.#known = new Map();
    this.#strips.replaceChildren();
    this.#states.replaceChildren();
    this.#drawnAt = 0;
    this.#listed = '';
  }

  draw(client: KrakenClient, now: number): void {
    if (now - this.#drawnAt < EVERY_MS) return;
    this.#drawnAt = now;
    const { connections } = client;
    const began = Math.min(now, ...connections.map(({ timeline }) => timeline[0]?.at ?? now));
    const windowMs = Math.min(MOST_MS, Math.max(LEAST_MS, now - began));
    for (const connection of connections) {
      let strip = this.#known.get(connection.id);
      if (strip === undefined) {
        strip = new Strip(connection);
        this.#known.set(connection.id, strip);
        this.#strips.append(strip.element);
      }
      strip.draw(connection, now, windowMs);
    }
    for (const [id, strip] of this.#known) {
      if (connections.some((each) => each.id === id)) continue;
      strip.element.remove();
      this.#known.delete(id);
    }
    this.#list(connections);
  }

  #list(connections: readonly ConnectionInfo[]): void {
    const events = connections
      .flatMap(({ id, timeline }) => timeline.map((event) => ({ ...event, id })))
      .sort((a, b) => b.at - a.at);
    const listed = `${events.length} ${events[0]?.at}`;
    if (listed === this.#listed) return;
    this.#listed = listed;
    this.#states.replaceChildren(
      ...events.map(({ id, state, reason, at }) =>
        make(
          'li',
          { 'data-tone': CONNECTION_TONES[state] },
          make('time', { datetime: new Date(at).toISOString() }, clock(at)),
          make('span', {}, `#${id} ${state}: ${reason}`),
        ),
      ),
    );
  }
}

class Strip {
  readonly element: HTMLElement;
  readonly #mark = document.createElementNS(SVG, 'svg');
  readonly #word = make('b');
  readonly #reason = make('span', { class: 'wires-reason' });
  readonly #svg = document.createElementNS(SVG, 'svg');

  constructor({ id, endpoint }: ConnectionInfo) {
    this.#mark.setAttribute('class', 'mark');
    this.#mark.setAttribute('aria-hidden', 'true');
    this.#svg.setAttribute('preserveAspectRatio', 'none');
    this.#svg.setAttribute('aria-hidden', 'true');
    this.#svg.setAttribute('class', 'wires-svg');
    this.element = make(
      'div',
      { class: 'wires-strip' },
      make('p', {}, make('span', { class: 'wires-name' }, `#${id} ${endpoint}`), this.#mark, this.#word, this.#reason),
    );
    this.element.append(this.#svg);
  }

  draw({ state, reason = '', subscriptions, timeline }: ConnectionInfo, now: number, windowMs: number): void {
    this.element.dataset['tone'] = CONNECTION_TONES[state];
    drawMark(this.#mark, connectionShape(state));
    say(this.#word, state);
    say(this.#reason, `${reason}${state === 'live' ? `, ${subscriptions} topics` : ''}`);
    this.#svg.setAttribute('viewBox', `0 0 ${Math.round(windowMs)} 100`);
    // What was over in no time is seen all the same.
    const least = windowMs / 400;
    this.#svg.replaceChildren(...spansOf(timeline, now - windowMs, now).map((span) => rect(span, least)));
  }
}

function rect({ state, reason, from, to }: Span, least: number): SVGElement {
  const height = HEIGHTS[state];
  const element = document.createElementNS(SVG, 'rect');
  const width = Math.max(to - from, least);
  for (const [name, value] of Object.entries({ x: from, y: 100 - height, width, height }))
    element.setAttribute(name, String(Math.round(value)));
  element.dataset['tone'] = CONNECTION_TONES[state];
  const title = document.createElementNS(SVG, 'title');
  title.textContent = `${state}: ${reason}`;
  element.append(title);
  return element;
}
