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
  const all = { method, token, reqId };
  if (topic.channel === 'balances') return { ...topic, ...all };
  const orderStatus = unless(true, topic.orderStatus, method);
  const ratecounter = unless(false, topic.ratecounter, method);
  return { ...topic, ...all, part, orderStatus, ratecounter };
}
