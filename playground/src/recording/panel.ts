/** The panel that records and replays. A file that somebody brings becomes the source of the page. */
import { BOOK_DEPTHS } from '@kraken-stream/client';
import { Player, type Recording } from '@kraken-stream/simulator';
import { find, make } from '../dom.js';
import type { State, Wanted } from '../link.js';
import { MOST_BOOKS, type WantedBook } from '../link-books.js';
import type { Part } from '../part.js';
import type { Source } from '../source.js';
import { takeDrops } from './drop.js';
import { PlayerView } from './player-view.js';
import { readFile } from './read-file.js';
import { RecorderView } from './recorder-view.js';

/** What the rest of the page does for it. */
export interface RecordingHost {
  /** Another source is wanted, with these books. */
  open(wanted: Wanted, shown: Partial<State>): void;
  /** The panel itself is wanted. */
  reveal(): void;
  did(text: string): void;
}

interface Loaded {
  readonly name: string;
  readonly recording: Recording;
  readonly player: Player;
}

export class RecordingPanel implements Part {
  readonly #host: RecordingHost;
  readonly #recorder: RecorderView;
  readonly #view: PlayerView;
  #loaded: Loaded | undefined;
  /** Whether it was not followed yet. */
  #isNew = false;
  /** Which file is read: the last that was brought. */
  #reading = 0;
  #state: State | undefined;
  #visible = false;

  constructor(host: RecordingHost) {
    this.#host = host;
    this.#recorder = new RecorderView(host);
    this.#view = new PlayerView({
      opened: (file) => void this.#load(file),
      sought: (ms) => this.#seek(ms),
    });
    find(document, '#recording', HTMLElement).append(
      make('h2', { class: 'sr' }, 'Record and replay'),
      make('div', { class: 'recording-grid' }, this.#recorder.element, this.#view.element),
    );
    takeDrops((file) => void this.#load(file));
  }

  follow(source: Source): void {
    this.#recorder.follow(source);
    const { wanted, client } = source;
    const player = this.#loaded?.player;
    if (player === undefined) return;
    if (wanted.type === 'recording' && wanted.player.connect === player.connect) {
      // Whoever is told is there by then: nothing of the beginning is missed.
      if (this.#isNew) client.once('status', () => player.play());
      this.#isNew = false;
      return;
    }
    player.close();
    this.#loaded = undefined;
    this.#view.show(undefined);
  }

  show(state: State): void {
    this.#state = state;
    this.#visible = state.panel === 'recording';
  }

  draw(now: number): void {
    if (!this.#visible) return;
    this.#recorder.draw(now);
    this.#view.draw();
  }

  async #load(file: File): Promise<void> {
    const turn = ++this.#reading;
    this.#host.reveal();
    this.#view.reading(0);
    try {
      const recording = await readFile(file, (part) => {
        if (turn === this.#reading) this.#view.reading(part);
      });
      if (turn !== this.#reading) return;
      const player = new Player(recording);
      this.#loaded?.player.close();
      this.#loaded = { name: file.name, recording, player };
      this.#view.show(this.#loaded);
      this.#host.did(`you play ${file.name} (${player.protocol})`);
      this.#isNew = true;
      this.#open(booksOf(recording));
    } catch (error) {
      if (turn === this.#reading) this.#view.complain(error instanceof Error ? error.message : String(error));
    }
  }

  /** Another client begins there: one that has seen the end would tell nothing of before. */
  #seek(ms: number): void {
    if (this.#loaded === undefined || this.#state === undefined) return;
    this.#loaded.player.seek(ms);
    this.#open(this.#state.books);
  }

  #open(books: readonly WantedBook[]): void {
    if (this.#loaded === undefined) return;
    const { name, player } = this.#loaded;
    const { connect, protocol } = player;
    this.#host.open({ type: 'recording', protocol, player: { name, connect } }, { books, panel: 'recording' });
  }
}

/** The books of a recording, each symbol once; where it has none, its first symbol, of which is said that there is none. */
function booksOf({ topics }: Recording): WantedBook[] {
  const books = new Map<string, WantedBook>();
  for (const { channel, symbol, depth: recorded } of topics) {
    const depth = BOOK_DEPTHS.find((each) => each === recorded);
    if (channel !== 'book' || symbol === undefined || depth === undefined || books.has(symbol)) continue;
    books.set(symbol, { symbol, depth, group: 1 });
  }
  if (books.size > 0) return [...books.values()].slice(0, MOST_BOOKS);
  return [{ symbol: topics.find(({ symbol }) => symbol !== undefined)?.symbol ?? 'BTC/USD', depth: 10, group: 1 }];
}
