/** How the exchange reads v1 requests, and its words when it cannot. */
import type { RefusedMessage } from '../message.js';
import type { Request } from '../request.js';

export function decodeRequest(_text: string): Request | RefusedMessage {
  return { type: 'refused', method: 'error', error: 'Malformed request' };
}
