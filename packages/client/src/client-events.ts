/** What a client tells of itself. */
import type { ConnectionEvent, KrakenStreamError, StatusMessage, Topic } from '@kraken-stream/core';
import type { SocketEndpoint } from './options.js';
import type { Settled } from './outcome.js';
import type { Gap } from './subscription.js';

/** A connection's state has changed. */
export interface ClientConnectionEvent extends ConnectionEvent {
  /** Which connection: `KrakenClient.connections` has it under the same number. */
  readonly id: number;
  /** Which endpoint it is made to: the one for market data, or the one for the account. */
  readonly endpoint: SocketEndpoint;
}

/** A remark of the exchange that harms nothing, such as that a field is going out of use. */
export interface Warning {
  /** In the exchange’s words. */
  readonly message: string;
  /** What it is about. */
  readonly channel: Topic['channel'];
  /** What it is about, where it is about one. */
  readonly symbol: string | undefined;
}

/** What a client tells; nobody has to listen. */
export interface ClientEvents {
  /** A connection's state has changed; the event says why. */
  connection: ClientConnectionEvent;
  /** The exchange has told its mode: on connecting, and when it changes. */
  status: StatusMessage;
  /** Something was not seen, in whatever subscription. */
  gap: Gap;
  /** A frame as it came, before it is read: also those that this library does not know. */
  frame: string;
  /** A remark of the exchange. */
  warning: Warning;
  /** What became of a request about orders that was `unknown` so far. */
  settled: Settled;
  /** Something went wrong that the client survives: a frame that makes no sense, a lost connection, a listener that threw. */
  error: KrakenStreamError;
}

export const CLIENT_EVENTS = ['connection', 'status', 'gap', 'frame', 'warning', 'settled', 'error'] as const;
