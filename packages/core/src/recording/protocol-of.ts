/** Which protocol recorded frames speak. */
import type { ClientCodec } from '../protocol/codec.js';
import { v1Client } from '../protocol/v1/codec.js';
import { v2Client } from '../protocol/v2/codec.js';

/** The protocol of a frame; undefined where it does not show. */
export function protocolOf(frame: string): ClientCodec['protocol'] | undefined {
  const head = frame.trimStart().slice(0, HEAD);
  if (head.startsWith('[') || /^\{\s*"(?:event|connectionID|channelID|channelName|errorMessage)"/.test(head))
    return 'v1';
  return /"(?:channel|method)"\s*:/.test(head) ? 'v2' : undefined;
}

const HEAD = 300;

/** The client's half of a protocol, by its name. */
export function clientCodecOf(protocol: ClientCodec['protocol']): ClientCodec {
  return protocol === 'v1' ? v1Client : v2Client;
}
