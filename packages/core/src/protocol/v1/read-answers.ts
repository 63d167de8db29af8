/**
 * What the exchange says of itself and of subscriptions, as messages. What comes in has its shape in frames.ts; nothing
 * is checked here.
 */
import type { Message } from '../message.js';
import { identifierOf, isObject, maybe, type WireObject } from '../shape.js';
import { echoOf } from './channels.js';
import { symbolOf } from './names.js';
import { reqIdOf } from './req-id.js';

export function statusOf(frame: WireObject): Message {
  return {
    type: 'status',
    system: frame['status'] as string,
    version: frame['version'] as string,
    apiVersion: 'v1',
    connectionId: maybe(frame['connectionID'], identifierOf),
  };
}

export function pongOf(frame: WireObject): Message {
  return { type: 'pong', reqId: reqIdOf(frame) };
}

export function errorOf(frame: WireObject): Message {
  return { type: 'refused', method: 'error', error: frame['errorMessage'] as string, reqId: reqIdOf(frame) };
}

export function acknowledgedOf(frame: WireObject): Message {
  const subscription = frame['subscription'] as WireObject;
  return {
    type: frame['status'] === 'unsubscribed' ? 'unsubscribed' : 'subscribed',
    reqId: reqIdOf(frame),
    // The name is there, as its shape says.
    result: echoOf(subscription, pairOf(frame), frame['channelName'] as string | undefined)!,
  };
}

/** It answers what was to be subscribed to and what was to be given up alike. */
export function refusedOf(frame: WireObject): Message {
  const { subscription } = frame;
  const symbol = pairOf(frame);
  return {
    type: 'refused',
    method: 'subscribe',
    error: frame['errorMessage'] as string,
    reqId: reqIdOf(frame),
    symbol,
    subscription: isObject(subscription) ? echoOf(subscription, symbol) : undefined,
  };
}

function pairOf(frame: WireObject): string | undefined {
  return maybe(frame['pair'], (pair) => symbolOf(pair as string));
}
