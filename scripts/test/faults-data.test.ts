import type { OhlcCandle, Pair, Ticker, Trade } from '@kraken-stream/core';
import { CATALOGUE } from '@kraken-stream/simulator';
import { describe, expect, it } from 'vitest';
import { factsOf, microsOf } from '../faults/truth.js';
import { CandleWatcher } from '../faults/watch/candles.js';
import { InstrumentWatcher } from '../faults/watch/instruments.js';
import { StatusWatcher } from '../faults/watch/statuses.js';
import { TickerWatcher } from '../faults/watch/tickers.js';
import { TradeWatcher } from '../faults/watch/trades.js';
import { gapAt, STRICT, T } from './planted.js';

describe('the watcher of trades', () => {
  const trade = (tradeId: number, price = '1'): Trade & { readonly tradeId: number } => ({
    ...{ symbol: 'A/B', side: 'buy', price, qty: '1', ordType: 'limit', timestamp: T(0) },
    tradeId,
  });
  /** The last fifty of so many trades, as a snapshot has them. */
  const upTo = (last: number) => Array.from({ length: last }, (_, i) => trade(i + 1));
  const fifty = (last: number) => upTo(last).slice(-50);
  function rig() {
    const lies: string[] = [];
    const byId = new Map(upTo(60).map((each) => [each.tradeId, factsOf(each)]));
    const watcher = new TradeWatcher({ byId, last: 60 }, STRICT, (lie) => lies.push(lie));
    watcher.state('live');
    watcher.data({ receivedAt: 1, type: 'snapshot', data: [trade(1), trade(2)] });
    const hears = (...data: Trade[]) => watcher.data({ receivedAt: 2, type: 'update', data });
    return { lies, watcher, hears };
  }

  it('is content with each once and in order, and with a gap that counts', () => {
    const { lies, watcher, hears } = rig();
    hears(trade(3));
    watcher.gap(gapAt(2, 3, 6), 3);
    hears(...fifty(59));
    hears(trade(60));
    watcher.end();
    expect(lies).toEqual([]);
  });

  it.each<[string, RegExp, (it: ReturnType<typeof rig>) => void]>([
    ['a trade told twice', /^trade 2 was told behind trade 2$/, ({ hears }) => hears(trade(2))],
    ['a trade that is missing', /^1 trades are missing before 4, none by the gap$/, ({ hears }) => hears(trade(4))],
    ['one missing within', /^trade 5 was told behind trade 3$/, ({ hears }) => hears(trade(3), trade(5))],
    [
      'a gap that miscounts',
      /^7 trades are missing before 10, 6 by the gap$/,
      ({ hears, watcher }) => {
        watcher.gap(gapAt(1, 2, 6), 2);
        hears(...fifty(59));
      },
    ],
    [
      'a gap without a count',
      /^7 trades are missing before 10, NaN by the gap$/,
      ({ hears, watcher }) => {
        watcher.gap(gapAt(1, 2), 2);
        hears(...fifty(59));
      },
    ],
    [
      'a gap of what could be restored',
      /^trades are missing before 4 that the exchange still tells$/,
      ({ hears, watcher }) => {
        watcher.gap(gapAt(1, 2, 1), 2);
        hears(trade(4));
      },
    ],
    [
      'a gap where nothing is missing',
      /^a gap was told though no trade is missing$/,
      ({ hears, watcher }) => {
        watcher.gap(gapAt(1, 2, 0), 2);
        hears(...upTo(60).slice(2, 52));
      },
    ],
    ['another price', /^trade 3 was another$/, ({ hears }) => hears(trade(3, '2'))],
    ['a trade that never was', /^trade 61 was another$/, ({ hears }) => hears(...upTo(61).slice(2))],
    [
      'a second beginning',
      /^a snapshot was told in the middle$/,
      ({ watcher }) => watcher.data({ receivedAt: 2, type: 'snapshot', data: [trade(3)] }),
    ],
    ['nothing, as data', /^no trades were told, as data$/, ({ hears }) => hears()],
    ['one missing at the end', /^at the end trade 60 is the last, 2 is told$/, ({ watcher }) => watcher.end()],
  ])('finds %s, and nothing else', (_, what, lie) => {
    const it = rig();
    lie(it);
    expect(it.lies).toEqual([expect.stringMatching(what)]);
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

  it.each<[string, RegExp, (it: ReturnType<typeof rig>) => void]>([
    ['one that goes back', /^the candle of .*01:00.0+Z was told again, behind/, ({ hears }) => hears(candle(1, 1))],
    ['one that never was', /never was$/, ({ hears }) => hears({ ...candle(1, 3), close: '2' })],
    [
      'one closed too early',
      /closed with 3 trades, told are 2$/,
      ({ hears }) => hears(candle(1, 2, true), candle(2, 1)),
    ],
    ['one never closed', /01:00.0+Z was never closed$/, ({ hears }) => hears(candle(2, 1))],
    [
      'one closed twice',
      /01:00.0+Z was told again, behind that of .*02:00.0+Z$/,
      ({ hears }) => {
        hears(candle(1, 3, true), candle(2, 1));
        hears(candle(1, 3, true), candle(2, 1));
      },
    ],
    ['a running one told as closed', /is told as closed$/, ({ hears }) => hears(candle(1, 3, true))],
    [
      'one left out without a gap',
      /^candles are missing between .*01:00.0+Z and .*03:00.0+Z, without a gap$/,
      ({ hears }) => hears(candle(1, 3, true), candle(3, 1)),
    ],
    [
      'a gap where none is missing',
      /^a gap was told though no candle is missing$/,
      ({ hears, watcher }) => {
        watcher.gap(gapAt(1, 2), 2);
        hears(candle(1, 3));
      },
    ],
    [
      'a new beginning without a gap',
      /^a new beginning without a gap$/,
      ({ watcher }) => watcher.data({ receivedAt: 2, type: 'snapshot', data: [candle(1, 3)] }),
    ],
    ['no candles, as data', /^no candles were told, as data$/, ({ hears }) => hears()],
    ['an old one at the end', /^at the end the candle of .*03:00.0+Z has 1 trades/, ({ watcher }) => watcher.end()],
  ])('finds %s', (_, what, lie) => {
    const it = rig();
    lie(it);
    expect(it.lies).toContainEqual(expect.stringMatching(what));
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
    const byTime = new Map([1, 2, 3].map((second) => [microsOf(T(second)), [ticker(second)]]));
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

  it.each<[string, RegExp, (it: ReturnType<typeof rig>) => void]>([
    ['an older one', /^a ticker of .*01.000000Z was told behind one of .*02.000000Z$/, ({ hears }) => hears(ticker(1))],
    ['one that was not so', /bid was 1, told is 1.5$/, ({ hears }) => hears(ticker(3, '1.5'))],
    ['one of a time when there was none', /no ticker was made$/, ({ hears }) => hears(ticker(9))],
    ['an old one at the end', /^at the end the ticker of .*02.000000Z is told/, ({ watcher }) => watcher.end()],
    [
      'a hole that is not told',
      /^a hole was not told/,
      ({ hears, watcher }) => {
        watcher.state('stale');
        watcher.state('live');
        hears(ticker(3));
      },
    ],
  ])('finds %s, and nothing else', (_, what, lie) => {
    const it = rig();
    lie(it);
    expect(it.lies).toEqual([expect.stringMatching(what)]);
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
    hears('snapshot', pair!, other!);
    hears('update', other!);
    watcher.end();
    expect(lies).toEqual([]);
  });

  it('find a snapshot that leaves something out', () => {
    const { lies, hears } = rig();
    hears('snapshot', pair!);
    expect(lies).toEqual(['a snapshot has 1 of 2']);
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
