/**
 * Measures the time of a scenario, in any engine.
 */
import { general, generalDecoder, jsonFloor, SessionContestant, simple } from './contestants.js';
import { type Contestant, median, medianRatio, race } from './measure.js';
import { type Mix, mixOf } from './mix.js';
import type { Scenario } from './scenarios.js';

/** Nanoseconds a frame, and the ratio to the floor in the same round: medians over rounds. */
export interface Timed {
  readonly ns: number;
  readonly ratio: number;
}

export interface Timing {
  readonly name: string;
  readonly frames: number;
  readonly charactersPerFrame: number;
  /** What the feed is made of, for books that are updated. */
  readonly mix: Mix | undefined;
  readonly floorNs: number;
  /** The library; the one whose ratio has a goal. */
  readonly library: Timed;
  /** The ratio of each round, in ascending order: how far they spread. */
  readonly ratios: readonly number[];
  /** The library with a listener that reads the changed levels. */
  readonly objects: Timed | undefined;
  readonly simple: Timed | undefined;
  readonly general: Timed | undefined;
}

const ROUNDS = { usual: 9, quick: 5 };
const ASIDE_ROUNDS = { usual: 3, quick: 2 };

export function time(scenario: Scenario, quick: boolean): Timing {
  const rounds = quick ? ROUNDS.quick : ROUNDS.usual;
  if (scenario.type === 'codec') {
    const frames = scenario.frames(quick);
    const [floor, library] = raceOf(frames, [generalDecoder(frames)], rounds, scenario.chunk);
    return timing(scenario, frames, floor!, library!);
  }
  const feed = scenario.feed(quick);
  const { frames } = feed;
  // First the library alone, and only then others: what they leave behind for the collector and what the engine learns
  // from them is not the library's.
  const [floor, library] = raceOf(frames, [new SessionContestant(feed, 'told')], rounds, scenario.chunk);
  const [otherFloor, objects, simpleTimes, generalTimes] = raceOf(
    frames,
    [new SessionContestant(feed, 'objects'), simple(feed), general(feed)],
    quick ? ASIDE_ROUNDS.quick : ASIDE_ROUNDS.usual,
    scenario.chunk,
  );
  const updates = frames.length > 0 && !/"type":"snapshot"|"as":/.test(frames[0]!);
  return {
    ...timing(scenario, frames, floor!, library!),
    mix: updates ? mixOf(feed) : undefined,
    objects: timed(objects!, otherFloor!),
    simple: timed(simpleTimes!, otherFloor!),
    general: timed(generalTimes!, otherFloor!),
  };
}

function raceOf(frames: readonly string[], contestants: readonly Contestant[], rounds: number, chunk: number) {
  return race([jsonFloor(frames), ...contestants], { frames: frames.length, rounds, chunk });
}

function timing(scenario: Scenario, frames: readonly string[], floor: number[], library: number[]): Timing {
  return {
    name: scenario.name,
    frames: frames.length,
    charactersPerFrame: frames.reduce((sum, text) => sum + text.length, 0) / frames.length,
    mix: undefined,
    floorNs: median(floor),
    library: timed(library, floor),
    ratios: library.map((ns, round) => ns / floor[round]!).sort((a, b) => a - b),
    objects: undefined,
    simple: undefined,
    general: undefined,
  };
}

function timed(values: readonly number[], floor: readonly number[]): Timed {
  return { ns: median(values), ratio: medianRatio(values, floor) };
}
