import type {
  Balance,
  BookUpdate,
  ConnectionState,
  ExecutionReport,
  Gap,
  KrakenClient,
  KrakenStreamError,
  LedgerEntry,
  MarketClient,
  OhlcCandle,
  OrderOutcome,
  OwnOrder,
  OwnTrade,
  RequestError,
  Settlement,
  Spread,
  Subscription,
  Ticker,
  TickerEvent,
  TopicState,
  Trade,
} from '@kraken-stream/client';
import { describe, expectTypeOf, it } from 'vitest';

// What is looked at here is the compiler's work: `tsc -b` fails where it is wrong. Nothing of it is ever called.
describe('types', () => {
  it('of events let the compiler tell a gap from data', () => {
    async function loops(kraken: KrakenClient): Promise<void> {
      for await (const event of kraken.subscribeTrades('BTC/USD')) {
        expectTypeOf(event.type).toEqualTypeOf<'snapshot' | 'update' | 'gap'>();
        if (event.type === 'gap') {
          expectTypeOf(event).toEqualTypeOf<Gap>();
          expectTypeOf(event.missed).toEqualTypeOf<number | undefined>();
        } else {
          expectTypeOf(event.symbol).toBeString();
          expectTypeOf(event.data).toEqualTypeOf<readonly Trade[]>();
          expectTypeOf(event.data[0]?.price).toEqualTypeOf<string | undefined>();
        }
      }
      for await (const event of kraken.subscribeOhlc(['BTC/USD'], { interval: 5 })) {
        if (event.type !== 'gap') expectTypeOf(event.data).toEqualTypeOf<readonly OhlcCandle[]>();
      }
      for await (const event of kraken.subscribeSpread('BTC/USD')) {
        if (event.type !== 'gap') expectTypeOf(event.data).toEqualTypeOf<Spread>();
      }
      for await (const event of kraken.subscribeBook('BTC/USD', { depth: 25 })) {
        if (event.type !== 'gap') expectTypeOf(event).toEqualTypeOf<BookUpdate>();
      }
      for await (const event of kraken.subscribeInstruments()) {
        if (event.type !== 'gap') expectTypeOf(event.data.pairs[0]?.symbol).toEqualTypeOf<string | undefined>();
      }
      for await (const event of kraken.subscribeStatus()) {
        if (event.type !== 'gap') expectTypeOf(event.data.system).toBeString();
      }
    }
    expectTypeOf(loops).returns.toEqualTypeOf<Promise<void>>();
  });

  it('of listeners follow from the event', () => {
    function listen(kraken: KrakenClient, ticker: Subscription<TickerEvent>): void {
      ticker
        .on('data', (event) => expectTypeOf(event.data).toEqualTypeOf<Ticker>())
        .once('gap', (gap) => expectTypeOf(gap).toEqualTypeOf<Gap>())
        .on('state', (state) => expectTypeOf(state).toEqualTypeOf<TopicState>())
        .once('refused', ({ error }) => expectTypeOf(error).toEqualTypeOf<RequestError>())
        .on('error', (error) => expectTypeOf(error).toEqualTypeOf<KrakenStreamError>());
      kraken
        .on('connection', ({ state, id }) => {
          expectTypeOf(state).toEqualTypeOf<ConnectionState>();
          expectTypeOf(id).toBeNumber();
        })
        .once('frame', (text) => expectTypeOf(text).toBeString())
        .on('warning', ({ message }) => expectTypeOf(message).toBeString());
      // @ts-expect-error: there is no such event
      ticker.on('update', () => {});
      // @ts-expect-error: there is no such event
      kraken.on('data', () => {});
    }
    expectTypeOf(listen).toBeFunction();
  });

  it('of options refuse what cannot be', () => {
    function ask(kraken: KrakenClient): void {
      // @ts-expect-error: no such depth
      kraken.book('BTC/USD', { depth: 50 });
      // @ts-expect-error: one symbol alone
      kraken.book(['BTC/USD']);
      // @ts-expect-error: no such interval
      kraken.subscribeOhlc('BTC/USD', { interval: 2 });
      // @ts-expect-error: no such trigger
      kraken.subscribeTicker('BTC/USD', { eventTrigger: 'all' });
      // @ts-expect-error: no such option
      kraken.subscribeTrades('BTC/USD', { depth: 10 });
    }
    expectTypeOf(ask).toBeFunction();
  });

  it('of outcomes let the compiler tell what is known of an order', () => {
    async function trade(kraken: KrakenClient): Promise<void> {
      const order = { symbol: 'BTC/USD', side: 'buy', orderType: 'limit', orderQty: '1', limitPrice: '2' } as const;
      const outcome = await kraken.addOrder(order);
      // @ts-expect-error: what is rejected or unknown has no order
      outcome.orderId;
      if (outcome.status === 'accepted') expectTypeOf(outcome.orderId).toEqualTypeOf<string | undefined>();
      if (outcome.status === 'rejected') expectTypeOf(outcome.error).toEqualTypeOf<KrakenStreamError>();
      if (outcome.status === 'unknown') expectTypeOf(outcome.settled).toEqualTypeOf<Promise<Settlement>>();
      expectTypeOf(kraken.cancelOrder('OAAAAA-AAAAA-AAAAAA')).resolves.toEqualTypeOf<OrderOutcome>();
      expectTypeOf(kraken.cancelOrder({ clOrdId: 'a' })).resolves.toEqualTypeOf<OrderOutcome>();
      expectTypeOf(kraken.cancelOrder([{ clOrdId: 'a' }])).resolves.toEqualTypeOf<readonly OrderOutcome[]>();
      const all = await kraken.cancelAll();
      if (all.status === 'accepted') expectTypeOf(all.count).toEqualTypeOf<number | undefined>();
      const timer = await kraken.cancelAllOrdersAfter(60);
      if (timer.status === 'accepted') expectTypeOf(timer.triggerTime).toEqualTypeOf<string | undefined>();
      // @ts-expect-error: a market order has no limit
      void kraken.addOrder({ ...order, orderType: 'market' });
      // @ts-expect-error: an order has one name
      void kraken.addOrder({ ...order, clOrdId: 'a', orderUserref: 1 });
      // @ts-expect-error: an amendment changes something
      void kraken.amendOrder({ orderId: 'OAAAAA-AAAAA-AAAAAA' });
    }
    expectTypeOf(trade).returns.toEqualTypeOf<Promise<void>>();
  });

  it('of an account’s subscriptions follow from what is subscribed', () => {
    async function loops(kraken: KrakenClient): Promise<void> {
      for await (const event of kraken.subscribeOpenOrders()) {
        if (event.type !== 'gap') expectTypeOf(event.data).toEqualTypeOf<readonly OwnOrder[]>();
      }
      for await (const event of kraken.subscribeOwnTrades()) {
        if (event.type !== 'gap') expectTypeOf(event.data).toEqualTypeOf<readonly OwnTrade[]>();
      }
      for await (const event of kraken.subscribeExecutions()) {
        if (event.type !== 'gap') expectTypeOf(event.data).toEqualTypeOf<readonly ExecutionReport[]>();
      }
      for await (const event of kraken.subscribeBalances()) {
        if (event.type !== 'gap') expectTypeOf(event.data.ledger).toEqualTypeOf<readonly LedgerEntry[]>();
      }
      expectTypeOf(kraken.subscribeOpenOrders().orders).toEqualTypeOf<ReadonlyMap<string, OwnOrder>>();
      expectTypeOf(kraken.subscribeBalances().balances).toEqualTypeOf<ReadonlyMap<string, Balance>>();
    }
    expectTypeOf(loops).returns.toEqualTypeOf<Promise<void>>();
  });

  it('of a client of market data have nothing of an account', () => {
    expectTypeOf<MarketClient>().not.toHaveProperty('addOrder');
    expectTypeOf<MarketClient>().not.toHaveProperty('subscribeBalances');
    function make(): void {
      // @ts-expect-error: no such option
      new MarketClient({ token: () => 'abc' });
      // @ts-expect-error: a value, not a word
      new MarketClient({ protocol: 'v1' });
    }
    expectTypeOf(make).toBeFunction();
  });

  it('of a subscription show nothing that is not its user’s', () => {
    expectTypeOf<keyof Subscription<TickerEvent>>().toEqualTypeOf<
      | 'ready'
      | 'refused'
      | 'state'
      | 'dropped'
      | 'on'
      | 'once'
      | 'off'
      | 'unsubscribe'
      | typeof Symbol.asyncIterator
      | typeof Symbol.asyncDispose
    >();
  });
});
