/**
 * The life of a client, as full as it gets, in Node or in a page: what of it must be collected once it is closed, and what
 * must not pile up while it lives. Knows nothing of how garbage is collected or counted.
 */

/**
 * Lives with a client of the `library` and closes it: `client` and `protocol` are names. `outliving` is what goes on when
 * it is gone: a listener, and an AbortController. Returns what has to be collected, by name.
 */
export async function live(library, { client, protocol, endpoints, token }, outliving) {
  const { heard, controller } = outliving;
  const { signal } = controller;
  const kraken =
    client === 'MarketClient'
      ? new library.MarketClient({ protocol: library[protocol], endpoints, signal })
      : new library.KrakenClient({ protocol, endpoints, signal, token: () => token });
  const things = { client: kraken };
  for (const event of ['connection', 'status', 'gap', 'frame', 'warning', 'error']) kraken.on(event, heard);

  const record = (options) => ('record' in kraken ? kraken.record(options) : library.record(kraken, options));
  things.recorder = record({ maxBytes: 2 ** 20, signal });
  const stopped = record();
  stopped.stop();

  things.book = kraken.book('BTC/USD', { depth: 10, signal });
  things.book.on('update', heard).on('state', heard).on('gap', heard);
  // Another depth is on another connection.
  things.books = kraken.subscribeBook(['BTC/USD', 'ETH/USD'], { depth: 25 });
  things.ticker = kraken.subscribeTicker(['BTC/USD', 'NOPE/USD'], { buffer: 'latest' }).on('data', heard);
  things.trades = kraken.subscribeTrades('BTC/USD', { buffer: 10, signal }).on('data', heard);
  things.candles = kraken.subscribeOhlc('BTC/USD').on('data', heard);
  things.spread = kraken.subscribeSpread('ETH/USD');
  things.instruments = kraken.subscribeInstruments({ signal });
  things.status = kraken.subscribeStatus();
  things.left = kraken.book('ETH/USD', { depth: 10 });
  const aborting = new AbortController();
  things.aborted = kraken.subscribeTicker('ETH/USD', { signal: aborting.signal });
  await Promise.all(
    [things.book, things.books, things.ticker, things.trades, things.candles].map(({ ready }) => ready),
  );
  aborting.abort();
  await things.left.unsubscribe();
  for await (const event of things.spread) {
    heard(event);
    break;
  }
  // Begun, and never ended by whoever did.
  things.loop = things.book[Symbol.asyncIterator]();
  await things.loop.next();
  void things.loop.next();

  if (client === 'KrakenClient') {
    things.switch = kraken.deadMansSwitch({ seconds: 60 }).on('failed', heard);
    const armed = new Promise((resolve) => things.switch.on('armed', resolve));
    things.orders = kraken.subscribeOpenOrders({ signal }).on('data', heard);
    things.fills = kraken.subscribeOwnTrades().on('data', heard);
    things.reports = kraken.subscribeExecutions().on('data', heard);
    if (protocol !== 'v1') things.balances = kraken.subscribeBalances().on('data', heard);
    await Promise.all([armed, things.orders.ready, things.fills.ready]);
    const order = { symbol: 'BTC/USD', side: 'buy', orderType: 'market', orderQty: '0.001' };
    things.outcome = await kraken.addOrder(order, { signal });
    if (things.outcome.status !== 'accepted') throw new Error(`the order was ${things.outcome.status}`);
  }
  if (things.recorder.bytes === 0) throw new Error('nothing was recorded');
  // What was recorded may be kept for longer than its client.
  outliving.stopped = stopped;
  // Asked, and not yet answered.
  void kraken.ping().catch(heard);
  await kraken.close();
  return Object.entries(things).map(([name, thing]) => [name, new WeakRef(thing)]);
}

/** Subscribes to a book and a ticker, records, and leaves all, `count` times, on a client that lives on, as does `signal`. */
export async function comeAndGo(kraken, count, { signal }) {
  for (let n = 0; n < count; n++) {
    const book = kraken.book('BTC/USD', { depth: 10, signal });
    const ticker = kraken.subscribeTicker('BTC/USD', { signal });
    book.on('update', () => book.version);
    ticker.on('data', () => ticker.state);
    const recorder = kraken.record({ signal });
    await Promise.all([book.ready, ticker.ready]);
    recorder.stop();
    await Promise.all([book.unsubscribe(), ticker.unsubscribe()]);
  }
}
