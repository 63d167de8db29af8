import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../src/index.js';
import { assetsOf } from '../../src/instruments.js';
import { assetListing, pairListing, pick } from '../../src/rest/listing.js';

const LISTED = assetsOf(CATALOGUE);
const PAIRS = pairListing(
  CATALOGUE.map(({ pair }) => pair),
  LISTED,
);
const ASSETS = assetListing(LISTED);

describe('the listing of pairs', () => {
  it('names them as REST does: the oldest after both old names', () => {
    const names = new Map(PAIRS.map(({ names: [name, altname, wsname] }) => [wsname, [name, altname]]));
    expect(names.get('XBT/USD')).toEqual(['XXBTZUSD', 'XBTUSD']);
    expect(names.get('ETH/XBT')).toEqual(['XETHXXBT', 'ETHXBT']);
    expect(names.get('XDG/USD')).toEqual(['XDGUSD', 'XDGUSD']);
    expect(names.get('ADA/USD')).toEqual(['ADAUSD', 'ADAUSD']);
    expect(new Set(PAIRS.map(({ names: [name] }) => name)).size).toBe(PAIRS.length);
  });

  it('says of a pair what the channel of instruments says', () => {
    expect(pick(PAIRS, ['XBTUSD'])).toEqual({
      XXBTZUSD: {
        altname: 'XBTUSD',
        wsname: 'XBT/USD',
        aclass_base: 'currency',
        base: 'XXBT',
        aclass_quote: 'currency',
        quote: 'ZUSD',
        lot: 'unit',
        cost_decimals: 5,
        pair_decimals: 1,
        lot_decimals: 8,
        lot_multiplier: 1,
        leverage_buy: [2, 3, 4, 5],
        leverage_sell: [2, 3, 4, 5],
        fees: [[0, 0.26]],
        fees_maker: [[0, 0.16]],
        fee_volume_currency: 'ZUSD',
        margin_call: 80,
        margin_stop: 40,
        ordermin: '0.00005000',
        costmin: '0.50',
        tick_size: '0.1',
        status: 'online',
        execution_venue: 'international',
        long_position_limit: 1000,
        short_position_limit: 600,
      },
    });
  });

  it('is whole unless pairs are asked for by one of their names, all of which must be there', () => {
    expect(Object.keys(pick(PAIRS, undefined) ?? {})).toHaveLength(CATALOGUE.length - 2);
    expect(Object.keys(pick(PAIRS, undefined, 'tokenized_asset') ?? {})).toEqual(['TSLAxUSD', 'NFLXxUSD']);
    expect(Object.keys(pick(PAIRS, ['ETH/XBT', 'ADAUSD', 'XXBTZEUR']) ?? {})).toEqual([
      'XETHXXBT',
      'ADAUSD',
      'XXBTZEUR',
    ]);
    expect(pick(PAIRS, ['XBTUSD', 'BTC/USD'])).toBeUndefined();
  });
});

describe('the listing of assets', () => {
  it('names them as REST does', () => {
    expect(pick(ASSETS, ['XBT', 'ZUSD'])).toEqual({
      XXBT: {
        aclass: 'currency',
        altname: 'XBT',
        decimals: 10,
        display_decimals: 5,
        collateral_value: 0.9,
        status: 'enabled',
      },
      ZUSD: {
        aclass: 'currency',
        altname: 'USD',
        decimals: 4,
        display_decimals: 2,
        collateral_value: 1,
        status: 'enabled',
      },
    });
    expect(pick(ASSETS, ['TSLAx'], 'tokenized_asset')).toMatchObject({ TSLAx: { aclass: 'tokenized_asset' } });
    expect(pick(ASSETS, ['TSLAx'])).toBeUndefined();
    expect(pick(ASSETS, ['BTC'])).toBeUndefined();
  });
});
