/**
 * What a caller's own mistakes are told at once. Each check returns the value in the form that is used.
 */
import { BOOK_DEPTHS, type BookDepth, COMMON_SYMBOLS, nearestSymbol, UsageError, v2Symbol } from '@kraken-stream/core';

const DEFAULT_DEPTH = 10;

export function checkProtocol(protocol: unknown): void {
  if (protocol === undefined || protocol === 'v2') return;
  throw new UsageError('protocol', `protocol: expected 'v2', received ${show(protocol)}`);
}

/**
 * One symbol or many, each once, in v2's names: those of v1 and REST are understood. A suggestion is made from
 * `known`; a symbol that is not in it is not refused for that.
 */
export function checkSymbols(symbols: unknown, known: Iterable<string> = COMMON_SYMBOLS): string[] {
  if (!Array.isArray(symbols)) return [checkSymbol('symbol', symbols, known)];
  if (symbols.length === 0)
    throw new UsageError('symbols', "symbols: expected at least one, such as 'BTC/USD', received none");
  const field = (index: number) => (symbols.length === 1 ? 'symbol' : `symbols[${index}]`);
  // Not mapped as it is: that would leave holes out.
  return [...new Set(Array.from(symbols, (symbol, index) => checkSymbol(field(index), symbol, known)))];
}

function checkSymbol(field: string, symbol: unknown, known: Iterable<string>): string {
  const understood = typeof symbol === 'string' ? v2Symbol(symbol) : undefined;
  if (understood !== undefined) return understood;
  const nearest = typeof symbol === 'string' ? nearestSymbol(symbol, known) : undefined;
  const hint = nearest === undefined ? '' : `; did you mean '${nearest}'?`;
  throw new UsageError(field, `${field}: expected BASE/QUOTE such as 'BTC/USD', received ${show(symbol)}${hint}`);
}

export function checkDepth(depth: unknown): BookDepth {
  const known = BOOK_DEPTHS.find((each) => each === (depth ?? DEFAULT_DEPTH));
  if (known !== undefined) return known;
  throw new UsageError('depth', `depth: expected one of ${BOOK_DEPTHS.join(', ')}, received ${show(depth)}`);
}

export function checkBuffer(buffer: unknown): void {
  if (buffer === undefined || buffer === 'latest' || buffer === 'conflate') return;
  if (Number.isSafeInteger(buffer) && Number(buffer) > 0) return;
  const expected = "'latest', 'conflate' or a number of events from 1";
  throw new UsageError('buffer', `buffer: expected ${expected}, received ${show(buffer)}`);
}

/** Never throws, whatever it is given, and is never long. */
function show(value: unknown): string {
  if (typeof value === 'string') return `'${value.length > 40 ? `${value.slice(0, 40)}…` : value}'`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}
