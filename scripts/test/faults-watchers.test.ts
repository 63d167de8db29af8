import type { Gap } from '@kraken-stream/client';
import { type OhlcCandle, type Pair, type Ticker, type Trade, v2 } from '@kraken-stream/core';
import { CATALOGUE } from '@kraken-stream/simulator';
import { describe, expect, it } from 'vitest';
import { factsOf, microsOf } from '../faults/truth.js';
import { BookWatcher } from '../faults/watch/books.js';
import { CandleWatcher } from '../faults/watch/candles.js';
import { InstrumentWatcher } from '../faults/watch/instruments.js';
import { StatusWatcher } from '../faults/watch/statuses.js';
import { TickerWatcher } from '../faults/watch/tickers.js';
import { TradeWatcher } from '../faults/watch/trades.js';
import type { Demands } from '../faults/watch/watcher.js';
import { Dealings, Wire } from '../faults/wire.js';

const STRICT: Demands = { whole: true, exact: true };
const T = (second: number) => `2026-01-01T10:00:${String(second).padStart(2, '0')}.000000Z`;

/** A gap from the second at which data came last, told now. */
const gapAt = (from: number, to: number, missed?: number): Gap => ({
  type: 'gap',
  reason: 'a reason',
  channel: 'trade',
  from,
  to,
  missed,
});

describe('the watcher of books', () => {
  const level = (price: string) => ({ price, qty: '1' });
  const side = (...prices: string[]) => ({
    length: prices.length,
    levels: (n = 1000) => prices.map(level).slice(0, n),
  });
  function rig(demands = STRICT) {
    const lies: string[] = [];
    const book = { state: 'live' as 'live' | 'stale', version: 1, depth: 10, bids: side('9'), asks: side('11') };
    const moments = [
      { micros: microsOf(T(1)), all: '9 1\n/11 1\n', top: '9 1\n/11 1\n' },
      { micros: microsOf(T(2)), all: '8 1\n/11 1\n', top: '8 1\n/11 1\n' },
    ];
    const at = (micros: number) => moments.flatMap((moment, i) => (moment.micros === micros ? [i] : []));
    const watcher = new BookWatcher(book, { moments, at, last: moments[1]! }, demands, (lie) => lies.push(lie));
    watcher.state('live');
    /** The book shows this bid, and says so. */
    const shows = (price: string, second: number) => {
      book.bids = side(price);
      book.version++;
      watcher.data({ receivedAt: second, timestamp: T(second) });
      watcher.afterFrame();
      return lies;
    };
    return { book, watcher, lies, shows };
  }

  it('is content with what is true', () => {
    const { shows, watcher, lies } = rig();
    shows('9', 1);
    shows('8', 2);
    watcher.end();
    expect(lies).toEqual([]);
  });

  it('finds levels that are not the exchange’s at that frame', () => {
    expect(rig().shows('9', 2)).toEqual([`the live book is not the exchange's at ${T(2)}`]);
  });

  it('finds them also where digits are damaged', () => {
    expect(rig({ whole: false, exact: false }).shows('7', 2)).toEqual([
      `the live book is not the exchange's at ${T(2)}`,
    ]);
  });

  it('finds a book that goes back in time', () => {
    const { shows } = rig();
    shows('8', 2);
    expect(shows('9', 1)).toEqual([`the live book went back in time, to ${T(1)}`]);
  });

  it('finds levels that a stale book shows', () => {
    const { book, watcher, lies } = rig();
    book.state = 'stale';
    watcher.afterFrame();
    expect(lies).toEqual(['a book that is stale shows levels']);
  });

  it('finds a change that was not told', () => {
    const { shows, book, watcher, lies } = rig();
    shows('9', 1);
    book.version++;
    watcher.afterFrame();
    expect(lies).toEqual(['the live book changed without an update']);
  });

  it('finds a book that is behind at the end, or not live', () => {
    const { shows, watcher, book, lies } = rig();
    shows('9', 1);
    watcher.end();
    book.state = 'stale';
    watcher.end();
    expect(lies).toEqual(["at the end the book is not the exchange's", 'at the end the book is stale']);
  });

  it('finds a hole that is not told, a gap without a hole, and a gap twice', () => {
    const silent = rig();
    silent.shows('9', 1);
    silent.watcher.state('stale');
    silent.watcher.state('live');
    expect(silent.shows('8', 2)[0]).toMatch(/^a hole was not told/);
    const loud = rig();
    loud.shows('9', 1);
    loud.watcher.gap(gapAt(1, 2), 2);
    loud.watcher.gap(gapAt(1, 2), 2);
    expect(loud.shows('8', 2).map((lie) => lie.slice(0, 12))).toEqual(['a second gap', 'a gap was to']);
  });

  it('finds a gap whose times are not those of the hole', () => {
    const { shows, watcher, lies } = rig();
    shows('9', 5);
    lies.length = 0;
    watcher.gap(gapAt(4, 6), 6);
    watcher.gap(gapAt(5, 6), 7);
    expect(lies.filter((lie) => lie.startsWith('a gap from'))).toHaveLength(2);
  });

  it('finds data that is told while not live', () => {
    const { watcher, shows } = rig();
    watcher.state('stale');
    watcher.gap(gapAt(1, 1), 1);
    expect(shows('9', 1)).toEqual(['data was told in state stale']);
  });
});

describe('the watcher of trades', () => {
  const trade = (tradeId: number, price = '1'): Trade => ({
    ...{ symbol: 'A/B', side: 'buy', price, qty: '1', ordType: 'limit', timestamp: T(0) },
    tradeId,
  });
  function rig() {
    const lies: string[] = [];
    const byId = new Map([1, 2, 3, 4, 5].map((id) => [id, factsOf(trade(id))]));
    const watcher = new TradeWatcher({ byId, last: 5 }, STRICT, (lie) => lies.push(lie));
    watcher.state('live');
    watcher.data({ receivedAt: 1, type: 'snapshot', data: [trade(1), trade(2)] });
    const hears = (...data: Trade[]) => watcher.data({ receivedAt: 2, type: 'update', data });
    return { lies, watcher, hears };
  }

  it('is content with each once and in order, and with a gap that counts', () => {
    const { lies, watcher, hears } = rig();
    hears(trade(3));
    watcher.gap(gapAt(2, 3, 1), 3);
    hears(trade(5));
    watcher.end();
    expect(lies).toEqual([]);
  });

  it.each<[string, (it: ReturnType<typeof rig>) => void]>([
    ['a trade told twice', ({ hears }) => hears(trade(2))],
    ['a trade that is missing', ({ hears }) => hears(trade(4))],
    ['one that is missing within', ({ hears }) => hears(trade(3), trade(5))],
    [
      'a gap that miscounts',
      ({ hears, watcher }) => {
        watcher.gap(gapAt(1, 2, 2), 2);
        hears(trade(4));
      },
    ],
    [
      'a gap without a count',
      ({ hears, watcher }) => {
        watcher.gap(gapAt(1, 2), 2);
        hears(trade(4));
      },
    ],
    [
      'a gap where nothing is missing',
      ({ hears, watcher }) => {
        watcher.gap(gapAt(1, 2, 0), 2);
        hears(trade(3));
      },
    ],
    ['another price', ({ hears }) => hears(trade(3, '2'))],
    [
      'a trade that never was',
      ({ hears }) => {
        hears(trade(3), trade(4), trade(5));
        hears(trade(6));
      },
    ],
    ['a second beginning', ({ watcher }) => watcher.data({ receivedAt: 2, type: 'snapshot', data: [trade(3)] })],
    ['nothing, as data', ({ watcher }) => watcher.data({ receivedAt: 2, type: 'update', data: [trade(3)].slice(1) })],
    ['the last one missing at the end', ({ watcher }) => watcher.end()],
  ])('finds %s', (_, lie) => {
    const it = rig();
    lie(it);
    expect(it.lies).not.toEqual([]);
  });
});

describe('the watcher of candles', () => {
  const candle = (minute: number, trades: number, closed = false): OhlcCandle => ({
    ...{ symbol: 'A/B', open: '1', high: '1', low: '1', close: '1', vwap: '1', volume: '1', interval: 1 },
    ...{ trades, closed, intervalBegin: `2026-01-01T10:0${minute}:00.000000000Z` },
  });
  const factsOfCandle = ({ closed: _, ...facts }: OhlcCandle) => factsOf(facts);
  function rig(demands = STRICT) {
    const lies: string[] = [];
    const all = [candle(1, 1), candle(1, 2), candle(1, 3), candle(2, 1), candle(3, 1)];
    const byCount = new Map(all.map((each) => [`${each.intervalBegin} ${each.trades}`, factsOfCandle(each)]));
    const counts = new Map(all.map(({ intervalBegin, trades }) => [intervalBegin, trades]));
    const watcher = new CandleWatcher({ byCount, counts, begins: [...counts.keys()] }, demands, (lie) =>
      lies.push(lie),
    );
    watcher.state('live');
    watcher.data({ receivedAt: 1, type: 'snapshot', data: [candle(1, 2)] });
    const hears = (...data: OhlcCandle[]) => watcher.data({ receivedAt: 2, type: 'update', data });
    return { lies, watcher, hears };
  }

  it('is content with each closed once, in order', () => {
    const { lies, hears, watcher } = rig();
    hears(candle(1, 3));
    hears(candle(1, 3, true), candle(2, 1));
    hears(candle(2, 1, true), candle(3, 1));
    watcher.end();
    expect(lies).toEqual([]);
  });

  it.each<[string, (it: ReturnType<typeof rig>) => void]>([
    ['one that goes back', ({ hears }) => hears(candle(1, 1))],
    ['one that never was', ({ hears }) => hears({ ...candle(1, 3), close: '2' })],
    ['one closed too early', ({ hears }) => hears(candle(1, 2, true), candle(2, 1))],
    ['one never closed', ({ hears }) => hears(candle(2, 1))],
    [
      'one closed twice',
      ({ hears }) => {
        hears(candle(1, 3, true), candle(2, 1));
        hears(candle(1, 3, true), candle(2, 1));
      },
    ],
    ['a running one that is told as closed', ({ hears }) => hears(candle(1, 3, true))],
    [
      'one left out without a gap',
      ({ hears }) => {
        hears(candle(1, 3));
        hears(candle(1, 3, true), candle(3, 1));
      },
    ],
    [
      'a gap where none is missing',
      ({ hears, watcher }) => {
        watcher.gap(gapAt(1, 2), 2);
        hears(candle(1, 3));
      },
    ],
    [
      'a new beginning without a gap',
      ({ watcher }) => watcher.data({ receivedAt: 2, type: 'snapshot', data: [candle(1, 3)] }),
    ],
    ['no candles, as data', ({ hears }) => hears()],
    ['an old one at the end', ({ watcher }) => watcher.end()],
  ])('finds %s', (_, lie) => {
    const it = rig();
    lie(it);
    expect(it.lies).not.toEqual([]);
  });
});

describe('the watcher of tickers', () => {
  const ticker = (second: number, bid = '1'): Ticker => ({
    ...{
      symbol: 'A/B',
      bid,
      bidQty: '1',
      ask: '2',
      askQty: '1',
      last: '1',
      volume: '1',
      vwap: '1',
      low: '1',
      high: '1',
    },
    ...{ change: '0', changePct: '0', timestamp: T(second) },
  });
  function rig() {
    const lies: string[] = [];
    const byTime = new Map([1, 2, 3].map((second) => [microsOf(T(second)), ticker(second)]));
    const watcher = new TickerWatcher({ byTime, lastAt: microsOf(T(3)) }, STRICT, (lie) => lies.push(lie));
    watcher.state('live');
    const hears = (data: Ticker) => watcher.data({ receivedAt: 1, data });
    hears(ticker(2));
    return { lies, watcher, hears };
  }

  it('is content with what is true', () => {
    const { lies, hears, watcher } = rig();
    hears(ticker(3));
    watcher.end();
    expect(lies).toEqual([]);
  });

  it.each<[string, (it: ReturnType<typeof rig>) => void]>([
    ['an older one', ({ hears }) => hears(ticker(1))],
    ['one that was not so', ({ hears }) => hears(ticker(3, '1.5'))],
    ['one of a time when there was none', ({ hears }) => hears(ticker(9))],
    ['an old one at the end', ({ watcher }) => watcher.end()],
    [
      'a hole that is not told',
      ({ hears, watcher }) => {
        watcher.state('stale');
        watcher.state('live');
        hears(ticker(3));
      },
    ],
  ])('finds %s', (_, lie) => {
    const it = rig();
    lie(it);
    expect(it.lies).not.toEqual([]);
  });
});

describe('the watchers of instruments and of the status', () => {
  const [pair, other] = CATALOGUE.map((each): Pair => each.pair);
  const rig = () => {
    const lies: string[] = [];
    const now = [factsOf(pair!), factsOf(other!)].sort();
    const watcher = new InstrumentWatcher({ ever: new Set(now), now }, STRICT, (lie) => lies.push(lie));
    watcher.state('live');
    const hears = (type: 'snapshot' | 'update', ...pairs: Pair[]) =>
      watcher.data({ receivedAt: 1, type, data: { assets: [], pairs } });
    return { lies, watcher, hears };
  };

  it('are content with what is listed', () => {
    const { lies, watcher, hears } = rig();
    hears('snapshot', pair!);
    hears('update', other!);
    watcher.end();
    expect(lies).toEqual([]);
  });

  it('find what never was, what is missing at the end, and an update before all', () => {
    const { lies, watcher, hears } = rig();
    hears('update', { ...pair!, costMin: '77' });
    watcher.end();
    expect(lies.map((lie) => lie.slice(0, 16))).toEqual(['an update was to', 'this never was t', 'at the end 1 of ']);
  });

  it('find another mode at the end', () => {
    const lies: string[] = [];
    const watcher = new StatusWatcher({ mode: 'online' }, STRICT, (lie) => lies.push(lie));
    watcher.state('live');
    watcher.data({ receivedAt: 1, data: { system: 'post_only' } });
    watcher.end();
    expect(lies).toEqual(['at the end the exchange is online, told is post_only']);
  });
});

describe('the watcher of the wire', () => {
  const rig = () => {
    const lies: string[] = [];
    return { lies, wire: new Wire(v2, (lie) => lies.push(lie)) };
  };

  it('finds two connections at a time', () => {
    const { lies, wire } = rig();
    wire.attempted(0);
    wire.attempted(1);
    expect(lies).toEqual(['2 connections at a time']);
  });

  it('finds attempts that come too fast, and too many of them', () => {
    const { lies, wire } = rig();
    for (let i = 0; i <= 100; i++) {
      wire.attempted(i * 5_000);
      wire.ended(i * 5_000, 1006, undefined);
    }
    expect(lies).toEqual(['101 attempts to connect within 600 s']);
    for (let i = 0; i <= 10; i++) {
      wire.attempted(2_000_000 + i);
      wire.ended(2_000_000 + i, 1006, undefined);
    }
    expect(lies[1]).toBe('11 attempts to connect within 10 s');
  });

  it.each<[string, (wire: Wire) => void]>([
    [
      'maintenance',
      (wire) => {
        wire.received(v2.encode({ type: 'status', system: 'maintenance', version: '', apiVersion: 'v2' }));
        wire.ended(0, 1006, undefined);
      },
    ],
    ['a close with 1013', (wire) => wire.ended(0, 1013, undefined)],
    ['a status 429', (wire) => wire.ended(0, 1006, 429)],
  ])('finds an attempt too soon after %s', (_, happens) => {
    const { lies, wire } = rig();
    wire.attempted(0);
    happens(wire);
    wire.attempted(4_999);
    expect(lies[0]).toMatch(/before its time$/);
  });

  it('finds what is held and not wanted, held twice, and wanted and not held', () => {
    const { lies, wire } = rig();
    const [trade, ticker] = [
      { channel: 'trade', symbol: 'A/B' } as const,
      { channel: 'ticker', symbol: 'A/B' } as const,
    ];
    wire.compare([[trade], [ticker]], [ticker, trade]);
    expect(lies).toEqual([]);
    wire.compare([[trade], [trade]], [trade, ticker]);
    expect(lies).toEqual(['the exchange does not hold ticker A/B', 'the exchange holds trade A/B, which nobody wants']);
  });

  it('finds what is asked for again though it was acknowledged, unless it was given up', () => {
    const lies: string[] = [];
    const dealings = new Dealings(v2, (lie) => lies.push(lie));
    const ask = (method: 'subscribe' | 'unsubscribe', reqId: number) =>
      dealings.asked(v2.encodeRequest({ method, channel: 'trade', symbols: ['A/B'], reqId }));
    const times = { timeIn: T(0), timeOut: T(0) };
    const refuse = (reqId: number) =>
      dealings.sent(
        v2.encode({
          type: 'refused',
          method: 'subscribe',
          error: 'Already subscribed',
          reqId,
          symbol: 'A/B',
          ...times,
        }),
      );
    ask('subscribe', 1);
    ask('subscribe', 2);
    refuse(2);
    expect(lies).toEqual([]);
    dealings.sent(v2.encode({ type: 'subscribed', reqId: 1, result: { channel: 'trade', symbol: 'A/B' }, ...times }));
    ask('unsubscribe', 3);
    ask('subscribe', 4);
    refuse(4);
    expect(lies).toEqual([]);
    dealings.sent(v2.encode({ type: 'subscribed', reqId: 4, result: { channel: 'trade', symbol: 'A/B' }, ...times }));
    ask('subscribe', 5);
    refuse(5);
    expect(lies).toEqual(['trade A/B was asked for again, though it was acknowledged']);
    dealings.asked('nonsense');
    expect(lies).toHaveLength(2);
  });
});
