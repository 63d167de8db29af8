/** Generators of everything that the exchange can say, and of frames that are nearly what it says. */
import type { Asset, Candle, Pair, ServerMessage, Ticker, Trade } from '@kraken-stream/core';
import fc from 'fast-check';
import { bookMessage, decimal } from './frames.js';
import { SAMPLE_FRAMES, withText } from './samples.js';

/** Any text, halves of surrogate pairs included; one that begins with the mark of numbers could not be told from one. */
const text = fc
  .string({ unit: fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 12 })
  .filter((value) => !value.startsWith('\x7f'));
const word = fc.oneof(text, fc.constantFrom('BTC/USD', 'online', 'limit', '__proto__', 'toString', '1.5', '"', '\\'));
const count = fc.maxSafeNat();
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const time = fc.oneof(word, fc.constant('2026-08-01T02:53:53.646219Z'), fc.constant('2026-08-01T02:53:00.000000000Z'));
const times = { timeIn: time, timeOut: time };

const anyDecimal = (min: bigint) =>
  fc
    .tuple(fc.nat({ max: 12 }), fc.constantFrom(10n ** 3n, 10n ** 9n, 2n ** 53n, 10n ** 24n))
    .chain(([decimals, max]) => decimal(decimals, max, min));
const quantity = anyDecimal(0n);
const price = anyDecimal(1n);
const signed = fc.oneof(
  quantity,
  price.map((value) => `-${value}`),
);

const ticker: fc.Arbitrary<Ticker> = fc.record({
  symbol: word,
  bid: quantity,
  bidQty: quantity,
  ask: quantity,
  askQty: quantity,
  last: quantity,
  volume: quantity,
  vwap: quantity,
  low: quantity,
  high: quantity,
  change: signed,
  changePct: signed,
  volumeUsd: maybe(quantity),
  trades: maybe(count),
  timestamp: maybe(time),
});

const trade: fc.Arbitrary<Trade> = fc.record({
  symbol: word,
  side: fc.constantFrom('buy', 'sell'),
  price,
  qty: quantity,
  ordType: word,
  tradeId: count,
  timestamp: time,
});

const candle: fc.Arbitrary<Candle> = fc.record({
  symbol: word,
  open: price,
  high: price,
  low: price,
  close: price,
  vwap: quantity,
  volume: quantity,
  trades: count,
  intervalBegin: time,
  interval: count,
  timestamp: maybe(time),
});

const asset: fc.Arbitrary<Asset> = fc.record({
  id: word,
  status: word,
  precision: count,
  precisionDisplay: count,
  borrowable: fc.boolean(),
  collateralValue: signed,
  marginRate: maybe(signed),
  multiplier: maybe(signed),
  class: maybe(word),
});

const pair: fc.Arbitrary<Pair> = fc.record({
  symbol: word,
  base: word,
  quote: word,
  status: word,
  qtyPrecision: count,
  qtyIncrement: quantity,
  qtyMin: quantity,
  pricePrecision: count,
  priceIncrement: quantity,
  costPrecision: count,
  costMin: quantity,
  marginable: fc.boolean(),
  hasIndex: fc.boolean(),
  marginInitial: maybe(signed),
  positionLimitLong: maybe(count),
  positionLimitShort: maybe(count),
  tickSize: maybe(quantity),
  wsDisplayPricePrecision: maybe(count),
});

const is = <const T extends string>(type: T) => fc.constant(type);
const few = { maxLength: 4 };

/** A message of each kind, by kinds, so that none can be forgotten. */
export const SERVER_MESSAGES: Readonly<Record<ServerMessage['type'], fc.Arbitrary<ServerMessage>>> = {
  heartbeat: fc.record({ type: is('heartbeat') }),
  status: fc.record({
    type: is('status'),
    system: word,
    version: word,
    apiVersion: word,
    connectionId: maybe(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String)),
  }),
  book: bookMessage,
  ticker: fc.record({ type: is('ticker'), snapshot: fc.boolean(), data: ticker }),
  trade: fc.record({ type: is('trade'), snapshot: fc.boolean(), data: fc.array(trade, few) }),
  ohlc: fc.record({ type: is('ohlc'), snapshot: fc.boolean(), timestamp: maybe(time), data: fc.array(candle, few) }),
  instrument: fc.record({
    type: is('instrument'),
    snapshot: fc.boolean(),
    assets: fc.array(asset, few),
    pairs: fc.array(pair, few),
  }),
  pong: fc.record({ type: is('pong'), reqId: maybe(count), ...times }),
  subscribed: acknowledged('subscribed'),
  unsubscribed: acknowledged('unsubscribed'),
  refused: fc.record({
    type: is('refused'),
    // A refusal of the method pong would be a pong.
    method: word.filter((method) => method !== 'pong'),
    error: word,
    reqId: maybe(count),
    symbol: maybe(word),
    timeIn: maybe(time),
    timeOut: maybe(time),
  }),
};

function acknowledged<const T extends 'subscribed' | 'unsubscribed'>(type: T) {
  return fc.record({
    type: is(type),
    reqId: maybe(count),
    result: fc.record({
      channel: word,
      symbol: maybe(word),
      depth: maybe(count),
      eventTrigger: maybe(word),
      interval: maybe(count),
      snapshot: maybe(fc.boolean()),
      warnings: maybe(fc.array(word, few)),
    }),
    ...times,
  });
}

export const serverMessage: fc.Arbitrary<ServerMessage> = fc.oneof(...Object.values(SERVER_MESSAGES));

const JSON_TEXTS = [
  ...['1.0', '0', '-1', '1e-08', '-1e5', '4294967296', '9007199254740993', '007', '1'.repeat(70)],
  ...['null', 'true', 'false', '""', '"x"', '"1.5"', '"update"', '"sell"', '"\\ud800"'],
  ...['[]', '{}', '[null]', '{"toString":1}', '[{"__proto__":[]}]'],
];

/** A frame of any kind with something else, or nothing, in one place. */
export const nearFrame: fc.Arbitrary<string> = fc
  .constantFrom(...SAMPLE_FRAMES.filter(({ places }) => places.length > 0))
  .chain(({ text: frame, places }) =>
    fc
      .tuple(fc.constantFrom(...places), fc.oneof(maybe(fc.constantFrom(...JSON_TEXTS)), fc.json()))
      .map(([place, json]) => withText(frame, place, json)),
  );
