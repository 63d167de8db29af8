import type { Topic } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import {
  asset,
  candle,
  candlesOf,
  INSTRUMENTS,
  instrumentFrame,
  ohlcFrame,
  STATUS,
  status,
  tickerFrame,
  tickerOf,
  timeAt,
  trade,
  tradeFrame,
  trades,
  tradesOf,
} from '../messages.js';
import { book, Rig } from './rig.js';

const QUIET = { liveness: { pingAfterMs: 1e9, deadAfterMs: 1e9, keepAliveMs: 1e9 } };
const BTC = tradesOf('BTC/USD');
const ETH = tradesOf('ETH/USD');

/** Lets a topic start over: waits, unsubscribes, subscribes. */
function startOver(rig: Rig): Rig {
  rig.untilRequest();
  return rig.acknowledgesAll().acknowledgesAll();
}

/** Loses the connection and makes it anew, with all that was wanted acknowledged. */
function reconnect(rig: Rig): Rig {
  rig.closed(1001, 'restarting').untilConnect();
  return rig.opened().acknowledgesAll();
}

describe('the trades of a topic', () => {
  const begun = (options = {}) => {
    const rig = Rig.acknowledged([BTC], { ...QUIET, ...options }).says(tradeFrame(true, trades(99, 100)));
    expect(rig.takeTold()).toEqual(['live', { snapshot: trades(99, 100) }]);
    return rig;
  };

  it('are told with the time of the last, each once', () => {
    const rig = begun().says(tradeFrame(false, trades(101, 102)));
    expect(rig.takeEvents()).toMatchObject([
      { type: 'data', topic: BTC, data: trades(101, 102), timestamp: trade(102).timestamp, receivedAt: rig.now },
    ]);
    rig.says(tradeFrame(false, trades(101, 102)));
    expect(rig.takeEvents()).toEqual([]);
  });

  it('are not told before a snapshot has come', () => {
    const rig = Rig.acknowledged([BTC]).says(tradeFrame(false, [trade(101)]));
    expect(rig.takeEvents()).toEqual([]);
    rig.says(tradeFrame(true, trades(100, 102)));
    expect(rig.takeTold()).toEqual(['live', { snapshot: trades(100, 102) }]);
  });

  it('of several symbols in one frame go each to its own', () => {
    const rig = Rig.acknowledged([BTC, ETH]).says(tradeFrame(true, [...trades(99, 100), ...trades(7, 8, 'ETH/USD')]));
    expect(rig.takeTold()).toEqual([
      'live',
      { snapshot: trades(99, 100) },
      'live',
      { snapshot: trades(7, 8, 'ETH/USD') },
    ]);
    rig.says(tradeFrame(false, [trade(101), trade(9, 'ETH/USD'), trade(5, 'NO/NE'), trade(102)]));
    expect(rig.takeEvents()).toMatchObject([
      { topic: BTC, data: [trade(101), trade(102)] },
      { topic: ETH, data: [trade(9, 'ETH/USD')] },
    ]);
  });

  it('of an empty frame are none', () => {
    const rig = begun().says(tradeFrame(false, [])).says(tradeFrame(true, []));
    expect(rig.takeEvents()).toEqual([]);
  });

  it('that jump start the symbol over, and the snapshot heals it without a hole', () => {
    const rig = begun().says(tradeFrame(false, [trade(103)]));
    expect(rig.takeTold()).toEqual(['stale']);
    rig.says(tradeFrame(false, [trade(104)]));
    expect(rig.takeTold()).toEqual([]);
    rig.untilRequest();
    const unsubscribe = rig.takeRequest();
    expect(unsubscribe).toMatchObject({ method: 'unsubscribe', channel: 'trade', symbols: ['BTC/USD'] });
    rig.acknowledges(unsubscribe);
    const subscribe = rig.takeRequest();
    expect(subscribe).toMatchObject({ method: 'subscribe', channel: 'trade', symbols: ['BTC/USD'], snapshot: true });
    rig.acknowledges(subscribe).says(tradeFrame(true, trades(56, 105)));
    expect(rig.takeTold()).toEqual(['live', { update: trades(101, 105) }]);
    rig.says(tradeFrame(false, [trade(106)]));
    expect(rig.takeTold()).toEqual([{ update: [trade(106)] }]);
  });

  it('that jump further than the snapshot reaches leave a hole that is counted', () => {
    const rig = begun().wait(500);
    rig.says(tradeFrame(false, [trade(200)]));
    const from = rig.now - 500;
    startOver(rig).takeEvents();
    rig.says(tradeFrame(true, trades(151, 200)));
    expect(rig.takeEvents()).toMatchObject([
      {
        type: 'gap',
        topic: BTC,
        reason: 'trade 100 was followed by trade 200',
        from,
        to: rig.now,
        missed: 50,
      },
      { type: 'topic', state: 'live' },
      { type: 'data', snapshot: false, data: trades(151, 200) },
    ]);
  });

  it('that jump again and again are told with their holes, once starting over was tried often enough', () => {
    const rig = begun({ resync: { budget: 2 } });
    let last = 100;
    for (let n = 0; n < 2; n++) {
      rig.says(tradeFrame(false, [trade(last + 2)]));
      startOver(rig).says(tradeFrame(true, trades(last - 40, last + 2)));
      last += 2;
      expect(rig.takeTold()).toEqual(['stale', 'live', { update: trades(last - 1, last) }]);
    }
    rig.says(tradeFrame(false, [trade(107)])).says(tradeFrame(false, [trade(108)]));
    expect(rig.takeTold()).toEqual(['gap of 2', { update: [trade(107)] }, { update: [trade(108)] }]);
    // After it was whole for long, starting over is tried again.
    for (const id of [110, 112]) {
      rig.wait(29_999).says(tradeFrame(false, [trade(id)]));
      expect(rig.takeTold()).toEqual(['gap of 1', { update: [trade(id)] }]);
    }
    rig.wait(30_000).says(tradeFrame(false, [trade(114)]));
    expect(rig.takeTold()).toEqual(['stale']);
    expect(rig.takeRequests()).toEqual([]);
    expect(rig.untilRequest()).toBe(125);
  });

  it('that were missed with a connection are told when a snapshot has them', () => {
    const rig = reconnect(begun());
    rig.says(tradeFrame(false, [trade(104)]));
    expect(rig.takeTold()).toEqual(['stale']);
    rig.says(tradeFrame(true, trades(95, 104)));
    expect(rig.takeTold()).toEqual(['live', { update: trades(101, 104) }]);
  });

  it('that were missed with a connection are counted when no snapshot has them', () => {
    const rig = reconnect(begun()).says(tradeFrame(true, trades(111, 160)));
    expect(rig.takeTold()).toEqual(['stale', 'gap of 10', 'live', { update: trades(111, 160) }]);
  });

  it('of which none was missed with a connection go on without a hole', () => {
    const rig = reconnect(begun()).says(tradeFrame(true, trades(51, 100)));
    expect(rig.takeTold()).toEqual(['stale', 'live']);
    rig.says(tradeFrame(false, [trade(101)]));
    expect(rig.takeTold()).toEqual([{ update: [trade(101)] }]);
  });

  it('whose numbers began anew are a new whole behind a hole', () => {
    const anew = trades(1, 20, 'BTC/USD', 2);
    expect(reconnect(begun()).says(tradeFrame(true, anew)).takeTold()).toEqual([
      'stale',
      'gap: connection lost: restarting',
      'live',
      { snapshot: anew },
    ]);
    // Also in a snapshot that nobody has asked for.
    expect(begun().says(tradeFrame(true, anew)).takeTold()).toEqual(['gap: another series began', { snapshot: anew }]);
  });

  it('are dropped while they are being left or started over', () => {
    const rig = begun().leave(BTC).turn();
    rig.takeEvents();
    rig.says(tradeFrame(false, [trade(101)]));
    expect(rig.takeEvents()).toEqual([]);
    const again = begun().says(tradeFrame(false, [trade(103)]));
    again.untilRequest();
    again.takeEvents();
    again.says(tradeFrame(true, trades(100, 103)));
    expect(again.takeEvents()).toEqual([]);
  });

  it('begin anew for whoever comes back while they are being left', () => {
    const rig = begun().leave(BTC).turn().want(BTC).turn().acknowledgesAll();
    expect(rig.session.held(BTC)?.channel?.latest()).toBeUndefined();
    rig.takeEvents();
    rig.says(tradeFrame(true, trades(151, 200)));
    expect(rig.takeTold()).toEqual(['live', { snapshot: trades(151, 200) }]);
  });
});

describe('the candles of a topic', () => {
  const MINUTES = candlesOf('BTC/USD', 1);
  const FIVES = candlesOf('BTC/USD', 5);
  const closed = (minute: number, count: number) => ({ ...candle(minute, count), closed: true });
  const open = (minute: number, count: number) => ({ ...candle(minute, count), closed: false });
  const begun = () => {
    const rig = Rig.acknowledged([MINUTES], QUIET).says(ohlcFrame(true, [candle(4, 9), candle(5, 3)]));
    expect(rig.takeTold()).toEqual(['live', { snapshot: [closed(4, 9), open(5, 3)] }]);
    return rig;
  };

  it('carry the time of the frame', () => {
    const rig = begun().says(ohlcFrame(false, [candle(6, 1)]));
    expect(rig.takeEvents()).toMatchObject([
      { type: 'data', topic: MINUTES, data: [closed(5, 3), open(6, 1)], timestamp: '2026-08-01T02:59:00.000000000Z' },
    ]);
  });

  it('of several intervals are told apart', () => {
    const rig = Rig.acknowledged([MINUTES, FIVES, candlesOf('ETH/USD', 1)], QUIET);
    const five = candle(5, 3, 'BTC/USD', 5);
    rig.says(ohlcFrame(true, [candle(5, 1)])).says(ohlcFrame(true, [five]));
    const told = rig.takeEvents().filter(({ type }) => type === 'data');
    expect(told).toMatchObject([
      { topic: MINUTES, data: [open(5, 1)] },
      { topic: FIVES, data: [{ ...five, closed: false }] },
    ]);
    rig.says(ohlcFrame(false, [candle(6, 1), candle(5, 4, 'BTC/USD', 5)]));
    expect(rig.takeEvents()).toMatchObject([
      { topic: MINUTES, data: [closed(5, 1), open(6, 1)] },
      { topic: FIVES, data: [{ trades: 4, closed: false }] },
    ]);
  });

  it('go on after a connection was lost, when the snapshot has the last one seen', () => {
    const rig = reconnect(begun()).says(ohlcFrame(true, [candle(4, 9), candle(5, 8), candle(7, 1)]));
    expect(rig.takeTold()).toEqual(['stale', 'live', { update: [closed(5, 8), open(7, 1)] }]);
    rig.says(ohlcFrame(false, [candle(8, 1)]));
    expect(rig.takeTold()).toEqual([{ update: [closed(7, 1), open(8, 1)] }]);
  });

  it('begin anew behind a hole, when it has not', () => {
    const rig = reconnect(begun()).says(ohlcFrame(true, [candle(7, 8), candle(8, 1)]));
    expect(rig.takeTold()).toEqual([
      'stale',
      'gap: connection lost: restarting',
      'live',
      { snapshot: [closed(7, 8), open(8, 1)] },
    ]);
  });

  it('are asked for with their interval', () => {
    const rig = new Rig().want(MINUTES, FIVES).opened();
    expect(rig.takeRequests()).toMatchObject([{ interval: 1 }, { interval: 5 }]);
  });
});

describe('a ticker’s topic', () => {
  it('lives with any frame, and tells no older one', () => {
    const rig = Rig.acknowledged([tickerOf()]).says(tickerFrame(false, timeAt(2)));
    expect(rig.takeEvents()).toMatchObject([
      { type: 'topic', state: 'live' },
      { type: 'data', snapshot: false, timestamp: timeAt(2) },
    ]);
    rig.says(tickerFrame(false, timeAt(1), '98.0'));
    expect(rig.takeEvents()).toEqual([]);
  });

  it('is told with a hole after a connection was lost', () => {
    const rig = reconnect(Rig.acknowledged([tickerOf()]).says(tickerFrame(true, timeAt(2))));
    rig.takeEvents();
    rig.says(tickerFrame(true, timeAt(9)));
    expect(rig.takeTold()).toEqual([
      'gap: connection lost: restarting',
      'live',
      { snapshot: tickerFrame(true, timeAt(9)).data },
    ]);
  });

  it('is asked for with its trigger', () => {
    const rig = new Rig().want(tickerOf('BTC/USD', 'bbo'), tickerOf('ETH/USD')).opened();
    expect(rig.takeRequests()).toMatchObject([{ eventTrigger: 'bbo' }, { eventTrigger: undefined }]);
  });
});

describe('the instruments’ topic', () => {
  it('takes no change before all was told, and again after a connection was lost', () => {
    const rig = Rig.acknowledged([INSTRUMENTS], QUIET).says(instrumentFrame(false, [asset('BTC')], []));
    expect(rig.takeEvents()).toEqual([]);
    rig.says(instrumentFrame(true, [asset('BTC')], [])).says(instrumentFrame(false, [asset('USD')], []));
    expect(rig.takeTold()).toEqual([
      'live',
      { snapshot: { assets: [asset('BTC')], pairs: [] } },
      { update: { assets: [asset('USD')], pairs: [] } },
    ]);
    reconnect(rig).says(instrumentFrame(false, [asset('ETH')], []));
    expect(rig.takeTold()).toEqual(['stale']);
    rig.says(instrumentFrame(true, [], []));
    expect(rig.takeTold()).toEqual([
      'gap: connection lost: restarting',
      'live',
      { snapshot: { assets: [], pairs: [] } },
    ]);
  });
});

describe('the status’s topic', () => {
  const { type: _, ...online } = status('online');

  it('is told to whoever wants it before the frame comes, and asks for nothing', () => {
    const rig = new Rig(QUIET).want(STATUS).opened();
    rig.takeEvents();
    rig.says(status('online')).says(status('post_only'));
    expect(rig.takeTold()).toEqual(['live', { snapshot: online }, { update: { ...online, system: 'post_only' } }]);
    expect(rig.wait(120_000).requests).toEqual([]);
  });

  it('is told late to whoever wants it after the frame came', () => {
    const rig = new Rig().want(BTC).opened().says(status('online'));
    rig.acknowledgesAll().takeEvents();
    rig.want(STATUS);
    expect(rig.takeEvents()).toEqual([]);
    expect(rig.turn().takeTold()).toEqual(['live', { snapshot: online }]);
    expect(rig.requests).toEqual([]);
  });

  it('ends at once when it is left', () => {
    const rig = new Rig().want(STATUS, BTC).opened().acknowledgesAll().says(status());
    rig.takeEvents();
    rig.leave(STATUS);
    expect(rig.takeEvents()).toMatchObject([{ type: 'topic', topic: STATUS, state: 'closed' }]);
    expect(rig.session.held(STATUS)).toBeUndefined();
    rig.turn().says(status('maintenance'));
    expect(rig.requests).toEqual([]);
    expect(rig.takeEvents().map(({ type }) => type)).not.toContain('data');
  });

  it('lives again with what the next connection is told, not with what the last was', () => {
    const rig = new Rig().want(STATUS).opened().says(status('online')).closed(1001, 'restarting');
    rig.untilConnect();
    rig.opened();
    expect(rig.takeTold().at(-1)).toBe('stale');
    rig.says(status('post_only'));
    expect(rig.takeTold()).toEqual([
      'gap: connection lost: restarting',
      'live',
      { snapshot: { ...online, system: 'post_only' } },
    ]);
  });

  it('that could not be read is not the one before: it lives with the next', () => {
    const rig = new Rig(QUIET).want(STATUS).opened().says(status('online'));
    rig.takeEvents();
    rig.text('{"channel":"status","type":"update","data":[{"version":"2.0.10","sys');
    expect(rig.takeTold()).toEqual(['stale']);
    rig.wait(60_000);
    expect(rig.takeTold()).toEqual([]);
    expect(rig.takeRequests()).toEqual([]);
    rig.says(status('maintenance'));
    expect(rig.takeTold()).toEqual([
      'gap: a frame that could not be read',
      'live',
      { snapshot: { ...online, system: 'maintenance' } },
    ]);
  });
});

describe('a frame that cannot be read', () => {
  const ALL: readonly Topic[] = [
    BTC,
    ETH,
    candlesOf('BTC/USD', 1),
    candlesOf('BTC/USD', 5),
    candlesOf('ETH/USD', 1),
    tickerOf('BTC/USD'),
    tickerOf('ETH/USD'),
    INSTRUMENTS,
    STATUS,
    book('BTC/USD'),
  ];
  const allLive = () => {
    const rig = Rig.acknowledged(ALL, QUIET)
      .says(status())
      .says(instrumentFrame(true, [], []));
    for (const symbol of ['BTC/USD', 'ETH/USD']) {
      rig.says(tradeFrame(true, trades(1, 2, symbol))).says(tickerFrame(true, timeAt(1), '99.9', symbol));
      rig.says(ohlcFrame(true, [candle(1, 1, symbol)]));
    }
    rig.says(ohlcFrame(true, [candle(0, 1, 'BTC/USD', 5)])).snapshot('BTC/USD');
    expect(rig.takeTold().filter((told) => told === 'live')).toHaveLength(ALL.length);
    return rig;
  };
  const staleAfter = (text: string) => {
    const rig = allLive().text(text);
    const events = rig.takeEvents();
    expect(events.at(-1)).toMatchObject({ type: 'error', error: { name: 'ProtocolError' } });
    return events.flatMap((event) => {
      if (event.type !== 'topic') return [];
      const { topic } = event;
      return [[topic.channel, 'symbol' in topic ? topic.symbol : '', 'interval' in topic ? topic.interval : '']];
    });
  };

  it('and names channel and symbol starts over the topics of both', () => {
    expect(staleAfter('{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"b')).toEqual([
      ['trade', 'BTC/USD', ''],
    ]);
    expect(staleAfter('{"channel":"ohlc","type":"update","data":[{"symbol":"BTC/USD","open":1e')).toEqual([
      ['ohlc', 'BTC/USD', 1],
      ['ohlc', 'BTC/USD', 5],
    ]);
    expect(staleAfter('{"channel":"ticker","type":"update","data":[{"symbol":"NO/NE","bid":1e')).toEqual([]);
    expect(staleAfter('{"channel":"level9","type":"update","data":[{"symbol":"BTC/USD","bid":1e')).toEqual([]);
  });

  it('and names its channel only starts over that channel', () => {
    expect(staleAfter('{"channel":"ticker","type":"upd')).toEqual([
      ['ticker', 'BTC/USD', ''],
      ['ticker', 'ETH/USD', ''],
    ]);
    expect(staleAfter('{"channel":"book","type":"upd')).toEqual([['book', 'BTC/USD', '']]);
  });

  it('of the instruments starts them over, whatever pair it names', () => {
    const text = '{"channel":"instrument","type":"update","data":{"assets":[],"pairs":[{"symbol":"BTC/USD","ba';
    expect(staleAfter(text)).toEqual([['instrument', '', '']]);
  });

  it('and shows nothing starts over what would not notice by itself', () => {
    expect(staleAfter('nonsense')).toEqual([
      ['ohlc', 'BTC/USD', 1],
      ['ohlc', 'BTC/USD', 5],
      ['ohlc', 'ETH/USD', 1],
      ['ticker', 'BTC/USD', ''],
      ['ticker', 'ETH/USD', ''],
      ['instrument', '', ''],
    ]);
    expect(staleAfter('[{"symbol":"ETH/USD"')).toEqual([
      ['ohlc', 'ETH/USD', 1],
      ['ticker', 'ETH/USD', ''],
      ['instrument', '', ''],
    ]);
  });

  it('does not put off what starts over already, and all of it lives again', () => {
    const rig = allLive().text('nonsense').wait(100).text('nonsense').wait(25);
    expect(rig.takeAsked()).toEqual([
      '- ohlc BTC/USD ETH/USD',
      '- ohlc BTC/USD',
      '- ticker BTC/USD ETH/USD',
      '- instrument',
    ]);
    // Twice in the same wait counts once.
    const ticker = Rig.acknowledged([tickerOf()], QUIET).says(tickerFrame(true, timeAt(1)));
    ticker
      .text('nonsense')
      .wait(10)
      .text('nonsense')
      .says(tickerFrame(true, timeAt(2)))
      .text('nonsense');
    expect(ticker.untilRequest()).toBe(250);
  });

  it('while a topic’s request still waits to be sent does not keep it from being sent', () => {
    const rig = new Rig({ ...QUIET, pace: { burst: 1, perSecond: 1 } }).want(BTC, tickerOf()).opened();
    rig.acknowledgesAll().says(tradeFrame(true, trades(1, 2)));
    rig.text('nonsense').wait(3000);
    const request = rig.takeRequest();
    expect(request).toMatchObject({ method: 'subscribe', channel: 'ticker' });
    rig.takeEvents();
    rig.acknowledges(request).says(tickerFrame(true, timeAt(1)));
    expect(rig.takeTold()[0]).toBe('live');
    expect(rig.wait(60_000).requests).toEqual([]);
  });
});
