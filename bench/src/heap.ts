/**
 * Measures memory, in a Node that was started for it (see `heapFlags`): the garbage of a frame, and what a level takes.
 */
import { memoryUsage } from 'node:process';
import { v2 } from '@kraken-stream/core';
import { generalDecoder, jsonFloor, SessionContestant } from './contestants.js';
import { type Feed, updateFeed } from './frames.js';
import { type Contestant, median } from './measure.js';
import { SCENARIOS, type Scenario } from './scenarios.js';

/**
 * A young generation so large that nothing is collected while a window is measured, a collector that can be called, and
 * code that stays compiled through its calls.
 */
export const heapFlags: readonly string[] = [
  '--expose-gc',
  '--min-semi-space-size=256',
  '--max-semi-space-size=256',
  '--no-flush-bytecode',
];

export interface HeapResult {
  /** Bytes a frame, by scenario. */
  readonly scenarios: Readonly<Record<string, HeapPerFrame>>;
  readonly level: LevelMemory;
}

export interface HeapPerFrame {
  readonly floor: number;
  /** With a listener that is told; of the codec alone where there are no listeners. */
  readonly told: number;
  readonly noListener: number | undefined;
}

export interface LevelMemory {
  /** Books of depth 1000, full. */
  readonly books: number;
  /** Kept levels of all books, both sides. */
  readonly levels: number;
  readonly arrayBytesPerLevel: number;
  readonly heapBytesPerLevel: number;
}

/** What all frames of a round allocate must fit into the young generation. */
const FRAMES = { book: 20_000, snapshot: 40, codec: 10_000 };
const WINDOW = { book: 1000, snapshot: 5, codec: 1000 };
const WARM_UPS = 6;
const ROUNDS = 3;
const BOOKS = 50;

export function measureHeap(): HeapResult {
  const scenarios: Record<string, HeapPerFrame> = {};
  for (const scenario of SCENARIOS) scenarios[scenario.name] = perFrame(scenario);
  return { scenarios, level: levelMemory() };
}

function perFrame(scenario: Scenario): HeapPerFrame {
  if (scenario.type === 'codec') {
    const frames = scenario.frames(true).slice(0, FRAMES.codec);
    return {
      floor: allocated(jsonFloor(frames), frames.length, WINDOW.codec),
      told: allocated(generalDecoder(frames), frames.length, WINDOW.codec),
      noListener: undefined,
    };
  }
  const whole = scenario.feed(true);
  const kind = whole.frames[0]!.length > 10_000 ? 'snapshot' : 'book';
  const frames = whole.frames.slice(0, FRAMES[kind]);
  const checksums = (whole.checksums * frames.length) / whole.frames.length;
  const feed: Feed = { ...whole, frames, checksums };
  const { length } = feed.frames;
  return {
    floor: allocated(jsonFloor(feed.frames), length, WINDOW[kind]),
    told: allocated(new SessionContestant(feed, 'told'), length, WINDOW[kind]),
    noListener: allocated(new SessionContestant(feed, 'none'), length, WINDOW[kind]),
  };
}

/**
 * By how much the heap grows a frame in steady state: the median of many windows, because now and then the engine
 * compiles something anew, which is no frame's doing. Nothing is subtracted; what looking at the heap costs itself is
 * below a byte a frame. The collector is called before each measured round and not within: it may throw compiled code away. A
 * window in which the heap shrank was collected in, against all precautions, and makes the measurement worthless.
 */
function allocated(contestant: Contestant, frames: number, window: number): number {
  const grown: number[] = [];
  for (let round = -WARM_UPS; round < ROUNDS; round++) {
    contestant.begin();
    if (round >= 0) globalThis.gc!();
    for (let from = 0; from < frames; from += window) {
      const to = Math.min(frames, from + window);
      const before = memoryUsage().heapUsed;
      contestant.run(from, to);
      const bytes = memoryUsage().heapUsed - before;
      if (round < 0) continue;
      if (bytes < 0) throw new Error('the heap was collected while it was measured; enlarge the young generation');
      grown.push(bytes / (to - from));
    }
    contestant.end();
  }
  return median(grown);
}

/**
 * Several measurements as one, by the median: what an engine inlines, and so which numbers it boxes, differs from one
 * process to the next.
 */
export function combined(results: readonly HeapResult[]): HeapResult {
  const scenarios: Record<string, HeapPerFrame> = {};
  for (const { name } of SCENARIOS) {
    const all = results.map((result) => result.scenarios[name]!);
    const noListener = all.flatMap((each) => each.noListener ?? []);
    scenarios[name] = {
      floor: median(all.map(({ floor }) => floor)),
      told: median(all.map(({ told }) => told)),
      noListener: noListener.length === 0 ? undefined : median(noListener),
    };
  }
  return { scenarios, level: results[0]!.level };
}

/** What full books of depth 1000 keep, with all that a session has for them. */
function levelMemory(): LevelMemory {
  const [snapshot] = updateFeed({ symbols: ['BTC/USD'], depth: 1000, count: 1 }).snapshots;
  const symbols = Array.from({ length: BOOKS }, (_, i) => `S${i}/USD`);
  // The checksum does not cover the symbol.
  const snapshots = symbols.map((symbol) => snapshot!.replace('BTC/USD', symbol));
  const feed: Feed = {
    codec: v2,
    topics: symbols.map((symbol) => ({ channel: 'book', symbol, depth: 1000 })),
    opening: snapshots,
    snapshots,
    frames: [],
    checksums: 0,
  };
  // One before, so that what is made once is there.
  const first = new SessionContestant(feed, 'told');
  const before = settled();
  const second = new SessionContestant(feed, 'told');
  const after = settled();
  let levels = 0;
  for (const topic of feed.topics) {
    const { bids, asks } = second.session.held(topic)!.keeper;
    levels += bids.length + asks.length;
  }
  // Both are alive until here.
  first.begin();
  return {
    books: BOOKS,
    levels,
    arrayBytesPerLevel: (after.arrayBuffers - before.arrayBuffers) / levels,
    heapBytesPerLevel: (after.heapUsed - before.heapUsed) / levels,
  };
}

function settled(): NodeJS.MemoryUsage {
  for (let i = 0; i < 4; i++) globalThis.gc!();
  return memoryUsage();
}
