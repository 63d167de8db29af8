/** What the server's side of a connection needs of the exchange, and of the socket under it. Types only. */
import type { SystemMode } from '@kraken-stream/core';
import type { Broker } from '../account/broker.js';
import type { Faults } from '../faults/faults.js';
import type { InstrumentFeed } from '../feed/instrument.js';
import type { Floor } from '../floor.js';
import type { Tokens } from './tokens.js';

/** One end of a socket, seen from the exchange. */
export interface Sink {
  send(text: string): void;
  /** Closes the socket; with 1006 it is cut without a close frame. Nothing is sent afterwards. */
  close(code: number, reason: string): void;
}

/** The exchange's side of a socket, to be told what comes in. */
export interface ServerConnection {
  received(text: string): void;
  /** A ping of the socket, which is no request but shows that the other side is there. */
  pinged(): void;
  /** The other side is gone. */
  closed(): void;
}

/** The knobs of a connection. */
export interface ServerTimes {
  /** From a request to its answers. */
  readonly ackDelayMs: number;
  /** From an acknowledgement to its snapshot. */
  readonly snapshotDelayMs: number;
  /** Between heartbeats. */
  readonly heartbeatMs: number;
  /** Without any request or ping of the socket, until the exchange closes the connection. */
  readonly idleMs: number;
}

export interface Host {
  readonly times: ServerTimes;
  readonly faults: Faults;
  readonly mode: SystemMode;
  /** Of one connection, in any one second; Infinity for no limit. */
  readonly maxRequestsPerSecond: number;
  /** Microseconds since 1970. */
  readonly micros: number;
  /** Runs something after so many milliseconds; at once when zero. Returns how to call it off. */
  after(ms: number, run: () => void): () => void;
  floor(symbol: string): Floor | undefined;
  /** All that is listed. */
  readonly instruments: InstrumentFeed;
  /** The accounts, and what is done with their orders. */
  readonly broker: Broker;
  readonly tokens: Tokens;
}
