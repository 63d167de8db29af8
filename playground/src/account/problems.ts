/**
 * All that is wrong with what is entered, field by field. The client's check tells the first thing; what it names is put
 * right in a copy and asked again, so that each field is told at once what is wrong with it.
 */
import type { UsageError } from '@kraken-stream/client';
import { FIELDS, type Path } from './fields.js';
import { orderOf, type Values } from './read-order.js';
import { type Check, refusal } from './taken.js';

export interface Problem {
  /** The field that is to be changed; undefined where it is none of the ticket's. */
  readonly path: Path | undefined;
  /** What was expected, without the field's name. */
  readonly text: string;
  /** Values that would be taken. */
  readonly nearest: readonly string[];
}

/** Fills what is missing in a copy: of every increment a multiple, and worth enough. */
const LARGE = '1000000';

/**
 * `complete`: whether what is missing is told as well. Else it is not, as long as someone is still typing. `now` in
 * milliseconds since 1970.
 */
export function problemsOf(
  check: Check,
  symbol: string,
  values: Values,
  shown: ReadonlySet<Path>,
  complete: boolean,
  now: number,
): readonly Problem[] {
  const problems: Problem[] = [];
  let tried: Values = complete ? values : withoutHoles(values, shown);
  for (let tries = 0; tries < FIELDS.length; tries++) {
    const error = refusal(check, { ...orderOf(symbol, tried, shown, now) });
    if (error === undefined) break;
    const path = fieldOf(error, shown);
    if (problems.some((problem) => problem.path === path)) break;
    const isHole = path !== undefined && (values[path] ?? '').trim() === '';
    if (complete || !isHole) problems.push(problemOf(error, path));
    if (path === undefined) break;
    tried = { ...tried, [path]: error.nearest[0] ?? standin(path) };
  }
  return problems;
}

/** What an error that came with an answer is about. */
export function problemOf(error: UsageError, path: Path | undefined): Problem {
  const { field, message, nearest } = error;
  const text = message.startsWith(`${field}: `) ? message.slice(field.length + 2) : message;
  // It is entered in seconds from now, of which the instants in between say nothing.
  const rule = path === 'deadline' ? /, from .*$/s : /, received .*$/s;
  return { path, text: text.replace(rule, ''), nearest };
}

/** The field that an error names, or the one that stands for what it names. */
export function fieldOf({ field }: UsageError, shown: ReadonlySet<Path>): Path | undefined {
  const inside = field === 'triggers' ? 'triggers.price' : field === 'conditional' ? 'conditional.orderType' : field;
  return FIELDS.find(({ path }) => path === inside && shown.has(path))?.path;
}

function withoutHoles(values: Values, shown: ReadonlySet<Path>): Values {
  const filled: Partial<Record<Path, string>> = { ...values };
  for (const { path, kind } of FIELDS) {
    if (!shown.has(path) || (filled[path] ?? '').trim() !== '') continue;
    if (kind === 'price') filled[path] = LARGE;
    if (path === 'displayQty') filled[path] = filled.orderQty || LARGE;
    if (path === 'orderQty' && (filled.cashOrderQty ?? '').trim() === '') filled[path] = values.displayQty || LARGE;
  }
  return filled;
}

function standin(path: Path): string {
  const kind = FIELDS.find((field) => field.path === path)?.kind;
  return kind === 'price' || path === 'orderQty' ? LARGE : '';
}
