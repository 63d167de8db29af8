import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMON_SYMBOLS, KnownSymbols, v2Symbol } from '../../src/protocol/symbols.js';

describe('the v2 name of a pair', () => {
  it.each(['BTC/USD', 'ETH/BTC', 'TSLAx/USD', 'BRK.Bx/USD', 'BTC/USD:BTNL', '1INCH/EUR', 'XBTX/USD', 'NOPE/USD'])(
    'is %s itself',
    (name) => expect(v2Symbol(name)).toBe(name),
  );

  it.each([
    ['XBT/USD', 'BTC/USD'],
    ['XDG/EUR', 'DOGE/EUR'],
    ['ETH/XBT', 'ETH/BTC'],
    ['XDG/XBT', 'DOGE/BTC'],
    ['XBT/USD:BTNL', 'BTC/USD:BTNL'],
  ])('is told of the v1 name %s', (name, symbol) => expect(v2Symbol(name)).toBe(symbol));

  it.each([
    ['XXBTZUSD', 'BTC/USD'],
    ['XETHXXBT', 'ETH/BTC'],
    ['XMLNXETH', 'MLN/ETH'],
    ['XXDGZUSD', 'DOGE/USD'],
    ['XXDGXXBT', 'DOGE/BTC'],
    ['XXRPZJPY', 'XRP/JPY'],
    ['XZECZUSD', 'ZEC/USD'],
    ['USDTZUSD', 'USDT/USD'],
    ['ZEURZUSD', 'EUR/USD'],
    ['ZUSDZCAD', 'USD/CAD'],
  ])('is told of the REST key %s', (name, symbol) => expect(v2Symbol(name)).toBe(symbol));

  it.each([
    ['XBTUSD', 'BTC/USD'],
    ['BTCUSD', 'BTC/USD'],
    ['ETHUSD', 'ETH/USD'],
    ['ETHXBT', 'ETH/BTC'],
    ['XDGUSDT', 'DOGE/USDT'],
    ['DOTUSD', 'DOT/USD'],
    ['DOTUSDT', 'DOT/USDT'],
    ['USDTUSD', 'USDT/USD'],
    ['USDCUSDT', 'USDC/USDT'],
    ['PYUSDUSD', 'PYUSD/USD'],
    ['RLUSDEUR', 'RLUSD/EUR'],
    ['EURUSD', 'EUR/USD'],
    ['USDCHF', 'USD/CHF'],
    ['TUSD', 'T/USD'],
    ['ETHWETH', 'ETHW/ETH'],
    ['TSLAxUSD', 'TSLAx/USD'],
    // They only look like keys of old assets.
    ['XTZUSD', 'XTZ/USD'],
    ['XTZXBT', 'XTZ/BTC'],
    ['TRXXBT', 'TRX/BTC'],
    ['TRXETH', 'TRX/ETH'],
    ['ZRXUSD', 'ZRX/USD'],
    ['XRPUSD', 'XRP/USD'],
    ['AI16ZUSD', 'AI16Z/USD'],
  ])('is told of the altname %s', (name, symbol) => expect(v2Symbol(name)).toBe(symbol));

  it.each([
    '',
    '/',
    'BTC',
    'BTC/',
    '/USD',
    'BTC/USD/EUR',
    'BTC/USD,ETH/USD',
    'BTC/USD:',
    ' BTC/USD',
    'BTC /USD',
    'btc/usd',
    'BTC/usd',
    'BTC-USD',
    'btcusd',
    'XBTUSD.d',
    // Coins and currencies, not pairs.
    'USD',
    'ZUSD',
    'XXBT',
    'XETH',
    'XBT',
    'USDT',
    'PYUSD',
    'RLUSD',
    'WETH',
    'STETH',
    // Of this it cannot be said where the quote begins.
    'XRPRLUSD',
    'USDUSD',
    'XETHXETH',
    'ETHBTC',
    'XXBTZUSDX',
  ])('cannot be told of %j', (name) => expect(v2Symbol(name)).toBeUndefined());

  const code = fc.stringMatching(/^[A-Z][A-Z0-9]{0,7}x?$/).filter((each) => each !== 'XBT' && each !== 'XDG');
  const coin = fc.oneof(code, fc.constantFrom('BTC', 'DOGE', 'ETH'));
  const pair = fc.tuple(
    coin,
    coin.map((each) => each.replace('x', '')).filter((each) => !/^X(BT|DG)$/.test(each)),
  );

  it('comes back of every v1 name made from it', () => {
    const v1 = (each: string) => (each === 'BTC' ? 'XBT' : each === 'DOGE' ? 'XDG' : each);
    fc.assert(
      fc.property(pair, ([base, quote]) => {
        expect(v2Symbol(`${v1(base)}/${v1(quote)}`)).toBe(`${base}/${quote}`);
      }),
    );
  });

  it('is its own name', () => {
    const name = fc.oneof(
      fc.string(),
      pair.map((sides) => sides.join('/')),
      fc
        .tuple(coin, fc.constantFrom('USD', 'ZUSD', 'USDT', 'XBT', 'XXBT', 'ETH', 'EUR'))
        .map((sides) => sides.join('')),
    );
    fc.assert(
      fc.property(name, (any) => {
        const symbol = v2Symbol(any);
        if (symbol !== undefined) expect(v2Symbol(symbol)).toBe(symbol);
      }),
    );
  });
});

const nearestSymbol = (name: string, known: Iterable<string>) => new KnownSymbols(known).nearest(name);

describe('the nearest symbol', () => {
  const known = [...COMMON_SYMBOLS, 'BTC/USD:BTNL', 'TSLAx/USD', 'T/USD'];

  it.each([
    // Written otherwise.
    ['btc/usd', 'BTC/USD'],
    ['BTC-USD', 'BTC/USD'],
    ['btc_usd', 'BTC/USD'],
    ['BTC USD', 'BTC/USD'],
    [' BTC/USD\n', 'BTC/USD'],
    ['btcusd', 'BTC/USD'],
    ['xbt/usd', 'BTC/USD'],
    ['xbt-usd', 'BTC/USD'],
    ['xxbtzusd', 'BTC/USD'],
    ['XXBT/ZUSD', 'BTC/USD'],
    ['XDG_EUR', 'DOGE/EUR'],
    ['tslax/usd', 'TSLAx/USD'],
    ['btc/usd:btnl', 'BTC/USD:BTNL'],
    ['BTC/USD:BTNX', 'BTC/USD:BTNL'],
    ['ETHBTC', 'ETH/BTC'],
    // The wrong way round.
    ['USD/BTC', 'BTC/USD'],
    ['usd-xbt', 'BTC/USD'],
    ['BTC/ETH', 'ETH/BTC'],
    ['USDBTC', 'BTC/USD'],
    // Mistyped.
    ['BTC/UDS', 'BTC/USD'],
    ['BTC/USDD', 'BTC/USD'],
    ['BCT/USD', 'BTC/USD'],
    ['DOEG/USD', 'DOGE/USD'],
    ['AVAXX/USD', 'AVAX/USD'],
    ['SLO/EUX', 'SOL/EUR'],
    ['BTCUDS', 'BTC/USD'],
  ])('of %j is %s', (name, symbol) => expect(nearestSymbol(name, known)).toBe(symbol));

  it.each([
    '',
    '/',
    '-',
    'BTC',
    'USD',
    'USDT',
    'NOPE/USD',
    'BITCOIN/USD',
    'FOO/BAR',
    'BTC/USD,ETH/USD',
    'x'.repeat(1_000_000),
    '💰/💶',
  ])('of %.20j is none', (name) => expect(nearestSymbol(name, known)).toBeUndefined());

  it('is none for a name that is known, nor where nothing is', () => {
    expect(nearestSymbol('BTC/USD', known)).toBeUndefined();
    expect(nearestSymbol('BTC-USD', [])).toBeUndefined();
  });

  it('prefers an equal base and quote, and one side mistyped to both', () => {
    expect(nearestSymbol('USD/EUR', ['EUR/USD', 'USDC/EUR'])).toBe('EUR/USD');
    expect(nearestSymbol('ABCDEF/USD', ['ABCDEX/USX', 'ABCDXX/USD'])).toBe('ABCDXX/USD');
    expect(nearestSymbol('btc/usd', ['BTC/USDT', 'BTC/USDC', 'BTC/USD:BTNL', 'BTC/USD'])).toBe('BTC/USD');
  });

  const symbols = fc.array(fc.stringMatching(/^[A-C]{1,6}\/[A-C]{3}$/), { maxLength: 12 });
  const asked = fc.oneof(fc.string(), fc.stringMatching(/^[A-Ca-c]{1,6}[/_ -]?[A-C]{3}$/));

  it('does not depend on the order of what is known', () => {
    fc.assert(
      fc.property(symbols, asked, (some, name) => {
        expect(nearestSymbol(name, [...some].reverse())).toBe(nearestSymbol(name, new Set(some)));
      }),
    );
  });

  it('is itself known', () => {
    fc.assert(
      fc.property(symbols, asked, (some, name) => {
        const symbol = nearestSymbol(name, some);
        expect(symbol === undefined || some.includes(symbol)).toBe(true);
      }),
    );
  });

  it('is found in other letters and with other separators', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...COMMON_SYMBOLS),
        fc.constantFrom('-', '_', ' ', '|', ' / '),
        (symbol, separator) => {
          expect(nearestSymbol(symbol.toLowerCase().replace('/', separator), COMMON_SYMBOLS)).toBe(symbol);
        },
      ),
    );
  });
});

describe('the common symbols', () => {
  it('are v2 names, each once', () => {
    expect(COMMON_SYMBOLS.map(v2Symbol)).toEqual(COMMON_SYMBOLS);
    expect(new Set(COMMON_SYMBOLS).size).toBe(COMMON_SYMBOLS.length);
  });
});
