/** Requests of which something is not known yet, and how they are found. Decides nothing. */
import type { Call } from './call.js';

/** So many are remembered as answered, lest an answer that comes twice is taken for a stranger's. */
const REMEMBERED = 1_000;

export class Calls {
  /** In the order in which they were asked. */
  readonly #all = new Set<Call>();
  /** Numbers to which no answer is awaited any more. */
  readonly #answered = new Set<number>();

  get size(): number {
    return this.#all.size;
  }

  get all(): readonly Call[] {
    return [...this.#all];
  }

  at(stage: Call['stage']): readonly Call[] {
    return this.all.filter((call) => call.stage === stage);
  }

  /** Those that have left, that speak of this client id, and whose fate is open. */
  named(clOrdId: string): readonly Call[] {
    return this.all.filter(
      ({ stage, names, fates }) =>
        stage !== 'waiting' && names.some((name, i) => name.clOrdId === clOrdId && fates[i] === undefined),
    );
  }

  /** The one that has left with this number. */
  get(reqId: number | undefined): Call | undefined {
    return reqId === undefined ? undefined : this.all.find((call) => call.reqId === reqId);
  }

  /** Whether an answer with this number belongs here. */
  owns(reqId: number | undefined): boolean {
    return reqId !== undefined && (this.#answered.has(reqId) || this.get(reqId) !== undefined);
  }

  add(call: Call): void {
    this.#all.add(call);
  }

  /** All is known of it. */
  delete(call: Call): void {
    this.#all.delete(call);
    this.release(call);
  }

  /** No answer to it is awaited any more. */
  release(call: Call): void {
    if (call.reqId === undefined) return;
    this.#answered.add(call.reqId);
    call.reqId = undefined;
    if (this.#answered.size > REMEMBERED) this.#answered.delete(this.#answered.values().next().value!);
  }
}
