/** A frame that makes no sense. */
import { ProtocolError, type ProtocolErrorFacts } from '../../errors.js';
import type { InvalidMessage } from '../message.js';

export function invalid(
  text: string,
  facts: Pick<ProtocolErrorFacts, 'path' | 'expected' | 'received'>,
): InvalidMessage {
  const head = text.slice(0, 500).replace(/(token["'\\]*\s*[:=]\s*["'\\]*)[\w+/=-]+/gi, '$1…');
  return {
    type: 'invalid',
    error: new ProtocolError({ ...facts, frame: head, channel: undefined, symbol: undefined }),
  };
}
