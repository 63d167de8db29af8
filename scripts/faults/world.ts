/**
 * A client and an exchange in virtual time, with a network in between whose both ends are watched. Whoever is
 * connected, the exchange goes on. Knows no channel and no fault.
 */
import { type ClientOptions, KrakenClient } from '@kraken-stream/client';
import type { Connect } from '@kraken-stream/core';
import { type Account, type Exchange, Simulator, type SimulatorOptions, VirtualClock } from '@kraken-stream/simulator';
import { Issuer } from './issuer.js';
import { PROTOCOLS, type Protocol, type Spoken } from './protocol.js';
import type { Kept } from './truth.js';
import type { Complain } from './watch/watcher.js';
import { Dealings, Wire } from './wire.js';

export interface WorldOptions {
  readonly protocol: Protocol;
  readonly seed: number;
  readonly symbols: readonly string[];
  /** Market events a second in each symbol. */
  readonly rate: number;
  readonly latencyMs: number;
  /** From an acknowledgement to its snapshot. */
  readonly snapshotDelayMs?: number;
  readonly complain: Complain;
}

/** Whose orders, fills and balances the private channels tell of. */
const ACCOUNT = 'somebody';
/** Of each asset. */
const FUNDS = '1000000';
/** Fifteen seconds before a minute ends: a candle closes in the midst of what goes wrong. */
const START = Date.UTC(2026, 0, 1, 9, 59, 45);
/** How often the exchange is moved while nobody is connected. */
const HEART_MS = 100;

/** A simulator that shows what goes in and out. */
class Watched extends Simulator {
  readonly #spoken: Spoken;
  readonly #complain: Complain;
  readonly #asked: () => void;

  constructor(options: SimulatorOptions, spoken: Spoken, complain: Complain, asked: () => void) {
    super(options);
    this.#spoken = spoken;
    this.#complain = complain;
    this.#asked = asked;
  }

  override accept(...[path, sink]: Parameters<Simulator['accept']>): ReturnType<Simulator['accept']> {
    const dealings = new Dealings(this.#spoken, this.#complain);
    const connection = super.accept(path, {
      send: (text) => {
        dealings.sent(text);
        sink.send(text);
      },
      close: (code, reason) => sink.close(code, reason),
    });
    return {
      received: (text) => {
        dealings.asked(text);
        connection.received(text);
        this.#asked();
      },
      pinged: () => connection.pinged(),
      closed: () => connection.closed(),
    };
  }
}

export class World implements AsyncDisposable {
  readonly clock = new VirtualClock(START);
  readonly protocol: Protocol;
  readonly simulator: Simulator;
  readonly client: KrakenClient;
  readonly wires: { readonly public: Wire; readonly private: Wire };
  readonly latencyMs: number;
  readonly symbols: readonly string[];
  readonly issuer: Issuer;
  /** Called after each frame that the client was given. */
  afterFrame: () => void = () => undefined;
  readonly #kept = new Map<string, Kept>();
  #over = false;

  constructor({ protocol, seed, symbols, rate, latencyMs, snapshotDelayMs = 0, complain }: WorldOptions) {
    const spoken = PROTOCOLS[protocol];
    const { url, privateUrl } = spoken;
    const { clock } = this;
    this.protocol = protocol;
    this.latencyMs = latencyMs;
    this.symbols = symbols;
    this.wires = { public: new Wire(spoken, complain), private: new Wire(spoken, complain) };
    const assets = new Set(symbols.flatMap((symbol) => symbol.split('/')));
    const balances = Object.fromEntries([...assets].map((asset) => [asset, FUNDS]));
    const accounts = [{ name: ACCOUNT, balances, tier: 'pro' as const }];
    this.simulator = new Watched(
      { clock, seed, symbols, rate, latencyMs, snapshotDelayMs, accounts },
      spoken,
      complain,
      // A snapshot may be made of what was asked for: now, or when it is due.
      () => {
        this.#note();
        if (snapshotDelayMs > 0) this.simulator.exchange.after(snapshotDelayMs, () => this.#note());
      },
    );
    this.issuer = new Issuer(clock, () => this.simulator.issueToken(ACCOUNT));
    const options: ClientOptions = {
      protocol,
      endpoints: { public: url, private: privateUrl },
      token: this.issuer.issue,
      clock,
      random: dice(seed),
      connect: this.#connect(privateUrl),
      fetch: this.simulator.fetch,
    };
    this.client = new KrakenClient(options);
    this.client.on('error', (error) => {
      if (error.name === 'ListenerError') complain(`${error.message} ${String(error.cause)}`);
    });
    this.#beat();
  }

  /** What is true of a thing since somebody first looked at it; `begin` begins to keep it. */
  keep<K extends Kept>(thing: string, begin: (exchange: Exchange) => K): K {
    const known = this.#kept.get(thing);
    // A thing's name says of what kind its truth is.
    if (known !== undefined) return known as K;
    const kept = begin(this.exchange);
    this.#kept.set(thing, kept);
    return kept;
  }

  /** The exchange at this moment. */
  get exchange(): Exchange {
    return this.simulator.catchUp().exchange;
  }

  get account(): Account {
    return this.exchange.broker.find(ACCOUNT)!;
  }

  /** Whether the exchange has refused an attempt because there were too many. */
  get banned(): boolean {
    return this.wires.public.banned || this.wires.private.banned;
  }

  run(ms: number): Promise<void> {
    return this.clock.run(ms);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over = true;
    await this.client.close();
    await this.run(2 * this.latencyMs + 1);
    await this.simulator.close();
  }

  #note(): void {
    for (const kept of this.#kept.values()) kept.note();
  }

  #beat(): void {
    if (this.#over) return;
    this.simulator.exchange.tick(this.clock.now());
    this.clock.at(this.clock.now() + HEART_MS, () => this.#beat());
  }

  #connect(privateUrl: string): Connect {
    return (url, events) => {
      const { clock } = this;
      const wire = url === privateUrl ? this.wires.private : this.wires.public;
      let over = false;
      const end = (code: number, status?: number) => {
        if (!over) wire.ended(clock.now(), code, status);
        over = true;
      };
      wire.attempted(clock.now());
      const link = this.simulator.connect(url, {
        opened: () => events.opened(),
        received: (text) => {
          wire.received(text, clock.now());
          events.received(text);
          this.afterFrame();
        },
        closed: (code, reason, failure) => {
          end(code, failure?.status);
          events.closed(code, reason, failure);
        },
      });
      return {
        send: (text) => {
          wire.sent(text, clock.now());
          link.send(text);
        },
        close: (code, reason) => {
          end(1000);
          link.close(code, reason);
        },
      };
    };
  }
}

/** From 0 to below 1, evenly, by the seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
