/**
 * What is said of a frame that makes no sense, in every protocol: where it is wrong, its beginning without secrets, and
 * what it seems to be about. What that is, each protocol guesses for itself.
 */
import { parseJson } from '../decimal/json.js';
import { ProtocolError, type ProtocolErrorFacts } from '../errors.js';
import type { ClientCodec } from './codec.js';
import type { InvalidMessage, Message } from './message.js';
import { explain, type Shape, WRONG } from './shape.js';

/** What is wrong in a frame, and where. */
export type Fault = Pick<ProtocolErrorFacts, 'path' | 'expected' | 'received'>;

/** What a broken frame seems to be about, in the common words: so that a book can be resynchronised. */
export type Guess = Pick<ProtocolErrorFacts, 'channel' | 'symbol'>;

/** Reads what has its shape, and says of everything else what is wrong with it. */
export interface Reading {
  checked<T>(text: string, shape: Shape<T>, frame: unknown, read: (value: T) => Message): Message;
  invalid(text: string, fault: Fault): InvalidMessage;
}

/** `guess` is shown whole frames of any length. */
export function readingBy(guess: (text: string) => Guess): Reading {
  const invalid = (text: string, fault: Fault): InvalidMessage => ({
    type: 'invalid',
    error: new ProtocolError({ ...fault, frame: text.slice(0, HEAD).replace(SECRET, '$1…'), ...guess(text) }),
  });
  return {
    checked: (text, shape, frame, read) => {
      const value = shape.read(frame);
      return value === WRONG ? invalid(text, explain(shape, frame)) : read(value);
    },
    invalid,
  };
}

/** The frame; undefined, which nothing parsed is, where the text is no JSON. */
export function parseFrame(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** What is wrong with a text that is no JSON. */
export function noJson(text: string): Fault {
  return { path: '', expected: 'JSON', received: `${text.length} characters that are not` };
}

/** What is wrong with a frame of the other protocol: there is none where a client's own is spoken. */
export function otherProtocol(path: string, own: ClientCodec['protocol'], other: ClientCodec['protocol']): Fault {
  return {
    path,
    expected: `a frame of ${own}`,
    received: `one of ${other}, which is spoken at this endpoint: use protocol: '${other}', or an endpoint of ${own}`,
  };
}

/** How much of a broken frame is looked at and may be shown, in characters. */
export const HEAD = 500;

/** No frame that comes in has a token; should one quote what went out, nobody is shown it. */
const SECRET = /(token["'\\]*\s*[:=]\s*["'\\]*)[\w+/=-]+/gi;
