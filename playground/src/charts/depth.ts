/**
 * The panel of the market's depth: how much rests up to each price of the kept book, and its spread over the last minute.
 * It reads the book that the page has already; nothing more is asked of the exchange.
 */
import type { Book } from '@kraken-stream/client';
import { find, make, say } from '../dom.js';
import type { State } from '../link.js';
import type { ShownState } from '../mark.js';
import type { Part } from '../part.js';
import { Canvas } from './canvas.js';
import { DepthCursor } from './depth-cursor.js';
import { DepthCurve } from './depth-curve.js';
import { DepthPlot } from './depth-plot.js';
import { MarketPanel } from './market-panel.js';
import { Precision } from './precision.js';
import { Sight } from './sight.js';
import { SpreadHistory } from './spread-history.js';
import { SpreadPlot } from './spread-plot.js';
import type { Theme } from './theme.js';

/** A picture of the whole book costs more than a row of it, and is as good twenty times a second. */
const EVERY_MS = 50;
/** Why there are no levels. */
const NOTES: Readonly<Partial<Record<ShownState, string>>> & { readonly closed: string } = {
  closed: 'There is no book of this market',
  failed: 'This book could not be proven',
  live: 'No levels on either side',
};
/** Of the levels that tell how exact prices are. */
const MEASURED = 25;

export class DepthPanel implements Part {
  readonly #theme: Theme;
  readonly #bookOf: (symbol: string) => Book | undefined;
  readonly #panel: MarketPanel;
  readonly #sight: Sight;
  readonly #curve = new DepthCurve();
  readonly #canvas: Canvas;
  readonly #plot: DepthPlot;
  readonly #cursor: DepthCursor;
  readonly #history = new SpreadHistory();
  readonly #spreadCanvas: Canvas;
  readonly #spreadPlot: SpreadPlot;
  readonly #spread = make('span', { class: 'spread-words' });
  readonly #precision = new Precision();
  #market = '';
  #book: Book | undefined;
  /** What the pictures were drawn of: when it is the same, so are they. */
  #drawn = '';
  #drawnAt = 0;
  #drawnCursor = 0;
  #drawnState: ShownState | undefined;
  #drawnSpread = '';

  /** `bookOf`: the page's kept book of a symbol. */
  constructor(theme: Theme, bookOf: (symbol: string) => Book | undefined) {
    this.#theme = theme;
    this.#bookOf = bookOf;
    const section = find(document, '#depth', HTMLElement);
    this.#panel = new MarketPanel(section, 'Depth');
    this.#sight = new Sight(section);
    const frame = make('div', { class: 'chart-frame', role: 'slider', tabindex: '0' });
    const readout = make('p', { class: 'depth-readout' });
    const spreadFrame = make('div', { class: 'spread-frame' });
    this.#canvas = new Canvas(frame);
    this.#plot = new DepthPlot(this.#canvas, theme.font);
    this.#cursor = new DepthCursor(frame, readout, this.#plot);
    this.#spreadCanvas = new Canvas(spreadFrame);
    this.#spreadPlot = new SpreadPlot(this.#spreadCanvas, theme.font);
    const spread = make('p', { class: 'spread-line' }, make('span', {}, 'Spread'), ' ', this.#spread);
    this.#panel.body.append(readout, frame, spread, spreadFrame);
  }

  show({ market }: State): void {
    this.#market = market;
    this.#panel.begin(market);
  }

  draw(now: number): void {
    const book = this.#bookOf(this.#market);
    if (book !== this.#book) this.#begin(book);
    this.#keepSpread(now);
    if (book === undefined) {
      this.#panel.draw('closed', NOTES.closed);
      return;
    }
    const state: ShownState = book.unproven ? 'unproven' : book.state;
    const empty = book.lastKnown.bids.length + book.lastKnown.asks.length === 0;
    this.#panel.draw(state, empty ? (NOTES[state] ?? 'Waiting for the book') : '');
    if (!this.#sight.due(now)) return;
    const { version: theme } = this.#theme;
    const drawn = `${book.version} ${theme} ${this.#canvas.version}`;
    const cursor = this.#cursor.version;
    // What a person does is followed at once, and what is not true any more does not look so.
    const urgent = cursor !== this.#drawnCursor || state !== this.#drawnState;
    if (urgent || (drawn !== this.#drawn && now - this.#drawnAt >= EVERY_MS)) {
      this.#drawn = drawn;
      this.#drawnAt = now;
      this.#drawnCursor = cursor;
      this.#drawnState = state;
      this.#drawDepth(book);
    }
    const drawnSpread = `${Math.floor(now / 100)} ${theme} ${this.#spreadCanvas.version}`;
    if (drawnSpread !== this.#drawnSpread) {
      this.#drawnSpread = drawnSpread;
      this.#spreadPlot.draw(this.#history, this.#theme.palette, this.#precision.decimals);
    }
  }

  #begin(book: Book | undefined): void {
    this.#book = book;
    this.#drawn = '';
    this.#precision.reset();
    this.#plot.reset();
    this.#spreadPlot.reset();
    this.#history.clear();
    this.#cursor.begin(this.#market);
  }

  /** Also while nobody sees it, and while it stays as it is. */
  #keepSpread(now: number): void {
    this.#history.advance(now);
    const { spread } = this.#book ?? {};
    if (spread !== undefined) this.#history.add(now, Number(spread));
  }

  #drawDepth(book: Book): void {
    const known = book.state === 'live';
    const { bids, asks } = known ? book : book.lastKnown;
    if (this.#precision.decimals === 0) {
      for (const side of [bids, asks]) this.#precision.see(...side.levels(MEASURED).map(({ price }) => price));
    }
    const { decimals } = this.#precision;
    this.#curve.read(bids, asks);
    const { mid, spread } = this.#curve;
    const reading = this.#cursor.read(this.#curve, decimals);
    this.#plot.draw(this.#curve, this.#theme.palette, decimals, reading, !known);
    const words = mid === undefined || spread === undefined ? '–' : spreadText(spread, mid, decimals);
    say(this.#spread, known ? words : `${words}, last known, not proven`);
  }
}

function spreadText(spread: number, mid: number, decimals: number): string {
  return `${spread.toFixed(decimals)} · ${((spread / mid) * 10_000).toFixed(2)} bp`;
}
