/**
 * Reads what was recorded: by a client, as format.ts has it, or by anything that wrote down frames as they came, one a
 * line. Nothing that is written there makes it throw: what cannot be read is named. Opens no file.
 */
import { cut } from '../errors.js';
import { isRecord, show, wrong } from '../order/given.js';
import type { ClientCodec } from '../protocol/codec.js';
import {
  type ClosedEvent,
  type FrameEvent,
  type OpenedEvent,
  RECORDING_VERSION,
  type RecordingHeader,
  type WireEvent,
} from './format.js';
import { parseLine } from './parse.js';
import { clientCodecOf, protocolOf } from './protocol-of.js';
import { spread } from './times.js';
import { ConnectionTopics, type RecordedTopic, Topics } from './topics.js';

interface Placed {
  /** The line that it was read from, counted from 1. */
  readonly line: number;
}

/** A frame, and what it is about. */
export interface RecordedFrame extends FrameEvent, Placed {
  /** Of a frame that came: the topic whose data it has, the same object for all frames of a topic. */
  readonly topic?: RecordedTopic | undefined;
  /** Whether the topic begins anew with it. */
  readonly snapshot?: boolean | undefined;
}

/** What happened on a connection, with the line that says so. */
export type RecordedEvent = (OpenedEvent & Placed) | RecordedFrame | (ClosedEvent & Placed);

/** A line that could not be read. */
export interface UnreadLine {
  /** Counted from 1. */
  readonly line: number;
  /** What was expected, and what is there. */
  readonly reason: string;
}

/** What was read of a recording. */
export interface Recording {
  /** Undefined where nothing could be read that tells it. */
  readonly protocol: ClientCodec['protocol'] | undefined;
  /** Whether these are frames as they came, without times and connections: their times are the frames' own, or made up evenly. */
  readonly plain: boolean;
  /** In order, none earlier than the one before. */
  readonly events: readonly RecordedEvent[];
  /** When the first and the last event were, in milliseconds since 1970; 0 where there is none. */
  readonly from: number;
  readonly to: number;
  /** What there is data of, in the order in which it was first heard of. */
  readonly topics: readonly RecordedTopic[];
  /** Lines that are not empty. */
  readonly lines: number;
  readonly unread: readonly UnreadLine[];
}

/** Reads a text, or lines. Whatever they say it never throws; what is no text is a `UsageError`. */
export function readRecording(source: string | Iterable<string>): Recording {
  checkSource(source);
  const reader = new RecordingReader();
  for (const line of typeof source === 'string' ? source.split('\n') : source) reader.push(line);
  return reader.end();
}

/** For whoever reads line by line, or a piece at a time. */
export class RecordingReader {
  readonly #topics = new Topics();
  readonly #connections = new Map<number, ConnectionTopics>();
  readonly #events: RecordedEvent[] = [];
  /** Of plain frames: the time that each tells. */
  readonly #told: (string | undefined)[] = [];
  readonly #unread: UnreadLine[] = [];
  #codec: ClientCodec | undefined;
  #plain: boolean | undefined;
  /** Whether what follows belongs to a header that cannot be read. */
  #foreign = false;
  #line = 0;
  #lines = 0;
  /** Added to the numbers of connections: those of a recording behind another are not the same. */
  #base = 0;
  #connectionsSeen = 0;
  #at = 0;

  /** One line, with or without its end. Throws a `UsageError` for what is no text. */
  push(line: string): void {
    if (typeof line !== 'string') throw wrong('line', 'text', show(line));
    this.#line++;
    if (line.trim() === '') return;
    this.#lines++;
    const parsed = parseLine(line);
    if (parsed === undefined) {
      if (this.#plain === false) this.#refuse('expected an event of the recording', line);
      else this.#frame(line.trim());
    } else if (parsed.type === 'recording') this.#header(parsed);
    else if (this.#plain === true) this.#refuse('expected a frame, as those before it', line);
    else if (!this.#foreign) this.#event(parsed);
  }

  /** What was read. */
  end(): Recording {
    const events = this.#plain === true ? spread(this.#events, this.#told) : this.#events;
    return {
      protocol: this.#codec?.protocol,
      plain: this.#plain === true,
      events,
      from: events[0]?.at ?? 0,
      to: events[events.length - 1]?.at ?? 0,
      topics: this.#topics.all,
      lines: this.#lines,
      unread: this.#unread,
    };
  }

  #header({ version, protocol }: RecordingHeader): void {
    const own = this.#codec?.protocol ?? protocol;
    const expected =
      version > RECORDING_VERSION
        ? `a recording of version ${RECORDING_VERSION}`
        : this.#plain === true
          ? 'a frame, as those before it'
          : protocol === own
            ? undefined
            : `more of ${own}`;
    this.#foreign = expected !== undefined;
    if (expected !== undefined) {
      this.#unread.push({
        line: this.#line,
        reason: `expected ${expected}, received a recording of ${protocol}, version ${version}`,
      });
      return;
    }
    this.#plain = false;
    this.#base = this.#connectionsSeen;
    this.#codec = clientCodecOf(protocol);
  }

  #event(event: WireEvent): void {
    this.#plain = false;
    const connection = event.connection + this.#base;
    this.#connectionsSeen = Math.max(this.#connectionsSeen, connection);
    this.#at = Math.max(this.#at, event.at);
    const placed: RecordedEvent = { ...event, connection, at: this.#at, line: this.#line };
    if (placed.type !== 'received') {
      this.#events.push(placed);
      return;
    }
    const subject = this.#topicsOf(connection, placed.text)?.read(placed.text, placed.depth);
    // What makes no sense came nevertheless.
    if (subject === undefined || subject instanceof Error) this.#events.push(placed);
    else this.#events.push(recorded(placed, subject));
  }

  #frame(text: string): void {
    const subject = this.#topicsOf(1, text)?.read(text);
    if (subject === undefined) this.#refuse('expected a frame of v1 or v2, or a recording', text);
    else if (subject instanceof Error) this.#unread.push({ line: this.#line, reason: subject.message });
    else {
      this.#plain = true;
      const line = this.#line;
      this.#events.push(recorded({ type: 'received', at: 0, connection: 1, endpoint: 'public', text, line }, subject));
      const isBook = subject.topic?.channel === 'book';
      // The levels of a snapshot are older than it.
      this.#told.push(isBook && subject.snapshot ? undefined : (subject.timestamp ?? this.#bookTime(text, isBook)));
    }
  }

  #bookTime(text: string, isBook: boolean): string | undefined {
    return isBook ? this.#codec?.bookTime(text) : undefined;
  }

  /** What reads the frames of a connection; undefined before it is known which protocol they are of. */
  #topicsOf(connection: number, text: string): ConnectionTopics | undefined {
    const protocol = this.#codec?.protocol ?? protocolOf(text);
    if (protocol === undefined) return undefined;
    this.#codec ??= clientCodecOf(protocol);
    let topics = this.#connections.get(connection);
    if (topics === undefined) {
      topics = new ConnectionTopics(this.#codec, this.#topics);
      this.#connections.set(connection, topics);
    }
    return topics;
  }

  #refuse(expected: string, line: string): void {
    this.#unread.push({ line: this.#line, reason: `${expected}, received ${cut(line)}` });
  }
}

function recorded(
  frame: RecordedFrame,
  { topic, snapshot }: { topic?: RecordedTopic | undefined; snapshot: boolean },
): RecordedFrame {
  return topic === undefined ? frame : { ...frame, topic, snapshot };
}

/** Bytes are lines of numbers to the language, and what comes of a file where nothing decodes it. */
function checkSource(source: unknown): void {
  const isBytes = ArrayBuffer.isView(source) || source instanceof ArrayBuffer;
  if (
    typeof source === 'string' ||
    (isRecord(source) && Symbol.iterator in source && !isBytes) ||
    Array.isArray(source)
  )
    return;
  throw wrong('source', 'text, or lines of text', isBytes ? 'bytes, which have to be decoded' : show(source));
}
