/**
 * A dashboard of order books, by script tag: plain files for any static server. The page's address says what it shows:
 *
 *     ?symbols=BTC/USD,ETH/USD   which books
 *     ?exchange=kraken           Kraken itself; or another address, ws://127.0.0.1:8080/v2 when left out: the local
 *                                exchange, where `npx kraken-stream-simulator` listens
 */
const LEVELS = 8;
/** Minutes that the chart shows at most. */
const MINUTES = 60;

const query = new URLSearchParams(location.search);
const exchange = query.get('exchange') ?? 'ws://127.0.0.1:8080/v2';
const symbols = (query.get('symbols') ?? 'BTC/USD,ETH/USD,SOL/USD,XRP/USD').split(',');

const kraken = new KrakenStream.MarketClient(exchange === 'kraken' ? {} : { endpoints: { public: exchange } });
const cards = symbols.map(createCard);
const tickers = kraken.subscribeTicker(symbols, { eventTrigger: 'bbo' });
const candles = kraken.subscribeOhlc(symbols, { interval: 1 });
const changed = new Set(cards);

tickers.on('data', ({ symbol, data }) => {
  const card = cardOf(symbol);
  card.ticker = data;
  changed.add(card);
});
candles.on('data', ({ symbol, data }) => {
  const card = cardOf(symbol);
  for (const { intervalBegin, close } of data) card.closes.set(intervalBegin, Number(close));
  for (const minute of [...card.closes.keys()].slice(0, -MINUTES)) card.closes.delete(minute);
  changed.add(card);
});
kraken.on('connection', showConnection);
setInterval(showConnection, 1000);
requestAnimationFrame(draw);

/** What changed is drawn once a frame, however often it did. */
function draw() {
  for (const card of changed) drawCard(card);
  changed.clear();
  requestAnimationFrame(draw);
}

function cardOf(symbol) {
  return cards.find(({ book }) => book.symbol === symbol);
}

function createCard(symbol) {
  const element = document.querySelector('#card').content.cloneNode(true).firstElementChild;
  const find = (selector) => element.querySelector(selector);
  const book = kraken.book(symbol, { depth: 10 });
  const card = { element, find, book, ticker: undefined, closes: new Map(), refused: undefined };
  find('h2').textContent = symbol;
  card.asks = createRows(find('.asks'));
  card.bids = createRows(find('.bids'));
  book.on('update', () => changed.add(card));
  book.on('state', () => changed.add(card));
  book.on('refused', ({ error }) => {
    card.refused = error.message;
    changed.add(card);
  });
  document.querySelector('#books').append(element);
  return card;
}

function createRows(body) {
  return Array.from({ length: LEVELS }, () => {
    const row = body.insertRow();
    return { row, price: row.insertCell(), qty: row.insertCell() };
  });
}

function drawCard({ element, find, book, ticker, closes, refused, asks, bids }) {
  const isLive = book.state === 'live';
  element.dataset.state = book.state;
  find('.state').textContent = refused === undefined ? book.state : 'refused';
  // What is not proven is not shown as if it were: the last known levels are, greyed.
  const { bids: below, asks: above } = isLive ? book : book.lastKnown;
  const levels = [above.levels(LEVELS), below.levels(LEVELS)];
  const largest = Math.max(...levels.flat().map(({ qty }) => Number(qty)));
  drawRows([...asks].reverse(), levels[0], largest);
  drawRows(bids, levels[1], largest);
  find('.between td').textContent = book.spread ?? '–';
  find('footer').textContent =
    refused ?? `${book.stats.verified.toLocaleString('en')} frames proven, ${book.stats.mismatched} mismatched`;
  find('polyline').setAttribute('points', chartOf([...closes.values()]));
  if (ticker === undefined) return;
  find('.price').textContent = ticker.last;
  find('.change').textContent = `${ticker.changePct.startsWith('-') ? '' : '+'}${ticker.changePct} %`;
  find('.change').dataset.way = ticker.changePct.startsWith('-') ? 'down' : 'up';
  find('.low').textContent = ticker.low;
  find('.high').textContent = ticker.high;
  find('.volume').textContent = Number(ticker.volume).toLocaleString('en', { maximumFractionDigits: 0 });
}

function drawRows(rows, levels, largest) {
  rows.forEach(({ row, price, qty }, rank) => {
    const level = levels[rank];
    price.textContent = level?.price ?? '';
    qty.textContent = level?.qty ?? '';
    row.style.setProperty('--part', level === undefined ? 0 : Number(level.qty) / largest);
  });
}

/** Prices as points of a chart of 120 by 30. */
function chartOf(closes) {
  const least = Math.min(...closes);
  const range = Math.max(...closes) - least || 1;
  const x = (minute) => (120 * minute) / Math.max(1, closes.length - 1);
  return closes.map((close, minute) => `${x(minute)},${28 - ((close - least) / range) * 26}`).join(' ');
}

function showConnection() {
  const element = document.querySelector('#connection');
  const { roundTripMs } = kraken.connections[0] ?? {};
  const text = `${kraken.connection}${roundTripMs === undefined ? '' : `, ${Math.round(roundTripMs)} ms`}`;
  element.dataset.state = kraken.connection;
  if (element.textContent !== text) element.textContent = text;
}
