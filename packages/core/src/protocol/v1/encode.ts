/**
 * What the exchange sends, byte for byte as recorded: compact, in the recorded key order, every digit as it was given.
 * Whoever makes the messages gives their numbers the digits of v1. What is about orders and accounts is the matter of
 * encode-account.ts.
 */
import type { AcknowledgedMessage, RefusedMessage, ServerMessage, SubscriptionEcho } from '../message.js';
import { isTooMany } from '../refusals.js';
import { isTradingMethod } from '../trading.js';
import { number, object, text } from '../write.js';
import { accountName } from './channels.js';
import { answered, executions, refusedAnswer } from './encode-account.js';
import { book } from './encode-book.js';
import { candles, spread, ticker, trades } from './encode-market-data.js';
import { channelId, frameName } from './frame-names.js';
import { nameOf } from './names.js';

export function encode(message: ServerMessage): string {
  switch (message.type) {
    case 'heartbeat':
      return '{"event":"heartbeat"}';
    case 'status':
      return object({
        connectionID: message.connectionId,
        event: '"systemStatus"',
        status: text(message.system),
        version: text(message.version),
      });
    case 'pong':
      return object({ event: '"pong"', reqid: number(message.reqId) });
    case 'subscribed':
    case 'unsubscribed':
      return acknowledgement(message);
    case 'refused':
      return refusal(message);
    case 'book':
      return book(message);
    case 'ticker':
      return ticker(message.data);
    case 'spread':
      return spread(message.data);
    case 'trade':
      return trades(message.data);
    case 'ohlc':
      return candles(message);
    case 'executions':
      return executions(message);
    case 'answered':
      return answered(message);
    case 'instrument':
    case 'balances':
      throw new TypeError(`v1 has no channel ${message.type}: there it is asked of REST`);
  }
}

function acknowledgement({ type, reqId, result }: AcknowledgedMessage): string {
  const { channel, symbol } = result;
  const isAccount = channel === 'executions';
  return object({
    channelID: isAccount || symbol === undefined ? undefined : `${channelId(channel, symbol, result.interval)}`,
    channelName: text(isAccount ? accountName(result.part) : frameName(channel, result.depth ?? result.interval)),
    event: '"subscriptionStatus"',
    pair: pair(symbol),
    reqid: number(reqId),
    status: text(type),
    subscription: echo(result),
  });
}

function refusal(message: RefusedMessage): string {
  const { method, error, reqId, symbol, subscription } = message;
  if (isTradingMethod(method)) return refusedAnswer(message);
  // Whatever there was too much of.
  const isAnswer = (method === 'subscribe' || method === 'unsubscribe') && !isTooMany(error);
  if (!isAnswer) return object({ errorMessage: text(error), event: '"error"', reqid: number(reqId) });
  return object({
    errorMessage: text(error),
    event: '"subscriptionStatus"',
    pair: pair(symbol ?? subscription?.symbol),
    reqid: number(reqId),
    status: '"error"',
    subscription: subscription === undefined ? undefined : echo(subscription),
  });
}

function echo({ channel, part, depth, interval, maxratecount, snapTrades }: SubscriptionEcho): string {
  return object({
    depth: number(depth),
    interval: number(interval),
    maxratecount: number(maxratecount),
    name: text(channel === 'executions' ? accountName(part) : channel),
    snapshot: snapTrades === undefined ? undefined : `${snapTrades}`,
  });
}

function pair(symbol: string | undefined): string | undefined {
  return symbol === undefined ? undefined : text(nameOf(symbol));
}
