/**
 * Carries out what a session says, over a link and with a clock, and puts in what they tell. It decides nothing.
 */
import type {
  Clock,
  Connect,
  Link,
  Output,
  Session,
  SessionEvent,
  TokenAnswer,
  WireEvent,
  Wish,
} from '@kraken-stream/core';

export interface DriverOptions {
  readonly session: Session;
  readonly connect: Connect;
  readonly clock: Clock;
  /** Asked before each attempt. */
  readonly url: () => string | Promise<string>;
  /** How to come by a token, or why there is none; rejects only when the signal aborts. Undefined where none is needed. */
  readonly authorize?: ((signal: AbortSignal) => Promise<TokenAnswer>) | undefined;
  /** Told each event of the session. */
  readonly deliver: (event: SessionEvent) => void;
  /** Told what happens on the link, before it is read. `text`: the frame, the address, or why it was closed. */
  readonly tap: (type: WireEvent['type'], text: string, code?: number) => void;
}

const NOTHING: readonly Output[] = [];
const NO_TOKEN: TokenAnswer = { reason: 'there is none to be had' };

export class Driver {
  readonly #options: DriverOptions;
  #link: Link | undefined;
  /** Counts connections: what a link of an earlier one still says is not heard. */
  #connection = 0;
  /** Calls off the question for a token. */
  #authorizing = new AbortController();
  #callOff: () => void = () => {};
  #closed = false;
  #performing = false;
  /** What is to be carried out after what is being carried out. */
  readonly #waiting: (readonly Output[])[] = [];

  constructor(options: DriverOptions) {
    this.#options = options;
  }

  /** What comes of it is carried out when this turn is over: nobody is told anything inside a call. */
  ask(wish: Wish): void {
    this.#waiting.push(this.#options.session.asked(wish, this.#now()));
    queueMicrotask(() => this.#perform(NOTHING));
  }

  /** Ends all at once, timers included, which would keep a process alive. */
  close(): void {
    this.#closed = true;
    this.#callOff();
    this.#authorizing.abort();
    this.#perform(this.#options.session.asked({ type: 'close' }, this.#now()));
  }

  #now(): number {
    return this.#options.clock.now();
  }

  /**
   * Carries out in the order in which the session has said: what a listener gives rise to comes after what the session
   * said before. Else a listener that closes the client on `connecting` would have its socket opened after that.
   */
  #perform(outputs: readonly Output[]): void {
    if (this.#performing || this.#waiting.length > 0) {
      this.#waiting.push(outputs);
      if (this.#performing) return;
    }
    this.#performing = true;
    try {
      if (this.#waiting.length === 0) for (let i = 0; i < outputs.length; i++) this.#carryOut(outputs[i]!);
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
        for (const output of next) this.#carryOut(output);
      }
    } finally {
      this.#performing = false;
    }
  }

  #carryOut(output: Output): void {
    switch (output.type) {
      case 'event':
        this.#options.deliver(output.event);
        break;
      case 'send':
        this.#send(output.text);
        break;
      case 'authorize':
        void this.#authorize();
        break;
      case 'wake':
        this.#wakeAt(output.at);
        break;
      case 'connect':
        void this.#connect();
        break;
      case 'disconnect':
        this.#disconnect(output.code, output.reason);
        break;
    }
  }

  #send(text: string): void {
    if (this.#link === undefined) return;
    this.#options.tap('sent', text);
    this.#link.send(text);
  }

  /** Only the answer to the latest question counts: an earlier one may be of a connection that is gone. */
  async #authorize(): Promise<void> {
    this.#authorizing.abort();
    this.#authorizing = new AbortController();
    const { signal } = this.#authorizing;
    const { authorize, session } = this.#options;
    const answer = await authorize?.(signal).catch(() => NO_TOKEN);
    if (!signal.aborted) this.#perform(session.authorized(answer ?? NO_TOKEN, this.#now()));
  }

  #wakeAt(at: number): void {
    if (this.#closed) return;
    this.#callOff();
    const wake = () => this.#perform(this.#options.session.woken(this.#now()));
    if (at > this.#now()) {
      this.#callOff = this.#options.clock.at(at, wake);
      return;
    }
    // As soon as this turn is over: what is asked for in one turn travels together.
    let wanted = true;
    this.#callOff = () => {
      wanted = false;
    };
    queueMicrotask(() => {
      if (wanted) wake();
    });
  }

  async #connect(): Promise<void> {
    const connection = ++this.#connection;
    const isCurrent = () => connection === this.#connection;
    const { session, connect, url, tap } = this.#options;
    const closed = (code: number, reason: string, status?: number) => {
      if (!isCurrent()) return;
      this.#link = undefined;
      this.#connection++;
      tap('closed', reason, code);
      this.#perform(session.closed(code, reason, this.#now(), status));
    };
    try {
      const address = url();
      const resolved = typeof address === 'string' ? address : await address;
      if (!isCurrent()) return;
      this.#link = connect(resolved, {
        opened: () => {
          if (!isCurrent()) return;
          tap('opened', resolved);
          this.#perform(session.opened(this.#now()));
        },
        received: (text) => {
          if (!isCurrent()) return;
          tap('received', text);
          this.#perform(session.received(text, this.#now()));
        },
        closed: (code, reason, failure) => closed(code, reason || (failure?.message ?? ''), failure?.status),
      });
    } catch (error) {
      closed(1006, textOf(error));
    }
  }

  /** Closes the link, and does not wait until the other side agrees: a dead one never would. */
  #disconnect(code: number, reason: string): void {
    const link = this.#link;
    this.#link = undefined;
    this.#connection++;
    if (link !== undefined) this.#options.tap('closed', reason, code);
    link?.close(code, reason);
    this.#perform(this.#options.session.closed(code, reason, this.#now()));
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
