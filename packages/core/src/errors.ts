/**
 * The error tree, drawn once. Errors carry facts as fields; the message is for people.
 *
 *     KrakenStreamError
 *     ├── UsageError        the caller asked for something that cannot be     thrown at once
 *     ├── RequestError      the exchange refused                              rejects that request only
 *     ├── TimeoutError      no answer in time                                 rejects that request only
 *     ├── ProtocolError     the exchange sent something that makes no sense   an event, never a throw
 *     │   └── ChecksumError a book that does not match its checksum
 *     └── ConnectionError   could not connect, or was closed                  an event; rejects what was pending
 */

/** What every error of this library is. `docs` names the section of docs/errors.md that explains it. */
export class KrakenStreamError extends Error {
  readonly docs: string;

  constructor(name: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
    this.docs = `docs/errors.md#${name.toLowerCase()}`;
  }
}

/** The caller asked for something that cannot be. Thrown at once; nothing was sent. */
export class UsageError extends KrakenStreamError {
  /** The argument or option that is wrong, for example `depth`. */
  readonly field: string;
  /** The nearest values that it could be, as plain decimals: of prices and quantities of orders. Empty where none is near. */
  readonly nearest: readonly string[];

  constructor(field: string, message: string, nearest: readonly string[] = []) {
    super('UsageError', message);
    this.field = field;
    this.nearest = nearest;
  }
}

/** The exchange refused a request. The connection and all other requests live on. */
export class RequestError extends KrakenStreamError {
  /** The exchange's exact words. */
  readonly reason: string;
  /** The request's method, for example `subscribe`. */
  readonly method: string;
  /** The symbol that was refused, when the refusal concerns one. */
  readonly symbol: string | undefined;
  /** The symbol that was probably meant, when one is near. */
  readonly suggestion: string | undefined;

  constructor(facts: {
    method: string;
    reason: string;
    symbol?: string | undefined;
    suggestion?: string | undefined;
  }) {
    const about = facts.symbol === undefined ? facts.method : `${facts.method} ${facts.symbol}`;
    const hint = facts.suggestion === undefined ? '' : `; did you mean '${facts.suggestion}'?`;
    super('RequestError', `the exchange refused ${about}: ${facts.reason}${hint}`);
    this.reason = facts.reason;
    this.method = facts.method;
    this.symbol = facts.symbol;
    this.suggestion = facts.suggestion;
  }
}

/** How much of a wrong frame an error keeps, in characters. */
const FRAME_CUT = 200;

/** What is known of a frame that makes no sense. */
export interface ProtocolErrorFacts {
  /** Where in the frame, for example `data.0.bids.3.price`; empty for the whole frame. */
  path: string;
  /** What should have been there. */
  expected: string;
  /** What was there. */
  received: string;
  /** The frame; kept cut short. */
  frame: string;
  /** The channel the frame seems to belong to. */
  channel?: string | undefined;
  /** The symbol the frame seems to be about. */
  symbol?: string | undefined;
}

/** The exchange sent something that makes no sense. Always an event, never thrown. */
export class ProtocolError extends KrakenStreamError {
  readonly path: string;
  readonly expected: string;
  readonly received: string;
  /** The beginning of the frame, at most 200 characters. */
  readonly frame: string;
  readonly channel: string | undefined;
  readonly symbol: string | undefined;

  constructor(facts: ProtocolErrorFacts, name = 'ProtocolError') {
    const where = facts.path === '' ? 'frame' : `frame at ${facts.path}`;
    super(name, `${where}: expected ${facts.expected}, received ${facts.received}`);
    this.path = facts.path;
    this.expected = facts.expected;
    this.received = facts.received;
    this.frame = cut(facts.frame, FRAME_CUT);
    this.channel = facts.channel;
    this.symbol = facts.symbol;
  }
}

/** A book frame after which the book does not have the checksum that the exchange sent. */
export class ChecksumError extends ProtocolError {
  /** The CRC-32 that the frame carried, as an unsigned 32-bit integer. */
  readonly expectedChecksum: number;
  /** The CRC-32 of the book kept here after applying the frame. */
  readonly actualChecksum: number;

  constructor(facts: { symbol: string; expected: number; actual: number; frame: string }) {
    super(
      {
        path: 'data.0.checksum',
        expected: `a book of ${facts.symbol} with checksum ${facts.expected}`,
        received: `one with ${facts.actual}; the symbol is being resynchronised`,
        frame: facts.frame,
        channel: 'book',
        symbol: facts.symbol,
      },
      'ChecksumError',
    );
    this.expectedChecksum = facts.expected;
    this.actualChecksum = facts.actual;
  }
}

/**
 * What became of a connection: `refused` the exchange answered with an HTTP status · `unreachable` no connection came
 * about · `timeout` not in time · `closed` by the exchange, with a close frame · `cut` without one · `silent` given up
 * because nothing came any more · `ended` by this side.
 */
export type ConnectionFault = 'refused' | 'unreachable' | 'timeout' | 'closed' | 'cut' | 'silent' | 'ended';

/** Could not connect, or the connection was closed. */
export class ConnectionError extends KrakenStreamError {
  readonly fault: ConnectionFault | undefined;
  /** The WebSocket close code, 1006 when there was no close frame. */
  readonly code: number | undefined;
  /** The HTTP status with which the exchange refused, where the platform tells: browsers do not. */
  readonly status: number | undefined;
  /** Whether trying again is unlikely to help before something is changed: a wrong address, a blocked one. */
  readonly terminal: boolean;

  constructor(
    message: string,
    facts: {
      fault?: ConnectionFault | undefined;
      code?: number | undefined;
      status?: number | undefined;
      terminal?: boolean | undefined;
      cause?: unknown;
    } = {},
  ) {
    super('ConnectionError', message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.fault = facts.fault;
    this.code = facts.code;
    this.status = facts.status;
    this.terminal = facts.terminal === true;
  }
}

/** No answer in time. Rejects that request only. */
export class TimeoutError extends KrakenStreamError {
  /** What was asked, for example `ping`. */
  readonly method: string;
  /** How long was waited, in milliseconds. */
  readonly afterMs: number;

  constructor(method: string, afterMs: number, missed = 'no answer') {
    super('TimeoutError', `${method}: ${missed} within ${afterMs} ms`);
    this.method = method;
    this.afterMs = afterMs;
  }
}

/** A text that may be shown: of a long one its beginning. */
export function cut(text: string, most = 40): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
