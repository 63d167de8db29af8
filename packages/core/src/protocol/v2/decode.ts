/**
 * Makes sense of any text that a v2 endpoint sends. Never throws. What is about orders and accounts is the matter of
 * account-part.ts.
 */
import { describeJson } from '../../decimal/json.js';
import type { AccountPart } from '../codec.js';
import { type Guess, HEAD, noJson, otherProtocol, parseFrame, readingBy } from '../invalid.js';
import type { Message } from '../message.js';
import { isObject, isText, type WireObject } from '../shape.js';
import {
  acknowledgedFrame,
  bookFrame,
  instrumentFrame,
  namelessFrame,
  ohlcFrame,
  pongFrame,
  refusedFrame,
  statusFrame,
  tickerFrame,
  tradeFrame,
} from './frames.js';

export const reading = /* @__PURE__ */ readingBy(guess);

export function decode(text: string, account: AccountPart<WireObject>): Message {
  const frame = parseFrame(text);
  if (frame === undefined) return reading.invalid(text, noJson(text));
  if (!isObject(frame))
    return reading.invalid(text, { path: '', expected: 'a JSON object', received: describeJson(frame) });
  const { method, channel } = frame;
  // A refused private subscription has both.
  if (isText(method)) return decodeAnswer(text, method, frame, account);
  if (isText(channel)) return decodeStream(text, channel, frame, account);
  const notice = frame['Error'];
  // The shape of an old notice.
  if (isText(notice)) return { type: 'refused', method: 'error', error: notice };
  // The first frame of every connection of v1.
  if (frame['event'] === 'systemStatus') return reading.invalid(text, otherProtocol('event', 'v2', 'v1'));
  return reading.checked(text, namelessFrame, frame, () => ({ type: 'unknown' }));
}

function decodeStream(text: string, channel: string, frame: WireObject, account: AccountPart<WireObject>): Message {
  switch (channel) {
    case 'heartbeat':
      return { type: 'heartbeat' };
    case 'book':
      return reading.checked(text, bookFrame, frame, ({ snapshot, data }) => ({ type: channel, snapshot, ...data }));
    case 'ticker':
      return reading.checked(text, tickerFrame, frame, (read) => ({ type: channel, ...read }));
    case 'trade':
      return reading.checked(text, tradeFrame, frame, (read) => ({ type: channel, ...read }));
    case 'ohlc':
      return reading.checked(text, ohlcFrame, frame, (read) => ({ type: channel, ...read }));
    case 'status':
      return reading.checked(text, statusFrame, frame, ({ data }) => ({ type: channel, ...data }));
    case 'instrument':
      return reading.checked(text, instrumentFrame, frame, ({ snapshot, data }) => ({
        type: channel,
        snapshot,
        ...data,
      }));
    default:
      return account.stream(channel, frame, text) ?? { type: 'unknown', channel };
  }
}

function decodeAnswer(text: string, method: string, frame: WireObject, account: AccountPart<WireObject>): Message {
  if (method === 'pong') return reading.checked(text, pongFrame, frame, (read) => ({ type: method, ...read }));
  if (frame['success'] === false) {
    return reading.checked(text, refusedFrame, frame, (read) => ({ type: 'refused', ...read }));
  }
  if (method === 'subscribe' || method === 'unsubscribe') {
    return reading.checked(text, acknowledgedFrame, frame, ({ success: _, ...read }) => ({
      type: method === 'subscribe' ? 'subscribed' : 'unsubscribed',
      ...read,
    }));
  }
  return account.answer(method, frame, text) ?? { type: 'unknown', method };
}

/** A frame's head mostly tells what it is about. */
function guess(text: string): Guess {
  const head = text.slice(0, HEAD);
  return {
    channel: /"channel"\s*:\s*"([^"\\]{1,32})"/.exec(head)?.[1],
    symbol: /"symbol"\s*:\s*"([^"\\]{1,32})"/.exec(head)?.[1],
  };
}
