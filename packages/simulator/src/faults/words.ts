/** Faults in words: the help of the command, a line on a page, JSON. Knows only the table. */
import type { Fault, FaultType } from './fault.js';
import { ALL, type Field } from './field.js';
import { FAULT_TYPES, fieldsOf, TABLE } from './table.js';

/** One line for people, for example `in 2 s: data frames are lost (BTC/USD, 3 times)`. */
export function describeFault(fault: Fault, inMs = 0): string {
  const details = Object.entries(fault)
    .filter(([name, value]) => name !== 'type' && value !== undefined && (value !== false || name === 'carriedOut'))
    .map(([name, value]) => detail(name, value));
  const when = inMs > 0 ? `in ${seconds(inMs)}: ` : '';
  return `${when}${TABLE[fault.type].says}${details.length === 0 ? '' : ` (${details.join(', ')})`}`;
}

function detail(name: string, value: unknown): string {
  switch (name) {
    case 'channel':
    case 'symbol':
    case 'frames':
    case 'reason':
    case 'error':
      return String(value);
    case 'count':
      return value === Infinity ? 'every time' : value === 1 ? 'once' : `${value} times`;
    case 'ms':
      return `for ${seconds(Number(value))}`;
    case 'delayMs':
      return `by ${seconds(Number(value))}`;
    case 'stepMs':
      return `back in steps of ${seconds(Number(value))}`;
    case 'carriedOut':
      return value === true ? 'carried out' : 'not carried out';
    case 'bytesPerSecond':
      return `${value} bytes a second`;
    default:
      return value === true ? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : `${name} ${value}`;
  }
}

function seconds(ms: number): string {
  return `${Math.ceil(ms / 100) / 10} s`;
}

/** JSON in which a count without limit is `"all"`, as `readFault` takes it. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, each) => (each === Infinity ? ALL : each));
}

/** All faults with their fields, a few lines each, for the help of a command. */
export function faultHelp(indent: string): string {
  return FAULT_TYPES.map((type) => {
    const { says, short } = TABLE[type];
    const fields = fieldsOf(type);
    const bare = short === undefined ? '' : shortForm(short, fields.get(short));
    const keys = [...fields].map(([name, field]) => `${name}${field.required ? '' : '?'}`).join(' ');
    return `${indent}${`${type}${bare}`.padEnd(32)}${says}\n${keys === '' ? '' : `${indent}  ${keys}\n`}`;
  }).join('');
}

/** What the fields hold, one line each; where that is not the same in all faults, one for each that it is. */
export function fieldHelp(indent: string): string {
  const seen = new Map<string, Map<string, FaultType[]>>();
  for (const type of FAULT_TYPES) {
    for (const [name, { expected, otherwise }] of fieldsOf(type)) {
      const holds = otherwise === undefined ? expected : `${expected}; ${otherwise} when left out`;
      const held = seen.get(name) ?? new Map<string, FaultType[]>();
      held.set(holds, [...(held.get(holds) ?? []), type]);
      seen.set(name, held);
    }
  }
  const line = (head: string, text: string) => `${indent}${head.padEnd(16)}${text}\n`;
  return [...seen]
    .flatMap(([name, held]) =>
      [...held].map(([holds, types], i) =>
        i === 0 ? line(name, holds) : line('', `of ${types.join(', ')}: ${holds}`),
      ),
    )
    .join('');
}

function shortForm(name: string, field: Field | undefined): string {
  const shown = field?.time === true ? 'SECONDS' : name.replace(/[A-Z]/g, '_$&').toUpperCase();
  return field?.required === true ? `:${shown}` : `[:${shown}]`;
}
