/** The request about a topic, or about several that are asked for together. Knows nothing of answers. */
import type { ExecutionsPart, SubscriptionRequest } from '../protocol/request.js';
import type { Topic } from '../subscription/topic.js';

interface RequestFacts {
  readonly symbols: readonly string[];
  /** Of executions, where they are told in parts. */
  readonly part: ExecutionsPart | undefined;
  readonly reqId: number;
  readonly token: string | undefined;
}

export function requestFor(
  method: 'subscribe' | 'unsubscribe',
  topic: Topic,
  { symbols, part, reqId, token }: RequestFacts,
): SubscriptionRequest {
  // What the exchange takes anyway is left out, as in the documentation's own requests. Not of what is given up: another
  // depth of a book, say, may have its place by then, and would be given up in its stead.
  const unless = <T>(usual: T, value: T) => (value === usual && method === 'subscribe' ? undefined : value);
  switch (topic.channel) {
    case 'book':
      return { method, channel: 'book', symbols, depth: unless(10, topic.depth), reqId };
    case 'ticker':
      return { method, channel: 'ticker', symbols, eventTrigger: unless('trades', topic.eventTrigger), reqId };
    case 'spread':
      return { method, channel: 'spread', symbols, reqId };
    case 'trade':
      // Said aloud: whether a snapshot comes unless asked for, pages and recordings disagree.
      return { method, channel: 'trade', symbols, snapshot: true, reqId };
    case 'ohlc':
      return { method, channel: 'ohlc', symbols, interval: topic.interval, reqId };
    case 'instrument':
      return {
        method,
        channel: 'instrument',
        // There is one place for both kinds, and nothing else to be given up.
        includeTokenizedAssets: topic.includeTokenizedAssets || undefined,
        reqId,
      };
    case 'executions': {
      const { channel, snapOrders, snapTrades, orderStatus, ratecounter, consolidateTaker, rebased, users } = topic;
      if (method === 'unsubscribe') return { method, channel, part, token, reqId };
      const more = { orderStatus: unless(true, orderStatus), ratecounter: unless(false, ratecounter) };
      return { method, channel, part, token, snapOrders, snapTrades, ...more, consolidateTaker, rebased, users, reqId };
    }
    case 'balances': {
      const { channel, rebased, users } = topic;
      return method === 'unsubscribe'
        ? { method, channel, token, reqId }
        : { method, channel, token, rebased, users, reqId };
    }
    case 'status':
      throw new TypeError('the status is told without being asked for');
  }
}

/** What is asked to subscribe to a topic; of the status nothing. For who has to know whether it can be said. */
export function requestOf(topic: Topic): SubscriptionRequest | undefined {
  if (topic.channel === 'status') return undefined;
  const symbols = 'symbol' in topic ? [topic.symbol] : [];
  return requestFor('subscribe', topic, { symbols, part: undefined, reqId: 0, token: undefined });
}
