/** The request about a topic, or about several that are asked for together. Knows nothing of answers. */
import type { ExecutionsPart, SubscriptionRequest } from '../protocol/request.js';
import type { Topic } from '../subscription/topic.js';
import type { OpenAccount } from './account-side.js';
import type { Method } from './asking.js';

export interface RequestFacts {
  readonly symbols: readonly string[];
  /** Of executions, where they are told in parts. */
  readonly part: ExecutionsPart | undefined;
  readonly reqId: number;
  readonly token: string | undefined;
}

/** `account` knows the requests about topics of one. */
export function requestFor(
  method: Method,
  topic: Topic,
  facts: RequestFacts,
  account: Pick<OpenAccount, 'requestFor'> | undefined,
): SubscriptionRequest {
  const { symbols, reqId } = facts;
  const all = { method, symbols, reqId };
  switch (topic.channel) {
    case 'book':
      return { ...topic, ...all, depth: unless(10, topic.depth, method) };
    case 'ticker':
      return { ...topic, ...all, eventTrigger: unless('trades', topic.eventTrigger, method) };
    case 'trade':
      // Said aloud: whether a snapshot comes unless asked for, pages and recordings disagree.
      return { ...topic, ...all, snapshot: true };
    case 'spread':
    case 'ohlc':
      return { ...topic, ...all };
    case 'instrument':
      // There is one place for both kinds, and nothing else to be given up.
      return { ...topic, ...all, includeTokenizedAssets: topic.includeTokenizedAssets || undefined };
    case 'executions':
    case 'balances':
      if (account !== undefined) return account.requestFor(method, topic, facts);
  }
  throw new TypeError(`nothing is asked for ${topic.channel}`);
}

/**
 * What the exchange takes anyway is left out, as in the documentation's own requests. Not of what is given up: another depth
 * of a book, say, may have its place by then, and would be given up in its stead.
 */
export function unless<T>(usual: T, value: T, method: Method): T | undefined {
  return value === usual && method === 'subscribe' ? undefined : value;
}

/** What is asked to subscribe to a topic; of the status nothing. For who has to know whether it can be said. */
export function requestOf(topic: Topic, account?: Pick<OpenAccount, 'requestFor'>): SubscriptionRequest | undefined {
  if (topic.channel === 'status') return undefined;
  const symbols = 'symbol' in topic ? [topic.symbol] : [];
  return requestFor('subscribe', topic, { symbols, part: undefined, reqId: 0, token: undefined }, account);
}
