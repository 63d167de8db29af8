/**
 * What v2 has about accounts and orders, as a client reads and writes it.
 * https://docs.kraken.com/api/docs/websocket-v2/executions https://docs.kraken.com/api/docs/websocket-v2/add_order
 */
import type { AccountPart, Objection } from '../codec.js';
import type { PrivateRequest } from '../request.js';
import { isObject, type WireObject, wireName } from '../shape.js';
import { isTradingMethod } from '../trading.js';
import { answerOf, streamOf } from './read-account.js';

export const accountPart: AccountPart<WireObject> = {
  channels: ['executions', 'balances'],
  stream: streamOf,
  answer: (method, frame, text) => (isTradingMethod(method) ? answerOf(method, frame, text) : undefined),
  encode,
  objection,
};

function encode(request: PrivateRequest): string {
  const { method, reqId, ...params } = request;
  // Not of one JSON, as decimals are written as they are.
  return `{"method":"${method}","params":${written('', said(request, params))}${reqId === undefined ? '' : `,"req_id":${reqId}`}}`;
}

/** Without what v1 alone has to know. The end of a subscription has no options. */
function said(request: PrivateRequest, params: object): object {
  switch (request.method) {
    case 'unsubscribe':
      return { channel: request.channel, token: request.token };
    case 'subscribe':
      return { ...params, part: undefined };
    case 'edit_order':
      return { ...params, orderType: undefined };
    default:
      return params;
  }
}

/** What is called like `orderQty` or `limitPrice` is a decimal: text here, a number on the wire. */
const DECIMAL = /(?:Qty|[pP]rice)$/;

/** JSON, members in their order; those that are undefined are left out. */
function written(name: string, value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((each) => written(name, each))}]`;
  if (!isObject(value)) return DECIMAL.test(name) ? String(value) : JSON.stringify(value);
  const told = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${told.map(([member, each]) => `"${wireName(member)}":${written(member, each)}`)}}`;
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
