/** Private frames and answers about orders as messages. */
import type { Message } from '../message.js';
import type { WireObject } from '../shape.js';

export function answerOf(_event: string, _frame: WireObject, _text: string): Message | undefined {
  return undefined;
}

export function executionsOf(_frame: readonly unknown[], _text: string): Message {
  return { type: 'unknown', channel: 'executions' };
}
