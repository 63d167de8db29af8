/**
 * What became of a request about orders. Types only.
 *
 * A request has one part for each order that it names: `add_order` one, `batch_add` and `cancel_order` as many as there
 * are orders or ids, all others one. Each part has a fate of its own.
 */
import type { KrakenStreamError } from '../errors.js';

/** The exchange has carried it out: so it answered, or so its execution reports show. */
export interface Accepted {
  readonly status: 'accepted';
  /** Absent when it was only validated, and where nothing tells it. */
  readonly orderId?: string | undefined;
  readonly clOrdId?: string | undefined;
  readonly orderUserref?: number | undefined;
  /** Of an amended order. */
  readonly amendId?: string | undefined;
  /** Of an edited order: the one that it replaces. */
  readonly originalOrderId?: string | undefined;
  /** The exchange's remarks. */
  readonly warnings?: readonly string[] | undefined;
}

/** It was certainly not carried out. */
export interface Rejected {
  readonly status: 'rejected';
  /** A `RequestError` when the exchange refused it; another when it never left. */
  readonly error: KrakenStreamError;
  /** Whether it left at all. */
  readonly sent: boolean;
}

/**
 * Neither is known: it may have reached the exchange, and no answer came. It is not sent again. As a settlement: it will
 * not be known any more, for the reason given.
 */
export interface Unknown {
  readonly status: 'unknown';
  readonly clOrdId?: string | undefined;
  readonly reason: string;
}

/**
 * Nothing is left of it, and nothing will come of it: so a snapshot shows that was made after the exchange could last have
 * carried it out. An order is not open and has not traded, nor will it: it never arrived, or was canceled untraded.
 */
export interface Absent {
  readonly status: 'absent';
  readonly clOrdId?: string | undefined;
  readonly reason: string;
}

/** What is known when the answer came, or when it did not. */
export type Fate = Accepted | Rejected | Unknown;

/** What an unknown fate turned out to be. */
export type Settlement = Accepted | Rejected | Absent | Unknown;
