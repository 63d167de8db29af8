import { describe, expect, it } from 'vitest';
import { InstrumentChannel } from '../../src/channel/instruments.js';
import { asset, instrumentFrame, pair, status } from '../messages.js';
import { IGNORED, LIVE, WAITING } from './moods.js';

const ALL = instrumentFrame(true, [asset('BTC'), asset('USD')], [pair('BTC/USD'), pair('BTC/EUR')]);

describe('assets and pairs', () => {
  it('begin with all of them', () => {
    const channel = new InstrumentChannel();
    expect(channel.take(instrumentFrame(false, [asset('BTC')], []), WAITING)).toEqual(IGNORED);
    expect(channel.latest()).toBeUndefined();
    const { assets, pairs } = ALL;
    expect(channel.take(ALL, WAITING)).toEqual({
      verdict: 'told',
      snapshot: true,
      data: { assets, pairs },
      seamless: false,
    });
    expect(channel.latest()).toEqual({ assets, pairs });
  });

  it('change one by one, each as a whole', () => {
    const channel = new InstrumentChannel();
    channel.take(ALL, WAITING);
    const change = instrumentFrame(false, [asset('ETH')], [pair('BTC/USD', 'maintenance')]);
    expect(channel.take(change, LIVE)).toEqual({
      verdict: 'told',
      snapshot: false,
      data: { assets: change.assets, pairs: change.pairs },
      seamless: true,
    });
    expect(channel.latest()).toEqual({
      assets: [asset('BTC'), asset('USD'), asset('ETH')],
      pairs: [pair('BTC/USD', 'maintenance'), pair('BTC/EUR')],
    });
  });

  it('that a new snapshot leaves out are gone', () => {
    const channel = new InstrumentChannel();
    channel.take(ALL, WAITING);
    expect(channel.take(instrumentFrame(false, [asset('ETH')], []), WAITING)).toEqual(IGNORED);
    channel.take(instrumentFrame(true, [asset('BTC')], []), WAITING);
    expect(channel.latest()).toEqual({ assets: [asset('BTC')], pairs: [] });
  });

  it('may be none', () => {
    const channel = new InstrumentChannel();
    channel.take(instrumentFrame(true, [], []), WAITING);
    expect(channel.latest()).toEqual({ assets: [], pairs: [] });
    expect(channel.take(status(), LIVE)).toEqual(IGNORED);
  });
});
