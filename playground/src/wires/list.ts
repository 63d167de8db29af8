/**
 * The list of frames: only the rows that can be seen are there, however many frames it has. One stop for the keyboard, in
 * which arrows move. Knows nothing of where frames come from.
 */
import { make, say } from '../dom.js';
import { clock } from '../journal.js';
import type { WireFrame } from './frame.js';

/** As in the style. */
const ROW_PX = 26;
/** Rows beyond both ends, for scrolling. */
const SPARE = 4;
const PREVIEW = 240;

const bytes = new Intl.NumberFormat('en');

export interface ListEvents {
  /** A frame is to be shown. */
  opened(frame: WireFrame): void;
  /** The person looks at what is past: it must not run away. */
  held(): void;
}

export class FrameList {
  readonly #element: HTMLElement;
  readonly #height = make('div', { class: 'wires-height', role: 'none' });
  readonly #window = make('div', { class: 'wires-window', role: 'none' });
  readonly #rows: Row[] = [];
  readonly #events: ListEvents;
  #frames: readonly WireFrame[] = [];
  #follows = true;
  /** Read when they change: to ask for them would have the page laid out. */
  #scrollTop = 0;
  #heightPx = 0;
  #active: WireFrame | undefined;
  #open: WireFrame | undefined;

  constructor(element: HTMLElement, events: ListEvents) {
    this.#element = element;
    this.#events = events;
    this.#height.append(this.#window);
    element.append(this.#height);
    element.addEventListener('scroll', () => {
      const { scrollTop, scrollHeight, clientHeight } = element;
      this.#scrollTop = scrollTop;
      if (this.#follows && scrollTop + clientHeight < scrollHeight - ROW_PX) this.#hold();
      this.#draw();
    });
    new ResizeObserver(([entry]) => {
      this.#heightPx = entry?.contentRect.height ?? 0;
      if (this.#follows) element.scrollTop = this.#frames.length * ROW_PX;
      this.#draw();
    }).observe(element);
    element.addEventListener('keydown', (event) => this.#key(event));
    element.addEventListener('click', ({ target }) => {
      const row = this.#rows.find(({ element: each }) => target instanceof Node && each.contains(target));
      if (row?.frame === undefined) return;
      this.#hold();
      this.#choose(row.frame);
    });
  }

  /** Shows these, oldest first; `follows`: the latest stay in view. */
  show(frames: readonly WireFrame[], follows: boolean): void {
    const before = this.#frames.length;
    const began = follows && !this.#follows;
    this.#frames = frames;
    this.#follows = follows;
    if (frames.length !== before) this.#height.style.height = `${frames.length * ROW_PX}px`;
    // This has the page laid out: only when it must be.
    if (follows && (frames.length !== before || began)) this.#element.scrollTop = frames.length * ROW_PX;
    this.#draw();
  }

  /** Nothing is chosen any more. */
  forget(): void {
    this.#active = undefined;
    this.#open = undefined;
  }

  #hold(): void {
    if (!this.#follows) return;
    this.#follows = false;
    this.#scrollTop = this.#element.scrollTop;
    this.#events.held();
  }

  #choose(frame: WireFrame): void {
    this.#active = frame;
    this.#open = frame;
    this.#events.opened(frame);
    this.#draw();
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#hold();
      const frame = this.#active ?? this.#frames.at(-1);
      if (frame !== undefined) this.#choose(frame);
      return;
    }
    const page = Math.max(1, Math.floor(this.#element.clientHeight / ROW_PX) - 1);
    const last = this.#frames.length - 1;
    const at = this.#active === undefined ? last + 1 : this.#frames.indexOf(this.#active);
    const to = {
      ArrowUp: at - 1,
      ArrowDown: at + 1,
      PageUp: at - page,
      PageDown: at + page,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined || last < 0) return;
    event.preventDefault();
    this.#hold();
    const index = Math.min(last, Math.max(0, to));
    this.#active = this.#frames[index];
    // Whoever has a frame before them steps through them.
    if (this.#open !== undefined && this.#active !== undefined) {
      this.#open = this.#active;
      this.#events.opened(this.#active);
    }
    const { scrollTop, clientHeight } = this.#element;
    if (index * ROW_PX < scrollTop) this.#element.scrollTop = index * ROW_PX;
    else if ((index + 1) * ROW_PX > scrollTop + clientHeight)
      this.#element.scrollTop = (index + 1) * ROW_PX - clientHeight;
    this.#scrollTop = this.#element.scrollTop;
    this.#draw();
  }

  #draw(): void {
    const count = Math.min(this.#frames.length, Math.ceil(this.#heightPx / ROW_PX) + SPARE);
    const wanted = this.#follows ? this.#frames.length : Math.floor(this.#scrollTop / ROW_PX) - SPARE / 2;
    const first = Math.max(0, Math.min(wanted, this.#frames.length - count));
    this.#window.style.transform = `translateY(${first * ROW_PX}px)`;
    while (this.#rows.length < count) {
      const row = new Row(`wires-row-${this.#rows.length}`);
      this.#rows.push(row);
      this.#window.append(row.element);
    }
    let active = '';
    for (const [i, row] of this.#rows.entries()) {
      const frame = i < count ? this.#frames[first + i] : undefined;
      row.show(frame, first + i, this.#frames.length);
      if (frame === undefined) continue;
      row.element.setAttribute('aria-selected', String(frame === this.#open));
      row.element.toggleAttribute('data-active', frame === this.#active);
      if (frame === this.#active) active = row.element.id;
    }
    if (active === '') this.#element.removeAttribute('aria-activedescendant');
    else this.#element.setAttribute('aria-activedescendant', active);
  }
}

/** One row, used for one frame after the other. */
class Row {
  readonly element: HTMLElement;
  frame: WireFrame | undefined;
  readonly #time = make('time');
  readonly #arrow = make('i', { 'aria-hidden': 'true' });
  readonly #word = make('span');
  readonly #connection = make('span', { class: 'wires-connection' });
  readonly #channel = make('b');
  readonly #detail = make('span', { class: 'wires-detail' });
  readonly #size = make('span', { class: 'wires-size' });
  readonly #preview = make('code', { 'aria-hidden': 'true' });

  constructor(id: string) {
    this.element = make(
      'div',
      { class: 'wires-row', role: 'option', id },
      this.#time,
      make('span', { class: 'wires-direction' }, this.#arrow, this.#word),
      this.#connection,
      make('span', { class: 'wires-about' }, this.#channel, ' ', this.#detail),
      this.#size,
      this.#preview,
    );
  }

  show(frame: WireFrame | undefined, index: number, count: number): void {
    this.element.hidden = frame === undefined;
    const before = this.frame;
    this.frame = frame;
    if (frame === undefined) return;
    this.element.setAttribute('aria-posinset', String(index + 1));
    this.element.setAttribute('aria-setsize', String(count));
    if (frame === before) return;
    const { type, at, connection, text, about } = frame;
    say(this.#time, momentOf(at));
    say(this.#arrow, type === 'sent' ? '↑' : '↓');
    say(this.#word, type === 'sent' ? 'out' : 'in');
    this.element.dataset['direction'] = type;
    say(this.#connection, `#${connection}`);
    say(this.#channel, about.channel);
    say(this.#detail, about.detail);
    say(this.#size, `${bytes.format(text.length)} B`);
    say(this.#preview, previewOf(text));
  }
}

/** What a frame says behind what the row says already. */
function previewOf(text: string): string {
  const [beginning = ''] = /^\{"channel":.*?(?:"symbol":"[^"]*",|"data":\[)/.exec(text.slice(0, PREVIEW)) ?? [];
  const rest = text.slice(beginning.length, beginning.length + PREVIEW);
  return beginning === '' ? rest : `… ${rest}`;
}

/** The time of day to the millisecond. */
export function momentOf(at: number): string {
  return `${clock(at)}.${String(Math.floor(at % 1000)).padStart(3, '0')}`;
}
