/** Faults from what users write: JSON, or a few words on a command line. Knows only the table. */
import { UsageError } from '@kraken-stream/core';
import type { Fault, FaultType } from './fault.js';
import { ALL } from './field.js';
import { FAULT_TYPES, fieldsOf, isFaultType, TABLE } from './table.js';

/** A fault that comes so many milliseconds from now. */
export interface TimedFault {
  readonly fault: Fault;
  readonly afterMs: number;
}

/** A fault from JSON, or one that code handed over. Throws `UsageError` that says what was expected, and what came. */
export function readFault(value: unknown): Fault {
  const read = Object.fromEntries(
    Object.entries(membersOf(value))
      .filter(([, each]) => each !== undefined)
      .map(([name, each]) => [name, name === 'count' && each === ALL ? Infinity : each]),
  );
  check(read);
  return read;
}

/** A fault with one member more, `afterMs`: milliseconds from now, 0 when left out. Throws as `readFault` does. */
export function readTimedFault(value: unknown): TimedFault {
  const { afterMs = 0, ...fault } = membersOf(value);
  const understood = readFault(fault);
  if (typeof afterMs !== 'number' || !(afterMs >= 0 && afterMs <= LATEST_MS)) {
    throw new UsageError(
      'afterMs',
      `afterMs: expected milliseconds from 0 to ${LATEST_MS}, received ${shown(afterMs)}`,
    );
  }
  return { fault: understood, afterMs };
}

function membersOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError('fault', `expected an object such as {"type":"drop"}, received ${shown(value)}`);
  }
  return { ...value };
}

/** How far ahead a fault may be set: ten days. */
const LATEST_MS = 864_000_000;

/**
 * A fault from the form `NAME[:VALUE][,KEY=VALUE…][@SECONDS]`, for example `lose:BTC/USD,count=3@10`.
 * Throws `UsageError` that says what was expected, and what came.
 */
export function parseFault(text: string): TimedFault {
  const [, name, details, seconds = '0'] = /^([^:@]*)(?::(.*?))?(?:@(\d+(?:\.\d+)?))?$/.exec(text) ?? [];
  if (!isFaultType(name)) throw unknownType(name ?? text);
  const given: Record<string, unknown> = { type: name };
  if (details !== undefined) {
    for (const part of details.split(',')) {
      const [key, value] = partOf(name, part);
      if (Object.hasOwn(given, key)) throw new UsageError(key, `${name}: ${key} is given twice in ${text}`);
      given[key] = value;
    }
  }
  return readTimedFault({ ...given, afterMs: Number(seconds) * 1000 });
}

/** One part of the details: `KEY=VALUE`, or the bare value that the fault has a field for. */
function partOf(type: FaultType, part: string): [string, unknown] {
  const fields = fieldsOf(type);
  const [, named, value = ''] = /^([A-Za-z]+)=(.*)$/.exec(part) ?? [];
  if (named !== undefined) return [named, fields.get(named)?.read(value) ?? value];
  const { short = '' } = TABLE[type];
  const field = fields.get(short);
  if (field === undefined) throw new UsageError(type, `${type}: expected KEY=VALUE, received ${part}`);
  const read = field.read(part);
  return [short, field.time && typeof read === 'number' ? read * 1000 : read];
}

function check(read: object & { readonly type?: unknown }): asserts read is Fault {
  const { type } = read;
  if (!isFaultType(type)) throw unknownType(type);
  const fields = fieldsOf(type);
  for (const [name, value] of Object.entries(read)) {
    if (name === 'type') continue;
    const field = fields.get(name);
    if (field === undefined) {
      const known = [...fields.keys()].join(', ');
      throw new UsageError(name, `${type}: expected ${known}, received a field ${shown(name)}`);
    }
    if (!field.accepts(value)) {
      throw new UsageError(name, `${type}: ${name}: expected ${field.expected}, received ${shown(value)}`);
    }
  }
  for (const [name, field] of fields) {
    if (field.required && !Object.hasOwn(read, name)) {
      throw new UsageError(name, `${type}: ${name}: expected ${field.expected}, received none`);
    }
  }
}

function unknownType(type: unknown): UsageError {
  return new UsageError('type', `expected ${FAULT_TYPES.join(', ')}, received ${shown(type)}`);
}

/** How much of a wrong value an error repeats, in characters. */
const SHOWN = 80;

function shown(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
