/**
 * Requests on their way: which answer belongs to which request. One request about n symbols has n answers.
 */

/** A request whose answers are awaited. `T` is what it was about. */
interface OpenRequest<T> {
  readonly reqId: number;
  readonly method: 'subscribe' | 'unsubscribe' | 'ping';
  readonly sentAt: number;
  /** The symbols that it named. */
  readonly asked: ReadonlySet<string>;
  /** What is still unanswered, by symbol; the empty symbol for what has none. */
  readonly unanswered: Map<string, T>;
}

export class Requests<T> {
  #lastId = 0;
  readonly #open = new Map<number, OpenRequest<T>>();

  /** A number for a request, used by no other of this connection. */
  nextId(): number {
    return ++this.#lastId;
  }

  /** Opens a request about some things, by symbol. */
  open(method: OpenRequest<T>['method'], sentAt: number, about: Map<string, T> = new Map()): number {
    const reqId = this.nextId();
    this.#open.set(reqId, { reqId, method, sentAt, asked: new Set(about.keys()), unanswered: about });
    return reqId;
  }

  /**
   * What an answer is about: nothing, when it names a symbol whose answer came already or that was never asked for;
   * everything that is still unanswered, when it names none. Undefined for an answer to no open request.
   */
  answered(reqId: number | undefined, symbol: string | undefined): { request: OpenRequest<T>; about: T[] } | undefined {
    const request = reqId === undefined ? undefined : this.#open.get(reqId);
    if (request === undefined) return undefined;
    const about: T[] = [];
    for (const [key, thing] of request.unanswered) {
      if (symbol !== undefined && symbol !== key) continue;
      about.push(thing);
      request.unanswered.delete(key);
    }
    if (request.unanswered.size === 0) this.#open.delete(request.reqId);
    return { request, about };
  }

  /**
   * What an answer about one thing is about, where each is answered by itself: the first that is unanswered, when it does not
   * say which.
   */
  answeredOne(reqId: number | undefined, key: string | undefined): { request: OpenRequest<T>; about: T[] } | undefined {
    const request = reqId === undefined ? undefined : this.#open.get(reqId);
    const [first] = request?.unanswered.keys() ?? [];
    return this.answered(reqId, key ?? first);
  }

  /** When an open request was sent. */
  sentAt(reqId: number | undefined): number | undefined {
    return reqId === undefined ? undefined : this.#open.get(reqId)?.sentAt;
  }

  /** Whether an open request named a symbol. */
  named(reqId: number | undefined, symbol: string): boolean {
    return reqId !== undefined && this.#open.get(reqId)?.asked.has(symbol) === true;
  }

  /** Forgets all: the connection is gone, and no answer will come. */
  clear(): void {
    this.#open.clear();
  }

  /** Forgets requests sent before `time` whose answers never came. */
  expire(time: number): void {
    for (const [reqId, request] of this.#open) if (request.sentAt < time) this.#open.delete(reqId);
  }
}
