import { describe, expect, it } from 'vitest';
import { TickerChannel } from '../../src/channel/ticker.js';
import type { SpreadMessage } from '../../src/protocol/message.js';
import { status, tickerFrame, timeAt } from '../messages.js';
import { IGNORED, LIVE, WAITING } from './moods.js';

const spreadFrame = (timestamp: string, bid = '99.9'): SpreadMessage => ({
  type: 'spread',
  data: { symbol: 'BTC/USD', bid, bidQty: '1.00000000', ask: '100.1', askQty: '2.00000000', timestamp },
});

describe('a spread', () => {
  it('is a whole in each frame, the first of a subscription as a snapshot', () => {
    const channel = new TickerChannel('spread');
    const first = { ...LIVE, subscription: 1 };
    expect(channel.take(spreadFrame(timeAt(1)), first)).toMatchObject({ snapshot: true, seamless: true });
    expect(channel.take(spreadFrame(timeAt(2)), first)).toMatchObject({
      snapshot: false,
      data: { askQty: '2.00000000' },
    });
    expect(channel.take(spreadFrame(timeAt(1)), first)).toEqual(IGNORED);
    const second = { ...LIVE, subscription: 2 };
    expect(channel.take(spreadFrame(timeAt(3), '98.0'), second)).toMatchObject({ snapshot: true });
    expect(channel.latest()).toEqual(spreadFrame(timeAt(3), '98.0').data);
  });

  it('that is older than the last one came late, also behind a hole: there is no snapshot that it could be', () => {
    const channel = new TickerChannel('spread');
    channel.take(spreadFrame(timeAt(2)), { ...LIVE, subscription: 1 });
    expect(channel.take(spreadFrame(timeAt(1)), { ...WAITING, subscription: 2 })).toEqual(IGNORED);
    expect(channel.take(spreadFrame(timeAt(3)), { ...LIVE, subscription: 2 })).toMatchObject({ snapshot: true });
  });

  it('and a ticker are not taken for each other', () => {
    expect(new TickerChannel('spread').take(tickerFrame(true, timeAt(1)), WAITING)).toEqual(IGNORED);
    expect(new TickerChannel().take(spreadFrame(timeAt(1)), WAITING)).toEqual(IGNORED);
  });
});

describe('a ticker', () => {
  it('whose frames do not say it begins with the first, also behind a hole', () => {
    const channel = new TickerChannel();
    const unsaid = (second: number) => ({ ...tickerFrame(true, timeAt(second)), snapshot: undefined });
    expect(channel.take(unsaid(1), WAITING)).toMatchObject({ snapshot: true, seamless: false });
    expect(channel.take(unsaid(2), LIVE)).toMatchObject({ snapshot: false, seamless: true });
    expect(channel.take(unsaid(3), WAITING)).toMatchObject({ snapshot: true, seamless: false });
  });

  it('begins with any frame: each is a whole', () => {
    const channel = new TickerChannel();
    expect(channel.latest()).toBeUndefined();
    const { data } = tickerFrame(false, timeAt(1));
    expect(channel.take(tickerFrame(false, timeAt(1)), WAITING)).toEqual({
      verdict: 'told',
      snapshot: false,
      data,
      seamless: false,
    });
    expect(channel.latest()).toEqual(data);
  });

  it('does not go back to an older frame', () => {
    const channel = new TickerChannel();
    channel.take(tickerFrame(true, timeAt(5)), WAITING);
    expect(channel.take(tickerFrame(false, timeAt(4), '98.0'), LIVE)).toEqual(IGNORED);
    expect(channel.latest()).toMatchObject({ bid: '99.9' });
    // Two changes within a microsecond are both told.
    expect(channel.take(tickerFrame(false, timeAt(5), '99.7'), LIVE)).toMatchObject({ seamless: true });
    expect(channel.take(tickerFrame(false, timeAt(6), '99.6'), LIVE)).toMatchObject({ data: { bid: '99.6' } });
  });

  it('without times takes each frame', () => {
    const channel = new TickerChannel();
    channel.take(tickerFrame(true, timeAt(5)), WAITING);
    expect(channel.take(tickerFrame(false, undefined, '98.0'), LIVE)).toMatchObject({ verdict: 'told' });
    expect(channel.take(tickerFrame(false, timeAt(1), '97.0'), LIVE)).toMatchObject({ verdict: 'told' });
  });

  it('that was lost begins anew with any frame', () => {
    const channel = new TickerChannel();
    channel.take(tickerFrame(true, timeAt(5)), WAITING);
    expect(channel.take(tickerFrame(true, timeAt(4)), WAITING)).toMatchObject({ verdict: 'told', seamless: false });
  });

  it('ignores messages of other channels', () => {
    expect(new TickerChannel().take(status(), LIVE)).toEqual(IGNORED);
  });
});
