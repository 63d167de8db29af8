import { listedAssets, listedPairs, ProtocolError, RequestError } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const XBT_USD = {
  altname: 'XBTUSD',
  wsname: 'XBT/USD',
  aclass_base: 'currency',
  base: 'XXBT',
  aclass_quote: 'currency',
  quote: 'ZUSD',
  cost_decimals: 5,
  pair_decimals: 1,
  lot_decimals: 8,
  lot_multiplier: 1,
  leverage_buy: [2, 3],
  leverage_sell: [],
  fees: [[0, 0.4]],
  ordermin: '0.00005',
  costmin: '0.5',
  tick_size: '0.1',
  status: 'online',
  long_position_limit: 250,
};

const answer = (result: object): string => JSON.stringify({ error: [], result });
const pairs = (result: object) => listedPairs(answer(result));
const assets = (result: object) => listedAssets(answer(result));

describe('pairs that REST lists', () => {
  it('are those of v2, with what REST tells of them', () => {
    expect(pairs({ XXBTZUSD: XBT_USD })).toEqual({
      entries: [
        {
          symbol: 'BTC/USD',
          base: 'BTC',
          quote: 'USD',
          status: 'online',
          qtyPrecision: 8,
          qtyIncrement: '0.00000001',
          qtyMin: '0.00005',
          pricePrecision: 1,
          priceIncrement: '0.1',
          costPrecision: 5,
          costMin: '0.5',
          marginable: true,
          hasIndex: undefined,
          positionLimitLong: 250,
          positionLimitShort: undefined,
          tickSize: '0.1',
        },
      ],
    });
  });

  it('are without margin where nothing is lent for them, and as fine as their decimals where no step is told', () => {
    const { tick_size: _, ordermin: __, costmin: ___, ...rest } = XBT_USD;
    const entry = { ...rest, leverage_buy: [], pair_decimals: 0, lot_decimals: 3 };
    expect(pairs({ A: entry })).toMatchObject({
      entries: [{ marginable: false, priceIncrement: '1', qtyIncrement: '0.001', qtyMin: '0.001', costMin: '0' }],
    });
  });

  it.each([
    ['XDG/EUR', 'DOGE/EUR', 'DOGE', 'EUR'],
    ['ETH/XBT', 'ETH/BTC', 'ETH', 'BTC'],
    ['TSLAx/USD', 'TSLAx/USD', 'TSLAx', 'USD'],
    ['XBT/USD:BTNL', 'BTC/USD:BTNL', 'BTC', 'USD'],
  ])('called %s are %s', (wsname, symbol, base, quote) => {
    expect(pairs({ A: { ...XBT_USD, wsname } })).toMatchObject({ entries: [{ symbol, base, quote }] });
  });

  it('that have no name for WebSockets are left out, whatever else they lack', () => {
    expect(pairs({ A: { altname: 'XBTUSD.d' }, B: XBT_USD })).toMatchObject({ entries: [{ symbol: 'BTC/USD' }] });
  });

  it.each<[string, object, string, string, string]>([
    ['a missing member', { pair_decimals: undefined }, 'pair_decimals', 'an integer', 'nothing'],
    ['a number of decimals in quotes', { lot_decimals: '8' }, 'lot_decimals', 'an integer', 'the string'],
    ['a minimum that is no decimal', { ordermin: 'much' }, 'ordermin', 'a decimal of zero or above', 'the string'],
    ['leverage of text', { leverage_buy: ['2'] }, 'leverage_buy.0', 'an integer', 'the string'],
  ])('with %s are an error that says where', (_, changed, path, expected, received) => {
    const listed = pairs({ XXBTZUSD: { ...XBT_USD, ...changed } });
    if (!('error' in listed) || !(listed.error instanceof ProtocolError)) throw new Error('expected a ProtocolError');
    expect(listed.error).toMatchObject({ path: `result.XXBTZUSD.${path}`, channel: 'instrument' });
    expect(listed.error.expected).toContain(expected);
    expect(listed.error.received).toContain(received);
  });

  it('with more decimals than make sense have a step that asks nothing', () => {
    expect(pairs({ A: { ...XBT_USD, lot_decimals: 2 ** 53 - 1 } })).toMatchObject({ entries: [{ qtyIncrement: '0' }] });
  });
});

describe('assets that REST lists', () => {
  it('are those of v2, with what REST tells of them, every digit kept', () => {
    const text =
      '{"error":[],"result":{"XXBT":{"aclass":"currency","altname":"XBT","decimals":10,"display_decimals":5,' +
      '"collateral_value":0.900,"status":"enabled","margin_rate":0.010},' +
      '"ZUSD":{"aclass":"currency","altname":"USD","decimals":4,"display_decimals":2}}}';
    expect(listedAssets(text)).toEqual({
      entries: [
        {
          id: 'BTC',
          status: 'enabled',
          precision: 10,
          precisionDisplay: 5,
          borrowable: true,
          collateralValue: '0.900',
          marginRate: '0.010',
          class: 'currency',
        },
        {
          id: 'USD',
          status: 'enabled',
          precision: 4,
          precisionDisplay: 2,
          borrowable: undefined,
          collateralValue: undefined,
          marginRate: undefined,
          class: 'currency',
        },
      ],
    });
  });

  it('without their decimals are an error', () => {
    expect(assets({ A: { altname: 'A' } })).toMatchObject({ error: { path: 'result.A.decimals' } });
  });
});

describe('an answer', () => {
  it('that refuses is an error with the words of the exchange', () => {
    const listed = listedPairs('{"error":["EService:Unavailable"]}');
    if (!('error' in listed)) throw new Error('expected an error');
    expect(listed.error).toBeInstanceOf(RequestError);
    expect(listed.error).toMatchObject({ method: 'AssetPairs', reason: 'EService:Unavailable' });
  });

  it.each(['', '<html>', '[]', 'null', '5', '{}', '{"error":[]}', '{"error":[],"result":[]}', '{"result":{"A":5}}'])(
    '%s is an error',
    (text) => {
      expect(listedPairs(text)).toMatchObject({ error: { name: 'ProtocolError', channel: 'instrument' } });
      expect(listedAssets(text)).toMatchObject({ error: { name: 'ProtocolError' } });
    },
  );

  it.each([
    ['[{"toString":1,"valueOf":1}]', 'an object'],
    [`[${'['.repeat(5000)}${']'.repeat(5000)}]`, 'an array of 1'],
    ['[5,"EService:Busy"]', 'the number 5, EService:Busy'],
  ])('that refuses with what is no text is an error all the same', (error, reason) => {
    expect(listedPairs(`{"error":${error},"result":{}}`)).toMatchObject({ error: { name: 'RequestError', reason } });
  });

  it('of any JSON never throws', () => {
    const members = fc.dictionary(fc.constantFrom(...Object.keys(XBT_USD), 'decimals', '__proto__'), fc.jsonValue());
    const entry = fc.tuple(members, fc.boolean()).map(([odd, whole]) => (whole ? { ...XBT_USD, ...odd } : odd));
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.dictionary(fc.string(), entry).map(answer)), (text) => {
        for (const listed of [listedPairs(text), listedAssets(text)]) {
          expect('error' in listed || Array.isArray(listed.entries)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
