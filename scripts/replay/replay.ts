/**
 * Feeds recorded frames through a real session, as if they came from a socket, and counts what was proven.
 */
import {
  BOOK_DEPTHS,
  type BookDepth,
  type BookTopic,
  clientCodecOf,
  type RecordedFrame,
  type Recording,
  Session,
  type Topic,
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
}

/** A book on one of the recorded connections, from its last snapshot on. */
interface Replayed {
  readonly row: ReplayRow;
  /** With each snapshot a new one, since recordings answer nothing that is asked here. */
  session: Session | undefined;
  /** Its snapshot had no checksum and was refuted by the first that came: nothing behind it can match. */
  refuted: boolean;
}

/** Replays a recording, in order of arrival. */
export function replay({ protocol = 'v2', events }: Recording): Replay {
  const codec = clientCodecOf(protocol);
  const rows: ReplayRow[] = [];
  const errors: string[] = [];
  // Time stands still: nobody answers the sessions' requests, and none may become overdue.
  const now = 0;
  const books = new Map<string, Replayed>();
  const rest = sessionFor(OTHERS[protocol]);

  for (const event of events) {
    const handle = (outputs: ReturnType<Session['received']>) => {
      for (const output of outputs) {
        if (output.type !== 'event' || output.event.type !== 'error') continue;
        if (output.event.error.name === 'RequestError') continue;
        errors.push(`line ${event.line}: ${output.event.error.message}`);
      }
    };
    // What comes on a connection that was made anew has nothing to do with what came before.
    if (event.type === 'opened' || event.type === 'closed') forget(event.connection);
    if (event.type !== 'received') continue;
    const book = bookOf(event);
    if (book === undefined) {
      handle(rest.received(event.text, now));
      continue;
    }
    const { row } = book;
    row.frames++;
    if (event.snapshot) {
      row.snapshots++;
      book.session = sessionFor(topicOf(row));
      book.refuted = false;
    } else if (book.refuted) row.mismatched++;
    const session = book.session ?? rest;
    const keeper = session.held(topicOf(row))?.keeper;
    const [verified, mismatched] = [keeper?.verified ?? 0, keeper?.mismatched ?? 0];
    const unproven = !event.snapshot && keeper?.held !== undefined;
    handle(session.received(event.text, now));
    if (unproven && keeper.state !== 'live') book.refuted = true;
    row.verified += (keeper?.verified ?? 0) - verified;
    row.mismatched += (keeper?.mismatched ?? 0) - mismatched;
  }
  return { rows, errors };

  function bookOf({ connection, topic }: RecordedFrame): Replayed | undefined {
    if (topic?.channel !== 'book' || topic.symbol === undefined) return undefined;
    const key = `${connection} ${topic.symbol} ${topic.depth}`;
    let book = books.get(key);
    if (book === undefined) {
      book = { row: rowFor(topic.symbol, topic.depth ?? 10), session: undefined, refuted: false };
      books.set(key, book);
    }
    return book;
  }

  function forget(connection: number): void {
    for (const key of [...books.keys()]) if (key.startsWith(`${connection} `)) books.delete(key);
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
