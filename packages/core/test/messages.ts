/** Messages of the exchange, as small as they can be: what a test does not name has some value. */
import type {
  Asset,
  Candle,
  InstrumentMessage,
  InstrumentTopic,
  OhlcInterval,
  OhlcMessage,
  OhlcTopic,
  Pair,
  StatusMessage,
  StatusTopic,
  TickerMessage,
  TickerTopic,
  Trade,
  TradeMessage,
  TradeTopic,
} from '@kraken-stream/core';

export const tickerOf = (symbol = 'BTC/USD', eventTrigger: TickerTopic['eventTrigger'] = 'trades'): TickerTopic => ({
  channel: 'ticker',
  symbol,
  eventTrigger,
});
export const tradesOf = (symbol = 'BTC/USD'): TradeTopic => ({ channel: 'trade', symbol });
export const candlesOf = (symbol = 'BTC/USD', interval: OhlcInterval = 1): OhlcTopic => ({
  channel: 'ohlc',
  symbol,
  interval,
});
export const INSTRUMENTS: InstrumentTopic = { channel: 'instrument', includeTokenizedAssets: false };
export const STATUS: StatusTopic = { channel: 'status' };

/** A time of the exchange, with microseconds. */
export const timeAt = (second: number) => `2026-08-01T02:00:${String(second).padStart(2, '0')}.000000Z`;

/** The trade of a number. The same number in another series was at another time. */
export const trade = (tradeId: number, symbol = 'BTC/USD', series = 1): Trade => ({
  symbol,
  side: 'buy',
  price: '100.0',
  qty: '1.00000000',
  ordType: 'limit',
  tradeId,
  timestamp: `2026-08-0${series}T02:53:53.${String(tradeId % 1_000_000).padStart(6, '0')}Z`,
});

/** The trades from one number to another, both included. */
export const trades = (from: number, to: number, symbol?: string, series?: number): Trade[] =>
  Array.from({ length: to - from + 1 }, (_, i) => trade(from + i, symbol, series));

export const tradeFrame = (snapshot: boolean, data: readonly Trade[]): TradeMessage => ({
  type: 'trade',
  snapshot,
  data,
});

/** The candle of a minute of the hour, after some trades. */
export const candle = (minute: number, count = 1, symbol = 'BTC/USD', interval: OhlcInterval = 1): Candle => ({
  symbol,
  open: '100.0',
  high: '101.0',
  low: '99.0',
  close: `${100 + count}.0`,
  vwap: '100.0',
  volume: `${count}.00000000`,
  trades: count,
  intervalBegin: `2026-08-01T02:${String(minute).padStart(2, '0')}:00.000000000Z`,
  interval,
});

export const ohlcFrame = (snapshot: boolean, data: readonly Candle[]): OhlcMessage => ({
  type: 'ohlc',
  snapshot,
  data,
  timestamp: '2026-08-01T02:59:00.000000000Z',
});

export const tickerFrame = (
  snapshot: boolean,
  timestamp: string | undefined,
  bid = '99.9',
  symbol = 'BTC/USD',
): TickerMessage => ({
  type: 'ticker',
  snapshot,
  data: {
    symbol,
    bid,
    bidQty: '1.00000000',
    ask: '100.1',
    askQty: '1.00000000',
    last: '100.0',
    volume: '5.00000000',
    vwap: '100.0',
    low: '99.0',
    high: '101.0',
    change: '-1.0',
    changePct: '-1.00',
    timestamp,
  },
});

export const asset = (id: string, status = 'enabled'): Asset => ({
  id,
  status,
  precision: 8,
  precisionDisplay: 5,
  borrowable: false,
  collateralValue: '1.000',
});

export const pair = (symbol: string, status = 'online'): Pair => ({
  symbol,
  base: symbol.split('/')[0]!,
  quote: symbol.split('/')[1]!,
  status,
  qtyPrecision: 8,
  qtyIncrement: '0.00000001',
  qtyMin: '0.00010000',
  pricePrecision: 1,
  priceIncrement: '0.1',
  costPrecision: 5,
  costMin: '0.50',
  marginable: false,
  hasIndex: true,
});

export const instrumentFrame = (
  snapshot: boolean,
  assets: readonly Asset[],
  pairs: readonly Pair[],
): InstrumentMessage => ({ type: 'instrument', snapshot, assets, pairs });

export const status = (system = 'online'): StatusMessage => ({
  type: 'status',
  system,
  version: '2.0.10',
  apiVersion: 'v2',
  connectionId: '7204881492680171915',
});
