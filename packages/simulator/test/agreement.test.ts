/** One client listens to everything, for more than a day, and adds up for itself what all channels should say. */
import {
  type BookMessage,
  type Candle,
  type Level,
  OHLC_INTERVALS,
  type Trade,
  type TradeMessage,
  v2,
} from '@kraken-stream/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { Exchange } from '../src/index.js';
import { NaiveBook } from './naive.js';
import { START, talk } from './talk.js';

const SYMBOLS = ['BTC/USD', 'SHIB/USD', 'ETH/BTC', 'MINA/GBP'];
const HOURS = 25;
const MINUTE = 60_000;

const units = (text: string) => BigInt(text.replace('.', ''));
const decimals = (text: string) => text.length - text.indexOf('.') - 1;
const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);
const millis = (timestamp: string) => Date.parse(`${timestamp.slice(0, 23)}Z`);

function print(value: bigint, like: string): string {
  const digits = String(value).padStart(decimals(like) + 1, '0');
  return `${digits.slice(0, -decimals(like))}.${digits.slice(-decimals(like))}`;
}

/** Price and quantity of the best level. Thin books now and then have an empty side: a ticker says zero of it. */
function touch([best]: readonly Level[], price: string): string[] {
  return best === undefined ? [print(0n, price), print(0n, '0.00000000')] : [best.price, best.qty];
}

/** What some trades add up to; the first of them says how numbers are written. */
function totals(trades: readonly Trade[]) {
  const [first] = trades;
  if (first === undefined) throw new Error('no trades');
  const prices = trades.map(({ price }) => units(price));
  const volume = sum(trades.map(({ qty }) => units(qty)));
  const turnover = sum(trades.map(({ price, qty }) => units(price) * units(qty)));
  const extreme = (better: (a: bigint, b: bigint) => boolean) => prices.reduce((a, b) => (better(a, b) ? a : b));
  return {
    open: first.price,
    high: print(
      extreme((a, b) => a > b),
      first.price,
    ),
    low: print(
      extreme((a, b) => a < b),
      first.price,
    ),
    vwap: print((2n * turnover + volume) / (2n * volume), first.price),
    volume: print(volume, first.qty),
    trades: trades.length,
    close: trades.at(-1)?.price,
  };
}

/** All that one symbol's channels said, checked against each other as it came. */
class Witness {
  readonly book = new NaiveBook(25);
  readonly trades: Trade[] = [];
  readonly candles = new Map<string, Candle>();
  readonly seen = { book: 0, trade: 0, ticker: 0, ohlc: 0 };
  #before: NaiveBook | undefined;
  #changes: BookMessage | undefined;

  constructor(
    readonly exchange: Exchange,
    readonly symbol: string,
  ) {}

  hear(message: ReturnType<typeof v2.decode>): void {
    if (message.type === 'book') this.#hearBook(message);
    else if (message.type === 'trade') this.#hearTrades(message);
    else if (message.type === 'ohlc') {
      this.seen.ohlc++;
      for (const candle of message.data) this.candles.set(`${candle.interval} ${candle.intervalBegin}`, candle);
      if (message.snapshot) return;
      expect(message.data.at(-1)?.close).toBe(this.trades.at(-1)?.price);
    } else if (message.type === 'ticker') {
      this.seen.ticker++;
      const { bid, bidQty, ask, askQty, last } = message.data;
      expect([bid, bidQty]).toEqual(touch(this.book.bids, bid));
      expect([ask, askQty]).toEqual(touch(this.book.asks, ask));
      expect(last).toBe(this.trades.at(-1)?.price);
      expect(message.data).toEqual(this.exchange.ticker(this.symbol));
    }
  }

  #hearBook(message: BookMessage): void {
    this.seen.book++;
    this.#before = new NaiveBook(25);
    this.#before.bids = this.book.bids;
    this.#before.asks = this.book.asks;
    this.#changes = message;
    this.book.apply(message);
    expect(this.book.checksum).toBe(message.checksum);
  }

  #hearTrades({ data, snapshot }: TradeMessage): void {
    this.seen.trade++;
    this.trades.push(...data);
    expect(data.at(-1)).toEqual(this.exchange.trades(this.symbol).at(-1));
    if (!snapshot) this.#explain(data);
  }

  /** What a taker took is what the book lost, fill by fill. */
  #explain(trades: readonly Trade[]): void {
    const made = trades[0]?.side === 'buy' ? 'asks' : 'bids';
    const left = new Map(this.#before?.[made].map(({ price, qty }) => [price, units(qty)]));
    const changes = [...(this.#changes?.[made] ?? [])];
    for (const { price, qty, side } of trades) {
      expect(side).toBe(trades[0]?.side);
      const change = changes.splice(0, 1 + changes.findIndex((each) => each.price === price)).at(-1);
      const rest = (left.get(price) ?? 0n) - units(qty);
      expect(units(change?.qty ?? '')).toBe(rest);
      left.set(price, rest);
    }
  }
}

describe('all channels of one market', () => {
  const exchange = new Exchange({
    startTime: START,
    seed: 11,
    symbols: SYMBOLS,
    rate: 0.06,
    idleMs: Infinity,
    heartbeatMs: 1e9,
  });
  const witnesses = new Map(SYMBOLS.map((symbol) => [symbol, new Witness(exchange, symbol)]));
  const quotes = new Map<string, string[]>();

  beforeAll(() => {
    const connection = exchange.accept('/v2', {
      close() {},
      send(text) {
        const message = v2.decode(text);
        const symbol = /"symbol":"([^"]+)"/.exec(text)?.[1] ?? '';
        if ('data' in message || message.type === 'book') witnesses.get(symbol)?.hear(message);
      },
    });
    const subscribe = (params: object) =>
      connection.received(JSON.stringify({ method: 'subscribe', params: { symbol: SYMBOLS, ...params } }));
    subscribe({ channel: 'book', depth: 25 });
    subscribe({ channel: 'trade', snapshot: true });
    subscribe({ channel: 'ticker' });
    for (const interval of OHLC_INTERVALS) subscribe({ channel: 'ohlc', interval });
    const other = talk(exchange);
    other.ask({ method: 'subscribe', channel: 'ticker', symbols: SYMBOLS, eventTrigger: 'bbo' });
    for (let minute = 1; minute <= HOURS * 60; minute++) {
      exchange.tick(START + minute * MINUTE);
      for (const { data } of other.told('ticker')) {
        const quote = [data.bid, data.bidQty, data.ask, data.askQty].join(' ');
        expect(quotes.get(data.symbol)?.at(-1)).not.toBe(quote);
        quotes.set(data.symbol, [...(quotes.get(data.symbol) ?? []).slice(-1), quote]);
      }
      other.heard.length = 0;
      for (const [symbol, told] of quotes) {
        const { bids, asks } = exchange.book(symbol, 1);
        const [bid = '', , ask = ''] = told.at(-1)?.split(' ') ?? [];
        expect(told.at(-1)).toBe([...touch(bids, bid), ...touch(asks, ask)].join(' '));
      }
    }
  });

  it.each(SYMBOLS)('are all heard: %s', (symbol) => {
    const { book, trade, ticker, ohlc } = witnesses.get(symbol)?.seen ?? { book: 0, trade: 0, ticker: 0, ohlc: 0 };
    expect(book).toBeGreaterThan(2000);
    expect(trade).toBeGreaterThan(200);
    expect(ticker).toBe(trade);
    expect(ohlc).toBe(9 * trade);
  });

  it.each(SYMBOLS)('number the trades without a gap: %s', (symbol) => {
    const ids = witnesses.get(symbol)?.trades.map(({ tradeId }) => tradeId) ?? [];
    expect(ids).toEqual(Array.from(ids, (_, i) => (ids[0] ?? 0) + i));
  });

  it.each(SYMBOLS)('make each candle of the trades of its time: %s', (symbol) => {
    const { candles, trades } = witnesses.get(symbol) ?? { candles: new Map<string, Candle>(), trades: [] };
    let checked = 0;
    for (const candle of candles.values()) {
      const begin = millis(candle.intervalBegin);
      const end = begin + candle.interval * MINUTE;
      expect(millis(candle.timestamp ?? '')).toBe(end);
      // Of what was before the exchange opened, only fifty trades are known.
      if (begin < START) continue;
      const within = trades.filter(({ timestamp }) => millis(timestamp) >= begin && millis(timestamp) < end);
      expect(candle).toMatchObject(totals(within));
      checked++;
    }
    expect(checked).toBeGreaterThan(300);
  });

  it.each(SYMBOLS)('make long candles of short ones: %s', (symbol) => {
    const all = [...(witnesses.get(symbol)?.candles.values() ?? [])].filter(
      ({ intervalBegin }) => millis(intervalBegin) >= START,
    );
    const long = all.filter(({ interval }) => interval > 1);
    for (const candle of long) {
      const parts = all.filter(
        ({ interval, intervalBegin }) =>
          interval === 1 &&
          millis(intervalBegin) >= millis(candle.intervalBegin) &&
          millis(intervalBegin) < millis(candle.timestamp ?? ''),
      );
      expect(parts[0]?.open).toBe(candle.open);
      expect(parts.at(-1)?.close).toBe(candle.close);
      expect(sum(parts.map(({ volume }) => units(volume)))).toBe(units(candle.volume));
      expect(parts.reduce((count, { trades }) => count + trades, 0)).toBe(candle.trades);
      expect(parts.map(({ high }) => Number(high)).reduce((a, b) => Math.max(a, b))).toBe(Number(candle.high));
      expect(parts.map(({ low }) => Number(low)).reduce((a, b) => Math.min(a, b))).toBe(Number(candle.low));
    }
    expect(long.length).toBeGreaterThan(200);
  });

  it.each(SYMBOLS)('make a ticker of the trades of 24 hours: %s', (symbol) => {
    const trades = witnesses.get(symbol)?.trades ?? [];
    const since = exchange.now + MINUTE - 24 * 60 * MINUTE;
    const day = totals(trades.filter(({ timestamp }) => millis(timestamp) >= since));
    const ticker = exchange.ticker(symbol);
    const { volume, vwap, high, low } = day;
    expect(ticker).toMatchObject({ volume, vwap, high, low, last: day.close });
    expect(units(ticker.last) - units(day.open)).toBe(units(ticker.change));
    expect(Number(ticker.changePct)).toBeCloseTo((Number(ticker.change) / Number(day.open)) * 100, 1);
    if (symbol.endsWith('/USD')) {
      expect(Number(ticker.volumeUsd)).toBeCloseTo(Number(volume) * Number(ticker.last), 1);
    } else expect(ticker.volumeUsd).toBeUndefined();
  });

  it.each(SYMBOLS)('end with what is true: %s', (symbol) => {
    const { book, candles, trades } = witnesses.get(symbol) ?? {};
    expect({ bids: book?.bids, asks: book?.asks }).toEqual(exchange.book(symbol, 25));
    expect(trades?.slice(-50)).toEqual(exchange.trades(symbol));
    for (const interval of OHLC_INTERVALS) {
      for (const candle of exchange.candles(symbol, interval)) {
        expect(candles?.get(`${interval} ${candle.intervalBegin}`)).toEqual(candle);
      }
    }
  });
});
