import { describe, expect, it } from 'vitest';
import { faultsOf, GROUPS, OFFERS } from '../../src/faults/offers.js';

const SYMBOLS = ['BTC/USD', 'ETH/USD'];
const types = Object.keys(OFFERS).sort();

describe('the faults of the page', () => {
  it('are all that the exchange has, each in one group', () => {
    expect(GROUPS.flatMap(([, each]) => each).sort()).toEqual(types);
  });

  it.each(GROUPS.flatMap(([, each]) => each))('can be made as offered: %s', (type) => {
    const made = faultsOf(type, SYMBOLS).filter((fault) => fault.type === type);
    const perSymbol = OFFERS[type].symbols === true && type !== 'msg-rate';
    expect(made).toHaveLength(perSymbol ? 2 : 1);
    if (perSymbol) expect(made).toMatchObject(SYMBOLS.map((symbol) => ({ symbol })));
  });

  it('take what is chosen in place of what is offered', () => {
    expect(faultsOf('lose', ['BTC/USD'], { count: 7, channel: 'trade' })).toEqual([
      { type: 'lose', count: 7, channel: 'trade', symbol: 'BTC/USD' },
    ]);
    expect(faultsOf('mute', SYMBOLS)).toEqual([{ type: 'mute', ms: 15_000 }]);
  });

  it('bring about what they need to be seen', () => {
    expect(faultsOf('refuse-upgrade', SYMBOLS).map(({ type }) => type)).toEqual(['drop', 'refuse-upgrade']);
    expect(faultsOf('lose-snapshot', ['BTC/USD'])).toEqual([
      { type: 'lose-snapshot', channel: 'book', symbol: 'BTC/USD', count: 1 },
      { type: 'wrong-checksum', symbol: 'BTC/USD' },
    ]);
    expect(faultsOf('lose-answer', SYMBOLS)).toEqual([{ type: 'lose-answer', method: 'add_order' }]);
  });

  it('say what is wrong with what was entered', () => {
    expect(() => faultsOf('drop', SYMBOLS, { code: 1005 })).toThrow(/drop: code: expected a close code/);
    expect(() => faultsOf('lose', SYMBOLS, { count: 0 })).toThrow(/lose: count: expected/);
  });
});
