/**
 * v2 requests as the exchange reads them, with its refusals. https://docs.kraken.com/api/docs/guides/spot-ws-intro
 */
import { parseFrame } from '../invalid.js';
import type { RefusedMessage } from '../message.js';
import type { Request } from '../request.js';
import {
  accepts,
  flag,
  integer,
  isObject,
  isText,
  list,
  type Shape,
  taken,
  text as textShape,
  type WireObject,
} from '../shape.js';
import { isTradingMethod } from '../trading.js';
import { readPrivateSubscription, readTrading } from './read-private-request.js';

/** A request, or the refusal, without times, that the exchange answers. */
export function decodeRequest(text: string): Request | RefusedMessage {
  const frame = parseFrame(text);
  if (!isObject(frame)) return MALFORMED;
  const { method, params } = frame;
  if (!isText(method)) return MALFORMED;
  if (frame['req_id'] !== undefined && !accepts(integer, frame['req_id'])) return MALFORMED;
  const reqId = taken(integer, frame['req_id']);
  const refuse = (error: string): RefusedMessage => ({ type: 'refused', method, error, reqId });

  if (method === 'ping') return unsupported(frame, ['method', 'req_id'], 'ping', refuse) ?? { method, reqId };
  const isTrading = isTradingMethod(method);
  if (!isTrading && method !== 'subscribe' && method !== 'unsubscribe') return MALFORMED;
  const stray = unsupported(frame, ['method', 'params', 'req_id'], method, refuse);
  if (stray !== undefined) return stray;
  if (isTrading) return orRefusal(readTrading(method, params, reqId), refuse);
  if (!isObject(params)) return refuse('Unsupported event');
  const channel = params['channel'];
  if (channel === 'instrument') {
    return (
      wrong(params, INSTRUMENT_PARAMS, method, refuse) ?? {
        method,
        channel,
        snapshot: params['snapshot'] as boolean | undefined,
        includeTokenizedAssets: params['include_tokenized_assets'] as boolean | undefined,
        reqId,
      }
    );
  }
  if (channel === 'executions' || channel === 'balances') {
    return orRefusal(readPrivateSubscription(method, channel, params, reqId), refuse);
  }
  const own = typeof channel === 'string' && Object.hasOwn(OWN_PARAMS, channel) ? OWN_PARAMS[channel] : undefined;
  if (own === undefined) return refuse('Unsupported event');
  return (
    wrong(params, { ...SYMBOL_PARAMS, ...own }, method, refuse) ??
    symbolsRequest(method, channel as string, params, reqId)
  );
}

function symbolsRequest(
  method: 'subscribe' | 'unsubscribe',
  channel: string,
  params: WireObject,
  reqId: number | undefined,
): Request {
  const symbols = params['symbol'] as string[];
  const snapshot = params['snapshot'] as boolean | undefined;
  const integerParam = (name: string) => taken(integer, params[name]);
  switch (channel) {
    case 'book':
      return { method, channel, symbols, depth: integerParam('depth'), snapshot, reqId };
    case 'ticker':
      return { method, channel, symbols, eventTrigger: params['event_trigger'] as string | undefined, snapshot, reqId };
    case 'ohlc':
      return { method, channel, symbols, interval: integerParam('interval'), snapshot, reqId };
    default:
      return { method, channel: 'trade', symbols, snapshot, reqId };
  }
}

const MALFORMED: RefusedMessage = { type: 'refused', method: 'error', error: 'Malformed request' };

/** A parameter's shape, and what the exchange says of one that has another, behind the parameter's name. */
interface Parameter {
  readonly shape: Shape;
  readonly complaint: string;
  readonly required?: string;
}

const CHANNEL: Parameter = { shape: textShape, complaint: 'field must be a string' };
const BOOLEAN: Parameter = { shape: flag, complaint: 'field must be a boolean' };
const INTEGER: Parameter = { shape: integer, complaint: 'field must be a number_integer' };
const SYMBOL_PARAMS: Readonly<Record<string, Parameter>> = {
  channel: CHANNEL,
  symbol: {
    shape: /* @__PURE__ */ list(textShape),
    complaint: 'field must be an array',
    required: 'Symbol(s) not found',
  },
  snapshot: BOOLEAN,
};
/** What a channel of symbols takes besides. */
const OWN_PARAMS: Readonly<Record<string, Readonly<Record<string, Parameter>>>> = {
  book: { depth: INTEGER },
  ticker: { event_trigger: CHANNEL },
  ohlc: { interval: INTEGER },
  trade: {},
};
const INSTRUMENT_PARAMS: Readonly<Record<string, Parameter>> = {
  channel: CHANNEL,
  snapshot: BOOLEAN,
  include_tokenized_assets: BOOLEAN,
  execution_venue: CHANNEL,
};

type Refuse = (error: string) => RefusedMessage;

function orRefusal(read: Request | string, refuse: Refuse): Request | RefusedMessage {
  return typeof read === 'string' ? refuse(read) : read;
}

function unsupported(frame: WireObject, known: readonly string[], method: string, refuse: Refuse) {
  const stray = Object.keys(frame).find((name) => !known.includes(name));
  return stray === undefined ? undefined : refuse(`Unsupported field: '${stray}' for the given msg type: ${method}`);
}

function wrong(params: WireObject, known: Readonly<Record<string, Parameter>>, method: string, refuse: Refuse) {
  const stray = unsupported(params, Object.keys(known), method, refuse);
  if (stray !== undefined) return stray;
  for (const [name, { shape, complaint, required }] of Object.entries(known)) {
    const value = params[name];
    if (value === undefined && required !== undefined) return refuse(required);
    if (value !== undefined && !accepts(shape, value)) {
      return refuse(`${name.charAt(0).toUpperCase()}${name.slice(1)} ${complaint}`);
    }
  }
  return undefined;
}
