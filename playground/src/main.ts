/** Where it all meets: reads the link, opens the source, gives each card its book and each part what it is told. */
import { KrakenStreamError } from '@kraken-stream/client';
import { AccountPanel } from './account/panel.js';
import { BookCard } from './book-card.js';
import { CandlePanel } from './charts/candles.js';
import { DepthPanel } from './charts/depth.js';
import { Theme } from './charts/theme.js';
import { CodePanel } from './code/panel.js';
import { ConnectionView } from './connection.js';
import { find } from './dom.js';
import { FaultPanel } from './faults/panel.js';
import { Frames } from './frames.js';
import { Journal } from './journal.js';
import { linkOf, type Panel, readLink, type State, type Wanted, type WantedBook } from './link.js';
import { Log } from './log.js';
import { tellNotice } from './notice.js';
import type { Part } from './part.js';
import { Source } from './source.js';
import { SourceBar } from './source-bar.js';
import { Tabs } from './tabs.js';
import { TradesTape } from './tape/tape.js';
import { TickerStrip } from './tickers/tickers.js';
import { WiresPanel } from './wires/panel.js';

const { state: asked, problems } = readLink(location.search, location);
for (const problem of problems) tellNotice(`The link could not be followed in full. ${problem}`);

let state: State = asked;
let source: Source | undefined;

const frames = new Frames();
const log = new Log();
const journal = new Journal(log.show);
const cards = asked.books.map((wanted, i) => new BookCard(wanted, i + 1, change));
const bar = new SourceBar(asked.source, (wanted) => {
  if (wanted.type === 'simulator')
    journal.did(`the in-page exchange starts anew: ${wanted.protocol}, ${wanted.rate} events a second`);
  else journal.did(`you connected to ${wanted.url} (${wanted.protocol})`);
  open(wanted);
});
const tabs = new Tabs<Panel>(find(document, '#tabs', HTMLElement), (panel) => look({ panel }));
const theme = new Theme();
const bookOf = (symbol: string) => cards.find(({ wanted }) => wanted.symbol === symbol)?.book;

/** Drawn in each frame of the screen. */
const quick: Part[] = [new CandlePanel(theme), new DepthPanel(theme, bookOf)];
/** Drawn ten times a second. */
const calm: Part[] = [
  new ConnectionView(),
  new TickerStrip((market) => look({ market }), bookOf),
  new FaultPanel(journal),
  new TradesTape(),
  new AccountPanel({
    bookOf,
    focus: (market) => look({ market }),
    useExchange: () => find(document, '#source input[value="simulator"]', HTMLInputElement).click(),
  }),
  new WiresPanel(),
  new CodePanel(),
];
const parts: readonly Part[] = [...quick, ...calm];

function open(wanted: Wanted): void {
  void source?.close();
  const opened = new Source(wanted);
  source = opened;
  journal.followClient(opened.client, () => source === opened);
  for (const part of parts) part.follow?.(opened);
  for (const card of cards) subscribe(card, card.wanted);
  bar.connected(wanted);
  look({ source: wanted });
}

function subscribe(card: BookCard, wanted: WantedBook): void {
  const from = source;
  if (from === undefined) return;
  try {
    const book = from.client.book(wanted.symbol, { depth: wanted.depth });
    card.show(wanted, book);
    journal.followBook(book, () => card.book === book, card.tellIncident);
  } catch (error) {
    if (!(error instanceof KrakenStreamError)) throw error;
    card.show(wanted, undefined, error.message);
  }
}

function change(card: BookCard, wanted: WantedBook): void {
  void card.book?.unsubscribe();
  subscribe(card, wanted);
  look({});
}

/** Something else is looked at: all parts are told, and the link says it. */
function look(changed: Partial<State>): void {
  const books = cards.map(({ wanted }) => wanted);
  const symbols = books.map(({ symbol }) => symbol);
  const market = changed.market ?? state.market;
  state = { ...state, ...changed, books, market: symbols.includes(market) ? market : (symbols[0] ?? market) };
  for (const card of cards) card.disable(new Set(symbols));
  for (const part of parts) part.show?.(state);
  tabs.show(state.panel);
  history.replaceState(null, '', linkOf(state));
}

find(document, '#books', HTMLElement).append(...cards.map(({ element }) => element));
for (const card of cards) frames.quickly(card);
frames.calmly({
  draw(now) {
    for (const card of cards) card.drawCounts(now);
  },
});
frames.calmly(journal);
frames.calmly(log);
for (const part of quick) frames.quickly({ draw: (now) => part.draw?.(now) });
for (const part of calm) frames.calmly({ draw: (now) => part.draw?.(now) });
open(asked.source);
