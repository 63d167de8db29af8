import type { SpreadTopic } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { candle, candlesOf, ohlcFrame, trade, tradeFrame, tradesOf } from '../messages.js';
import { DeskRig, EXECUTIONS, report } from './desk.js';
import { Rig } from './rig.js';
import { textCodec } from './text-codec.js';

const SPREAD: SpreadTopic = { channel: 'spread', symbol: 'BTC/USD' };
const spread = (bid: string) =>
  ({ type: 'spread', data: { symbol: 'BTC/USD', bid, bidQty: '1', ask: '100.1', askQty: '1' } }) as const;
const plain = (id: number) => tradeFrame(false, [{ ...trade(id), tradeId: undefined }]);

function acknowledged(...topics: Parameters<Rig['want']>): Rig {
  const rig = new Rig({}, textCodec);
  rig.want(...topics).opened();
  return rig.acknowledgesAll();
}

describe('topics whose data does not begin at once', () => {
  it('are live when they are acknowledged, and may be quiet for ever', () => {
    const rig = acknowledged(tradesOf(), SPREAD);
    expect(rig.takeTold()).toEqual(['live', 'live']);
    rig.lives(600_000);
    expect(rig.takeTold()).toEqual([]);
    expect(rig.takeAsked().filter((asked) => asked !== 'ping')).toEqual([]);
  });

  it('tell what comes: trades as updates, a spread as a whole first', () => {
    const rig = acknowledged(tradesOf(), SPREAD);
    rig.takeTold();
    rig.says(plain(1)).says(spread('99.8')).says(spread('99.9'));
    expect(rig.takeTold()).toEqual([
      { update: [{ ...trade(1), tradeId: undefined }].map(({ tradeId, ...rest }) => rest) },
      { snapshot: spread('99.8').data },
      { update: spread('99.9').data },
    ]);
  });

  it('tell of a hole when they are live again, without a number of what is missing', () => {
    const rig = acknowledged(tradesOf());
    rig.says(plain(1)).takeTold();
    rig.reopened().acknowledgesAll();
    expect(rig.takeTold()).toEqual(['stale', 'gap: connection lost: closed with code 1006', 'live']);
    expect(rig.says(plain(5)).takeTold()).toMatchObject([{ update: [{ price: '100.0' }] }]);
  });

  it('start over at a frame that could have been anything', () => {
    const rig = acknowledged(tradesOf(), SPREAD);
    rig.takeTold();
    rig.text('nonsense');
    expect(rig.takeTold()).toEqual(['stale', 'stale']);
    // What comes before that may have a hole before it.
    rig.says(plain(1));
    expect(rig.takeTold()).toEqual([]);
    while (rig.takeTold().filter((told) => told === 'live').length < 1) {
      rig.untilRequest();
      rig.acknowledgesAll();
    }
    expect(rig.says(plain(2)).takeTold()).toMatchObject([{ update: [{}] }]);
  });
});

describe('executions of all users, which begin with no snapshot', () => {
  it('are told on another connection as well, whose numbers begin anew', () => {
    const rig = DeskRig.account();
    rig
      .want({ ...EXECUTIONS, users: 'all' })
      .turn()
      .opened()
      .authorized({ token: 'token' });
    const tell = (sequence: number, orderId: string) =>
      rig.says({ type: 'executions', snapshot: false, sequence, data: [report(orderId, undefined)] });
    rig.acknowledgesAll();
    for (let n = 1; n <= 3; n++) tell(n, `O${n}`);
    rig.reopened().authorized({ token: 'token' });
    rig.acknowledgesAll().takeEvents();
    tell(1, 'O4');
    expect(rig.takeTold()).toMatchObject([{ update: { missedTrades: true, orders: [{ orderId: 'O4' }] } }]);
    tell(2, 'O5');
    const [told] = rig.takeTold();
    expect(told).toMatchObject({ update: { orders: [{ orderId: 'O5' }] } });
    expect(told).not.toHaveProperty('update.missedTrades');
  });
});

describe('candles that do not say whether they are the beginning', () => {
  const unsaid = (minute: number) => ({ ...ohlcFrame(false, [candle(minute)]), snapshot: undefined });

  it('are not taken before the acknowledgement: they may be of what is held already', () => {
    const rig = new Rig({}, textCodec);
    rig.want(candlesOf()).opened().says(unsaid(1));
    expect(rig.takeTold()).toEqual([]);
    rig.acknowledgesAll().says(unsaid(2));
    expect(rig.takeTold()).toMatchObject(['live', { snapshot: [{ closed: false }] }]);
    rig.reopened().acknowledgesAll().says(unsaid(4));
    expect(rig.takeTold()).toMatchObject(['stale', /gap/, 'live', { snapshot: [{ closed: false }] }]);
  });

  it('of a pair that never traded are asked for ever more seldom', () => {
    const rig = acknowledged(candlesOf());
    rig.takeAsked();
    const asked: number[] = [];
    for (let second = 0; second < 300; second++) {
      rig.lives(1000);
      for (const request of rig.takeRequests()) {
        rig.acknowledges(request);
        if (request.method === 'subscribe') asked.push(second);
      }
    }
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.length).toBeLessThan(12);
  });
});
