/**
 * v1's names of channels. In frames a book has its depth in its name (`book-10`), a candle its interval (`ohlc-5`), and
 * executions are told in two channels; requests and answers have the same as members of `subscription`.
 */
import type { SubscriptionEcho } from '../message.js';
import type { ExecutionsPart } from '../request.js';
import { integer, isText, taken, type WireObject } from '../shape.js';

/** The channels of one account. */
export type AccountName = 'openOrders' | 'ownTrades';

export function isAccountName(name: string): name is AccountName {
  return name === 'openOrders' || name === 'ownTrades';
}

export function accountName(part: ExecutionsPart | undefined): AccountName {
  return part === 'trades' ? 'ownTrades' : 'openOrders';
}

/** A name in a frame, taken apart: of `ohlc-5` the channel and 5. */
export function splitName(name: string): { readonly channel: string; readonly number: number | undefined } {
  const [, channel = name, number] = /^(book|ohlc)-(\d{1,5})$/.exec(name) ?? [];
  return { channel, number: number === undefined ? undefined : Number(number) };
}

/** What an answer, or a refused request, says that was asked for. What makes no sense in it is left out. */
export function echoOf(subscription: WireObject, symbol?: string, frameName?: string): SubscriptionEcho | undefined {
  const { name, depth, interval, maxratecount, snapshot } = subscription;
  if (!isText(name)) return undefined;
  if (isAccountName(name)) {
    return {
      channel: 'executions',
      part: name === 'ownTrades' ? 'trades' : 'orders',
      maxratecount: taken(integer, maxratecount),
      snapTrades: name === 'ownTrades' && typeof snapshot === 'boolean' ? snapshot : undefined,
    };
  }
  const { channel, number } = splitName(frameName ?? name);
  return {
    channel: name,
    symbol,
    depth: taken(integer, depth) ?? (channel === 'book' ? number : undefined),
    interval: taken(integer, interval) ?? (channel === 'ohlc' ? number : undefined),
  };
}
