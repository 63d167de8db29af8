import type { Spread, Ticker, Trade } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { microsOf } from '../faults/truth.js';
import { tradeFacts } from '../faults/truth-unnamed.js';
import { LooseSequel } from '../faults/watch/loose-sequel.js';
import { SpreadWatcher } from '../faults/watch/tickers.js';
import { UnnumberedTradeWatcher } from '../faults/watch/unnumbered-trades.js';
import { UntimedTickerWatcher } from '../faults/watch/untimed-tickers.js';
import { gapAt, STRICT, T } from './planted.js';

describe('a sequel of things without names', () => {
  function rig(happened: string) {
    const lies: string[] = [];
    const all = [...happened];
    const matches = (thing: string, place: number) => all[place] === thing;
    const sequel = new LooseSequel<string>({ length: all.length, matches }, 'letters', (lie) => lies.push(lie));
    const hears = (things: string, gap = false) => sequel.told([...things], gap);
    return { lies, sequel, hears };
  }

  it('is content with all in order from wherever it begins, of like ones with as many as there were', () => {
    const { lies, sequel, hears } = rig('xaabacd');
    hears('a');
    hears('bac');
    hears('d');
    sequel.end();
    expect(lies).toEqual([]);
  });

  it('is content with what is missing behind a gap', () => {
    const { lies, sequel, hears } = rig('abcabc');
    hears('a');
    hears('bc', true);
    hears('c', true);
    sequel.end();
    expect(lies).toEqual([]);
  });

  it.each<[string, string, string, string]>([
    ['one that is missing', 'abc', 'ac', '1 of letters are missing before number 3, without a gap'],
    ['one that is told again', 'abc', 'abb', 'number 2 of letters is told again'],
    ['one more than there were', 'aab', 'aaa', 'number 1 of letters is told again'],
    ['one that never was', 'abc', 'ax', 'of letters this never was: "x"'],
    ['one that is missing at the end', 'abc', 'ab', 'at the end there were 3 of letters, told are 2'],
  ])('finds %s', (_, happened, told, lie) => {
    const { lies, sequel, hears } = rig(happened);
    hears(told);
    sequel.end();
    expect(lies).toContain(lie);
  });
});

describe('the watcher of trades without numbers', () => {
  const trade = (second: number, price = '1'): Trade => ({
    ...{ symbol: 'A/B', side: 'buy', price, qty: '1', ordType: 'limit', timestamp: T(second) },
  });
  function rig(demands = STRICT) {
    const lies: string[] = [];
    const happened = [1, 2, 2, 3, 4, 5].map((second) => trade(second));
    const all = happened.map(tradeFacts);
    const matches = (told: Trade, place: number) => all[place] === tradeFacts(told);
    const truth = { all, length: all.length, matches };
    const watcher = new UnnumberedTradeWatcher(truth, demands, (lie) => lies.push(lie));
    watcher.state('live');
    const hears = (type: 'snapshot' | 'update', ...data: Trade[]) => watcher.data({ receivedAt: 1, type, data });
    return { lies, watcher, hears };
  }

  it('is content with each once and in order, with like ones, and with what is missing in a hole', () => {
    const { lies, watcher, hears } = rig();
    hears('snapshot', trade(1));
    hears('update', trade(2), trade(2));
    watcher.state('stale');
    watcher.state('live');
    watcher.gap(gapAt(1, 2), 2);
    hears('update', trade(4));
    hears('update', trade(5));
    watcher.end();
    expect(lies).toEqual([]);
  });

  it.each<[string, RegExp, (it: ReturnType<typeof rig>) => void]>([
    ['one told twice', /is told again$/, ({ hears }) => hears('update', trade(1), trade(1))],
    ['one that is missing', /^2 of trades are missing/, ({ hears }) => hears('update', trade(1), trade(3))],
    ['one that was another', /^of trades this never was/, ({ hears }) => hears('update', trade(1, '2'))],
    [
      'a gap where there was no hole',
      /no hole/,
      ({ hears, watcher }) => {
        hears('update', trade(1));
        watcher.gap(gapAt(1, 2), 2);
        hears('update', trade(2));
      },
    ],
    [
      'a hole that is not told',
      /^a hole was not told/,
      ({ hears, watcher }) => {
        hears('update', trade(1));
        watcher.state('stale');
        watcher.state('live');
        hears('update', trade(2));
      },
    ],
    [
      'a count that nobody can know',
      /counts 3 trades/,
      ({ hears, watcher }) => {
        watcher.state('stale');
        watcher.state('live');
        watcher.gap(gapAt(1, 2, 3), 2);
        hears('update', trade(1));
      },
    ],
    [
      'one that is missing at the end',
      /is the last/,
      ({ hears, watcher }) => {
        hears('update', trade(1));
        watcher.end();
      },
    ],
    [
      'a snapshot in the middle',
      /in the middle$/,
      ({ hears }) => {
        hears('update', trade(1));
        hears('snapshot', trade(2));
      },
    ],
    ['data without trades', /no trades/, ({ hears }) => hears('update')],
  ])('finds %s', (_, lie, tell) => {
    const it = rig();
    tell(it);
    expect(it.lies.join('\n')).toMatch(lie);
  });

  it('finds what never was also where frames are lost and come twice', () => {
    const { lies, hears } = rig({ whole: false, exact: true });
    hears('update', trade(3), trade(1), trade(1));
    expect(lies).toEqual([]);
    hears('update', trade(3, '2'));
    expect(lies).toHaveLength(1);
  });
});

describe('the watchers of tickers without times, and of spreads', () => {
  const today = { volume: '1', vwap: '1', trades: 1, low: '1', high: '1', open: '1' };
  const ticker = (last: string, trades = 1): Ticker => ({
    ...{ symbol: 'A/B', bid: '1', bidQty: '1', ask: '2', askQty: '1', last, volume: '1', vwap: '1', low: '1' },
    ...{ high: '1', change: '0', changePct: '0', today: { ...today, trades } },
  });
  function rig(demands = STRICT) {
    const lies: string[] = [];
    const moments = [ticker('1'), ticker('2'), ticker('1', 2), ticker('3')];
    const watcher = new UntimedTickerWatcher({ moments, last: 3 }, demands, (lie) => lies.push(lie));
    watcher.state('live');
    const hears = (data: Ticker) => {
      watcher.data({ receivedAt: 1, data });
      return lies;
    };
    return { lies, watcher, hears };
  }

  it('are content with what was so, in order, some left out, one told again', () => {
    const { lies, watcher, hears } = rig();
    hears(ticker('1'));
    hears(ticker('1'));
    hears(ticker('1', 2));
    hears(ticker('3'));
    watcher.end();
    expect(lies).toEqual([]);
  });

  it('find what never was, to the day that is told within', () => {
    expect(rig().hears(ticker('4'))[0]).toMatch(/^the ticker never was so/);
    expect(rig().hears(ticker('1', 3))[0]).toMatch(/^the ticker never was so/);
  });

  it('find an older one, unless frames may have overtaken each other, and a newer one that is missing', () => {
    const { lies, watcher, hears } = rig();
    hears(ticker('2'));
    hears(ticker('1'));
    watcher.end();
    expect(lies).toEqual([
      'a ticker was told behind a newer one',
      'at the end there was a newer ticker than the one that is told',
    ]);
    const blind = rig({ whole: false, exact: true });
    blind.hears(ticker('2'));
    expect(blind.hears(ticker('1'))).toEqual([]);
  });

  it('find a spread that was another', () => {
    const lies: string[] = [];
    const spread: Spread = { symbol: 'A/B', bid: '1', bidQty: '1', ask: '2', askQty: '1', timestamp: T(1) };
    const byTime = new Map([[microsOf(T(1)), [spread]]]);
    const watcher = new SpreadWatcher({ byTime, lastAt: microsOf(T(1)) }, STRICT, (lie) => lies.push(lie));
    watcher.state('live');
    // It may cease to be live before the first change.
    for (const second of [1, 2]) {
      watcher.state('stale');
      watcher.state('live');
      watcher.gap(gapAt(second, second), second);
    }
    watcher.data({ receivedAt: 3, data: spread });
    expect(lies).toEqual([]);
    watcher.data({ receivedAt: 4, data: { ...spread, bid: '1.5' } });
    expect(lies).toEqual([`at ${T(1)} bid was 1, told is 1.5`]);
  });
});
