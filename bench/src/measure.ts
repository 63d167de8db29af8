/**
 * Runs contestants over the same frames, chunk by chunk in turn, and takes the time. Knows nothing of what they do.
 */

export interface Contestant {
  /** Before each round; not timed. */
  begin(): void;
  /** Takes the frames from `from` up to `to`. */
  run(from: number, to: number): void;
  /** After each round; not timed. Throws when the work was not done right. */
  end(): void;
}

export interface RaceOptions {
  /** How many frames there are. */
  readonly frames: number;
  readonly rounds: number;
  /** Frames that one contestant takes before it is another's turn. */
  readonly chunk: number;
}

/**
 * The nanoseconds a frame of each contestant in each round: `times[contestant][round]`. One round before that is
 * thrown away: engines compile what they have seen run.
 *
 * A pair of times is taken within one round, of chunks that alternate every few milliseconds, so that a machine that is
 * slow for a while is slow for both. Who has a chunk first changes from chunk to chunk: the first brings the text into
 * the processor's cache for the others. A round's time holds all its chunks, so that collections of garbage count,
 * whoever made it.
 */
export function race(contestants: readonly Contestant[], { frames, rounds, chunk }: RaceOptions): number[][] {
  const times = contestants.map((): number[] => []);
  const order = contestants.map((contestant, index) => ({ contestant, index }));
  for (let round = -1; round < rounds; round++) {
    const spent = contestants.map(() => 0);
    for (const contestant of contestants) contestant.begin();
    for (let from = 0; from < frames; from += chunk) {
      const to = Math.min(frames, from + chunk);
      for (const { contestant, index } of order) {
        const start = performance.now();
        contestant.run(from, to);
        spent[index]! += performance.now() - start;
      }
      order.reverse();
    }
    for (const contestant of contestants) contestant.end();
    if (round >= 0) for (const [index, ms] of spent.entries()) times[index]!.push((ms * 1e6) / frames);
  }
  return times;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The median of the ratios of pairs taken in the same round. */
export function medianRatio(values: readonly number[], floor: readonly number[]): number {
  return median(values.map((value, round) => value / floor[round]!));
}
