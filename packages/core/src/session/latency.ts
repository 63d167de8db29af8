/** How far away the exchange is, and how far its clock differs: from answers, which say when they were written. */
/** How far away the exchange is, and its clock. */
export interface Latency {
  /** From a request to its answer, in milliseconds. */
  readonly roundTripMs: number;
  /**
   * How far the exchange's clock is ahead of this one, in milliseconds; right to within half a round trip. Undefined
   * while no answer has told its time.
   */
  readonly clockSkewMs: number | undefined;
}

/** Answers of which the quickest, whose time is the surest, tells the skew. */
const SAMPLES = 8;

export class LatencyMeter {
  /** The latest; undefined before the first answer. */
  latest: Latency | undefined;
  #samples: Latency[] = [];

  /** Takes an answer: when it was asked for and came (milliseconds since 1970), when the exchange read and wrote. */
  measure(sentAt: number, receivedAt: number, timeIn: string | undefined, timeOut: string | undefined): Latency {
    const roundTripMs = receivedAt - sentAt;
    const server = (Date.parse(timeIn ?? '') + Date.parse(timeOut ?? '')) / 2;
    const skew = Number.isNaN(server) ? undefined : server - (sentAt + receivedAt) / 2;
    if (skew !== undefined) this.#samples = [...this.#samples, { roundTripMs, clockSkewMs: skew }].slice(-SAMPLES);
    const quickest = Math.min(...this.#samples.map((sample) => sample.roundTripMs));
    const surest = this.#samples.filter((sample) => sample.roundTripMs === quickest).pop();
    this.latest = { roundTripMs, clockSkewMs: surest?.clockSkewMs };
    return this.latest;
  }
}
