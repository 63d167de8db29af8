/**
 * Makes the frames that are measured: what the simulated exchange says to a real session. The same seed, the same
 * bytes, in Node and in a page. Knows nothing of time that passes.
 */
import { type BookDepth, type BookTopic, type Codec, type Request, Session, v2 } from '@kraken-stream/core';
import { Exchange, type Instrument } from '@kraken-stream/simulator';

export const START = Date.UTC(2026, 7, 1);
const SEED = 20260801;
/** Books are fuller than what is subscribed, as real ones are, so that removals are refilled from below. */
const FULLER = 1.15;
/** Events a second in each market: only the timestamps depend on it. */
const RATE = 500;
/** Exchange time between two looks at how many frames there are. */
const STEP_MS = 200;

const SNAPSHOT = '{"channel":"book","type":"snapshot"';
const UPDATE = '{"channel":"book","type":"update"';

/** Books over one connection. */
export interface Feed {
  /** Of the protocol that the frames speak. */
  readonly codec: Codec;
  readonly topics: readonly BookTopic[];
  /** What comes up to and including the last snapshot: status, acknowledgements, snapshots. */
  readonly opening: readonly string[];
  /** The snapshots of the opening: from them, the measured frames can be played again. */
  readonly snapshots: readonly string[];
  /** The book frames to be measured. */
  readonly frames: readonly string[];
  /** How many of those have a checksum. */
  readonly checksums: number;
}

/**
 * One string as a socket delivers it: flat, one byte a character. The exchange's own are ropes of pieces, which cost
 * whoever reads them first.
 */
export function flat(text: string): string {
  return decoder.decode(encoder.encode(text));
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export interface FeedOptions {
  readonly symbols: readonly (string | Instrument)[];
  readonly depth: BookDepth;
  readonly count: number;
}

/** A feed of `count` updates, of all symbols in the order in which their markets move. */
export function updateFeed({ symbols, depth, count }: FeedOptions): Feed {
  const frames: string[] = [];
  const { exchange, topics, opening, listen } = open(symbols, depth);
  listen((text) => {
    if (frames.length < count && text.startsWith(UPDATE)) frames.push(flat(text));
  });
  for (let now = START; frames.length < count; now += STEP_MS) exchange.tick(now);
  return {
    codec: v2,
    topics,
    opening,
    snapshots: opening.filter((text) => text.startsWith(SNAPSHOT)),
    frames,
    checksums: frames.length,
  };
}

/** A feed of `count` snapshots, all of them different, the symbols in turn. */
export function snapshotFeed({ symbols, depth, count }: FeedOptions): Feed {
  const frames: string[] = [];
  const { exchange, topics, opening, listen, say } = open(symbols, depth);
  listen((text) => {
    if (text.startsWith(SNAPSHOT)) frames.push(flat(text));
  });
  for (let now = START; frames.length < count; now += STEP_MS) {
    exchange.tick(now);
    const { symbol } = topics[frames.length % topics.length]!;
    say({ method: 'unsubscribe', channel: 'book', symbols: [symbol], depth });
    say({ method: 'subscribe', channel: 'book', symbols: [symbol], depth });
  }
  return {
    codec: v2,
    topics,
    opening,
    snapshots: opening.filter((text) => text.startsWith(SNAPSHOT)),
    frames,
    checksums: frames.length,
  };
}

/** Opens a connection on which a session subscribes to all symbols, and listens to what comes after. */
function open(symbols: readonly (string | Instrument)[], depth: BookDepth) {
  const exchange = new Exchange({
    startTime: START,
    seed: SEED,
    symbols,
    rate: RATE,
    levels: Math.ceil(depth * FULLER),
    idleMs: Number.MAX_SAFE_INTEGER / 1e6,
  });
  const topics = exchange.pairs.map(({ symbol }): BookTopic => ({ channel: 'book', symbol, depth }));
  const opening: string[] = [];
  let hear = (text: string): void => void opening.push(flat(text));
  const connection = exchange.accept('/v2', { send: (text) => hear(text), close: () => {} });
  // A session of its own asks, so that the acknowledgements fit any session that asks for the same.
  for (const text of requestsFor(topics)) connection.received(text);
  return {
    exchange,
    topics,
    opening: opening as readonly string[],
    listen: (listener: (text: string) => void) => {
      hear = listener;
    },
    say: (request: Request) => connection.received(v2.encodeRequest(request)),
  };
}

function requestsFor(topics: readonly BookTopic[]): string[] {
  const session = new Session(v2, { random: () => 0.5 });
  session.asked({ type: 'want', topics }, START);
  return session.opened(START).flatMap((output) => (output.type === 'send' ? [output.text] : []));
}
