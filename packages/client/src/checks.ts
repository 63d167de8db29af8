/**
 * What a caller's own mistakes are told at once. Each check returns the value in the form that is used.
 */
import {
  BOOK_DEPTHS,
  type BookDepth,
  EVENT_TRIGGERS,
  type EventTrigger,
  OHLC_INTERVALS,
  type OhlcInterval,
  UsageError,
} from '@kraken-stream/core';

const DEFAULT_DEPTH = 10;

export function checkProtocol(protocol: unknown): void {
  if (protocol === undefined || protocol === 'v2') return;
  throw new UsageError('protocol', `protocol: expected 'v2', received ${show(protocol)}`);
}

/** One symbol or many, each once. */
export function checkSymbols(symbols: unknown): string[] {
  const list: unknown[] = Array.isArray(symbols) ? symbols : [symbols];
  if (list.length === 0)
    throw new UsageError('symbols', "symbols: expected at least one, such as 'BTC/USD', received none");
  const checked = new Set<string>();
  for (const symbol of list) {
    if (typeof symbol !== 'string' || !/^[^\s/]+\/[^\s/]+$/.test(symbol)) {
      throw new UsageError('symbol', `symbol: expected BASE/QUOTE such as 'BTC/USD', received ${show(symbol)}`);
    }
    checked.add(symbol);
  }
  return [...checked];
}

export function checkDepth(depth: unknown): BookDepth {
  return checkOneOf('depth', BOOK_DEPTHS, depth ?? DEFAULT_DEPTH);
}

export function checkBuffer(buffer: unknown): void {
  if (buffer === undefined || (typeof buffer === 'number' && Number.isInteger(buffer) && buffer > 0)) return;
  throw new UsageError('buffer', `buffer: expected a number of events from 1, received ${show(buffer)}`);
}

export function checkEventTrigger(eventTrigger: unknown): EventTrigger {
  return checkOneOf('eventTrigger', EVENT_TRIGGERS, eventTrigger ?? 'trades');
}

export function checkInterval(interval: unknown): OhlcInterval {
  return checkOneOf('interval', OHLC_INTERVALS, interval ?? 1);
}

/** True or false; false when left out. */
export function checkFlag(field: string, flag: unknown): boolean {
  return checkOneOf(field, [true, false], flag ?? false);
}

function checkOneOf<T>(field: string, choices: readonly T[], value: unknown): T {
  const known = choices.find((choice) => choice === value);
  if (known !== undefined) return known;
  throw new UsageError(field, `${field}: expected one of ${choices.map(show).join(', ')}, received ${show(value)}`);
}

function show(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}
