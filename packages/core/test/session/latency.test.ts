import { describe, expect, it } from 'vitest';
import { LatencyMeter } from '../../src/session/latency.js';
import { tradesOf } from '../messages.js';
import { Rig } from './rig.js';

/** The exchange's clock, this far ahead of ours. */
const at = (ms: number) => new Date(Date.UTC(2026, 7, 1) + ms).toISOString();
const NOW = Date.UTC(2026, 7, 1);

describe('the latency', () => {
  it('is unknown before the first answer', () => {
    expect(new LatencyMeter().latest).toBeUndefined();
    expect(new Rig().session.latency).toBeUndefined();
  });

  it('is the time from a request to its answer, and the skew what the exchange’s clock is ahead', () => {
    const meter = new LatencyMeter();
    expect(meter.measure(NOW, NOW + 40, at(520), at(520))).toEqual({ roundTripMs: 40, clockSkewMs: 500 });
    expect(meter.latest).toEqual({ roundTripMs: 40, clockSkewMs: 500 });
  });

  it('counts the time that the exchange took as half gone', () => {
    expect(new LatencyMeter().measure(NOW, NOW + 100, at(0), at(100)).clockSkewMs).toBe(0);
  });

  it('takes the skew from the quickest of the last eight answers', () => {
    const meter = new LatencyMeter();
    meter.measure(NOW, NOW + 10, at(5), at(5));
    expect(meter.measure(NOW, NOW + 300, at(290), at(290))).toEqual({ roundTripMs: 300, clockSkewMs: 0 });
    for (let n = 0; n < 6; n++) meter.measure(NOW, NOW + 200, at(200), at(200));
    expect(meter.latest?.clockSkewMs).toBe(0);
    meter.measure(NOW, NOW + 200, at(200), at(200));
    expect(meter.latest).toEqual({ roundTripMs: 200, clockSkewMs: 100 });
  });

  it('knows a round trip also from answers without times, or with nonsense', () => {
    const meter = new LatencyMeter();
    expect(meter.measure(NOW, NOW + 7, undefined, undefined)).toEqual({ roundTripMs: 7, clockSkewMs: undefined });
    expect(meter.measure(NOW, NOW + 8, 'soon', at(1))).toEqual({ roundTripMs: 8, clockSkewMs: undefined });
  });

  it('is measured by acknowledgements and refusals as well', () => {
    const rig = new Rig().want(tradesOf('BTC/USD'), tradesOf('NO/NE')).opened();
    const request = rig.takeRequest();
    rig.wait(25).acknowledges(request, ['BTC/USD']);
    expect(rig.session.latency?.roundTripMs).toBe(25);
    rig.wait(5).refuses(request, 'Currency pair not supported NO/NE', 'NO/NE');
    expect(rig.session.latency?.roundTripMs).toBe(30);
    rig.wait(5).acknowledges({ method: 'ping', reqId: 99 });
    expect(rig.session.latency?.roundTripMs).toBe(30);
  });
});
