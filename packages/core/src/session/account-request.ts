/** The requests about topics of an account. Knows nothing of answers. */
import type { PrivateSubscriptionRequest } from '../protocol/request.js';
import type { PrivateTopic } from '../subscription/topic.js';
import type { Method } from './asking.js';
import { type RequestFacts, unless } from './subscription-request.js';

export function accountRequest(
  method: Method,
  topic: PrivateTopic,
  { part, token, reqId }: RequestFacts,
): PrivateSubscriptionRequest {
  if (topic.channel === 'balances') {
    const { channel, rebased, users } = topic;
    if (method === 'unsubscribe') return { method, channel, token, reqId };
    return { method, channel, token, rebased, users, reqId };
  }
  const { channel, snapOrders, snapTrades, orderStatus, ratecounter, consolidateTaker, rebased, users } = topic;
  if (method === 'unsubscribe') return { method, channel, part, token, reqId };
  const more = {
    orderStatus: unless(true, orderStatus, method),
    ratecounter: unless(false, ratecounter, method),
  };
  return { method, channel, part, token, snapOrders, snapTrades, ...more, consolidateTaker, rebased, users, reqId };
}
