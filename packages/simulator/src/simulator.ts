/**
 * The thin driver: keeps an exchange moving by a clock while anything is connected, and connects clients to it in
 * memory. Knows nothing of frames.
 */
import type { Clock, Connect } from '@kraken-stream/core';
import { realClock } from './clock.js';
import { Exchange, type ExchangeOptions } from './exchange.js';
import type { Faults } from './faults/faults.js';
import { type Answer, refusal } from './faults/gate.js';
import { MemoryLink } from './memory.js';
import { checkOptions, SIMULATOR_OPTIONS } from './options.js';
import { type CallInit, type CallResponse, Calls } from './rest/calls.js';
import { answerPublic, textOf, UNKNOWN_METHOD } from './rest/public.js';
import type { ServerConnection, Sink } from './server/host.js';

/** What the local exchange is like, and what time is to it. */
export interface SimulatorOptions extends Partial<ExchangeOptions> {
  /** What time is; the real one when left out. */
  readonly clock?: Clock | undefined;
  /** One way, between a client in memory and the exchange, in milliseconds; 0 when left out. */
  readonly latencyMs?: number | undefined;
  /**
   * The least time between two ticks, in milliseconds: what happens in between is told in one go. When left out 15 in
   * real time, and 0, everything at its very time, with a clock that was given.
   */
  readonly tickMs?: number | undefined;
}

/** An attempt to connect that has not been answered. */
interface Attempt {
  readonly answer: Answer;
  giveUp: () => void;
}

const CLOSED = { ...refusal(503), message: 'the simulator is closed: 503' };

/** How much missed time is made up for in real time: a machine that slept does not trade all it missed. */
const CATCH_UP_MS = 2000;

/**
 * A local exchange in this process: clients reach it through `connect`, REST through `fetch`. The same seed and the same
 * times give the same market.
 */
export class Simulator {
  readonly exchange: Exchange;
  readonly #clock: Clock;
  readonly #latencyMs: number;
  readonly #tickMs: number;
  readonly #catchUpMs: number;
  readonly #links = new Set<MemoryLink>();
  readonly #attempts = new Set<Attempt>();
  readonly #calls: Calls;
  #connections = 0;
  #closed = false;
  #ticking = false;
  #lastTick = -Infinity;
  #cancel: (() => void) | undefined;

  /** Throws `UsageError` as `Exchange` does, and for an option that there is not. */
  constructor(options: SimulatorOptions = {}) {
    checkOptions('options', options, SIMULATOR_OPTIONS);
    this.#clock = options.clock ?? realClock();
    this.#latencyMs = options.latencyMs ?? 0;
    this.#tickMs = options.tickMs ?? (options.clock === undefined ? 15 : 0);
    this.#catchUpMs = options.clock === undefined ? CATCH_UP_MS : Infinity;
    this.exchange = new Exchange({ ...options, startTime: options.startTime ?? this.#clock.now() });
    this.#calls = new Calls(this.#clock, this.#latencyMs, (method, { pathname, searchParams }) => {
      const { exchange } = this.catchUp();
      return textOf(method === 'GET' ? answerPublic(exchange, pathname, searchParams) : UNKNOWN_METHOD);
    });
    this.exchange.rescheduled = () => {
      if (!this.#ticking) this.#arm();
    };
  }

  /** The exchange's, at the time of the clock. */
  get faults(): Faults {
    return this.catchUp().exchange.faults;
  }

  /**
   * A transport for clients: the endpoint is found by the path of the URL, whatever its host; but at
   * `ws-auth.kraken.com` the private ones are: `/v2` is `/auth/v2` there, and no path `/auth`.
   */
  readonly connect: Connect = (url, events) => {
    const path = pathOf(url);
    const link = new MemoryLink(
      this.#clock,
      this.#latencyMs,
      events,
      { knock: (answer) => this.knock(path, answer), accept: (sink) => this.accept(path, sink) },
      () => this.#links.delete(link),
    );
    this.#links.add(link);
    return link;
  };

  /**
   * REST for clients: the public calls `Time`, `SystemStatus`, `Assets` and `AssetPairs`, with GET, found by the path of the
   * URL, whatever its host. Signed calls it has none: `issueToken` is there for them. Rejects as the platform's `fetch`
   * does, also once the simulator is closed. https://docs.kraken.com/api/docs/guides/spot-rest-intro
   */
  readonly fetch = (url: string, init: CallInit = {}): Promise<CallResponse> => this.#calls.call(url, init);

  /** Brings the exchange to the time of the clock. Nothing else does while nobody is connected. */
  catchUp(): this {
    if (this.#ticking || this.#closed) return this;
    if (this.#connections === 0) this.exchange.rest(this.#clock.now());
    this.#tick();
    return this;
  }

  /** As `Exchange.knock`, at the time of the clock. */
  knock(path: string, answer: Answer): () => void {
    if (this.#closed) {
      answer(CLOSED);
      return () => undefined;
    }
    this.catchUp();
    const attempt: Attempt = {
      answer: (refused) => {
        end();
        answer(refused);
      },
      giveUp: () => undefined,
    };
    const end = (): void => {
      this.#attempts.delete(attempt);
      this.#arm();
    };
    this.#attempts.add(attempt);
    const giveUp = this.exchange.knock(path, attempt.answer);
    attempt.giveUp = () => {
      giveUp();
      end();
    };
    this.#arm();
    return attempt.giveUp;
  }

  /** As `Exchange.accept`, at the time of the clock, which from now on moves the exchange. */
  accept(path: string, sink: Sink): ServerConnection {
    this.catchUp();
    let over = false;
    const end = (): void => {
      if (over) return;
      over = true;
      this.#connections--;
      this.#arm();
    };
    const connection = this.exchange.accept(path, {
      send: (text) => sink.send(text),
      close: (code, reason) => {
        end();
        sink.close(code, reason);
      },
    });
    this.#connections++;
    this.#arm();
    return {
      received: (text) => {
        if (this.#closed) return;
        this.#tick();
        connection.received(text);
        this.#arm();
      },
      pinged: () => {
        if (this.#closed) return;
        this.#tick();
        connection.pinged();
        this.#arm();
      },
      closed: () => {
        connection.closed();
        end();
      },
    };
  }

  /** As `Exchange.issueToken`, at the time of the clock: for clients that no signed call can reach. */
  issueToken(nameOrKey: string): string {
    return this.catchUp().exchange.issueToken(nameOrKey);
  }

  /** Closes all connections and stops. Nothing is left running. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#cancel?.();
    this.#cancel = undefined;
    await Promise.resolve();
    for (const { giveUp, answer } of [...this.#attempts]) {
      giveUp();
      answer(CLOSED);
    }
    this.exchange.closeAll(1001, 'Simulator closed');
    for (const link of [...this.#links]) link.abort(1001, 'Simulator closed');
    this.#calls.close();
  }

  #tick(): void {
    const now = this.#clock.now();
    this.#lastTick = now;
    if (now - this.exchange.now > this.#catchUpMs) this.exchange.rest(now - this.#catchUpMs);
    this.#ticking = true;
    try {
      this.exchange.tick(now);
    } finally {
      this.#ticking = false;
    }
  }

  #arm(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#closed || this.#connections + this.#attempts.size === 0) return;
    const at = Math.max(this.exchange.nextAt, this.#lastTick + this.#tickMs);
    if (at === Infinity) return;
    this.#cancel = this.#clock.at(at, () => {
      this.#cancel = undefined;
      this.#tick();
      this.#arm();
    });
  }
}

function pathOf(url: string): string {
  const [, host = '', path = url] = /^(?:\w+:)?\/\/([^/?#]*)([^?#]*)/.exec(url) ?? [];
  return /^(?:beta-)?ws-auth\.kraken\.com$/.test(host) ? `/auth${path}` : path;
}
