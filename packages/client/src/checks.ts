/**
 * What a caller's own mistakes are told at once. Each check returns the value in the form that is used.
 */
import {
  BOOK_DEPTHS,
  type BookDepth,
  COMMON_SYMBOLS,
  EVENT_TRIGGERS,
  type EventTrigger,
  nearestSymbol,
  OHLC_INTERVALS,
  type OhlcInterval,
  UsageError,
  v2Symbol,
} from '@kraken-stream/core';

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
  return checkOneOf('depth', BOOK_DEPTHS, depth, 10);
}

function checkBuffer(buffer: unknown): void {
  if (buffer === undefined || buffer === 'latest' || buffer === 'conflate') return;
  if (Number.isSafeInteger(buffer) && Number(buffer) > 0) return;
  const expected = "'latest', 'conflate' or a number of events from 1";
  throw new UsageError('buffer', `buffer: expected ${expected}, received ${show(buffer)}`);
}

export function checkEventTrigger(eventTrigger: unknown): EventTrigger {
  return checkOneOf('eventTrigger', EVENT_TRIGGERS, eventTrigger, 'trades');
}

export function checkInterval(interval: unknown): OhlcInterval {
  return checkOneOf('interval', OHLC_INTERVALS, interval, 1);
}

/** True or false; false when left out. */
export function checkFlag(field: string, flag: unknown): boolean {
  return checkOneOf(field, [true, false], flag, false);
}

/** What every subscribing call may be given behind its symbols. */
export function checkOptions(options: unknown): void {
  if (typeof options === 'object' && options !== null && !Array.isArray(options)) {
    const { buffer, snapshot, signal }: { buffer?: unknown; snapshot?: unknown; signal?: unknown } = options;
    checkBuffer(buffer);
    checkFlag('snapshot', snapshot);
    if (signal === undefined || (typeof signal === 'object' && signal !== null && 'aborted' in signal)) return;
    throw new UsageError('signal', `signal: expected an AbortSignal, received ${show(signal)}`);
  }
  throw new UsageError('options', `options: expected an object such as { depth: 25 }, received ${show(options)}`);
}

function checkOneOf<T>(field: string, choices: readonly T[], value: unknown, byDefault: T): T {
  if (value === undefined) return byDefault;
  const known = choices.find((choice) => choice === value);
  if (known !== undefined) return known;
  throw new UsageError(field, `${field}: expected one of ${choices.map(show).join(', ')}, received ${show(value)}`);
}

/** Never throws, whatever it is given, and is never long. */
function show(value: unknown): string {
  if (typeof value === 'string') return `'${value.length > 40 ? `${value.slice(0, 40)}…` : value}'`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}
