/**
 * What v2 has about accounts and orders, as a client reads and writes it.
 * https://docs.kraken.com/api/docs/websocket-v2/executions https://docs.kraken.com/api/docs/websocket-v2/add_order
 */
import type { AccountPart, Objection } from '../codec.js';
import type { PrivateRequest } from '../request.js';
import type { WireObject } from '../shape.js';
import { isTradingMethod } from '../trading.js';
import type { Kind } from './members.js';
import { answerOf, streamOf } from './read-account.js';
import { BALANCES, EXECUTIONS, TRADING } from './trading-members.js';

export const accountPart: AccountPart<WireObject> = {
  channels: ['executions', 'balances'],
  stream: streamOf,
  answer: (method, frame, text) => (isTradingMethod(method) ? answerOf(method, frame, text) : undefined),
  encode,
  objection,
};

/** Not made of objects, as its decimals are written as they are. */
function encode(request: PrivateRequest): string {
  const { method, reqId } = request;
  return `{"method":"${method}","params":${paramsOf(request)}${reqId === undefined ? '' : `,"req_id":${reqId}`}}`;
}

function paramsOf(request: PrivateRequest): string {
  if (request.method === 'subscribe') {
    return request.channel === 'executions' ? EXECUTIONS.write(request) : BALANCES.write(request);
  }
  if (request.method === 'unsubscribe') return JSON.stringify({ channel: request.channel, token: request.token });
  const kind: Kind<object> = TRADING[request.method];
  return kind.write(request);
}

/** v2 has another way for all that only v1 has. */
function objection(request: PrivateRequest): Objection | undefined {
  if ('leverage' in request && request.leverage !== undefined) {
    return {
      field: 'leverage',
      message: `leverage: v2 takes the most that the pair allows, with 'margin: true'; received ${request.leverage}, which v1 takes`,
    };
  }
  if ('channel' in request && request.channel === 'executions' && request.consolidateTaker !== undefined) {
    return { field: 'consolidateTaker', message: 'consolidateTaker: v2 does not have it; v1 has' };
  }
  return undefined;
}
