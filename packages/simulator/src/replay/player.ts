/**
 * A recording as an exchange: clients connect to it and are told what was recorded, at its pace, another, or frame by
 * frame. It has market data alone: no account, and no orders. Reads nothing by itself: see `readRecording`.
 */
import {
  type Clock,
  type Connect,
  isRecord,
  type RecordedTopic,
  type Recording,
  show,
  UsageError,
  wrong,
} from '@kraken-stream/core';
import { realClock } from '../clock.js';
import { refusal } from '../faults/gate.js';
import { MemoryLink } from '../memory.js';
import { checkOptions, PLAYER_OPTIONS } from '../options.js';
import { type Endpoint, endpointAt } from '../server/endpoint.js';
import type { ServerConnection, Sink } from '../server/host.js';
import { Seat } from './seat.js';
import { Stage } from './stage.js';
import { Timeline } from './timeline.js';

/** How a recording is played. */
export interface PlayerOptions {
  /** What time is; the real one when left out. */
  readonly clock?: Clock | undefined;
  /** How many times as fast as it was recorded, above 0 and finite. Default 1. */
  readonly speed?: number | undefined;
}

/** `paused`: also before it was ever played. `ended`: all was told, and the last state stays. */
export type PlayerState = 'paused' | 'playing' | 'ended' | 'closed';

/** Frames told in one turn, at most: clients have to get a word in. */
const MOST_AT_ONCE = 250;

const CLOSED = { ...refusal(503), message: 'the player is closed: 503' };

/** Plays a recording to clients that connect to it. */
export class Player {
  /** Milliseconds from the first recorded event to the last. */
  readonly duration: number;
  /** What it can serve. */
  readonly topics: readonly RecordedTopic[];
  readonly #timeline: Timeline;
  readonly #endpoint: Endpoint;
  readonly #clock: Clock;
  readonly #links = new Set<MemoryLink>();
  readonly #seats = new Set<Seat>();
  readonly #listeners = new Set<() => void>();
  #stage: Stage;
  #state: PlayerState = 'paused';
  #speed: number;
  /** The next event. */
  #next = 0;
  /** Where it was at a time of the clock. */
  #anchor = { position: 0, at: 0 };
  #cancel: (() => void) | undefined;

  /**
   * Throws a `UsageError` for what `readRecording` did not return, for a recording in which there is nothing to play, for a
   * speed that cannot be, and for an option that there is not.
   */
  constructor(recording: Recording, options: PlayerOptions = {}) {
    checkRecording(recording);
    checkOptions('options', options, PLAYER_OPTIONS);
    this.#timeline = new Timeline(recording);
    this.duration = this.#timeline.duration;
    this.topics = this.#timeline.topics;
    if (this.topics.length === 0) {
      throw new UsageError('recording', 'recording: expected one with frames of market data, received one without any');
    }
    this.#endpoint = endpointAt(recording.protocol === 'v1' ? '/' : '/v2')!;
    this.#clock = options.clock ?? realClock();
    this.#speed = checkSpeed(options.speed ?? 1);
    this.#stage = new Stage(this.#endpoint.codec);
  }

  /** What it speaks: clients have to be made with it. */
  get protocol(): 'v1' | 'v2' {
    return this.#endpoint.codec.protocol;
  }

  get state(): PlayerState {
    return this.#state;
  }

  /** Milliseconds from the beginning, up to `duration`. */
  get position(): number {
    const { position, at } = this.#anchor;
    if (this.#state !== 'playing') return position;
    return Math.min(this.duration, position + (this.#clock.now() - at) * this.#speed);
  }

  get speed(): number {
    return this.#speed;
  }

  /** Throws a `UsageError` for what is not above 0 and finite. */
  set speed(speed: number) {
    checkSpeed(speed);
    this.#moveTo(this.position);
    this.#speed = speed;
    this.#arm();
    this.#changed();
  }

  /** A transport for clients of its protocol, whatever the URL. It has market data alone. */
  readonly connect: Connect = (_url, events) => {
    const link = new MemoryLink(
      this.#clock,
      0,
      events,
      {
        knock: (answer) => {
          answer(this.#state === 'closed' ? CLOSED : undefined);
          return () => undefined;
        },
        accept: (sink) => this.#accept(sink),
      },
      () => this.#links.delete(link),
    );
    this.#links.add(link);
    return link;
  };

  /** Goes on from where it is; from the end, anew from the beginning. */
  play(): void {
    if (this.#state === 'playing' || this.#state === 'closed') return;
    if (this.#state === 'ended') this.seek(0);
    this.#state = 'playing';
    this.#moveTo(this.#anchor.position);
    this.#arm();
    this.#changed();
  }

  /** Time stands still. Clients stay connected, and are sent heartbeats. */
  pause(): void {
    if (this.#state !== 'playing') return;
    this.#moveTo(this.position);
    this.#state = 'paused';
    this.#cancel?.();
    this.#changed();
  }

  /** Pauses, and goes on by one frame. Whether there was one. */
  step(): boolean {
    this.pause();
    if (this.#state !== 'paused') return false;
    const { events } = this.#timeline;
    let told = false;
    while (!told && this.#next < events.length) {
      this.#moveTo(Math.max(this.#anchor.position, this.#timeline.timeOf(this.#next)));
      told = this.#tellNext();
    }
    if (this.#next === events.length) this.#end();
    else this.#changed();
    return told;
  }

  /**
   * Goes to another position, in milliseconds from the beginning. All connections are closed, with code 1012; clients
   * that come back are told what was known there. What a client has told already, such as trades, it does not tell again:
   * make a new one to see all. Throws a `UsageError` for what is no number.
   */
  seek(ms: number): void {
    if (typeof ms !== 'number' || Number.isNaN(ms)) {
      throw new UsageError('ms', `ms: expected milliseconds from the beginning, received ${ms}`);
    }
    if (this.#state === 'closed') return;
    const position = Math.min(this.duration, Math.max(0, ms));
    this.#stage = new Stage(this.#endpoint.codec);
    const end = position === 0 ? 0 : this.#timeline.after(position);
    const begins = this.#timeline.snapshotsBefore(end);
    for (let i = 0; i < end; i++) {
      const event = this.#timeline.events[i]!;
      if (event.type !== 'received' || i >= (begins.get(event.topic) ?? 0)) this.#stage.take(event);
    }
    this.#next = end;
    this.#moveTo(position);
    for (const seat of [...this.#seats]) seat.close(1012, 'the recording goes on elsewhere');
    if (this.#state === 'ended') this.#state = 'paused';
    this.#arm();
    this.#changed();
  }

  /** Calls a listener when the state, the speed or the position is another. Returns how to stop. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Closes all connections and stops. Nothing is left running. */
  close(): void {
    if (this.#state === 'closed') return;
    this.#moveTo(this.position);
    this.#state = 'closed';
    this.#cancel?.();
    for (const seat of [...this.#seats]) seat.close(1001, 'the player is closed');
    for (const link of [...this.#links]) link.abort(1001, 'the player is closed');
    this.#changed();
    this.#listeners.clear();
  }

  #accept(sink: Sink): ServerConnection {
    const program = {
      clock: this.#clock,
      topics: this.topics,
      status: () => this.#status(),
      opening: (topic: RecordedTopic) => this.#stage.opening(topic),
    };
    const seat: Seat = new Seat(this.#endpoint, program, sink, () => this.#seats.delete(seat));
    this.#seats.add(seat);
    return seat;
  }

  #status(): string | undefined {
    const topic = this.topics.find(({ channel }) => channel === 'status');
    if (topic === undefined) return undefined;
    const [now] = this.#stage.opening(topic);
    const first = this.#timeline.events.find((event) => event.type === 'received' && event.topic === topic);
    return now ?? (first?.type === 'received' ? first.text : undefined);
  }

  #moveTo(position: number): void {
    this.#anchor = { position, at: this.#clock.now() };
  }

  /** Waits for the next event. */
  #arm(): void {
    this.#cancel?.();
    if (this.#state !== 'playing') return;
    const { position, at } = this.#anchor;
    const due = Math.min(this.#timeline.timeOf(this.#next), this.duration);
    this.#cancel = this.#clock.at(at + (due - position) / this.#speed, () => this.#run(due));
  }

  /** Tells all that is due, as much as can be told at once. */
  #run(due: number): void {
    // Where a clock and a speed make fractions, it is due nevertheless.
    const position = Math.max(this.position, due);
    for (let told = 0; told < MOST_AT_ONCE && this.#timeline.timeOf(this.#next) <= position; ) {
      if (this.#tellNext()) told++;
    }
    if (this.#next === this.#timeline.events.length && position >= this.duration) this.#end();
    else {
      this.#arm();
      this.#changed();
    }
  }

  /** Tells the next event; whether it was a frame. */
  #tellNext(): boolean {
    const event = this.#timeline.events[this.#next++]!;
    const { told, lost } = this.#stage.take(event);
    if (lost.length > 0) {
      const [code, reason] = event.type === 'closed' ? [event.code, event.reason] : [1006, ''];
      for (const seat of [...this.#seats]) if (seat.holds(lost)) seat.close(code, reason);
    }
    if (!told || event.type !== 'received') return false;
    for (const seat of this.#seats) seat.tell(event.topic, event.text, event.snapshot === true);
    return true;
  }

  #end(): void {
    this.#cancel?.();
    this.#moveTo(this.duration);
    this.#state = 'ended';
    this.#changed();
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

function checkSpeed(speed: number): number {
  if (typeof speed === 'number' && speed > 0 && speed < Number.POSITIVE_INFINITY) return speed;
  throw new UsageError('speed', `speed: expected a number above 0, such as 1 or 10, received ${String(speed)}`);
}

/** Text is what a recording was before it was read, and what is easily handed over in its place. */
function checkRecording(recording: unknown): void {
  if (isRecord(recording) && Array.isArray(recording['events'])) return;
  throw wrong('recording', 'what readRecording returns', typeof recording === 'string' ? 'a string' : show(recording));
}
