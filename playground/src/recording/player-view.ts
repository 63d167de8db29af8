/** The half that replays: what is in the recording, and the controls of its player. */
import type { Player, Recording } from '@kraken-stream/simulator';
import { make, say } from '../dom.js';
import { contents, count, duration, position, unreadWords } from './words.js';

const SPEEDS = [0.25, 0.5, 1, 2, 5, 10, 50] as const;
/** Steps of the slider. */
const STEPS = 1000;

export interface PlayerViewHost {
  opened(file: File): void;
  /** The position is to be another: clients begin anew there. */
  sought(ms: number): void;
}

interface Shown {
  readonly name: string;
  readonly recording: Recording;
  readonly player: Player;
}

export class PlayerView {
  readonly element: HTMLElement;
  readonly #file = make('input', {
    type: 'file',
    id: 'replay-file',
    class: 'sr',
    accept: '.ndjson,.jsonl,.gz,.json,.txt,application/gzip,application/x-ndjson',
  });
  readonly #problem = make('p', { class: 'replay-problem', role: 'alert' });
  readonly #progress = make('progress', { max: '1', 'aria-label': 'Reading the file', hidden: '' });
  readonly #told = make('p', { class: 'sr', 'aria-live': 'polite' });
  readonly #name = make('b', { class: 'replay-name' });
  readonly #facts = { length: make('dd'), books: make('dd'), others: make('dd'), from: make('dd') };
  readonly #unread = make('p', { class: 'replay-unread' });
  readonly #play = make('button', { type: 'button', class: 'button primary', id: 'replay-play' }, 'Play');
  readonly #step = make('button', { type: 'button', class: 'button', id: 'replay-step' }, 'Step');
  readonly #restart = make('button', { type: 'button', class: 'button', id: 'replay-restart' }, 'From the start');
  readonly #speed = make('select', { id: 'replay-speed' });
  readonly #slider = make('input', { type: 'range', id: 'replay-position', min: '0', max: String(STEPS), value: '0' });
  readonly #position = make('output', { for: 'replay-position', id: 'replay-time' }, '0:00 / 0:00');
  readonly #details: HTMLElement;
  #shown: Shown | undefined;
  #dragging = false;

  constructor(host: PlayerViewHost) {
    this.#speed.append(...SPEEDS.map((speed) => make('option', { value: String(speed) }, `${speed}×`)));
    this.#speed.value = '1';
    this.#file.addEventListener('change', () => {
      const [file] = this.#file.files ?? [];
      // The same file again is a change as well.
      if (file !== undefined) host.opened(file);
      this.#file.value = '';
    });
    this.#play.addEventListener('click', () => {
      const player = this.#shown?.player;
      if (player?.state === 'playing') player.pause();
      else if (player?.state === 'ended') {
        host.sought(0);
        player.play();
      } else player?.play();
    });
    this.#step.addEventListener('click', () => this.#shown?.player.step());
    this.#restart.addEventListener('click', () => host.sought(0));
    this.#speed.addEventListener('change', () => {
      if (this.#shown !== undefined) this.#shown.player.speed = Number(this.#speed.value);
    });
    this.#slider.addEventListener('input', () => {
      this.#dragging = true;
      this.#sayPosition(this.#chosen);
    });
    this.#slider.addEventListener('change', () => {
      this.#dragging = false;
      host.sought(this.#chosen);
    });
    const fact = (name: string, value: HTMLElement): HTMLElement => make('div', {}, make('dt', {}, name), value);
    this.#details = make(
      'div',
      { class: 'replay-details', hidden: '' },
      make(
        'div',
        { class: 'replay-controls' },
        this.#play,
        this.#step,
        this.#restart,
        make('label', { class: 'replay-speed' }, make('span', {}, 'Speed'), this.#speed),
        this.#position,
      ),
      make('label', { class: 'sr', for: 'replay-position' }, 'Position in the recording'),
      this.#slider,
      make(
        'dl',
        { class: 'replay-facts' },
        fact('length', this.#facts.length),
        fact('recorded', this.#facts.from),
        fact('books', this.#facts.books),
        fact('besides', this.#facts.others),
      ),
      this.#unread,
    );
    this.element = make(
      'section',
      { class: 'replay', 'aria-labelledby': 'replay-title' },
      make('div', { class: 'record-head' }, make('h3', { id: 'replay-title' }, 'Replay'), this.#name),
      make(
        'div',
        { class: 'replay-drop' },
        make(
          'p',
          {},
          make('b', {}, 'Drop a recording anywhere on this page'),
          ' or open one: lines of ',
          make('code', {}, 'client.record()'),
          ', or plain frames of v1 or v2, one a line. Also .gz.',
        ),
        this.#file,
        make('label', { class: 'button replay-open', for: 'replay-file' }, 'Open a file'),
      ),
      this.#progress,
      this.#problem,
      this.#details,
      this.#told,
    );
  }

  /** So much of a file was read. */
  reading(part: number): void {
    this.#progress.hidden = false;
    this.#progress.value = part;
    say(this.#problem, '');
  }

  /** A file could not be played. */
  complain(problem: string): void {
    this.#progress.hidden = true;
    say(this.#problem, problem);
  }

  show(shown: Shown | undefined): void {
    this.#shown = shown;
    this.#progress.hidden = true;
    this.#details.hidden = shown === undefined;
    say(this.#name, shown?.name ?? '');
    if (shown === undefined) return;
    const { recording, player, name } = shown;
    const { books, others } = contents(recording.topics);
    say(this.#problem, '');
    say(
      this.#facts.length,
      `${duration(player.duration)}, ${count(recording.events.length, 'event')}, ${player.protocol}`,
    );
    say(this.#facts.from, recording.from < RECENT ? 'not told' : new Date(recording.from).toLocaleString('en-GB'));
    say(this.#facts.books, books);
    say(this.#facts.others, others);
    say(this.#unread, unreadWords(recording));
    player.speed = Number(this.#speed.value);
    say(this.#told, `Playing ${name}: ${duration(player.duration)}, books ${books}.`);
  }

  draw(): void {
    const player = this.#shown?.player;
    if (player === undefined) return;
    const { state } = player;
    say(this.#play, state === 'playing' ? 'Pause' : state === 'ended' ? 'Play again' : 'Play');
    this.#step.disabled = state === 'ended';
    if (this.#dragging) return;
    this.#slider.value = String(
      player.duration === 0 ? STEPS : Math.round((STEPS * player.position) / player.duration),
    );
    this.#sayPosition(player.position);
  }

  get #chosen(): number {
    return (Number(this.#slider.value) / STEPS) * (this.#shown?.player.duration ?? 0);
  }

  #sayPosition(ms: number): void {
    const text = `${position(ms)} / ${position(this.#shown?.player.duration ?? 0)}`;
    say(this.#position, text);
    this.#slider.setAttribute('aria-valuetext', text.replace('/', 'of'));
  }
}

/** Frames that do not say when they came are put at the beginning of time. */
const RECENT = Date.UTC(2010, 0, 1);
