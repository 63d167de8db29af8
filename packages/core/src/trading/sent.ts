/** Requests that have left and to which answers can come, by their numbers on the wire. Decides nothing. */
import { namesOf } from './ahead.js';
import type { Call } from './call.js';

/** So many requests are remembered as answered, lest an answer that comes twice is taken for a stranger's. */
const REMEMBERED = 1_000;

export class Sent {
  readonly #calls = new Map<number, Call>();
  readonly #answered = new Set<number>();

  get size(): number {
    return this.#calls.size;
  }

  /** Oldest first. */
  get all(): Iterable<Call> {
    return this.#calls.values();
  }

  get(reqId: number | undefined): Call | undefined {
    return reqId === undefined ? undefined : this.#calls.get(reqId);
  }

  /** Whether an answer with this number belongs here. */
  owns(reqId: number | undefined): boolean {
    return reqId !== undefined && (this.#calls.has(reqId) || this.#answered.has(reqId));
  }

  add(reqId: number, call: Call): void {
    call.reqId = reqId;
    this.#calls.set(reqId, call);
  }

  /** No answer to it is awaited any more. */
  forget(call: Call): void {
    const { reqId } = call;
    if (reqId === undefined) return;
    call.reqId = undefined;
    this.#calls.delete(reqId);
    this.#answered.add(reqId);
    for (const oldest of this.#answered) {
      if (this.#answered.size <= REMEMBERED) break;
      this.#answered.delete(oldest);
    }
  }

  /** Those whose caller was not told yet, and that speak of this client id. */
  named(clOrdId: string): Call[] {
    return [...this.#calls.values()].filter(({ request, parts, fates, told }) => {
      if (told || !namesOf(request).some((name) => name.clOrdId === clOrdId)) return false;
      return !parts.some((part, i) => part.clOrdId === clOrdId && fates[i] !== undefined);
    });
  }
}
