/** The fields of faults: what each may hold, how it is read from a command line. Knows no fault. */

export interface Field<Required extends boolean = boolean> {
  readonly required: Required;
  /** Completes "expected …". */
  readonly expected: string;
  /** What is meant when it is left out, where that is a value. */
  readonly otherwise?: string | number | boolean | undefined;
  /** Whether it is a time in milliseconds; the short form on a command line has it in seconds. */
  readonly time: boolean;
  accepts(value: unknown): boolean;
  /** A text as the value it stands for; what it cannot stand for is refused by `accepts`. */
  read(text: string): unknown;
}

/** In JSON and on the command line, for `Infinity`. */
export const ALL = 'all';

export function number(least: number, most: number, otherwise?: number): Field<false> {
  return {
    required: false,
    expected: `a number from ${least} to ${most}`,
    otherwise,
    time: false,
    accepts: (value) => typeof value === 'number' && value >= least && value <= most,
    read: toNumber,
  };
}

export function integer(least: number, most: number, otherwise?: number): Field<false> {
  const field = number(least, most, otherwise);
  return {
    ...field,
    expected: `an integer from ${least} to ${most}`,
    accepts: (value) => field.accepts(value) && Number.isInteger(value),
  };
}

/** Milliseconds, more than none and at most a day. */
export function time(otherwise?: number): Field<false> {
  const field = number(1, 86_400_000, otherwise);
  return { ...field, expected: 'milliseconds from 1 to 86400000', time: true };
}

/** From 1 up, or all. */
export const count: Field<false> = {
  required: false,
  expected: `an integer from 1 up, or ${ALL}`,
  time: false,
  accepts: (value) => value === Infinity || (Number.isSafeInteger(value) && Number(value) >= 1),
  read: (text) => (text === ALL ? Infinity : toNumber(text)),
};

/** Some text, of no more bytes than fit. */
export function text(most: number): Field<false> {
  return {
    required: false,
    expected: `a text of 1 to ${most} bytes`,
    time: false,
    accepts: (value) => typeof value === 'string' && value !== '' && bytes(value) <= most,
    read: (value) => value,
  };
}

export function choice(of: readonly string[], otherwise?: string): Field<false> {
  return {
    required: false,
    expected: of.join(' or '),
    otherwise,
    time: false,
    accepts: (value) => of.some((each) => each === value),
    read: (value) => value,
  };
}

export function flag(otherwise?: boolean): Field<false> {
  return {
    required: false,
    expected: 'true or false',
    otherwise,
    time: false,
    accepts: (value) => typeof value === 'boolean',
    read: (value) => (value === 'true' ? true : value === 'false' ? false : value),
  };
}

/** A code with which a WebSocket may be closed, or 1006, which stands for none. */
export function closeCode(otherwise: number): Field<false> {
  const field = integer(1000, 4999, otherwise);
  return {
    ...field,
    expected: 'a close code: 1000 to 1003, 1006 to 1014, or 3000 to 4999',
    accepts: (value) => {
      const code = Number(value);
      const closing = code <= 1014 && code !== 1004 && code !== 1005;
      return field.accepts(value) && (closing || code >= 3000);
    },
  };
}

export function required(field: Field): Field<true> {
  return { ...field, required: true };
}

function toNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

/** How many bytes a text has in UTF-8. */
function bytes(value: string): number {
  let sum = 0;
  for (const character of value) {
    const point = character.codePointAt(0) ?? 0;
    sum += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return sum;
}
