/** Requests about accounts and orders as the exchange reads them. */
import type { RefusedMessage } from '../message.js';
import type { Request } from '../request.js';
import type { WireObject } from '../shape.js';
import type { AccountName } from './channels.js';

export function readPrivate(_event: string, _frame: WireObject): Request | RefusedMessage | undefined {
  return undefined;
}

export function readPrivateSubscription(
  method: 'subscribe' | 'unsubscribe',
  _name: AccountName,
  _frame: WireObject,
): Request | RefusedMessage {
  return { type: 'refused', method, error: 'Subscription name invalid' };
}
