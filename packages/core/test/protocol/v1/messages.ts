/** Generators of everything that the exchange says of the market in v1, and of frames that are nearly what it says. */
import type { BookLevel, Candle, ServerMessage, Ticker, TickerDay, Trade } from '@kraken-stream/core';
import fc from 'fast-check';
import { nameOf, symbolOf } from '../../../src/protocol/v1/names.js';
import { decimal } from '../v2/frames.js';
import { placesOf, withText } from '../v2/samples.js';

export const text = fc
  .string({ unit: fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 12 })
  .filter((value) => !value.startsWith('\x7f'));
export const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const word = fc.oneof(text, fc.constantFrom('online', '__proto__', 'toString', '1.5', '"', '\\'));
export const symbol = fc.oneof(
  fc.constantFrom('BTC/USD', 'ETH/BTC', 'DOGE/BTC', 'A/B', 'BTC/USD:BTNL', 'TSLAx/USD', 'BTCB/USD'),
  word.filter((value) => symbolOf(nameOf(value)) === value),
);
const count = fc.maxSafeNat();
const is = <const T extends string>(type: T) => fc.constant(type);

const anyDecimal = (min: bigint) =>
  fc
    .tuple(fc.nat({ max: 12 }), fc.constantFrom(10n ** 3n, 10n ** 9n, 2n ** 53n, 10n ** 24n))
    .chain(([decimals, max]) => decimal(decimals, max, min));
const quantity = anyDecimal(0n);
const price = anyDecimal(1n);

/** Microseconds since 1970, up to the year 5138. */
const micros = fc.oneof(fc.bigInt({ min: 10n ** 13n, max: 10n ** 17n - 1n }), fc.constant(1693415330621700n));

function rfc3339(time: bigint, digits = 6): string {
  const whole = new Date(Number((time - (time % 1_000_000n)) / 1000n)).toISOString();
  return `${whole.slice(0, -5)}.${String(time % 1_000_000n)
    .padStart(6, '0')
    .padEnd(digits, '0')}Z`;
}
const time = micros.map((each) => rfc3339(each));

const level: fc.Arbitrary<BookLevel & { timestamp: string }> = fc.record(
  { price, qty: quantity, timestamp: time, republished: fc.constant(true as const) },
  { requiredKeys: ['price', 'qty', 'timestamp'] },
);

const book = fc
  .record({
    snapshot: fc.boolean(),
    symbol,
    bids: fc.array(level, { maxLength: 6 }),
    asks: fc.array(level, { maxLength: 6 }),
    checksum: fc.nat({ max: 0xffffffff }),
    depth: fc.constantFrom(10, 25, 100, 500, 1000),
  })
  .map(({ checksum, ...rest }) => ({
    type: 'book' as const,
    ...rest,
    checksum: rest.snapshot ? undefined : checksum,
    timestamp: [...rest.bids, ...rest.asks]
      .map(({ timestamp }) => timestamp)
      .sort()
      .at(-1),
  }));

const day = fc.record({
  volume: quantity,
  vwap: quantity,
  trades: count,
  low: quantity,
  high: quantity,
  open: quantity,
});

const inDay = fc.maxSafeNat().map((value) => value % 10 ** 15);

/** Hundredths of percents, computed without a library. */
function changes(last: string, open: string): Pick<Ticker, 'change' | 'changePct'> {
  const places = Math.max(...[last, open].map((value) => value.split('.')[1]?.length ?? 0));
  const integer = (value: string) => {
    const [whole, part = ''] = value.split('.');
    return BigInt(`${whole}${part.padEnd(places, '0')}`);
  };
  const print = (value: bigint, decimals: number) => {
    const digits = String(value < 0n ? -value : value).padStart(decimals + 1, '0');
    const split = digits.length - decimals;
    return `${value < 0n ? '-' : ''}${digits.slice(0, split)}${decimals === 0 ? '' : `.${digits.slice(split)}`}`;
  };
  const change = integer(last) - integer(open);
  const size = change < 0n ? -change : change;
  const percent = integer(open) === 0n ? 0n : (size * 20_000n + integer(open)) / (2n * integer(open));
  return { change: print(change, places), changePct: print(change < 0n ? -percent : percent, 2) };
}

const ticker: fc.Arbitrary<Ticker> = fc
  .record({
    symbol,
    bid: quantity,
    bidQty: quantity,
    ask: quantity,
    askQty: quantity,
    last: quantity,
    lastQty: quantity,
    volume: quantity,
    vwap: quantity,
    low: quantity,
    high: quantity,
    open: quantity,
    trades: inDay,
    today: day satisfies fc.Arbitrary<TickerDay>,
  })
  .map((value) => ({ ...value, ...changes(value.last, value.open) }));

const trades: fc.Arbitrary<Trade[]> = symbol.chain((of) =>
  fc.array(
    fc.record({
      symbol: fc.constant(of),
      side: fc.constantFrom('buy' as const, 'sell' as const),
      price,
      qty: quantity,
      ordType: fc.oneof(
        fc.constantFrom('limit', 'market'),
        word.filter((type) => type !== 'l' && type !== 'm'),
      ),
      timestamp: time,
      misc: fc.oneof(fc.constant(''), word),
    }),
    { minLength: 1, maxLength: 4 },
  ),
);

const candle: fc.Arbitrary<Candle> = fc
  .record({
    symbol,
    open: price,
    high: price,
    low: price,
    close: price,
    vwap: quantity,
    volume: quantity,
    trades: count,
    interval: fc.constantFrom(1, 5, 15, 30, 60, 240, 1440, 10080, 21600),
    end: micros,
  })
  .map(({ end, ...rest }) => ({
    ...rest,
    intervalBegin: rfc3339(end - BigInt(rest.interval) * 60_000_000n, 9),
    timestamp: rfc3339(end),
  }));

const echo = fc.oneof(
  fc.record({ channel: fc.constantFrom('ticker', 'trade', 'spread'), symbol }),
  fc.record({ channel: is('book'), symbol, depth: count }),
  fc.record({ channel: is('ohlc'), symbol, interval: count }),
  fc.record({ channel: is('executions'), part: is('orders'), maxratecount: maybe(count) }),
  fc.record({ channel: is('executions'), part: is('trades'), snapTrades: maybe(fc.boolean()) }),
);

const refused = fc.oneof(
  fc.record({ type: is('refused'), method: is('error'), error: word, reqId: maybe(count) }),
  fc.record({ error: word, reqId: maybe(count), subscription: echo }).map((rest) => ({
    type: 'refused' as const,
    method: 'subscribe',
    ...rest,
    symbol: 'symbol' in rest.subscription ? rest.subscription.symbol : undefined,
  })),
  fc.record({ type: is('refused'), method: is('subscribe'), error: word, reqId: maybe(count), symbol: maybe(symbol) }),
);

type Public = Exclude<ServerMessage['type'], 'instrument' | 'balances' | 'executions' | 'answered'>;

/** A message of each kind that v1 has about the market, by kinds, so that none can be forgotten. */
export const SERVER_MESSAGES: Readonly<Record<Public, fc.Arbitrary<ServerMessage>>> = {
  heartbeat: fc.record({ type: is('heartbeat') }),
  status: fc.record({
    type: is('status'),
    system: word,
    version: word,
    apiVersion: is('v1'),
    connectionId: maybe(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String)),
  }),
  pong: fc.record({ type: is('pong'), reqId: maybe(count) }),
  subscribed: fc.record({ type: is('subscribed'), reqId: maybe(count), result: echo }),
  unsubscribed: fc.record({ type: is('unsubscribed'), reqId: maybe(count), result: echo }),
  refused,
  book,
  ticker: fc.record({ type: is('ticker'), data: ticker }),
  spread: fc.record({
    type: is('spread'),
    data: fc.record({ symbol, bid: quantity, bidQty: quantity, ask: quantity, askQty: quantity, timestamp: time }),
  }),
  trade: fc.record({ type: is('trade'), snapshot: fc.constant(false), data: trades }),
  ohlc: fc.record({ type: is('ohlc'), timestamp: time, data: candle.map((each) => [each]) }),
};

export const serverMessage: fc.Arbitrary<ServerMessage> = fc.oneof(...Object.values(SERVER_MESSAGES));

interface Sample {
  readonly kind: ServerMessage['type'];
  readonly text: string;
  /** Places that are not looked at, or that decide what kind of a frame it is. */
  readonly ignored: RegExp;
}

/** Frames of every kind that say everything that they can. */
const SAMPLES: readonly Sample[] = [
  {
    kind: 'status',
    text: '{"connectionID":1823957800,"event":"systemStatus","status":"online","version":"1.8.3"}',
    ignored: /^event$/,
  },
  { kind: 'pong', text: '{"event":"pong","reqid":42}', ignored: /^event$/ },
  {
    kind: 'subscribed',
    text: '{"channelID":336,"channelName":"book-10","event":"subscriptionStatus","pair":"XBT/USD","reqid":5,"status":"subscribed","subscription":{"depth":10,"interval":5,"maxratecount":125,"name":"book"}}',
    ignored: /^event$|^channelID$/,
  },
  {
    kind: 'refused',
    text: '{"errorMessage":"Subscription depth not supported","event":"subscriptionStatus","pair":"XBT/USD","reqid":5,"status":"error","subscription":{"depth":42,"name":"book"}}',
    ignored: /^event$|^status$|^subscription/,
  },
  { kind: 'refused', text: '{"errorMessage":"Exceeded msg rate","event":"error","reqid":42}', ignored: /^event$/ },
  {
    kind: 'book',
    text: '[336,{"as":[["27120.00000","4.28732553","1693415327.935623"]],"bs":[["27119.90000","13.54067548","1693415328.088361"]]},"book-10","XBT/USD"]',
    ignored: /^0$/,
  },
  {
    kind: 'book',
    text: '[336,{"b":[["27117.40000","0.00000000","1693415330.886651"],["27116.80000","0.14741986","1693415325.036931","r"]],"c":"3139033408"},"book-10","XBT/USD"]',
    ignored: /^0$/,
  },
  {
    kind: 'book',
    text: '[1920,{"a":[["0.042990","364630.28272081","1618678145.920470"]]},{"b":[["0.042990","0.00000000","1618678145.920708"]],"c":"4105471083"},"book-1000","SC/EUR"]',
    ignored: /^0$/,
  },
  {
    kind: 'ticker',
    text: '[1668,{"a":["13.253900",35,"35.72892241"],"b":["13.232900",185,"185.18432037"],"c":["13.253900","3.71672000"],"v":["26560.85364463","72035.05488104"],"p":["13.529003","13.734728"],"t":[640,1353],"l":["13.021800","13.021800"],"h":["13.942000","14.211200"],"o":["13.804000","13.428300"]},"ticker","WAVES/EUR"]',
    ignored: /^0$|^1\.[ab]\.1$/,
  },
  {
    kind: 'spread',
    text: '[341,["31760.00000","31760.10000","1654031976.197239","0.02167307","6.46761464"],"spread","XBT/USD"]',
    ignored: /^0$/,
  },
  {
    kind: 'trade',
    text: '[993,[["354.11000000","0.89594024","1618678142.557535","s","l",""]],"trade","XMR/USD"]',
    ignored: /^0$/,
  },
  {
    kind: 'ohlc',
    text: '[343,["1675209613.118218","1675209660.000000","23135.00000","23135.40000","23135.00000","23135.40000","23135.13297","0.39012812",7],"ohlc-1","XBT/USD"]',
    ignored: /^0$/,
  },
];

export const SAMPLE_FRAMES = SAMPLES.map((sample) => ({ ...sample, places: placesOf(JSON.parse(sample.text)) }));

const JSON_TEXTS = [
  ...['1.0', '0', '-1', '1e-08', '4294967296', '9007199254740993', '007', '1'.repeat(70), '"1e999"'],
  ...['null', 'true', '""', '"x"', '"1.5"', '"-1"', '"99999999999.999999999"', '"buy"', '"\\ud800"', '"book-99999"'],
  ...['"ohlc-99999"', '"ohlc-99999999999999999999"', '"openOrders"', '"r"'],
  ...['[]', '{}', '[null]', '{"toString":1}', '[{"__proto__":[]}]'],
];

/** A frame of any kind with something else, or nothing, in one place. */
export const nearFrame: fc.Arbitrary<string> = fc
  .constantFrom(...SAMPLE_FRAMES)
  .chain(({ text: frame, places }) =>
    fc
      .tuple(fc.constantFrom(...places), fc.oneof(maybe(fc.constantFrom(...JSON_TEXTS)), fc.json()))
      .map(([place, json]) => withText(frame, place, json)),
  );
