/** The lines of code that do what is on screen. They run as shown. Knows nothing of the page. */
import { CATALOGUE } from '@kraken-stream/simulator';
import { client, hasAccount, quoted, type Shown } from './opening.js';

export type { Shown } from './opening.js';

export interface Snippet {
  readonly title: string;
  /** Whether it can be done with this source. */
  readonly fits?: (shown: Shown) => boolean;
  readonly lines: (shown: Shown) => readonly string[];
}

const isLocal = ({ source }: Shown): boolean => source.type === 'simulator';

export const SNIPPETS = {
  books: {
    title: 'Order books',
    lines: (shown) => [...client(shown), ...openBooks(shown), '', ...showBooks(shown)],
  },
  tickers: {
    title: 'Tickers',
    lines: (shown) => [
      ...client(shown),
      `const tickers = client.subscribeTicker([${list(shown)}]);`,
      `tickers.on('data', ({ symbol, data }) => {`,
      '  console.log(symbol, data.last, data.bid, data.ask, data.changePct);',
      '});',
      'await tickers.ready;',
    ],
  },
  trades: {
    title: 'Trades',
    lines: (shown) => [
      ...client(shown),
      `const trades = client.subscribeTrades(${quoted(shown.market)});`,
      `trades.on('data', ({ data }) => {`,
      '  for (const { side, qty, price, timestamp } of data) console.log(timestamp, side, qty, price);',
      '});',
      `trades.on('gap', ({ reason, missed }) => console.log('not seen:', reason, missed));`,
      'await trades.ready;',
    ],
  },
  candles: {
    title: 'Candles',
    lines: (shown) => [
      ...client(shown),
      `const candles = client.subscribeOhlc(${quoted(shown.market)}, { interval: 1 }); // minutes`,
      `candles.on('data', ({ data }) => {`,
      '  for (const { intervalBegin, open, high, low, close, closed } of data) {',
      '    console.log(intervalBegin, open, high, low, close, closed);',
      '  }',
      '});',
      'await candles.ready;',
    ],
  },
  spread: {
    title: 'Spread',
    lines: (shown) => [
      ...client(shown),
      `const spread = client.subscribeSpread(${quoted(shown.market)});`,
      `spread.on('data', ({ data }) => console.log(data.bid, data.ask));`,
      'await spread.ready;',
    ],
  },
  account: {
    title: 'Open orders, fills and balances',
    fits: hasAccount,
    lines: (shown) => [
      ...client(shown, true),
      'const orders = client.subscribeOpenOrders();',
      'const fills = client.subscribeOwnTrades();',
      `orders.on('data', ({ data }) => {`,
      '  for (const { orderId, side, symbol, orderStatus } of data) console.log(orderId, side, symbol, orderStatus);',
      '});',
      `fills.on('data', ({ data }) => {`,
      '  for (const { side, symbol, qty, price } of data) console.log(side, qty, symbol, price);',
      '});',
      // v1 has no channel for them.
      ...(shown.source.protocol === 'v1'
        ? []
        : [
            'const balances = client.subscribeBalances();',
            `balances.on('data', () => console.log([...balances.balances.values()]));`,
            'await balances.ready;',
          ]),
      'await orders.ready;',
    ],
  },
  order: {
    title: 'An order',
    fits: hasAccount,
    lines: (shown) => [
      ...client(shown, true),
      `const book = client.book(${quoted(shown.market)}${depthOption(shown)});`,
      'await book.ready;',
      '',
      'const outcome = await client.addOrder({',
      `  symbol: ${quoted(shown.market)},`,
      `  side: 'buy',`,
      `  orderType: 'limit',`,
      `  orderQty: '${CATALOGUE.find(({ pair }) => pair.symbol === shown.market)?.pair.qtyMin ?? '1'}',`,
      '  limitPrice: book.bids.best.price,',
      '  postOnly: true,',
      '});',
      `// 'accepted', 'rejected' with the error, or 'unknown': not sent again, reports settle it.`,
      'console.log(outcome.status, outcome.orderId ?? outcome.error?.message);',
      `if (outcome.status === 'unknown') console.log(await outcome.settled);`,
      '',
      'const canceled = await client.cancelOrder({ clOrdId: outcome.clOrdId });',
      'console.log(canceled.status);',
    ],
  },
  'dead-mans-switch': {
    title: 'Dead man’s switch',
    fits: hasAccount,
    lines: (shown) => [
      ...client(shown, true),
      'const deadMan = client.deadMansSwitch({ seconds: 60 });',
      `deadMan.on('armed', ({ triggerTime }) => console.log('all orders are canceled at', triggerTime));`,
      `deadMan.on('failed', ({ outcome }) => console.log('not armed:', outcome.status));`,
      `await new Promise((resolve) => deadMan.once('armed', resolve));`,
      '',
      '// It is armed again each third of that time, until it is told to stop.',
      'const { status } = await deadMan.disarm();',
      'console.log(status);',
    ],
  },
  wires: {
    title: 'Frames and connections',
    lines: (shown) => [
      ...client(shown),
      `client.on('connection', ({ id, state, reason, retryAt }) => console.log(id, state, reason, retryAt));`,
      `client.on('frame', (text) => console.log(text));`,
      `client.on('error', (error) => console.log(error.message));`,
      '',
      'const { roundTripMs, clockSkewMs } = await client.ping();',
      'console.log(roundTripMs, clockSkewMs, client.connections);',
    ],
  },
  recording: {
    title: 'A recording',
    lines: (shown) => [
      ...client(shown),
      'const recorder = client.record({ keepMs: 300_000 }); // all frames of the last five minutes, without secrets',
      `const book = client.book(${quoted(shown.market)}${depthOption(shown)});`,
      'await book.ready;',
      '',
      'console.log(recorder.bytes, recorder.text()); // NDJSON: it can be dropped on this page and played',
    ],
  },
  faults: {
    title: 'Faults',
    fits: isLocal,
    lines: (shown) => [
      ...client(shown),
      `const book = client.book(${quoted(shown.market)}${depthOption(shown)});`,
      `client.on('error', (error) => console.log(error.message));`,
      `book.on('state', (state) => console.log(state, book.stats));`,
      'await book.ready;',
      '',
      '// Break it: stale at once, and live again with a new proof.',
      `simulator.faults.inject({ type: 'wrong-checksum', symbol: ${quoted(shown.market)} });`,
      'for (const { text } of simulator.faults.pending) console.log(text);',
      '',
      `// Others: { type: 'drop' }, { type: 'mute', ms: 8000 }, { type: 'lose', channel: 'book', count: 3 } …`,
    ],
  },
} as const satisfies Record<string, Snippet>;

export type SnippetName = keyof typeof SNIPPETS;

/** The names of what can be done with what is shown. */
export function snippetsFor(shown: Shown): SnippetName[] {
  const names = Object.keys(SNIPPETS) as SnippetName[];
  return names.filter((name) => {
    const { fits }: Snippet = SNIPPETS[name];
    return fits?.(shown) !== false;
  });
}

export function codeOf(name: SnippetName, shown: Shown): string {
  return SNIPPETS[name].lines(shown).join('\n');
}

function openBooks({ books }: Shown): string[] {
  const [first = { symbol: 'BTC/USD', depth: 10 }] = books;
  const line = `const books = [${list({ books })}].map((symbol) => client.book(symbol, { depth: ${first.depth} }));`;
  if (new Set(books.map(({ depth }) => depth)).size === 1) return [line];
  return [
    'const books = [',
    ...books.map(({ symbol, depth }) => `  client.book('${symbol}', { depth: ${depth} }),`),
    '];',
  ];
}

function showBooks({ source }: Shown): string[] {
  const proof = source.protocol === 'v2' ? 'its checksum matched' : 'its first update proved it, unless book.unproven';
  return [
    'for (const book of books) {',
    `  book.on('state', (state) => console.log(book.symbol, state, book.stats));`,
    `  book.on('error', (error) => console.log(error.message));`,
    `  await book.ready; // ${proof}`,
    '  console.log(book.symbol, book.bids.best, book.asks.best, book.spread, book.mid);',
    '}',
  ];
}

function depthOption({ books, market }: Shown): string {
  const depth = books.find(({ symbol }) => symbol === market)?.depth;
  return depth === undefined ? '' : `, { depth: ${depth} }`;
}

function list({ books }: Pick<Shown, 'books'>): string {
  return books.map(({ symbol }) => `'${symbol}'`).join(', ');
}
