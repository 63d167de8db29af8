/**
 * Makes sense of any text that a v2 endpoint sends. Never throws.
 */
import { describeJson, parseJson } from '../../decimal/json.js';
import { ProtocolError, type ProtocolErrorFacts } from '../../errors.js';
import type { InvalidMessage, Message } from '../message.js';
import { explain, isObject, isText, type Shape, type WireObject } from '../shape.js';
import { isTradingMethod } from '../trading.js';
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
import { balancesFrame, executionsFrame, ledgerFrame } from './frames-account.js';
import { answeredOf, answerShape, balancesOf, executionsOf, ledgerOf } from './read-account.js';
import { acknowledgedOf, pongOf, refusedOf, statusOf } from './read-answers.js';
import { bookOf, candlesOf, instrumentOf, tickerOf, tradesOf } from './read-market-data.js';

export function decode(text: string): Message {
  let frame: unknown;
  try {
    frame = parseJson(text);
  } catch {
    return invalid(text, { path: '', expected: 'JSON', received: `${text.length} characters that are not` });
  }
  if (!isObject(frame)) return invalid(text, { path: '', expected: 'a JSON object', received: describeJson(frame) });
  const { method, channel } = frame;
  // A refused private subscription has both.
  if (isText(method)) return decodeAnswer(text, method, frame);
  if (isText(channel)) return decodeStream(text, channel, frame);
  const notice = frame['Error'];
  // The shape of an old notice.
  if (isText(notice)) return { type: 'refused', method: 'error', error: notice };
  return checked(text, namelessFrame, frame, () => ({ type: 'unknown' }));
}

function decodeStream(text: string, channel: string, frame: WireObject): Message {
  switch (channel) {
    case 'heartbeat':
      return { type: 'heartbeat' };
    case 'book':
      return checked(text, bookFrame, frame, bookOf);
    case 'ticker':
      return checked(text, tickerFrame, frame, tickerOf);
    case 'trade':
      return checked(text, tradeFrame, frame, tradesOf);
    case 'ohlc':
      return checked(text, ohlcFrame, frame, candlesOf);
    case 'status':
      return checked(text, statusFrame, frame, statusOf);
    case 'instrument':
      return checked(text, instrumentFrame, frame, instrumentOf);
    case 'executions':
      return checked(text, executionsFrame, frame, executionsOf);
    case 'balances':
      return frame['type'] === 'update'
        ? checked(text, ledgerFrame, frame, ledgerOf)
        : checked(text, balancesFrame, frame, balancesOf);
    default:
      return { type: 'unknown', channel };
  }
}

function decodeAnswer(text: string, method: string, frame: WireObject): Message {
  if (method === 'pong') return checked(text, pongFrame, frame, pongOf);
  if (frame['success'] === false) return checked(text, refusedFrame, frame, refusedOf);
  if (method === 'subscribe' || method === 'unsubscribe') {
    return checked(text, acknowledgedFrame, frame, acknowledgedOf);
  }
  if (isTradingMethod(method)) {
    return checked(text, answerShape(method, frame), frame, () => answeredOf(method, frame));
  }
  return { type: 'unknown', method };
}

function checked(text: string, shape: Shape, frame: WireObject, read: (frame: WireObject) => Message): Message {
  return shape.accepts(frame) ? read(frame) : invalid(text, explain(shape, frame));
}

/** How far into a broken frame its channel and symbol are looked for, and what it keeps to itself. */
const HEAD = 500;

/** No frame that comes in has a token; should one quote what went out, nobody is shown it. */
const SECRET = /(token["'\\]*\s*[:=]\s*["'\\]*)[\w+/=-]+/gi;

/** A frame that makes no sense. What it seems to be about is guessed from its head, so that a book can be resynchronised. */
function invalid(text: string, facts: Pick<ProtocolErrorFacts, 'path' | 'expected' | 'received'>): InvalidMessage {
  const head = text.slice(0, HEAD).replace(SECRET, '$1…');
  const channel = /"channel"\s*:\s*"([^"\\]{1,32})"/.exec(head)?.[1];
  const symbol = /"symbol"\s*:\s*"([^"\\]{1,32})"/.exec(head)?.[1];
  return { type: 'invalid', error: new ProtocolError({ ...facts, frame: head, channel, symbol }) };
}
