/** v1's names of pairs: whole codes differ, `XBT/USD` for `BTC/USD`, and nothing else; and of what is in its objects. */
import type { Names } from '../shape.js';
import { v2Symbol } from '../symbols.js';

const OTHERS = /^(?:BTC|DOGE)(?=\/)|\/(?:BTC|DOGE)(?=:|$)/g;

/** v1's name of a symbol. */
export function nameOf(symbol: string): string {
  return symbol.replace(OTHERS, (code) => code.replace('BTC', 'XBT').replace('DOGE', 'XDG'));
}

/** The symbol of v1's name; of one that is no name of a pair, itself. */
export function symbolOf(name: string): string {
  // Frames have no joined names, and the exchange takes none.
  return name.includes('/') ? (v2Symbol(name) ?? name) : name;
}

/** What is paid with: of `BTC/USD` and `BTC/USD:BTNL` it is USD. */
export function quoteOf(symbol: string): string {
  return /\/([^:]*)/.exec(symbol)?.[1] ?? '';
}

/** What is called otherwise on the wire. */
export const NAMES: Names = {
  channelName: 'channelName',
  connectionId: 'connectionID',
  error: 'errorMessage',
  reqId: 'reqid',
  symbol: 'pair',
  system: 'status',
};
