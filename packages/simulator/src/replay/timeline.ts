/**
 * What of a recording can be played: market data in its order, and where connections were lost. Knows neither clients nor
 * clocks.
 */
import type { RecordedEvent, RecordedFrame, RecordedTopic, Recording } from '@kraken-stream/core';

/** A frame of market data. */
export interface PlayedFrame extends RecordedFrame {
  readonly topic: RecordedTopic;
}

export type Played = PlayedFrame | Exclude<RecordedEvent, RecordedFrame>;

export class Timeline {
  readonly events: readonly Played[];
  /** Milliseconds. */
  readonly duration: number;
  readonly topics: readonly RecordedTopic[];
  readonly #from: number;

  constructor({ events, from, to, topics }: Recording) {
    const played = events.filter(isPlayed);
    // What is lost at the end is lost for nothing: the last state stays.
    while (played.length > 0 && played[played.length - 1]!.type !== 'received') played.pop();
    this.events = played;
    this.duration = to - from;
    this.topics = topics.filter(({ channel }) => isPublic(channel));
    this.#from = from;
  }

  /** When the event of an index is, in milliseconds from the beginning; behind the last, Infinity. */
  timeOf(index: number): number {
    const event = this.events[index];
    return event === undefined ? Number.POSITIVE_INFINITY : event.at - this.#from;
  }

  /** The index of the first event that is later than a time. */
  after(ms: number): number {
    let [low, high] = [0, this.events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.timeOf(middle) <= ms) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Where each topic begins anew for the last time before an index; those that are missing never do. */
  snapshotsBefore(index: number): ReadonlyMap<RecordedTopic, number> {
    const found = new Map<RecordedTopic, number>();
    for (let i = index - 1; i >= 0 && found.size < this.topics.length; i--) {
      const event = this.events[i]!;
      if (event.type === 'received' && event.snapshot && !found.has(event.topic)) found.set(event.topic, i);
    }
    return found;
  }
}

function isPlayed(event: RecordedEvent): event is Played {
  if (event.type === 'opened' || event.type === 'closed') return true;
  return event.type === 'received' && event.topic !== undefined && isPublic(event.topic.channel);
}

function isPublic(channel: string): boolean {
  return channel !== 'executions' && channel !== 'balances';
}
