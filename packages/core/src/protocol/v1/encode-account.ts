/** What the exchange sends of accounts and orders. */
import type { AnsweredMessage, ExecutionsMessage } from '../account.js';
import type { RefusedMessage } from '../message.js';

export function executions(message: ExecutionsMessage): string {
  return message.type;
}

export function answered(message: AnsweredMessage): string {
  return message.type;
}

export function refusedAnswer(message: RefusedMessage): string {
  return message.type;
}
