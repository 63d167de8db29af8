import { describe, expect, it } from 'vitest';
import { pit, T0 } from './pit.js';

/** A market with a touch of 99.9 and 100.0. */
function opened() {
  const made = pit('USD', 'v1');
  made.place('sell', 1000, 60n);
  made.place('buy', 999, 40n);
  return made;
}

describe('the spread feed', () => {
  it('has nothing to say at first', () => {
    const { spread, note, messages, flush } = opened();
    expect(spread.snapshot()).toBeUndefined();
    spread.listen({}, note);
    flush();
    expect(messages).toEqual([]);
  });

  it('tells each change of price or quantity of the touch, and no other', () => {
    const { spread, market, place, note, messages, flush } = opened();
    spread.listen({}, note);
    place('sell', 1001, 10n);
    flush();
    expect(messages).toEqual([]);
    place('buy', 999, 5n);
    flush(T0 + 7);
    expect(messages.splice(0)).toEqual([
      {
        type: 'spread',
        data: {
          symbol: 'ETH/USD',
          bid: '99.900',
          bidQty: '0.4500',
          ask: '100.000',
          askQty: '0.6000',
          timestamp: '2026-01-01T00:00:00.000007Z',
        },
      },
    ]);
    const best = market.asks.best?.first;
    if (best !== undefined) market.cancel(best);
    flush(T0 + 8);
    expect(messages).toMatchObject([{ data: { ask: '100.100', askQty: '0.1000' } }]);
  });

  it('watches only while somebody listens, and forgets what was before', () => {
    const { spread, place, note, messages, flush } = opened();
    const stop = spread.listen({}, note);
    stop();
    place('buy', 999, 5n);
    flush();
    spread.listen({}, note);
    flush();
    expect(messages).toEqual([]);
  });

  it('says zero of a side that is empty', () => {
    const { spread, market, note, messages, flush } = opened();
    spread.listen({}, note);
    const best = market.bids.best?.first;
    if (best !== undefined) market.cancel(best);
    flush();
    expect(messages).toMatchObject([{ data: { bid: '0.000', bidQty: '0.0000', ask: '100.000' } }]);
  });
});
