/**
 * v1 requests as the exchange reads them, with its refusals. What is about accounts and orders is the matter of
 * read-private-request.ts. https://docs.kraken.com/api/docs/guides/spot-ws-intro
 */
import { parseFrame } from '../invalid.js';
import type { RefusedMessage } from '../message.js';
import type { PublicSubscriptionRequest, Request } from '../request.js';
import {
  accepts,
  integer,
  isObject,
  isText,
  list,
  optional,
  taken,
  text as textShape,
  type WireObject,
} from '../shape.js';
import { echoOf, isAccountName } from './channels.js';
import { symbolOf } from './names.js';
import { readPrivate, readPrivateSubscription } from './read-private-request.js';
import { reqIdOf, reqId as reqIdShape } from './req-id.js';

/** A request, or the refusal that the exchange answers. */
export function decodeRequest(text: string): Request | RefusedMessage {
  const frame = parseFrame(text);
  if (!isObject(frame)) return { type: 'refused', method: 'error', error: 'Malformed request' };
  const { event } = frame;
  const reqId = reqIdOf(frame);
  const malformed: RefusedMessage = { type: 'refused', method: 'error', error: 'Malformed request', reqId };
  if (event === undefined) return { ...malformed, error: 'Event(s) not found' };
  if (!isText(event) || !accepts(reqIdShape, frame['reqid'])) return malformed;
  if (event === 'ping') return { method: event, reqId };
  if (event !== 'subscribe' && event !== 'unsubscribe') return readPrivate(event, frame) ?? malformed;
  const read = readSubscription(event, frame);
  if (typeof read !== 'string') return read;
  const { subscription } = frame;
  const echo = isObject(subscription) ? echoOf(subscription) : undefined;
  return { type: 'refused', method: event, error: read, reqId, subscription: echo };
}

type Method = PublicSubscriptionRequest['method'];

/** A subscription or the end of one, or why it is refused. Which depths and intervals there are is not looked at. */
function readSubscription(method: Method, frame: WireObject): Request | RefusedMessage | string {
  const { pair, subscription } = frame;
  if (!isObject(subscription)) return 'Subscription field must be an object';
  const { name } = subscription;
  if (!isText(name)) return 'Subscription name invalid';
  if (isAccountName(name)) {
    if (pair !== undefined) return 'Pair field unsupported for this subscription type';
    return readPrivateSubscription(method, name, frame);
  }
  if (name !== 'book' && name !== 'ticker' && name !== 'spread' && name !== 'trade' && name !== 'ohlc') {
    return 'Subscription name invalid';
  }
  if (pair === undefined) return 'Pair(s) not found';
  if (!accepts(pairs, pair)) return 'Pair field must be an array';
  const own = name === 'book' ? 'depth' : name === 'ohlc' ? 'interval' : 'name';
  const known = (member: string) => member === 'name' || member === own;
  if (!Object.keys(subscription).every(known)) return 'Subscription object unsupported field';
  const { depth, interval } = subscription;
  if (!accepts(count, depth)) return 'Subscription book depth must be an integer';
  if (!accepts(count, interval)) return 'Subscription ohlc interval must be an integer';
  const common = { method, symbols: (pair as string[]).map(symbolOf), reqId: reqIdOf(frame) };
  if (name === 'book') return { ...common, channel: name, depth: taken(count, depth) };
  if (name === 'ohlc') return { ...common, channel: name, interval: taken(count, interval) };
  return { ...common, channel: name };
}

const pairs = /* @__PURE__ */ list(textShape);
const count = /* @__PURE__ */ optional(integer);
