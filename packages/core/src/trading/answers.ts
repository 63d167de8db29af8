/**
 * What answers say of each part of a request. Knows nothing of time-outs, connections and execution reports.
 */
import type { AnsweredMessage, OrderIds, TradingResults } from '../protocol/account.js';
import type { RefusedMessage } from '../protocol/message.js';
import { present } from '../protocol/present.js';
import { accepted, type Call, decide, differ, isPassing, isUnheard, refused } from './call.js';
import { answerCancel, refuseOne } from './cancel-answers.js';
import type { Fate } from './fate.js';

/**
 * Takes an answer. `named` finds the other names of an order, by which it may have been meant. False when it cannot be the
 * answer to this request.
 */
export function answer(call: Call, message: AnsweredMessage, named: (ids: OrderIds) => OrderIds | undefined): boolean {
  const part = call.parts[0]!;
  switch (message.method) {
    case 'cancel_order':
      return answerCancel(call, message.result, named);
    case 'batch_add':
      if (call.answered.size > 0) return false;
      call.parts.forEach((_, i) => {
        const fate = placed(call, i, message.result);
        if (fate !== undefined) decide(call, i, fate);
      });
      break;
    case 'amend_order':
    case 'add_order':
      if (differ(part, message.result)) return false;
      decide(call, 0, accepted({ ...part, ...present(message.result) }));
      break;
    case 'edit_order':
      if (differ(part, { orderId: message.result.originalOrderId })) return false;
      decide(call, 0, accepted(message.result));
      break;
    default:
      decide(call, 0, accepted({}));
  }
  call.answer = message;
  return true;
}

/** Takes a refusal. False when it cannot be one of this request. */
export function refuse(call: Call, message: RefusedMessage): boolean {
  const { request, parts, answered } = call;
  const { method, error } = message;
  const isSingle = request.method !== 'cancel_order' || parts.length === 1;
  const isWhole = isSingle || ((isPassing(error) || method === 'error') && isUnheard(call));
  if (!isWhole) return refuseOne(call, message);
  if (answered.size > 0) return false;
  parts.forEach((_, i) => {
    decide(call, i, refused(request, error));
  });
  return true;
}

/** What the answer to a batch says of one order; undefined when it does not tell of it. */
function placed({ request, parts }: Call, index: number, results: TradingResults['batch_add']): Fate | undefined {
  const part = parts[index]!;
  const inPlace = results.length === parts.length ? results[index] : undefined;
  // Where some are left out, places do not count.
  const isOwn = inPlace !== undefined && !differ(part, inPlace);
  const byName = ({ clOrdId }: OrderIds) => clOrdId !== undefined && clOrdId === part.clOrdId;
  const result = isOwn ? inPlace : results.find(byName);
  const isValidated = request.method === 'batch_add' && request.validate === true;
  if (result?.error !== undefined) return refused(request, result.error);
  if (result?.orderId !== undefined || isValidated) return accepted({ ...part, ...present(result ?? {}) });
  return result && refused(request, 'no order id came for it');
}
