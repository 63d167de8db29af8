/**
 * What a caller's own mistakes are told at once. Each check returns the value in the form that is used.
 */
import {
  BOOK_DEPTHS,
  type BookDepth,
  EVENT_TRIGGERS,
  type EventTrigger,
  givenChoice,
  givenSymbol,
  type KnownSymbols,
  OHLC_INTERVALS,
  type OhlcInterval,
  show,
  UsageError,
  wrong,
} from '@kraken-stream/core';

/**
 * One symbol or many, each once, in v2's names: those of v1 and REST are understood. A suggestion is made from
 * `known`; a symbol that is not in it is not refused for that.
 */
export function checkSymbols(symbols: unknown, known?: KnownSymbols): string[] {
  return readable('symbols', () => checkedSymbols(symbols, known));
}

function checkedSymbols(symbols: unknown, known: KnownSymbols | undefined): string[] {
  if (!Array.isArray(symbols)) return [givenSymbol('symbol', symbols, known)];
  if (symbols.length === 0) throw wrong('symbols', "at least one, such as 'BTC/USD'", 'none');
  const field = (index: number) => (symbols.length === 1 ? 'symbol' : `symbols[${index}]`);
  // Not mapped as it is: that would leave holes out.
  return [...new Set(Array.from(symbols, (symbol, index) => givenSymbol(field(index), symbol, known)))];
}

export function checkDepth(depth: unknown = 10): BookDepth {
  return givenChoice('depth', depth, BOOK_DEPTHS);
}

function checkBuffer(buffer: unknown): void {
  if (buffer === undefined || buffer === 'latest' || buffer === 'conflate') return;
  if (Number.isSafeInteger(buffer) && Number(buffer) > 0) return;
  throw wrong('buffer', "'latest', 'conflate' or a number of events from 1", show(buffer));
}

export function checkEventTrigger(eventTrigger: unknown = 'trades'): EventTrigger {
  return givenChoice('eventTrigger', eventTrigger, EVENT_TRIGGERS);
}

export function checkInterval(interval: unknown = 1): OhlcInterval {
  return givenChoice('interval', interval, OHLC_INTERVALS);
}

/** True or false; false when left out. */
export function checkFlag(field: string, flag: unknown = false): boolean {
  return givenChoice(field, flag, [true, false]);
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
 * A copy of an object that has none but these fields. A misspelt option would be left out in silence otherwise. Text in its place is
 * not repeated: it may be a token.
 */
export function checkFields(
  field: string,
  value: unknown,
  names: readonly string[],
): Readonly<Record<string, unknown>> {
  const expected = `an object of ${names.join(', ')}`;
  const given = readable(field, () => (isPlain(value) ? { ...value } : undefined));
  if (given === undefined) throw wrong(field, expected, typeof value === 'string' ? 'a string' : show(value));
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown === undefined) return given;
  throw wrong(field, expected, `one with ${show(unknown)}`);
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
  throw wrong(field, `a number from ${least} up`, show(value));
}

/** Something that has these properties, or undefined. */
export function checkHas(field: string, value: unknown, expected: string, ...properties: string[]): void {
  if (value === undefined) return;
  const has = (property: string) => typeof value === 'object' && value !== null && property in value;
  if (readable(field, () => properties.every(has))) return;
  throw wrong(field, expected, show(value));
}

/** What a socket can be made to; with a transport of the caller's own whatever that takes. */
export function checkEndpoint(field: string, endpoint: unknown, connect: unknown): void {
  if (typeof endpoint === 'function') return;
  if (typeof endpoint !== 'string' || endpoint === '') {
    throw wrong(field, "a URL such as 'wss://ws.kraken.com/v2', or a function that returns one", show(endpoint));
  }
  if (connect !== undefined || /^wss?:/i.test(endpoint)) return;
  // What is behind it may be a secret.
  const begins = /^[a-z][a-z\d+.-]*:/i.exec(endpoint);
  const received = begins === null ? 'one that names no protocol' : `one that begins with '${begins[0]}'`;
  const todo =
    "give the address of a WebSocket, such as 'wss://ws.kraken.com/v2', or a transport of your own as connect";
  throw wrong(field, "a URL that begins with 'wss:' or 'ws:'", `${received}; ${todo}`);
}

/** The exchange's own REST. */
export const REST_ENDPOINT = 'https://api.kraken.com';

/** What paths of REST can be appended to. What is behind a `?` may be a secret, and is not shown. */
export function checkRestUrl(url: unknown, also = ''): asserts url is string {
  if (typeof url === 'string' && /^https?:\/\/[^/?#]+[^?#]*$/.test(url)) return;
  const received = typeof url === 'string' && url.includes('?') ? 'one with a query' : show(url);
  throw wrong('endpoints.rest', `a URL such as '${REST_ENDPOINT}'${also}`, received);
}

export function checkFunction(field: string, value: unknown): void {
  if (typeof value === 'function') return;
  throw wrong(field, 'a function', show(value));
}

/** What `read` reads of what a caller gave. Throws a `UsageError` when reading it throws, as proxies and getters may. */
export function readable<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw wrong(field, 'what can be read', 'what throws when it is read');
  }
}

/** No array, and nothing that keeps what it has elsewhere than in its fields, such as a signal. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return Object.prototype.toString.call(value) === '[object Object]';
}
