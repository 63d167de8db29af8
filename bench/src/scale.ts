/**
 * What is measured at scale: one client with very many books, over a real socket, against a server in a process of its
 * own. Numbers and names; knows nothing of processes.
 */
import type { BookDepth } from '@kraken-stream/core';

/** What a client has to bear. */
export interface Load {
  readonly books: number;
  readonly depth: BookDepth;
  /** Of all books together. */
  readonly framesPerSecond: number;
}

export const LOAD: Load = { books: 1000, depth: 10, framesPerSecond: 20_000 };

export interface Plan {
  readonly rounds: number;
  /** From the last book's being live to the beginning of the measurement: engines compile what they have seen run. */
  readonly warmUpMs: number;
  readonly measureMs: number;
}

export const PLANS = {
  usual: { rounds: 3, warmUpMs: 3000, measureMs: 6000 },
  quick: { rounds: 1, warmUpMs: 1500, measureMs: 2500 },
} as const satisfies Record<string, Plan>;

/** Who bears it; the first two are what the others are compared with. */
export const CONTESTANTS = {
  receive: 'bare ws, merely receives',
  parse: 'bare ws, merely JSON.parses',
  client: 'the client, nobody listens',
  listener: 'the client, one listener',
} as const;

export type ContestantName = keyof typeof CONTESTANTS;

export const CONTESTANT_NAMES: readonly ContestantName[] = ['receive', 'parse', 'client', 'listener'];

/** Shares of one core, of 1, threads of the engine included. */
export interface Cpu {
  readonly user: number;
  readonly system: number;
}

/** What a contestant's process found about itself. */
export interface Borne extends Cpu {
  /** Of the measurement. */
  readonly seconds: number;
  /** Frames taken; by a client: verified. */
  readonly frames: number;
  readonly live: number;
  readonly mismatches: number;
  /** From the socket's `open` to the last book's being live. */
  readonly openingMs: number;
  /** How late timers were. */
  readonly delayMs: { readonly p50: number; readonly p99: number };
  /** Bytes: of the process as it was measured, and what was left in the heap once it was collected. */
  readonly rss: number;
  readonly heap: number;
  readonly arrayBuffers: number;
  /** What must not happen: lost connections, gaps, errors. */
  readonly troubles: readonly string[];
}

/** What the server did meanwhile. */
export interface Served extends Cpu {
  /** Sent. */
  readonly framesPerSecond: number;
  /** How late its markets were in the end. */
  readonly behindMs: number;
}

/** One contestant, measured once. */
export interface Turn {
  readonly contestant: ContestantName;
  readonly borne: Borne;
  readonly served: Served;
}
