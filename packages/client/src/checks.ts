/**
 * What a caller's own mistakes are told at once. Each check returns the value in the form that is used.
 */
import {
  BOOK_DEPTHS,
  type BookDepth,
  EVENT_TRIGGERS,
  type EventTrigger,
  KnownSymbols,
  OHLC_INTERVALS,
  type OhlcInterval,
  UsageError,
  v2Symbol,
} from '@kraken-stream/core';

/**
 * One symbol or many, each once, in v2's names: those of v1 and REST are understood. A suggestion is made from
 * `known`; a symbol that is not in it is not refused for that.
 */
export function checkSymbols(symbols: unknown, known = new KnownSymbols()): string[] {
  if (!Array.isArray(symbols)) return [checkSymbol('symbol', symbols, known)];
  if (symbols.length === 0)
    throw new UsageError('symbols', "symbols: expected at least one, such as 'BTC/USD', received none");
  const field = (index: number) => (symbols.length === 1 ? 'symbol' : `symbols[${index}]`);
  // Not mapped as it is: that would leave holes out.
  return [...new Set(Array.from(symbols, (symbol, index) => checkSymbol(field(index), symbol, known)))];
}

function checkSymbol(field: string, symbol: unknown, known: KnownSymbols): string {
  const understood = typeof symbol === 'string' ? v2Symbol(symbol) : undefined;
  if (understood !== undefined) return understood;
  const nearest = typeof symbol === 'string' ? known.nearest(symbol) : undefined;
  const hint = nearest === undefined ? '' : `; did you mean '${nearest}'?`;
  throw new UsageError(field, `${field}: expected BASE/QUOTE such as 'BTC/USD', received ${show(symbol)}${hint}`);
}

export function checkDepth(depth: unknown = 10): BookDepth {
  return checkOneOf('depth', BOOK_DEPTHS, depth);
}

function checkBuffer(buffer: unknown): void {
  if (buffer === undefined || buffer === 'latest' || buffer === 'conflate') return;
  if (Number.isSafeInteger(buffer) && Number(buffer) > 0) return;
  const expected = "'latest', 'conflate' or a number of events from 1";
  throw new UsageError('buffer', `buffer: expected ${expected}, received ${show(buffer)}`);
}

export function checkEventTrigger(eventTrigger: unknown = 'trades'): EventTrigger {
  return checkOneOf('eventTrigger', EVENT_TRIGGERS, eventTrigger);
}

export function checkInterval(interval: unknown = 1): OhlcInterval {
  return checkOneOf('interval', OHLC_INTERVALS, interval);
}

/** True or false; false when left out. */
export function checkFlag(field: string, flag: unknown = false): boolean {
  return checkOneOf(field, [true, false], flag);
}

const SUBSCRIPTION_OPTIONS = ['signal', 'snapshot', 'buffer'];

/** What every subscribing call may be given behind its symbols, and `more`, which its caller checks. */
export function checkOptions(options: unknown, ...more: string[]): void {
  const { buffer, snapshot, signal } = checkFields('options', options, [...more, ...SUBSCRIPTION_OPTIONS]);
  checkBuffer(buffer);
  checkFlag('snapshot', snapshot);
  checkHas('signal', signal, 'an AbortSignal', 'aborted');
}

/**
 * An object that has none but these fields. A misspelt option would be left out in silence otherwise. Text in its place is
 * not repeated: it may be a token.
 */
export function checkFields(
  field: string,
  value: unknown,
  names: readonly string[],
): Readonly<Record<string, unknown>> {
  const expected = `${field}: expected an object of ${names.join(', ')}`;
  if (!isRecord(value)) {
    throw new UsageError(field, `${expected}, received ${typeof value === 'string' ? 'a string' : show(value)}`);
  }
  const unknown = Object.keys(value).find((name) => !names.includes(name));
  if (unknown === undefined) return value;
  throw new UsageError(field, `${expected}, received one with ${show(unknown)}`);
}

/**
 * Numbers, each at least `least`, in place of those of `defaults`; what is left out is as there. Infinity is one.
 */
export function checkNumbers<T extends object>(field: string, given: unknown, defaults: T, least = 0): T {
  if (given === undefined) return defaults;
  const checked = { ...defaults };
  for (const [name, value] of Object.entries(checkFields(field, given, Object.keys(defaults)))) {
    if (value !== undefined) Object.assign(checked, { [name]: checkNumber(`${field}.${name}`, value, least) });
  }
  return checked;
}

export function checkNumber(field: string, value: unknown, least: number): number {
  if (typeof value === 'number' && value >= least) return value;
  throw new UsageError(field, `${field}: expected a number from ${least} up, received ${show(value)}`);
}

/** Something that has these properties, or undefined. */
export function checkHas(field: string, value: unknown, expected: string, ...properties: string[]): void {
  if (value === undefined) return;
  if (typeof value === 'object' && value !== null && properties.every((property) => property in value)) return;
  throw new UsageError(field, `${field}: expected ${expected}, received ${show(value)}`);
}

export function checkEndpoint(field: string, endpoint: unknown): void {
  if (typeof endpoint === 'function' || (typeof endpoint === 'string' && endpoint !== '')) return;
  const expected = "a URL such as 'wss://ws.kraken.com/v2', or a function that returns one";
  throw new UsageError(field, `${field}: expected ${expected}, received ${show(endpoint)}`);
}

export function checkFunction(field: string, value: unknown): void {
  if (typeof value === 'function') return;
  throw new UsageError(field, `${field}: expected a function, received ${show(value)}`);
}

export function checkOneOf<T>(field: string, choices: readonly T[], value: unknown): T {
  const known = choices.find((choice) => choice === value);
  if (known !== undefined) return known;
  const expected = `${choices.length > 1 ? 'one of ' : ''}${choices.map(show).join(', ')}`;
  throw new UsageError(field, `${field}: expected ${expected}, received ${show(value)}`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Never throws, whatever it is given, and is never long. */
export function show(value: unknown): string {
  if (typeof value === 'string') return `'${value.length > 40 ? `${value.slice(0, 40)}…` : value}'`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}
