import { UsageError } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { Exchange } from '../../src/index.js';
import { START, talk } from '../talk.js';

function listening(includeTokenizedAssets?: boolean) {
  const exchange = new Exchange({ startTime: START, rate: 0, symbols: ['BTC/USD', 'ETH/USD', 'TSLAx/USD'] });
  const session = talk(exchange);
  session.ask({ method: 'subscribe', channel: 'instrument', includeTokenizedAssets });
  return { exchange, session };
}

describe('the instrument feed', () => {
  it('tells of a changed pair or asset alone, and of all that it is', () => {
    const { exchange, session } = listening();
    session.heard.length = 0;
    exchange.updatePair('BTC/USD', { status: 'cancel_only', costMin: '1.00' });
    exchange.updateAsset('ETH', { status: 'withdrawalonly' });
    const [pairs, assets] = session.told('instrument');
    expect(pairs).toEqual({ type: 'instrument', snapshot: false, assets: [], pairs: [exchange.pairs[0]] });
    expect(pairs?.pairs[0]).toMatchObject({ status: 'cancel_only', costMin: '1.00', qtyMin: '0.00005000' });
    expect(assets?.assets).toEqual([expect.objectContaining({ id: 'ETH', status: 'withdrawalonly', precision: 10 })]);
    expect(assets?.pairs).toEqual([]);
    expect(session.heard[0]).toMatch(
      /^\{"channel":"instrument","type":"update","data":\{"assets":\[\],"pairs":\[\{"symbol":"BTC\/USD","base":"BTC",/,
    );
  });

  it('has in a snapshot what has changed before it', () => {
    const { exchange } = listening();
    exchange.updatePair('ETH/USD', { status: 'post_only' });
    const late = talk(exchange);
    late.ask({ method: 'subscribe', channel: 'instrument' });
    expect(late.told('instrument')[0]?.pairs[1]?.status).toBe('post_only');
  });

  it('lists tokenised equities only when asked for, and tells nobody else of their changes', () => {
    const { exchange, session } = listening();
    expect(session.told('instrument')[0]?.pairs.map(({ symbol }) => symbol)).toEqual(['BTC/USD', 'ETH/USD']);
    expect(session.heard.join()).not.toContain('TSLAx');
    const other = talk(exchange);
    other.ask({ method: 'subscribe', channel: 'instrument', includeTokenizedAssets: true });
    const [snapshot] = other.told('instrument');
    expect(snapshot?.pairs.at(-1)?.symbol).toBe('TSLAx/USD');
    expect(snapshot?.assets).toContainEqual(expect.objectContaining({ id: 'TSLAx', multiplier: '1.0' }));
    session.heard.length = 0;
    exchange.updateAsset('TSLAx', { multiplier: '3.0' });
    exchange.updatePair('TSLAx/USD', { status: 'reduce_only' });
    expect(session.heard).toEqual([]);
    expect(other.told('instrument').map(({ assets, pairs }) => assets.length + pairs.length)).toEqual([7, 1, 1]);
  });

  it('refuses a wish of the wrong type', () => {
    const { session } = listening();
    session.say('{"method":"subscribe","params":{"channel":"instrument","include_tokenized_assets":"yes"}}');
    expect(session.told('refused')[0]?.error).toBe('Include_tokenized_assets field must be a boolean');
  });

  it('tells nobody who has left, and refuses to change what is not listed', () => {
    const { exchange, session } = listening();
    session.ask({ method: 'unsubscribe', channel: 'instrument' });
    session.heard.length = 0;
    exchange.updatePair('BTC/USD', { status: 'online' });
    expect(session.heard).toEqual([]);
    expect(() => exchange.updatePair('WWW/USD', {})).toThrow(UsageError);
    expect(() => exchange.updateAsset('WWW', {})).toThrow('expected one of BTC, USD, ETH, TSLAx, received WWW');
  });
});
