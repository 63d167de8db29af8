/** Where it all meets: reads the link, opens the source, gives each card its book. */
import { KrakenStreamError } from '@kraken-stream/client';
import { BookCard } from './book-card.js';
import { CodePanel } from './code.js';
import { ConnectionView } from './connection.js';
import { find } from './dom.js';
import { FaultPanel } from './faults.js';
import { Frames } from './frames.js';
import { Journal } from './journal.js';
import { linkOf, readLink, type State, type Wanted, type WantedBook } from './link.js';
import { Log } from './log.js';
import { tellNotice } from './notice.js';
import { Source } from './source.js';
import { SourceBar } from './source-bar.js';

const { state: asked, problems } = readLink(location.search, location);
for (const problem of problems) tellNotice(`The link could not be followed in full. ${problem}`);

const frames = new Frames();
const log = new Log();
const journal = new Journal(log.show);
const connection = new ConnectionView();
const faults = new FaultPanel((text) => journal.did(text));
const code = new CodePanel();
const cards = asked.books.map((wanted, i) => new BookCard(wanted, i + 1, change));
const bar = new SourceBar(asked.source, (wanted) => {
  if (wanted.type === 'simulator')
    journal.did(`the in-page exchange starts anew: ${wanted.protocol}, ${wanted.rate} events a second`);
  else journal.did(`you connected to ${wanted.url} (${wanted.protocol})`);
  open(wanted);
  remember();
});

let wantedSource: Wanted = asked.source;
let source: Source | undefined;

function open(wanted: Wanted): void {
  void source?.close();
  wantedSource = wanted;
  const opened = new Source(wanted);
  source = opened;
  connection.follow(opened);
  journal.followClient(opened.client, () => source === opened);
  for (const card of cards) subscribe(card, card.wanted);
  bar.connected(wanted);
  settle();
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
  settle();
  remember();
}

function state(): State {
  return { source: wantedSource, books: cards.map(({ wanted }) => wanted) };
}

/** What follows from which books are shown. */
function settle(): void {
  const symbols = cards.map(({ wanted }) => wanted.symbol);
  for (const card of cards) card.disable(new Set(symbols));
  faults.follow(source?.simulator, symbols);
  code.show(state());
}

function remember(): void {
  history.replaceState(null, '', linkOf(state()));
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
frames.calmly(connection);
frames.calmly(faults);
open(asked.source);
if (problems.length > 0) remember();
