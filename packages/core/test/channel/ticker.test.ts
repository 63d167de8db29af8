import { describe, expect, it } from 'vitest';
import { TickerChannel } from '../../src/channel/ticker.js';
import { status, tickerFrame, timeAt } from '../messages.js';
import { IGNORED, LIVE, WAITING } from './moods.js';

describe('a ticker', () => {
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
