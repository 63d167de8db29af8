/** The half that records: begins with each source, keeps the last minutes, and gives them as a file. */
import type { Recorder } from '@kraken-stream/client';
import { bytesInWords } from '../bytes.js';
import { make, say } from '../dom.js';
import type { Source } from '../source.js';
import { duration, fileName } from './words.js';

/** So many minutes are kept. */
const MINUTES = [1, 5, 15] as const;
const USUAL = 5;
/** A page must not grow without end. */
const MOST_BYTES = 48 * 2 ** 20;
/** As long as a browser may need to begin with a download. */
const FORGET_MS = 60_000;

export class RecorderView {
  readonly element: HTMLElement;
  readonly #toggle = make('button', { type: 'button', class: 'button', id: 'record-toggle' }, 'Stop');
  readonly #keep = make('select', { id: 'record-keep', 'aria-label': 'How much is kept' });
  readonly #download = make(
    'button',
    { type: 'button', class: 'button primary', id: 'record-download' },
    'Download NDJSON',
  );
  readonly #state = make('b', { class: 'record-state' });
  readonly #length = make('dd', {}, '–');
  readonly #size = make('dd', {}, '–');
  readonly #told = make('p', { class: 'sr', 'aria-live': 'polite' });
  readonly #journal: { did(text: string): void };
  #source: Source | undefined;
  #recorder: Recorder | undefined;
  #stoppedAt: number | undefined;

  constructor(journal: { did(text: string): void }) {
    this.#journal = journal;
    const label = (minutes: number): string => `the last ${minutes === 1 ? 'minute' : `${minutes} minutes`}`;
    this.#keep.append(...MINUTES.map((each) => make('option', { value: String(each) }, label(each))));
    this.#keep.value = String(USUAL);
    this.#keep.addEventListener('change', () => {
      if (this.#recorder?.stopped === false) this.#begin();
    });
    this.#toggle.addEventListener('click', () => {
      if (this.#recorder?.stopped === false) this.#stop();
      else this.#begin();
      say(this.#told, this.#recorder?.stopped === false ? 'Recording.' : 'Recording stopped.');
    });
    this.#download.addEventListener('click', () => this.#save());
    this.element = make(
      'section',
      { class: 'record', 'aria-labelledby': 'record-title' },
      make('div', { class: 'record-head' }, make('h3', { id: 'record-title' }, 'Record'), this.#state),
      make(
        'p',
        { class: 'record-says' },
        'Every frame that comes and goes, word for word, with its time. Tokens are masked. Wherever the file begins, each book can be proven from there on.',
      ),
      make(
        'dl',
        { class: 'record-facts' },
        make('div', {}, make('dt', {}, 'recorded'), this.#length),
        make('div', {}, make('dt', {}, 'size'), this.#size),
      ),
      make('div', { class: 'record-row' }, make('label', { class: 'record-keep' }, 'Keep ', this.#keep), this.#toggle),
      this.#download,
      this.#told,
    );
  }

  /** Records another source from now on; what is played is recorded already. */
  follow(source: Source): void {
    this.#source = source;
    if (source.wanted.type === 'recording') {
      // What was recorded before can still be had.
      this.#stop();
      this.#toggle.disabled = true;
      return;
    }
    this.#toggle.disabled = false;
    this.#begin();
  }

  draw(now: number): void {
    const recorder = this.#recorder;
    const runs = recorder?.stopped === false;
    if (recorder !== undefined && !runs) this.#stoppedAt ??= now;
    const until = this.#stoppedAt ?? now;
    say(this.#length, recorder === undefined ? '–' : duration(Math.max(0, until - recorder.from)));
    say(this.#size, recorder === undefined ? '–' : bytesInWords(recorder.bytes));
    say(this.#toggle, runs ? 'Stop' : 'Start anew');
    say(this.#state, runs ? 'recording' : this.#toggle.disabled ? 'a recording is played' : 'stopped');
    this.#state.dataset['tone'] = runs ? 'bad' : 'quiet';
    this.#download.disabled = recorder === undefined || recorder.bytes === 0;
  }

  #begin(): void {
    this.#recorder?.stop();
    this.#stoppedAt = undefined;
    this.#recorder = this.#source?.client.record({
      keepMs: 60_000 * Number(this.#keep.value),
      maxBytes: MOST_BYTES,
    });
  }

  #stop(): void {
    this.#recorder?.stop();
  }

  #save(): void {
    if (this.#recorder === undefined) return;
    const name = fileName(Date.now());
    const url = URL.createObjectURL(new Blob([this.#recorder.text()], { type: 'application/x-ndjson' }));
    make('a', { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), FORGET_MS);
    this.#journal.did(`you downloaded ${name}`);
  }
}
