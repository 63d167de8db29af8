/**
 * Names of pairs. Everywhere here they are v2's (`BTC/USD`); this file understands the other names that the exchange has
 * for them, and guesses what was meant. It knows no list of all pairs: that is told by the exchange, or by nobody.
 *
 * v1 says XBT and XDG for BTC and DOGE, and nothing else differs (1419 pairs compared). REST joins base and quote:
 * `XBTUSD` in its altnames; the keys of its oldest pairs put X before a coin and Z before a currency, `XXBTZUSD`.
 */

/** Pairs surely traded, the busiest first: what to guess from while nothing better is known. */
export const COMMON_SYMBOLS: readonly string[] = [
  'BTC/USD',
  'ETH/USD',
  'SOL/USD',
  'XRP/USD',
  'DOGE/USD',
  'ADA/USD',
  'LTC/USD',
  'LINK/USD',
  'DOT/USD',
  'AVAX/USD',
  'BCH/USD',
  'XLM/USD',
  'ATOM/USD',
  'TRX/USD',
  'USDT/USD',
  'USDC/USD',
  'EUR/USD',
  'GBP/USD',
  'BTC/EUR',
  'ETH/EUR',
  'SOL/EUR',
  'XRP/EUR',
  'ADA/EUR',
  'DOGE/EUR',
  'BTC/GBP',
  'ETH/GBP',
  'BTC/USDT',
  'ETH/USDT',
  'BTC/USDC',
  'ETH/USDC',
  'ETH/BTC',
  'SOL/BTC',
];

/**
 * BASE/QUOTE, and for some venues BASE/QUOTE:VENUE. Codes are upper case, but for the x of tokenised stocks (`TSLAx`);
 * what else a base may contain is the exchange's to say.
 */
const PAIR = /^(?![a-z]+\/)([^\s/:,]+)\/([^\s/:,a-z]+)(:[^\s/:,a-z]+)?$/;
/** The letter that REST puts before its oldest assets. */
const OLD_ASSET = /^(?:X(?=(?:XBT|XDG|ETH|ETC|LTC|MLN|REP|XLM|XMR|XRP|ZEC)$)|Z(?=(?:USD|EUR|GBP|CAD|JPY|AUD)$))/;
/** The base is as short as can be, so that of two quotes the longer is taken. */
const JOINED = /^([A-Z\d][A-Z\d.]*?x?)(USD[TCG]|USD|EUR|GBP|CAD|JPY|AUD|CHF|XBT|ETH)$/;
/** Whether XRPRLUSD ends in USD or in RLUSD cannot be told; METH and WETH are coins, not pairs. */
const UNCERTAIN = /(?:RL|PY|FD)USD$|^..?ETH$/;

/**
 * The v2 name of a pair: of itself (`BTC/USD`, `TSLAx/USD`, `BTC/USD:BTNL`), of v1's (`XBT/USD`, `XDG/EUR`), or of REST's
 * (`XXBTZUSD`, `XBTUSD`). Undefined when it cannot be told with certainty. Whether the pair is traded is not looked at.
 */
export function v2Symbol(name: string): string | undefined {
  const [, base, quote, venue = ''] = PAIR.exec(name) ?? [];
  if (base !== undefined && quote !== undefined) return `${v2Code(base)}/${v2Code(quote)}${venue}`;
  // Such keys consist of two old assets, but for USDTZUSD. Others only look alike: XTZUSD, AI16ZUSD.
  const [front, back] = [name.slice(0, -4), name.slice(-4)];
  if (OLD_ASSET.test(back) && (OLD_ASSET.test(front) || front === 'USDT')) return joined(front, back);
  const [, coin, currency] = JOINED.exec(name) ?? [];
  if (coin === undefined || currency === undefined || OLD_ASSET.test(name) || UNCERTAIN.test(name)) return undefined;
  return joined(coin, currency);
}

/** Symbols that are traded, by their quotes so that many guesses cost little: thousands may be refused in one go. */
export class KnownSymbols {
  readonly #symbols = new Set<string>();
  readonly #byQuote = new Map<string, { readonly symbol: string; readonly parts: Parts }[]>();

  constructor(symbols: Iterable<string> = COMMON_SYMBOLS) {
    for (const symbol of symbols) this.add(symbol);
  }

  add(symbol: string): void {
    if (this.#symbols.has(symbol)) return;
    this.#symbols.add(symbol);
    const parts = partsOf(symbol);
    const others = this.#byQuote.get(parts.quote);
    if (others === undefined) this.#byQuote.set(parts.quote, [{ symbol, parts }]);
    else others.push({ symbol, parts });
  }

  /**
   * What was probably meant by `name`: written in another case (`btc/usd`) or way (`BTC-USD`, `btc_usd`), the wrong way
   * round (`USD/BTC`), or mistyped in a third of its letters, two at most. Of equally near ones the first by alphabet,
   * whatever their order. Undefined when nothing is near, and when `name` is itself known.
   */
  nearest(name: string): string | undefined {
    if (this.#symbols.has(name)) return undefined;
    const asked = partsOf(name);
    // Shorter ones are more often a coin (USDT) than a pair.
    if (asked.quote === '' && asked.base.length < 5) return undefined;
    let nearest: string | undefined;
    let least = FAR;
    for (const [quote, traded] of this.#byQuote) {
      const straight = asked.quote === '' ? 0 : typingCost(asked.quote, quote);
      const swapped = asked.quote === '' ? 0 : typingCost(asked.base, quote);
      if (straight >= FAR && swapped >= FAR) continue;
      for (const { symbol, parts } of traded) {
        const cost = costOf(asked, parts, straight, swapped);
        if (cost < least || (nearest !== undefined && cost === least && symbol < nearest)) {
          nearest = symbol;
          least = cost;
        }
      }
    }
    return nearest;
  }
}

function joined(base: string, quote: string): string | undefined {
  const [coin, currency] = [modern(base), modern(quote)];
  return coin === currency ? undefined : `${coin}/${currency}`;
}

/** v2's code of an asset. Codes are replaced whole: XBTX is another. */
export function v2Code(code: string): string {
  return code === 'XBT' ? 'BTC' : code === 'XDG' ? 'DOGE' : code;
}

function modern(code: string): string {
  return v2Code(code.replace(OLD_ASSET, ''));
}

/** Base, quote and venue of whatever a name is, in capitals. A name that cannot be taken apart is all base. */
interface Parts {
  readonly base: string;
  readonly quote: string;
  readonly venue: string;
}

function partsOf(name: string): Parts {
  const capitals = name.trim().toUpperCase();
  const pieces = (v2Symbol(capitals) ?? capitals).match(/[^\s/\\_:,|-]+/g) ?? [];
  // A list of several, for instance.
  if (pieces.length > 3) return { base: capitals, quote: '', venue: '' };
  const [base = '', quote = '', venue = ''] = pieces;
  return { base: modern(base), quote: modern(quote), venue };
}

/** More than any cost that is accepted: three errors in both sides. */
const FAR = 300;

/**
 * Typing errors weigh most, then sides swapped, then errors in both sides rather than in one, then the venue. `straight` and
 * `swapped`: what the quote costs in its place and, the wrong way round, as a base; nothing for a name that is all base.
 */
function costOf(asked: Parts, { base, quote, venue }: Parts, straight: number, swapped: number): number {
  const inPair =
    asked.quote === ''
      ? Math.min(typingCost(asked.base, base + quote), 50 + typingCost(asked.base, quote + base))
      : Math.min(
          straight < FAR ? straight + typingCost(asked.base, base) : FAR,
          swapped < FAR ? 50 + swapped + typingCost(asked.quote, base) : FAR,
        );
  return inPair < FAR ? inPair + Math.min(9, distance(asked.venue, venue, 2)) : FAR;
}

function typingCost(asked: string, meant: string): number {
  const limit = Math.min(2, Math.floor(asked.length / 3));
  const errors = distance(asked, meant, limit);
  if (errors === 0) return 0;
  if (errors > limit) return FAR;
  // The same letters in another order are the likelier: BCT is BTC, not BCH.
  return 100 * errors + (letters(asked) === letters(meant) ? 5 : 10);
}

function letters(text: string): string {
  return [...text].sort().join('');
}

/**
 * Letters changed, left out, added, or swapped with their neighbour; more than `limit` are not told apart. Of both texts
 * only what stands from `i` and `j` on is compared.
 */
export function distance(from: string, to: string, limit: number, i = 0, j = 0): number {
  if (Math.abs(from.length - i - (to.length - j)) > limit) return limit + 1;
  while (i < from.length && from.charCodeAt(i) === to.charCodeAt(j)) {
    i++;
    j++;
  }
  if (i >= from.length && j >= to.length) return 0;
  if (limit === 0) return 1;
  const isSwapped = from[i] === to[j + 1] && from[i + 1] === to[j];
  return (
    1 +
    Math.min(
      distance(from, to, limit - 1, i + 1, j + 1),
      distance(from, to, limit - 1, i + 1, j),
      distance(from, to, limit - 1, i, j + 1),
      isSwapped ? distance(from, to, limit - 1, i + 2, j + 2) : limit,
    )
  );
}
