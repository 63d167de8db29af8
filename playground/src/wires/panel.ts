/** The wires: every frame in and out, how many there are, and what became of the connections. */
import type { RecordingHeader, WireEvent } from '@kraken-stream/client';
import { bytesInWords } from '../bytes.js';
import { copy } from '../copy.js';
import { find, make, say } from '../dom.js';
import type { State } from '../link.js';
import type { Part } from '../part.js';
import type { Source } from '../source.js';
import { Filter } from './filter.js';
import { CHANNELS, WireFrame } from './frame.js';
import { FrameList } from './list.js';
import { Memory } from './memory.js';
import { RoundTrip } from './round-trip.js';
import { Speed } from './speed.js';
import { Timeline } from './timeline.js';
import { FrameView } from './view.js';

const count = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** How much may come in one go: lines are read as soon as the page is free. */
const UNREAD_BYTES = 8 * 2 ** 20;

export class WiresPanel implements Part {
  readonly #in = find(document, '#wires-in', HTMLElement);
  readonly #out = find(document, '#wires-out', HTMLElement);
  readonly #kept = find(document, '#wires-kept', HTMLElement);
  readonly #text = find(document, '#wires-filter', HTMLInputElement);
  readonly #direction = find(document, '#wires-direction', HTMLSelectElement);
  readonly #channel = find(document, '#wires-channel', HTMLSelectElement);
  readonly #pause = find(document, '#wires-pause', HTMLButtonElement);
  readonly #copyAll = find(document, '#wires-copy-all', HTMLButtonElement);
  readonly #told = find(document, '#wires-told', HTMLElement);
  readonly #view = new FrameView();
  readonly #list: FrameList;
  readonly #filter = new Filter();
  readonly #trip = new RoundTrip();
  readonly #timeline = new Timeline();
  readonly #speeds = { in: new Speed(), inBytes: new Speed(), out: new Speed(), outBytes: new Speed() };
  #source: Source | undefined;
  #memory = new Memory();
  /** What was there when it was paused, and how many had come by then. */
  #held: { readonly frames: readonly WireFrame[]; readonly total: number } | undefined;
  #drawnTotal = -1;
  #visible = false;

  constructor() {
    this.#channel.append(...CHANNELS.map((name) => make('option', { value: name }, name)));
    this.#list = new FrameList(find(document, '#wires-list', HTMLElement), {
      opened: (frame) => this.#view.show(frame),
      held: () => this.#hold(),
    });
    for (const control of [this.#text, this.#direction, this.#channel]) {
      control.addEventListener('input', () => {
        this.#filter.set({
          text: this.#text.value,
          direction: this.#direction.value,
          channel: this.#channel.value,
        });
        this.#drawFrames();
      });
    }
    this.#pause.addEventListener('click', () => {
      if (this.#held === undefined) this.#hold();
      else this.#held = undefined;
      this.#drawFrames();
    });
    find(document, '#wires-clear', HTMLButtonElement).addEventListener('click', () => {
      this.#memory.clear();
      this.#forget();
      this.#drawFrames();
    });
    this.#copyAll.addEventListener('click', () => {
      const lines = this.#shown.map(({ text }) => text);
      void copy(this.#copyAll, lines.join('\n'), this.#told);
    });
  }

  follow(source: Source): void {
    this.#source = source;
    const memory = new Memory();
    this.#memory = memory;
    this.#forget();
    for (const speed of Object.values(this.#speeds)) speed.clear();
    this.#trip.follow(source);
    this.#timeline.begin();
    void this.#listen(source, memory);
  }

  show({ panel }: State): void {
    this.#visible = panel === 'wires';
    if (this.#visible) this.#drawFrames();
  }

  draw(now: number): void {
    const { received, sent } = this.#memory;
    const { in: inward, inBytes, out, outBytes } = this.#speeds;
    const ins = [inward.of(received.frames, now), inBytes.of(received.bytes, now)] as const;
    const outs = [out.of(sent.frames, now), outBytes.of(sent.bytes, now)] as const;
    if (!this.#visible || this.#source === undefined) return;
    say(this.#in, speedText(...ins));
    say(this.#out, speedText(...outs));
    this.#trip.look(now);
    this.#timeline.draw(this.#source.client, now);
    if (this.#memory.total !== this.#drawnTotal) this.#drawFrames();
  }

  /** Every frame of a client from now on, what is secret in it masked. */
  async #listen({ client }: Source, memory: Memory): Promise<void> {
    for await (const line of client.record({ maxBytes: UNREAD_BYTES })) {
      const event: RecordingHeader | WireEvent = JSON.parse(line);
      if ((event.type !== 'received' && event.type !== 'sent') || event.made === true) continue;
      memory.add(new WireFrame(event.type, event.at, event.connection, event.text));
    }
  }

  get #shown(): readonly WireFrame[] {
    return this.#filter.of(this.#held?.frames ?? this.#memory.latest);
  }

  #hold(): void {
    this.#held ??= { frames: this.#memory.latest, total: this.#memory.total };
    this.#drawControls();
  }

  #forget(): void {
    this.#held = undefined;
    this.#list.forget();
    this.#view.show(undefined);
  }

  #drawFrames(): void {
    this.#drawnTotal = this.#memory.total;
    if (!this.#visible) return;
    const frames = this.#shown;
    this.#list.show(frames, this.#held === undefined);
    const { total, characters } = this.#memory;
    const matching = this.#filter.open ? '' : `${count.format(frames.length)} match, `;
    say(this.#kept, `${matching}${count.format(total)} so far, the latest ${bytesInWords(characters)} kept`);
    this.#drawControls();
  }

  #drawControls(): void {
    const meanwhile = this.#held === undefined ? 0 : this.#memory.total - this.#held.total;
    say(this.#pause, this.#held === undefined ? 'Pause' : `Resume (${count.format(meanwhile)} new)`);
    this.#pause.setAttribute('aria-pressed', String(this.#held !== undefined));
  }
}

function speedText(frames: number, bytes: number): string {
  return `${count.format(frames)} frames/s, ${bytesInWords(bytes)}/s`;
}
