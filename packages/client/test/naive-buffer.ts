/**
 * Buffers that keep everything and look at it when asked: what the real ones must do, without a thought for memory. And
 * what must hold of any buffer, judged by what went in and came out alone.
 */
import type { BufferPolicy } from '../src/buffer.js';
import type { Gap } from '../src/subscription.js';

export interface Tick {
  readonly receivedAt: number;
  readonly symbol?: string | undefined;
}

type Entry = Tick | Gap;
export type Story = readonly ({ readonly push: Entry } | { readonly take: Entry | undefined })[];

const isGap = (entry: Entry): entry is Gap => 'type' in entry;
const span = (entry: Entry) => (isGap(entry) ? [entry.from, entry.to] : [entry.receivedAt]);

/** One gap for all that was lost. */
function told(lost: readonly Entry[]): Gap {
  const events = lost.filter((entry) => !isGap(entry)).length;
  const gaps = lost.filter(isGap);
  const reasons = new Set(gaps.map(({ reason }) => reason));
  const missed = gaps.flatMap((gap) => gap.missed ?? []);
  const times = lost.flatMap(span);
  return {
    type: 'gap',
    reason: [...(events === 0 ? [] : [`slow consumer, ${events} events dropped`]), ...reasons].join('; '),
    channel: new Set(gaps.map(({ channel }) => channel)).size === 1 ? gaps[0]!.channel : undefined,
    symbol: new Set(lost.map(({ symbol }) => symbol)).size === 1 ? lost[0]!.symbol : undefined,
    from: Math.min(...times),
    to: Math.max(...times),
    missed: missed.length === 0 ? undefined : missed.reduce((sum, each) => sum + each, 0),
  };
}

/** What takes should have given, and how many events should have been dropped. */
export function expectedOf(policy: BufferPolicy, story: Story): { taken: (Entry | undefined)[]; dropped: number } {
  const buffer = typeof policy === 'number' ? new NaiveFifo(policy) : new NaiveNewest(policy === 'conflate');
  const taken: (Entry | undefined)[] = [];
  for (const each of story) {
    if ('push' in each) buffer.push(each.push);
    else taken.push(buffer.take());
  }
  const events = (entries: readonly (Entry | undefined)[]) =>
    entries.filter((entry) => entry !== undefined && !isGap(entry)).length;
  // All that was pushed was taken or dropped: stories end with an empty buffer.
  const pushed = story.flatMap((each) => ('push' in each ? [each.push] : []));
  return { taken, dropped: events(pushed) - events(taken) };
}

class NaiveFifo {
  readonly #limit: number;
  #entries: Entry[] = [];
  #lost: Entry[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  push(entry: Entry): void {
    this.#entries.push(entry);
    this.#lost.push(...this.#entries.splice(0, this.#entries.length - this.#limit));
  }

  take(): Entry | undefined {
    return this.#lost.length > 0 ? told(this.#lost.splice(0)) : this.#entries.shift();
  }
}

class NaiveNewest {
  readonly #bySymbol: boolean;
  #lines: { key: string | undefined; entries: Entry[] }[] = [];

  constructor(bySymbol: boolean) {
    this.#bySymbol = bySymbol;
  }

  push(entry: Entry): void {
    const key = this.#bySymbol ? entry.symbol : undefined;
    if (this.#bySymbol && isGap(entry) && key === undefined) {
      for (const line of this.#lines) {
        if (line.key !== undefined) line.entries.push({ ...entry, symbol: line.key });
      }
    }
    const line = this.#lines.find((each) => each.key === key);
    if (line === undefined) this.#lines.push({ key, entries: [entry] });
    else line.entries.push(entry);
  }

  take(): Entry | undefined {
    const [line] = this.#lines;
    if (line === undefined) return undefined;
    const newest = line.entries.findLastIndex((entry) => !isGap(entry));
    const lost = line.entries.splice(0, newest < 0 ? line.entries.length : newest);
    const next = lost.length > 0 ? told(lost) : line.entries.shift();
    if (line.entries.length === 0) this.#lines.shift();
    return next;
  }
}

/**
 * What is wrong with a story that ends with an empty buffer: events that were not pushed or passed each other, and
 * whatever was lost, event or gap, where no gap tells of it between its symbol's events before and after.
 */
export function flawsIn(story: Story): string[] {
  const flaws: string[] = [];
  const taken = story.flatMap((each) => ('take' in each && each.take !== undefined ? [each.take] : []));
  const pushed = story.flatMap((each) => ('push' in each ? [each.push] : []));
  const symbols = new Set(pushed.filter((entry) => !isGap(entry)).map(({ symbol }) => symbol));
  for (const symbol of symbols) {
    const isOf = (entry: Entry) => entry.symbol === symbol || (isGap(entry) && entry.symbol === undefined);
    const went = pushed.filter(isOf);
    const came = taken.filter(isOf);
    const places = came.flatMap((entry) => (isGap(entry) ? [] : [went.indexOf(entry)]));
    if (places.some((place, n) => place < 0 || place <= (places[n - 1] ?? -1))) flaws.push(`${symbol} out of order`);
    went.forEach((entry, place) => {
      if (came.includes(entry)) return;
      const before = places.filter((each) => each < place).length;
      const events = came.flatMap((each, index) => (isGap(each) ? [] : [index]));
      const between = came.slice(before === 0 ? 0 : events[before - 1]! + 1, events[before] ?? came.length);
      const tells = (each: Entry) =>
        isGap(each) &&
        Math.min(...span(entry)) >= each.from &&
        Math.max(...span(entry)) <= each.to &&
        each.reason.includes(isGap(entry) ? entry.reason : 'slow consumer');
      if (!between.some(tells)) flaws.push(`${symbol} lost ${JSON.stringify(entry)} without a word`);
    });
  }
  return flaws;
}
