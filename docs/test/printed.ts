/** What the programs of a page have to print, by page; all of it, over all programs of the page. */
export const PRINTED: Readonly<Record<string, readonly RegExp[]>> = {
  'README.md': [/^[\d.]+ \/ [\d.]+ {2}spread [\d.]+$/m, /^BTC\/USD [\d.]+$/m, /^accepted$/m],
  'packages/client/README.md': [
    /^(BTC|ETH)\/USD (buy|sell) [\d.]+ [\d.]+$/m,
    /the exchange refused subscribe NOPE\/USD/,
  ],
  'packages/core/README.md': [/^connect$/m],
  'docs/getting-started.md': [/^[\d.]+ \/ [\d.]+ {2}spread [\d.]+$/m, /^local [\d.]+ \/ [\d.]+$/m],
  'docs/market-data.md': [
    /^snapshot BTC\/USD [\d.]+$/m,
    /^now live$/m,
    /^refused: NOPE\/USD: /m,
    /^NOPE\/USD$/m,
    /^last [\d.]+$/m,
    /^after abort: closed$/m,
    /^the exchange is online$/m,
    /^steps of 0.1, at least [\d.]+, online$/m,
    /^book [\d.]+ \/ [\d.]+$/m,
    /^\d+ ms there and back/m,
    /^BTC\/USD last [\d.]+, -?[\d.]+ % in 24 hours$/m,
    /^BTC\/USD [\d.]+ to [\d.]+$/m,
    /^BTC\/USD (buy|sell) [\d.]+ at [\d.]+$/m,
    /^BTC\/USD \S+Z [\d.]+ running$/m,
    /^ETH\/USD \d+ changes, best [\d.]+$/m,
  ],
  'docs/books.md': [
    /^now live$/m,
    /^\d+ frames proven, 0 not, 0 times started over$/m,
    /^BTC\/USD depth 100: spread [\d.]+, middle [\d.]+$/m,
    /^0.5 BTC cost [\d.]+ USD, [\d.]+ each; the last at [\d.]+$/m,
    /^at the middle or better: 0 bid, 0 asked$/m,
    /^imbalance of five levels: -?[\d.]+$/m,
    /^\d+ bids, true$/m,
    /^MINA\/GBP live [\d.]+$/m,
  ],
  'docs/trading.md': [/^accepted O\w{5}-\w{5}-\w{6}$/m, /buy BTC\/USD new 0.01000000/, /^[\d.]+ of 125$/m],
  'docs/coming-from-kraken-net.md': [
    /^ticker ETH\/USD [\d.]+$/m,
    /^status online$/m,
    /^candle BTC\/USD [\d.]+ open$/m,
    /^trade BTC\/USD (buy|sell) [\d.]+ at [\d.]+$/m,
    /^spread (BTC|ETH)\/USD [\d.]+ to [\d.]+$/m,
    /^book BTC\/USD [\d.]+ \/ [\d.]+$/m,
    /^order O\w{5}-\w{5}-\w{6} new$/m,
    /^placed: accepted, checked: accepted$/m,
    /^accepted accepted accepted accepted accepted accepted, then 0$/m,
  ],
};

/** What only blocks of one version print. */
export const PRINTED_ON: Readonly<Record<string, Readonly<Record<string, readonly RegExp[]>>>> = {
  'docs/coming-from-kraken-net.md': {
    v2: [/^\d+ balances$/m],
    // The local exchange lends nothing.
    v1: [/^today [\d.]+ at [\d.]+$/m, /^on margin: rejected$/m],
  },
};
