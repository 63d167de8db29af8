/** v1's names of pairs: whole codes differ, `XBT/USD` for `BTC/USD`, and nothing else. */
import { v2Symbol } from '../symbols.js';

const CODES: Readonly<Record<string, string>> = { BTC: 'XBT', DOGE: 'XDG' };

/** v1's name of a symbol. */
export function nameOf(symbol: string): string {
  return symbol
    .split('/')
    .map((code) => CODES[code] ?? code)
    .join('/');
}

/** The symbol of v1's name; of one that is no name of a pair, itself. */
export function symbolOf(name: string): string {
  return v2Symbol(name) ?? name;
}

/** What is paid with: of `BTC/USD` and `BTC/USD:BTNL` it is USD. */
export function quoteOf(symbol: string): string {
  return /\/([^:]*)/.exec(symbol)?.[1] ?? '';
}
