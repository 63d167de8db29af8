/**
 * How a recorded conversation is written down: NDJSON, a header and then a line an event. Frames stand in it as text,
 * exactly as they came and went. docs/recording.md has the table. Knows neither frames nor clients.
 */
import type { ClientCodec } from '../protocol/codec.js';

/** What the first line says it is. */
export const RECORDING_FORMAT = 'kraken-stream';
/** Readers refuse a greater one. */
export const RECORDING_VERSION = 1;

/** The first line of a recording. */
export interface RecordingHeader {
  readonly type: 'recording';
  readonly format: typeof RECORDING_FORMAT;
  readonly version: number;
  readonly protocol: ClientCodec['protocol'];
  /** When it began, in milliseconds since 1970 by the client's clock; of one that was cut, when what is left begins. */
  readonly at: number;
}

interface EventOfConnection {
  /** Milliseconds since 1970 by the client's clock. */
  readonly at: number;
  /** Which connection: counted from 1, the same number when it is made anew. */
  readonly connection: number;
  readonly endpoint: 'public' | 'private';
}

/** A connection was opened. */
export interface OpenedEvent extends EventOfConnection {
  readonly type: 'opened';
  /** Without its query. */
  readonly url: string;
}

/** A frame came, or was sent. */
export interface FrameEvent extends EventOfConnection {
  readonly type: 'received' | 'sent';
  /** The frame, digit by digit, but for secrets. */
  readonly text: string;
  /**
   * The exchange did not send it just then: it says what the client's verified book was at that moment, so that the book
   * can be proven from here on.
   */
  readonly made?: true | undefined;
  /** Levels a side of the book that it is about: where the protocol does not say it in each frame, and `made`. */
  readonly depth?: number | undefined;
}

/** A connection was closed, or did not come about. */
export interface ClosedEvent extends EventOfConnection {
  readonly type: 'closed';
  readonly code: number;
  readonly reason: string;
}

/** What happens on a connection, as it is written down. */
export type WireEvent = OpenedEvent | FrameEvent | ClosedEvent;

/** The first line, without its end. */
export function headerLine(protocol: ClientCodec['protocol'], at: number): string {
  const header: RecordingHeader = {
    type: 'recording',
    format: RECORDING_FORMAT,
    version: RECORDING_VERSION,
    protocol,
    at,
  };
  return JSON.stringify(header);
}

/** A URL without what may be secret in it: user, query and fragment. */
export function plainUrl(url: string): string {
  return url.replace(/[?#].*$/s, '').replace(/^(\w+:\/\/)[^/@]*@/, '$1');
}
