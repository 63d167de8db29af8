/**
 * What a transport must be: a browser's socket, Node's, an in-memory link to the simulator, a recording.
 * Types only; core opens nothing.
 */

/** One end of an open or opening connection. */
export interface Link {
  /** Sends one text frame. Ignored when the link is not open. */
  send(text: string): void;
  /** Begins to close; `closed` is called once. Harmless when already closed. */
  close(code?: number, reason?: string): void;
}

/** Why an attempt to connect failed, as far as the platform tells. Browsers tell nothing. */
export interface ConnectFailure {
  readonly message: string;
  /** The HTTP status of a refused upgrade. */
  readonly status?: number | undefined;
}

/** What a link tells. Each is called asynchronously, `closed` exactly once and last. */
export interface LinkEvents {
  opened(): void;
  received(text: string): void;
  /** `code` is 1006 where there was no close frame. */
  closed(code: number, reason: string, failure?: ConnectFailure): void;
}

/** Begins to open a connection to `url`. Must not throw: a failure is told through `closed`. */
export type Connect = (url: string, events: LinkEvents) => Link;

/** The time of day in milliseconds since 1970, and timers. The real one, or a virtual one in tests. */
export interface Clock {
  now(): number;
  /** Calls `callback` once, at or after `at`. Returns how to call it off. */
  at(at: number, callback: () => void): () => void;
}
