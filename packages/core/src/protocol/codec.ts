/**
 * What a protocol version must be able to do. The client uses one half of a codec, the simulator the other, so that
 * each is the other's test.
 */
import type { Levels } from '../levels/levels.js';
import type { Message, RefusedMessage, ServerMessage } from './message.js';
import type { Request } from './request.js';

/**
 * A book frame as a scanner leaves it: nothing allocated, everything reused by the next scan.
 * Offsets point into the scanned text.
 */
export interface BookFrame {
  snapshot: boolean;
  symbolStart: number;
  symbolEnd: number;
  readonly bids: Levels;
  readonly asks: Levels;
  /** Unsigned 32-bit integer. */
  checksum: number;
  /** Offset of the timestamp's first character, -1 when the frame has none. */
  timestampStart: number;
  timestampEnd: number;
}

/** The client's half of a protocol version. */
export interface ClientCodec {
  readonly protocol: 'v1' | 'v2';
  /** Makes sense of any text. Never throws: what makes no sense is an `invalid` message. */
  decode(text: string): Message;
  /**
   * The fast way for book frames of exactly the recorded shape: fills `frame` and returns true. For anything else
   * returns false, and `decode` takes the text; where both take it, both find the same.
   */
  scanBook(text: string, frame: BookFrame): boolean;
  encodeRequest(request: Request): string;
}

/** The exchange's half of a protocol version. */
export interface ServerCodec {
  readonly protocol: 'v1' | 'v2';
  /** A request, or the refusal (without times) that the exchange would answer. Never throws. */
  decodeRequest(text: string): Request | RefusedMessage;
  /** The bytes that the exchange would send: recorded key order, compact, every digit as given. */
  encode(message: ServerMessage): string;
}

export interface Codec extends ClientCodec, ServerCodec {}
