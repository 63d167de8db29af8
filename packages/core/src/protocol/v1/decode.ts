/**
 * Makes sense of any text that a v1 endpoint sends. Never throws. What is about orders and accounts is the matter of
 * account-part.ts.
 */
import { describeJson } from '../../decimal/json.js';
import type { AccountPart } from '../codec.js';
import { noJson, otherProtocol, parseFrame } from '../invalid.js';
import type { Message } from '../message.js';
import { isObject, isText, type Read, type WireObject } from '../shape.js';
import { echoOf, splitName } from './channels.js';
import {
  acknowledgedFrame,
  type BookMap,
  bookFrame,
  errorFrame,
  eventlessFrame,
  pongFrame,
  refusedFrame,
  statusFrame,
  twoMapsFrame,
} from './frames.js';
import { invalid, reading } from './invalid.js';
import { symbolOf } from './names.js';
import { bookOf, STREAMS } from './read-market-data.js';

export function decode(text: string, account: AccountPart<Values>): Message {
  const frame = parseFrame(text);
  if (Array.isArray(frame)) return decodeStream(text, frame, account);
  if (isObject(frame)) return decodeEvent(text, frame, account);
  if (frame === undefined) return invalid(text, noJson(text));
  return invalid(text, { path: '', expected: 'a JSON object or array', received: describeJson(frame) });
}

function decodeEvent(text: string, frame: WireObject, account: AccountPart<Values>): Message {
  const { event } = frame;
  if (!isText(event)) {
    const notice = frame['Error'];
    // The shape of an old notice.
    if (isText(notice)) return { type: 'refused', method: 'error', error: notice };
    // The first frame of every connection of v2.
    if (frame['channel'] === 'status') return invalid(text, otherProtocol('channel', 'v1', 'v2'));
    return reading.checked(text, eventlessFrame, frame, () => ({ type: 'unknown' }));
  }
  switch (event) {
    case 'heartbeat':
      return { type: 'heartbeat' };
    case 'systemStatus':
      return reading.checked(text, statusFrame, frame, (read) => ({ type: 'status', apiVersion: 'v1', ...read }));
    case 'pong':
      return reading.checked(text, pongFrame, frame, (read) => ({ type: event, ...read }));
    case 'subscriptionStatus':
      return frame['status'] === 'error'
        ? reading.checked(text, refusedFrame, frame, refusedOf)
        : reading.checked(text, acknowledgedFrame, frame, acknowledgedOf);
    case 'error':
      return reading.checked(text, errorFrame, frame, (read) => ({ type: 'refused', method: event, ...read }));
    default:
      return account.answer(event, frame, text) ?? { type: 'unknown', method: event };
  }
}

function acknowledgedOf(read: Read<typeof acknowledgedFrame>): Message {
  const { status, subscription, symbol, channelName, reqId } = read;
  return {
    type: status === 'unsubscribed' ? status : 'subscribed',
    reqId,
    // The name is there, as its shape says.
    result: echoOf(subscription, symbol, channelName)!,
  };
}

/** It answers what was to be subscribed to and what was to be given up alike. */
function refusedOf({ subscription, ...read }: Read<typeof refusedFrame>): Message {
  return {
    type: 'refused',
    method: 'subscribe',
    ...read,
    subscription: isObject(subscription) ? echoOf(subscription, read.symbol) : undefined,
  };
}

/** An array of the wire. */
type Values = readonly unknown[];

/** Frames of channels are read from their end: what a frame is about stands there, behind any number of parts. */
function decodeStream(text: string, frame: Values, account: AccountPart<Values>): Message {
  const at = frame.length - 2;
  const [name, pair] = frame.slice(-2);
  const wrong = (path: string, expected: string, value: unknown) =>
    invalid(text, { path, expected, received: describeJson(value) });
  if (at < 1) return wrong('', 'data, a channel and a pair', frame);
  if (!isText(name)) return wrong(`${at}`, 'a string', name);
  const { channel, number } = splitName(name);
  const stream = STREAMS.get(channel);
  if (stream === undefined && channel !== 'book') {
    return account.stream(name, frame, text) ?? { type: 'unknown', channel: name };
  }
  if (number === undefined && (channel === 'book' || channel === 'ohlc')) {
    return wrong(`${at}`, `'${channel}-' and a number`, name);
  }
  if (!isText(pair)) return wrong(`${at + 1}`, 'a string', pair);
  const [symbol, size] = [symbolOf(pair), number ?? 0];
  if (stream === undefined) return decodeBook(text, frame, symbol, size);
  return reading.checked(text, stream, frame, (told) => told(symbol, size));
}

/** One map of levels, or two: a change on both sides has one for each. */
function decodeBook(text: string, frame: Values, symbol: string, depth: number): Message {
  const count = frame.length - 3;
  if (count > 2) {
    return invalid(text, { path: '', expected: 'one or two maps of levels', received: `${count}` });
  }
  return reading.checked(text, count === 2 ? twoMapsFrame : bookFrame, frame, (maps) => {
    const book = bookOf(maps, symbol, depth);
    // What cannot be checked is not believed.
    const fault = book.snapshot ? mixed(maps) : book.checksum === undefined ? 'c' : undefined;
    if (fault === undefined) return book;
    const expected = fault === 'c' ? 'an unsigned 32-bit integer' : 'nothing, in a snapshot';
    const received = fault === 'c' ? 'nothing' : 'changes';
    return invalid(text, { path: `${count}.${fault}`, expected, received });
  });
}

/** Where a snapshot has changes as well. */
function mixed(maps: readonly BookMap[]): string | undefined {
  return (['a', 'b'] as const).find((name) => maps.some((map) => map[name] !== undefined));
}
