/** Two clients listen to one exchange, each in its protocol, and find the same. */
import { type Candle, type Codec, type Message, type SubscriptionRequest, v1, v2 } from '@kraken-stream/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { Exchange, type ExchangeOptions, syntheticInstruments } from '../src/index.js';
import { NaiveBook } from './naive.js';
import { START, talk } from './talk.js';

const SYMBOLS = ['BTC/USD', 'DOGE/USD', 'ADA/BTC', 'SHIB/USD', 'USDG/USD', 'XMR/USD', 'MINA/GBP', 'ETH/BTC'];

function lively(options: Partial<ExchangeOptions> = {}): Exchange {
  return new Exchange({ startTime: START, seed: 5, rate: 40, symbols: SYMBOLS, idleMs: Infinity, ...options });
}

/** A number whatever its zeros: its digits, and how many are behind the point. */
function plain(decimal: string | undefined): string {
  return (decimal ?? 'none').replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
}

/** What a client keeps of one symbol. */
class Notes {
  readonly book: NaiveBook;
  readonly trades: string[][] = [];
  readonly tickers: string[][] = [];
  readonly touches: string[][] = [];
  readonly candles = new Map<string, (string | number)[]>();
  proofs = 0;

  constructor(depth: number) {
    this.book = new NaiveBook(depth);
  }

  hear(message: Message): void {
    if (message.type === 'book') {
      this.book.apply(message);
      if (message.checksum === undefined) return;
      expect(this.book.checksum).toBe(message.checksum);
      this.proofs++;
    } else if (message.type === 'trade') {
      for (const { side, price, qty, ordType, timestamp } of message.data) {
        this.trades.push([side, plain(price), plain(qty), ordType, timestamp]);
      }
    } else if (message.type === 'ticker') {
      const { bid, bidQty, ask, askQty, last, volume, low, high } = message.data;
      this.tickers.push([bid, bidQty, ask, askQty, last, volume, low, high].map(plain));
    } else if (message.type === 'spread') {
      const { bid, bidQty, ask, askQty } = message.data;
      this.touches.push([bid, bidQty, ask, askQty].map(plain));
    } else if (message.type === 'ohlc') {
      for (const candle of message.data) this.candles.set(`${candle.interval} ${candle.intervalBegin}`, told(candle));
    }
  }
}

function told({ open, high, low, close, volume, trades, interval, timestamp = '' }: Candle): (string | number)[] {
  return [...[open, high, low, close, volume].map(plain), trades, interval, timestamp];
}

/** All that a client hears of all symbols, by symbol. */
function listener(exchange: Exchange, codec: Codec, depth: number): Map<string, Notes> {
  const notes = new Map(exchange.pairs.map(({ symbol }) => [symbol, new Notes(depth)]));
  const symbols = [...notes.keys()];
  const connection = exchange.accept(codec.protocol === 'v1' ? '/' : '/v2', {
    close() {},
    send(text) {
      const message = codec.decode(text);
      expect(message.type).not.toBe('invalid');
      expect(message.type).not.toBe('unknown');
      notes.get(symbolOf(message) ?? '')?.hear(message);
    },
  });
  const subscribe = (request: SubscriptionRequest) => connection.received(codec.encodeRequest(request));
  subscribe({ method: 'subscribe', channel: 'book', symbols, depth });
  subscribe({ method: 'subscribe', channel: 'trade', symbols });
  subscribe({ method: 'subscribe', channel: 'ticker', symbols });
  for (const interval of [1, 5]) subscribe({ method: 'subscribe', channel: 'ohlc', symbols, interval });
  if (codec.channels.has('spread')) subscribe({ method: 'subscribe', channel: 'spread', symbols });
  return notes;
}

function symbolOf(message: Message): string | undefined {
  if (message.type === 'book') return message.symbol;
  if (message.type === 'ticker' || message.type === 'spread') return message.data.symbol;
  return message.type === 'trade' || message.type === 'ohlc' ? message.data[0]?.symbol : undefined;
}

describe.each([10, 100])('a market heard in both protocols at depth %i', (depth) => {
  const exchange = lively();
  let old = new Map<string, Notes>();
  let modern = new Map<string, Notes>();

  beforeAll(() => {
    old = listener(exchange, v1, depth);
    modern = listener(exchange, v2, depth);
    exchange.tick(START + 6000);
  });

  it.each(SYMBOLS)('has the same book of %s, each with the right checksum', (symbol) => {
    const [one, other] = [old.get(symbol), modern.get(symbol)];
    for (const side of ['bids', 'asks'] as const) {
      const levels = (notes?: Notes) => notes?.book[side].map(({ price, qty }) => [plain(price), plain(qty)]);
      expect(levels(one)).toEqual(levels(other));
      expect(one?.book[side].length).toBeGreaterThan(0);
    }
    expect(other?.book.bids).toEqual(exchange.book(symbol, depth).bids);
    expect(one?.proofs).toBeGreaterThan(30);
  });

  it.each(SYMBOLS)('has the same trades, tickers and candles of %s', (symbol) => {
    const [one, other] = [old.get(symbol), modern.get(symbol)];
    expect(one?.trades).toEqual(other?.trades);
    expect(one?.tickers).toEqual(other?.tickers);
    for (const [name, candle] of one?.candles ?? []) expect(other?.candles.get(name)).toEqual(candle);
    expect(one?.candles.size).toBeGreaterThan(0);
  });

  it('has changes of the touch in the spread, the last of which is the book', () => {
    for (const [symbol, { touches, book }] of old) {
      const [bid, ask] = [book.bids[0], book.asks[0]];
      expect(touches.length).toBeGreaterThan(5);
      if (bid !== undefined && ask !== undefined && symbol !== 'MINA/GBP') {
        expect(touches.at(-1)).toEqual([bid.price, bid.qty, ask.price, ask.qty].map(plain));
      }
    }
  });

  it('has something to tell of everything', () => {
    const trades = [...old.values()].map((notes) => notes.trades.length);
    expect(trades.reduce((sum, each) => sum + each)).toBeGreaterThan(50);
  });
});

describe('prices of all sizes', () => {
  it('make books with right checksums in v1', () => {
    const exchange = lively({ symbols: syntheticInstruments(18), rate: 20 });
    const notes = listener(exchange, v1, 25);
    exchange.tick(START + 3000);
    for (const { proofs } of notes.values()) expect(proofs).toBeGreaterThan(10);
  });
});

describe('an account heard in both protocols', () => {
  const exchange = lively({
    symbols: ['BTC/USD', 'DOGE/USD'],
    accounts: [{ name: 'bot', balances: { USD: '1000000', BTC: '100', DOGE: '1000000' } }],
  });
  const [old, modern] = [talk(exchange, '/auth', v1), talk(exchange, '/auth/v2', v2)];

  beforeAll(() => {
    const token = exchange.issueToken('bot');
    for (const part of ['orders', 'trades'] as const) {
      old.ask({ method: 'subscribe', channel: 'executions', part, token });
    }
    modern.ask({ method: 'subscribe', channel: 'executions', token });
    for (let i = 0; i < 60; i++) {
      exchange.tick(START + 100 * i);
      const by = i % 2 === 0 ? old : modern;
      const side = i % 3 === 0 ? 'buy' : 'sell';
      const symbol = i % 4 === 0 ? 'DOGE/USD' : 'BTC/USD';
      const near = exchange.ticker(symbol);
      const order = {
        method: 'add_order',
        side,
        symbol,
        token,
        orderQty: symbol === 'BTC/USD' ? '0.3' : '5000',
      } as const;
      if (i % 5 === 0) by.ask({ ...order, orderType: 'market' });
      else by.ask({ ...order, orderType: 'limit', limitPrice: side === 'buy' ? near.bid : near.ask });
      if (i % 7 === 6) by.ask({ method: 'cancel_all', token });
    }
    exchange.tick(START + 8000);
  });

  it('has the same orders, with the same ends and totals', () => {
    const ends = (of: typeof old) => {
      const orders = new Map<string, string[]>();
      for (const { data } of of.told('executions')) {
        for (const { orderId, orderStatus = '', cumQty, cumCost } of data) {
          const [, before] = orders.get(orderId) ?? [];
          const totals = cumQty === undefined ? before : `${plain(cumQty)} ${plain(cumCost)}`;
          if (['filled', 'canceled', 'expired'].includes(orderStatus)) orders.set(orderId, [orderStatus, totals ?? '']);
        }
      }
      return orders;
    };
    expect(ends(old)).toEqual(ends(modern));
    expect(ends(old).size).toBeGreaterThan(30);
  });

  it('has the same fills', () => {
    const fills = (of: typeof old) =>
      of
        .told('executions')
        .flatMap(({ data }) => data)
        .filter(({ execId }) => execId !== undefined)
        .map(({ execId, orderId, lastQty, lastPrice, cost, fees, side, symbol, timestamp }) => [
          ...[execId, orderId, side, symbol, timestamp],
          ...[lastQty, lastPrice, cost, ...(fees ?? []).map(({ qty }) => qty)].map(plain),
        ]);
    expect(fills(old)).toEqual(fills(modern));
    expect(fills(old).length).toBeGreaterThan(30);
  });

  it('has numbers without a gap in each stream', () => {
    for (const part of ['orders', 'trades'] as const) {
      const numbers = old.told('executions').flatMap((message) => (message.part === part ? [message.sequence] : []));
      expect(numbers).toEqual(numbers.map((_, i) => i + 1));
    }
  });
});

describe('the same seed and requests', () => {
  /** All bytes of a v1 and a v2 client, when time goes on in steps of so many milliseconds. */
  function bytes(step: number, seed = 3): string[] {
    const exchange = lively({ seed, accounts: [{ name: 'bot', balances: { USD: '100000', BTC: '1' } }] });
    const talks = [talk(exchange, '/', v1), talk(exchange), talk(exchange, '/auth', v1)];
    const [old, modern, own] = talks;
    old?.subscribe(['BTC/USD', 'DOGE/USD'], 25);
    modern?.subscribe(['BTC/USD', 'DOGE/USD'], 25);
    for (const channel of ['ticker', 'spread', 'ohlc', 'trade'] as const) {
      old?.ask({ method: 'subscribe', channel, symbols: ['BTC/USD'] });
    }
    const token = exchange.issueToken('bot');
    own?.ask({ method: 'subscribe', channel: 'executions', part: 'orders', token });
    const order = { orderType: 'market', side: 'buy', symbol: 'BTC/USD', orderQty: '0.1', token } as const;
    own?.ask({ method: 'add_order', ...order });
    for (let at = 0; at <= 2000; at += step) exchange.tick(START + at);
    return talks.flatMap(({ heard }) => heard);
  }

  it('are the same bytes in both protocols, whatever the size of the steps', () => {
    expect(bytes(5)).toEqual(bytes(1000));
    expect(bytes(1000, 4)).not.toEqual(bytes(1000));
  });

  it('are the same bytes in v2 whether or not anybody listens in v1', () => {
    const heard = (withOld: boolean) => {
      const exchange = lively();
      const modern = talk(exchange);
      const old = withOld ? talk(exchange, '/', v1) : undefined;
      for (const each of [modern, old]) each?.subscribe(SYMBOLS, 10);
      exchange.tick(START + 2000);
      return modern.heard;
    };
    expect(heard(true)).toEqual(heard(false));
  });
});
