/**
 * What a line must look like to be one of a recording: files come from anywhere. Knows neither frames nor books, and is
 * in no bundle that only records.
 */
import { enums, integer, is, literal, min, number, optional, string, type, union } from 'superstruct';
import { RECORDING_FORMAT, type RecordingHeader, type WireEvent } from './format.js';

const time = min(number(), 0);
const depth = optional(integer());
const connection = { at: time, connection: integer(), endpoint: enums(['public', 'private']) };

const Header = type({
  type: literal('recording'),
  format: literal(RECORDING_FORMAT),
  version: integer(),
  protocol: enums(['v1', 'v2']),
  at: time,
});

const Event = union([
  type({ ...connection, type: enums(['received', 'sent']), text: string(), made: optional(literal(true)), depth }),
  type({ ...connection, type: literal('opened'), url: string() }),
  type({ ...connection, type: literal('closed'), code: integer(), reason: string() }),
]);

/** Frames have other types, or none; in frames that are written down quotes are escaped. */
const LOOKS_LIKE_ONE = /^\s*\{.*"type"\s*:\s*"(?:recording|opened|received|sent|closed)"/s;

/** A line that is one of a recording; undefined for any other text. */
export function parseLine(line: string): RecordingHeader | WireEvent | undefined {
  if (!LOOKS_LIKE_ONE.test(line)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  return is(value, Header) || is(value, Event) ? value : undefined;
}
