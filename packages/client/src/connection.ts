/**
 * One connection of a client: a session, the link and the clock that it is driven with, and what is known of it. Carries out
 * what the session says and puts in what link and clock tell. It decides nothing.
 */
import {
  type ClientCodec,
  type Clock,
  type Connect,
  type Link,
  type Output,
  Session,
  type SessionEvent,
  type SessionOptions,
  type TokenAnswer,
  type WireEvent,
  type Wish,
} from '@kraken-stream/core';
import type { ConnectionInfo } from './connection-info.js';
import type { SocketEndpoint } from './options.js';

export interface ConnectionOptions {
  readonly codec: ClientCodec;
  readonly session: SessionOptions;
  /** Which endpoint it is made to. */
  readonly endpoint: SocketEndpoint;
  readonly connect: Connect;
  readonly clock: Clock;
  /** Asked before each attempt. */
  readonly url: () => string | Promise<string>;
  /** How to come by a token, or why there is none; rejects only when the signal aborts. Undefined where none is needed. */
  readonly authorize?: ((signal: AbortSignal) => Promise<TokenAnswer>) | undefined;
  /** Told each event of the session. */
  readonly deliver: (event: SessionEvent, connection: Connection) => void;
  /** Told what happens on the link, before it is read. `text`: the frame, the address, or why it was closed. */
  readonly tap: (connection: Connection, type: WireEvent['type'], text: string, code?: number) => void;
}

const NO_TOKEN: TokenAnswer = { reason: 'there is none to be had' };

export class Connection {
  /** Counts the connections of a client from 1. */
  readonly id: number;
  readonly session: Session;
  /** The keys of the topics that live here. */
  readonly topics = new Set<string>();
  readonly #options: ConnectionOptions;
  #link: Link | undefined;
  /** Counts links: what an earlier one still says is not heard. */
  #links = 0;
  /** Calls off the question for a token. */
  #authorizing = new AbortController();
  #callOff: () => void = () => {};
  #closed = false;
  #performing = false;
  /** What is to be carried out, in the order in which the session has said it. */
  readonly #outputs: (readonly Output[])[] = [];

  constructor(id: number, options: ConnectionOptions) {
    this.id = id;
    this.#options = options;
    this.session = new Session(options.codec, options.session);
  }

  get endpoint(): SocketEndpoint {
    return this.#options.endpoint;
  }

  get info(): ConnectionInfo {
    const { state, timeline, latency } = this.session;
    const last = timeline[timeline.length - 1];
    return {
      id: this.id,
      endpoint: this.endpoint,
      state,
      since: last?.at,
      reason: last?.reason,
      retryAt: last?.retryAt,
      subscriptions: this.topics.size,
      roundTripMs: latency?.roundTripMs,
      clockSkewMs: latency?.clockSkewMs,
      timeline,
    };
  }

  /** What comes of it is carried out when this turn is over: nobody is told anything inside a call. */
  ask(wish: Wish): void {
    this.#outputs.push(this.session.asked(wish, this.#now));
    queueMicrotask(() => this.#perform());
  }

  /** Ends all at once, timers included, which would keep a process alive. */
  close(): void {
    this.#closed = true;
    this.#callOff();
    this.#authorizing.abort();
    this.#perform(this.session.asked({ type: 'close' }, this.#now));
  }

  get #now(): number {
    return this.#options.clock.now();
  }

  /**
   * Carries out in the order in which the session has said: what a listener gives rise to comes after what the session
   * said before. Else a listener that closes the client on `connecting` would have its socket opened after that.
   */
  #perform(outputs: readonly Output[] = []): void {
    this.#outputs.push(outputs);
    if (this.#performing) return;
    this.#performing = true;
    try {
      for (let next = this.#outputs.shift(); next !== undefined; next = this.#outputs.shift()) {
        for (const output of next) this.#carryOut(output);
      }
    } finally {
      this.#performing = false;
    }
  }

  #carryOut(output: Output): void {
    switch (output.type) {
      case 'event':
        this.#options.deliver(output.event, this);
        break;
      case 'send':
        if (this.#link === undefined) break;
        this.#options.tap(this, 'sent', output.text);
        this.#link.send(output.text);
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

  /** Only the answer to the latest question counts: an earlier one may be of a connection that is gone. */
  async #authorize(): Promise<void> {
    this.#authorizing.abort();
    this.#authorizing = new AbortController();
    const { signal } = this.#authorizing;
    const answer = await this.#options.authorize?.(signal).catch(() => undefined);
    if (!signal.aborted) this.#perform(this.session.authorized(answer ?? NO_TOKEN, this.#now));
  }

  #wakeAt(at: number): void {
    if (this.#closed) return;
    this.#callOff();
    const wake = () => this.#perform(this.session.woken(this.#now));
    // What is due goes as soon as this turn is over: what is asked for in one turn travels together.
    if (at > this.#now) this.#callOff = this.#options.clock.at(at, wake);
    else queueMicrotask(wake);
  }

  async #connect(): Promise<void> {
    const number = ++this.#links;
    const isCurrent = () => number === this.#links;
    const { connect, url, tap } = this.#options;
    try {
      const address = url();
      const resolved = typeof address === 'string' ? address : await address;
      if (!isCurrent()) return;
      this.#link = connect(resolved, {
        opened: () => {
          if (!isCurrent()) return;
          tap(this, 'opened', resolved);
          this.#perform(this.session.opened(this.#now));
        },
        received: (text) => {
          if (!isCurrent()) return;
          tap(this, 'received', text);
          this.#perform(this.session.received(text, this.#now));
        },
        closed: (code, reason, failure) => {
          if (isCurrent()) this.#lost(code, reason || (failure?.message ?? ''), failure?.status);
        },
      });
    } catch (error) {
      if (isCurrent()) this.#lost(1006, textOf(error));
    }
  }

  /** Closes the link, and does not wait until the other side agrees: a dead one never would. */
  #disconnect(code: number, reason: string): void {
    const link = this.#link;
    this.#lost(code, reason);
    link?.close(code, reason);
  }

  /** The link is gone, or did not come about. What it says from now on is not heard. */
  #lost(code: number, reason: string, status?: number): void {
    this.#link = undefined;
    this.#links++;
    this.#options.tap(this, 'closed', reason, code);
    this.#perform(this.session.closed(code, reason, this.#now, status));
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
