/**
 * What a caller gave, looked at member by member: objects with known members, one of a few choices, flags, decimals. Each
 * check returns the value in the form that is used, or throws a `UsageError` that names the member and the rule.
 */
import { compareDecimals } from '../decimal/decimal.js';
import { type DecimalInput, decimalFrom } from '../decimal/input.js';
import { cut, UsageError } from '../errors.js';
import { distance, KnownSymbols, v2Symbol } from '../protocol/symbols.js';
import { memberCalled } from './other-names.js';

export type Given = Readonly<Record<string, unknown>>;

/** Where a value stands in what was given: empty for the whole, else `orders[1].` or `conditional.`, say. */
export type Path = string;

/** An object with none but these members; `what` says what it is. A misspelt one would be left out in silence. */
export function givenObject(field: string, path: Path, value: unknown, what: string, names: readonly string[]): Given {
  if (!isRecord(value)) {
    const more = names.length > 3 ? ' and more' : '';
    throw wrong(field, `an object with ${names.slice(0, 3).join(', ')}${more}`, show(value));
  }
  for (const [name, member] of Object.entries(value)) {
    if (names.includes(name) || member === undefined) continue;
    const near = nearest(name, names);
    const hint = near === undefined ? `: ${names.join(', ')}` : `, such as '${near}'`;
    throw wrong(path + name, `a member of ${what}${hint}`, 'an unknown one');
  }
  return value;
}

/** The value if it is one of the choices. Throws a `UsageError` that names them otherwise. */
export function givenChoice<T>(field: string, value: unknown, choices: readonly T[], where = ''): T {
  const known = choices.find((choice) => choice === value);
  if (known !== undefined) return known;
  throw wrong(field, `${choices.length > 1 ? 'one of ' : ''}${list(choices)}${where}`, show(value));
}

export function givenFlag(field: string, value: unknown): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value;
  throw wrong(field, 'true or false', show(value));
}

/** Plain text, every digit kept. */
export function givenDecimal(field: string, value: unknown): string {
  if (isDecimalInput(value)) return decimalFrom(field, value);
  throw wrong(field, "a decimal such as '0.25'", show(value));
}

export function givenPositive(field: string, value: unknown): string {
  const text = givenDecimal(field, value);
  if (compareDecimals(text, '0') > 0) return text;
  throw wrong(field, "a decimal above zero, such as '0.25'", text);
}

/** The v2 name of a pair. What may be meant by another is guessed from `symbols`. */
export function givenSymbol(field: string, value: unknown, symbols = new KnownSymbols()): string {
  const understood = typeof value === 'string' ? v2Symbol(value) : undefined;
  if (understood !== undefined) return understood;
  const near = typeof value === 'string' ? symbols.nearest(value) : undefined;
  const hint = near === undefined ? '' : `; did you mean '${near}'?`;
  throw wrong(field, "BASE/QUOTE such as 'BTC/USD'", show(value) + hint);
}

/** The error for an argument that cannot be: what was expected, what came, and what would be valid. */
export function wrong(field: string, expected: string, received: string, nearest?: readonly string[]): UsageError {
  return new UsageError(field, `${field}: expected ${expected}, received ${received}`, nearest);
}

export function list(choices: readonly unknown[]): string {
  return choices.map(show).join(', ');
}

/** Never throws, whatever it is given, and is never long. */
export function show(value: unknown): string {
  try {
    return shown(value);
  } catch {
    return 'what throws when it is read';
  }
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `'${cut(value)}'`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : value.toISOString();
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}

/** Whether a value is an object with members. */
export function isRecord(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDecimalInput(value: unknown): value is DecimalInput {
  if (typeof value === 'string' || typeof value === 'number') return true;
  return isRecord(value) && 'toFixed' in value && typeof value['toFixed'] === 'function';
}

/** The member that was probably meant: written in another way (`limit_price`), called otherwise, in part or mistyped. */
function nearest(name: string, names: readonly string[]): string | undefined {
  const [asked, meant] = [letters(name), names.map(letters)];
  const limit = Math.min(2, Math.floor(asked.length / 3));
  const same = meant.indexOf(asked);
  const other = names.indexOf(memberCalled(asked) ?? '');
  const part = asked.length < 3 ? -1 : meant.findIndex((other) => other.includes(asked));
  const close = meant.findIndex((other) => distance(asked, other, limit) <= limit);
  return names[[same, other, close, part].find((index) => index >= 0) ?? -1];
}

function letters(name: string): string {
  return name.replace(/[_\s-]/g, '').toLowerCase();
}
