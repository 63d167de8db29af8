/** Where it all meets: reads the link, opens the source, and tells each part what it is to follow and to show. */
import { AccountPanel } from './account/panel.js';
import { Books } from './books.js';
import { BooksBar } from './books-bar.js';
import { CandlePanel } from './charts/candles.js';
import { DepthPanel } from './charts/depth.js';
import { Theme } from './charts/theme.js';
import { CodePanel } from './code/panel.js';
import { ConnectionView } from './connection.js';
import { find } from './dom.js';
import { FaultPanel } from './faults/panel.js';
import { Frames } from './frames.js';
import { Journal } from './journal.js';
import { linkOf, type Panel, readLink, type State, type Wanted } from './link.js';
import { Log } from './log.js';
import { tellNotice } from './notice.js';
import { openOffline } from './offline.js';
import type { Part } from './part.js';
import { RecordingPanel } from './recording/panel.js';
import { Source } from './source.js';
import { SourceBar } from './source-bar.js';
import { Tabs } from './tabs.js';
import { TradesTape } from './tape/tape.js';
import { TickerStrip } from './tickers/tickers.js';
import { WiresPanel } from './wires/panel.js';

const { state: asked, problems } = readLink(location.search, location);
if (problems.length > 0) tellNotice('The link could not be followed in full.', problems);

let state: State = asked;
let source: Source | undefined;
/** What was looked at before a recording was. */
let booksBefore = asked.books;

const frames = new Frames();
const log = new Log();
const journal = new Journal(log.show);
const books = new Books(asked, journal, look);
const bar = new SourceBar(asked.source, {
  source(wanted) {
    journal.did(toldOf(wanted));
    // Another exchange need not have what was recorded.
    open(wanted, source?.wanted.type === 'recording' ? { books: booksBefore } : {});
  },
  recording: () => look({ panel: 'recording' }),
});
const tabs = new Tabs<Panel>(find(document, '#tabs', HTMLElement), (panel) => look({ panel }));
const theme = new Theme();
const bookOf = (symbol: string) => books.bookOf(symbol);

/** Drawn in each frame of the screen. */
const quick: Part[] = [books, new DepthPanel(theme, bookOf)];
/** Drawn ten times a second. */
const calm: Part[] = [
  new ConnectionView(),
  new BooksBar(books, {
    added: (book) => look({ books: [...state.books, book] }),
    rows: (rows) => look({ rows }),
  }),
  new TickerStrip((market) => look({ market }), bookOf),
  new FaultPanel(journal),
  new CandlePanel(theme),
  new TradesTape(),
  new AccountPanel({
    bookOf,
    focus: (market) => look({ market }),
    warn: (text) => journal.noticed('warn', text),
    useExchange: () => find(document, '#source input[value="simulator"]', HTMLInputElement).click(),
  }),
  new WiresPanel(),
  new RecordingPanel({
    open,
    reveal: () => look({ panel: 'recording' }),
    did: (text) => journal.did(text),
  }),
  new CodePanel(),
];
const parts: readonly Part[] = [...quick, ...calm];

/** Shows another source; `shown` is what of it is looked at, where that is another. */
function open(wanted: Wanted, shown: Partial<State> = {}): void {
  if (wanted.type === 'recording' && source?.wanted.type !== wanted.type) booksBefore = state.books;
  if (shown.books !== undefined) books.begin(shown.books);
  const before = source;
  const opened = new Source(wanted);
  source = opened;
  // Once it is not followed any more: that it ends is what was asked for.
  void before?.close();
  journal.followClient(opened.client, () => source === opened);
  for (const part of parts) part.follow?.(opened);
  bar.connected(wanted);
  look({ ...shown, source: wanted });
}

/** Something else is looked at: all parts are told, and the link says it. */
function look(changed: Partial<State>): void {
  const next = { ...state, ...changed };
  const symbols = next.books.map(({ symbol }) => symbol);
  state = { ...next, market: symbols.includes(next.market) ? next.market : (symbols[0] ?? next.market) };
  for (const part of parts) part.show?.(state);
  tabs.show(state.panel);
  history.replaceState(null, '', linkOf(state));
}

function toldOf(wanted: Wanted): string {
  switch (wanted.type) {
    case 'simulator':
      return `the in-page exchange starts anew: ${wanted.protocol}, ${wanted.rate} events a second`;
    case 'ws':
      return `you connected to ${wanted.url} (${wanted.protocol})`;
    case 'kraken':
      return `you connected to Kraken (${wanted.protocol})`;
    case 'recording':
      return `you play ${wanted.player.name} (${wanted.protocol})`;
  }
}

frames.calmly(books.counts);
frames.calmly(journal);
frames.calmly(log);
for (const part of quick) frames.quickly({ draw: (now) => part.draw?.(now) });
for (const part of calm) frames.calmly({ draw: (now) => part.draw?.(now) });
open(asked.source);
openOffline();
