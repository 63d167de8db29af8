/**
 * What v1 has about accounts and orders, as a client reads and writes it.
 * https://docs.kraken.com/api/docs/websocket-v1/openorders https://docs.kraken.com/api/docs/websocket-v1/addorder
 */
import type { AccountPart, Objection } from '../codec.js';
import type { PrivateRequest } from '../request.js';
import { isAccountName } from './channels.js';
import { absent } from './objection.js';
import { tradingObjection } from './private-objection.js';
import { privateRequest } from './private-request.js';
import { answerOf, executionsOf } from './read-account.js';

export const accountPart: AccountPart<readonly unknown[]> = {
  channels: ['executions'],
  stream: (name, frame, text) => (isAccountName(name) ? executionsOf(frame, text) : undefined),
  answer: answerOf,
  encode: privateRequest,
  objection,
};

function objection(request: PrivateRequest): Objection | undefined {
  if (!('channel' in request)) return tradingObjection(request);
  if (request.channel === 'balances') {
    return absent('channel', "'balances'", 'there they are asked of REST');
  }
  if (request.orderStatus === false) {
    return absent('orderStatus', 'false', 'there all that becomes of orders is told');
  }
  if (request.users !== undefined) {
    return absent('users', `'${request.users}'`, 'there each account tells its own');
  }
  return undefined;
}
