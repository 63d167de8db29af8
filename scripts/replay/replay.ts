/**
 * Feeds recorded frames through a real session, as if they came from a socket, and counts what was proven.
 */
import {
  BOOK_DEPTHS,
  type BookDepth,
  type BookMessage,
  type BookTopic,
  type ClientCodec,
  Session,
  type Topic,
  v1,
  v2,
} from '@kraken-stream/core';

/** What became of one book of a recording. */
export interface ReplayRow {
  readonly symbol: string;
  readonly depth: BookDepth;
  /** Book frames, snapshots included. */
  frames: number;
  snapshots: number;
  verified: number;
  mismatched: number;
}

export interface Replay {
  readonly rows: readonly ReplayRow[];
  /** Frames that made no sense, with what was wrong. */
  readonly errors: readonly string[];
  readonly lines: number;
}

/** Which protocol recorded frames speak, told from the first that says; undefined when none does. */
export function codecOf(frames: Iterable<string>): ClientCodec | undefined {
  for (const frame of frames) {
    const head = frame.trimStart();
    if (head.startsWith('[') || /^\{\s*"(?:event|connectionID|channelID|channelName|errorMessage)"/.test(head))
      return v1;
    if (/"(?:channel|method)"\s*:/.test(head.slice(0, 300))) return v2;
  }
  return undefined;
}

/** Replays frames, in order of arrival. */
export function replay(frames: Iterable<string>, codec: ClientCodec): Replay {
  const rows: ReplayRow[] = [];
  /** The row of the book that each symbol has at this point. */
  const current = new Map<string, ReplayRow>();
  const errors: string[] = [];
  const depths = new Map<string, number>();
  // Time stands still: nobody answers the sessions' requests, and none may become overdue.
  const now = 0;
  /** The session of each book: with each snapshot a new one, since recordings answer nothing that is asked here. */
  const sessions = new Map<ReplayRow, Session>();
  /** Books whose snapshot had no checksum and was refuted by the first that came: nothing behind it can match. */
  const refuted = new Set<ReplayRow>();
  const rest = sessionFor(OTHERS[codec.protocol]);
  let lines = 0;
  const handle = (outputs: ReturnType<Session['received']>) => {
    for (const output of outputs) {
      if (output.type !== 'event' || output.event.type !== 'error') continue;
      if (output.event.error.name !== 'RequestError') errors.push(`line ${lines}: ${output.event.error.message}`);
    }
  };

  for (const frame of frames) {
    lines++;
    const message = codec.decode(frame);
    if (message.type === 'subscribed' && message.result.channel === 'book' && message.result.symbol !== undefined) {
      depths.set(message.result.symbol, message.result.depth ?? 10);
    }
    if (message.type !== 'book') {
      handle(rest.received(frame, now));
      continue;
    }
    const row = rowOf(message);
    row.frames++;
    if (message.snapshot) {
      row.snapshots++;
      sessions.set(row, sessionFor(topicOf(row)));
      refuted.delete(row);
    } else if (refuted.has(row)) row.mismatched++;
    const session = sessions.get(row) ?? rest;
    const keeper = session.held(topicOf(row))?.keeper;
    const [verified, mismatched] = [keeper?.verified ?? 0, keeper?.mismatched ?? 0];
    const unproven = !message.snapshot && keeper?.held !== undefined;
    handle(session.received(frame, now));
    if (unproven && keeper.state !== 'live') refuted.add(row);
    row.verified += (keeper?.verified ?? 0) - verified;
    row.mismatched += (keeper?.mismatched ?? 0) - mismatched;
  }
  return { rows, errors, lines };

  /** The row of a frame's book: by its depth where the frame tells it, else a recording may subscribe to another later. */
  function rowOf({ symbol, depth, snapshot, bids, asks }: BookMessage): ReplayRow {
    if (depth !== undefined) return rowFor(symbol, depth);
    const known = current.get(symbol);
    if (known !== undefined && !(snapshot && depths.get(symbol) !== undefined && depths.get(symbol) !== known.depth)) {
      return known;
    }
    const row = rowFor(symbol, depths.get(symbol) ?? Math.max(bids.length, asks.length));
    current.set(symbol, row);
    return row;
  }

  function rowFor(symbol: string, levels: number): ReplayRow {
    const depth = BOOK_DEPTHS.find((each) => each >= levels) ?? 1000;
    let row = rows.find((each) => each.symbol === symbol && each.depth === depth);
    if (row === undefined) {
      row = { symbol, depth, frames: 0, snapshots: 0, verified: 0, mismatched: 0 };
      rows.push(row);
    }
    return row;
  }

  /** A session that wants one topic. */
  function sessionFor(topic: Topic): Session {
    const session = new Session(codec, { random: () => 0.5 });
    session.asked({ type: 'want', topics: [topic] }, now);
    session.opened(now);
    return session;
  }
}

/** Something to want for the session that takes all frames that are not about books. */
const OTHERS: Readonly<Record<'v1' | 'v2', Topic>> = {
  v1: { channel: 'status' },
  v2: { channel: 'instrument', includeTokenizedAssets: false },
};

function topicOf({ symbol, depth }: ReplayRow): BookTopic {
  return { channel: 'book', symbol, depth };
}
