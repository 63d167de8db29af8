/**
 * The exchange: markets, connections and faults, moved by whoever tells it the time. Reads no clock: the same seed,
 * inputs and times give the same bytes.
 */
import {
  type Asset,
  type Candle,
  type Level,
  OHLC_INTERVALS,
  type OhlcInterval,
  type Pair,
  type SystemMode,
  type Ticker,
  type Trade,
  UsageError,
} from '@kraken-stream/core';
import type { AccountOptions } from './account/account.js';
import type { Broker } from './account/broker.js';
import { House } from './account/house.js';
import { CATALOGUE } from './catalogue.js';
import type { Market } from './engine/market.js';
import { Faults } from './faults/faults.js';
import type { Answer } from './faults/gate.js';
import { type AssetChanges, InstrumentFeed, type PairChanges } from './feed/instrument.js';
import { Floor } from './floor.js';
import { Floors } from './floors.js';
import { assetsOf, type Instrument } from './instruments.js';
import type { Notation } from './notation.js';
import { Random } from './random.js';
import { Schedule } from './schedule.js';
import { endpointAt } from './server/endpoint.js';
import type { Host, ServerConnection, ServerTimes, Sink } from './server/host.js';
import { sessionOf } from './server/keys.js';
import { Lobby } from './server/lobby.js';
import type { HeldSubscription } from './server/subscriptions.js';
import { Tokens } from './server/tokens.js';
import { toMicros, toMillis } from './timestamp.js';

const MODES: readonly SystemMode[] = ['online', 'post_only', 'cancel_only', 'maintenance'];

/** All times in milliseconds. */
export interface ExchangeOptions {
  /** Milliseconds since 1970 at which the exchange opens. */
  readonly startTime: number;
  /** An integer; 1 when left out. */
  readonly seed?: number | undefined;
  /** What is traded: symbols of the catalogue, or instruments. The whole catalogue when left out. */
  readonly symbols?: readonly (string | Instrument)[] | undefined;
  /** Market events a second in each symbol, from 0 to 100,000; 20 when left out. */
  readonly rate?: number | undefined;
  /** Levels a side that background traders keep up; 60 when left out. */
  readonly levels?: number | undefined;
  /** From a request to its answers; 0 when left out. */
  readonly ackDelayMs?: number | undefined;
  /** From an acknowledgement to its snapshot; 0 when left out. The real exchange takes 50 and more. */
  readonly snapshotDelayMs?: number | undefined;
  /** Between heartbeats; 1,000 when left out. */
  readonly heartbeatMs?: number | undefined;
  /** Without any request or ping of the socket, until a connection is closed; 60,000 when left out. */
  readonly idleMs?: number | undefined;
  /** Requests of one connection in any one second, beyond which they are refused; no limit when left out. */
  readonly maxRequestsPerSecond?: number | undefined;
  /** Who trades here from the beginning. */
  readonly accounts?: readonly AccountOptions[] | undefined;
}

/** What the exchange serves at this moment. */
export interface ExchangeStats {
  readonly connections: number;
  readonly subscriptions: number;
  /** Frames sent since the exchange opened. */
  readonly frames: number;
}

/**
 * The local exchange: markets, accounts, connections and faults, moved by whoever tells it the time. `Simulator` does.
 */
export class Exchange implements Host {
  readonly times: ServerTimes;
  readonly faults: Faults;
  readonly instruments: InstrumentFeed;
  readonly broker: Broker;
  readonly maxRequestsPerSecond: number;
  readonly tokens: Tokens;
  /** Called when something has been set for a time, which may come before what was due next. */
  rescheduled: () => void = () => undefined;
  readonly #schedule = new Schedule();
  readonly #floors = new Floors(this.#schedule, () => this.#micros);
  readonly #lobby: Lobby;
  readonly #house: House;
  #micros: number;
  #mode: SystemMode = 'online';

  /** Throws `UsageError` for a symbol that is not in the catalogue, and for numbers out of range. */
  constructor(options: ExchangeOptions) {
    const { seed = 1, rate = 20, levels = 60, maxRequestsPerSecond: most = Infinity } = options;
    if (!(rate >= 0 && rate <= 100_000)) throw new UsageError('rate', `rate must be from 0 to 100000, not ${rate}`);
    if (!(levels >= 1)) throw new UsageError('levels', `levels must be at least 1, not ${levels}`);
    if (!(most === Infinity || (Number.isSafeInteger(most) && most >= 1))) {
      throw new UsageError('maxRequestsPerSecond', `maxRequestsPerSecond must be an integer from 1 up, not ${most}`);
    }
    this.maxRequestsPerSecond = most;
    this.#micros = toMicros(options.startTime);
    this.#lobby = new Lobby(this, new Random(seed, 'exchange'));
    this.tokens = new Tokens(new Random(seed, `tokens ${this.#micros}`));
    this.times = {
      ackDelayMs: options.ackDelayMs ?? 0,
      snapshotDelayMs: options.snapshotDelayMs ?? 0,
      heartbeatMs: options.heartbeatMs ?? 1000,
      idleMs: options.idleMs ?? 60_000,
    };
    const instruments = (options.symbols ?? CATALOGUE).map(listed);
    this.instruments = new InstrumentFeed(
      assetsOf(instruments),
      instruments.map(({ pair }) => pair),
    );
    this.faults = new Faults(
      {
        now: () => this.now,
        at: (at, run) => this.at(toMicros(at), run),
        setMode: (mode) => this.setMode(mode),
        symbols: () => this.pairs.map(({ symbol }) => symbol),
        expireTokens: () => this.tokens.expire(),
      },
      new Random(seed, 'faults'),
    );
    for (const instrument of instruments)
      this.#floors.open(new Floor(instrument, { seed, rate, levels }, () => this.#micros));
    this.#house = new House(seed, this);
    this.broker = this.#house;
    for (const account of options.accounts ?? []) this.broker.open(account);
  }

  /** The exchange's time in milliseconds since 1970. */
  get now(): number {
    return toMillis(this.#micros);
  }

  get micros(): number {
    return this.#micros;
  }

  /** When something is next due, in milliseconds since 1970; Infinity when nothing is. */
  get nextAt(): number {
    return toMillis(this.#schedule.nextAt);
  }

  get stats(): ExchangeStats {
    const subscriptions = this.subscriptions.reduce((sum, held) => sum + held.length, 0);
    return { connections: this.#lobby.size, subscriptions, frames: this.#lobby.frames };
  }

  /** What each open connection holds, in the order in which they were opened. */
  get subscriptions(): readonly (readonly HeldSubscription[])[] {
    return this.#lobby.subscriptions;
  }

  /** All assets, tokenised ones among them, as they are at this moment. */
  get assets(): readonly Asset[] {
    return this.instruments.assets;
  }

  /** All pairs, likewise. */
  get pairs(): readonly Pair[] {
    return this.instruments.pairs;
  }

  /** `online` until told otherwise. */
  get mode(): SystemMode {
    return this.#mode;
  }

  /** Changes the mode and tells every connection. The markets stand still until it is `online` again. */
  setMode(mode: SystemMode): void {
    if (!MODES.includes(mode)) throw new UsageError('mode', `expected one of ${MODES.join(', ')}, received ${mode}`);
    if (mode === this.#mode) return;
    this.#mode = mode;
    if (mode === 'online') this.#floors.resume();
    else this.#floors.halt();
    this.#lobby.tellMode();
    this.#house.modeChanged();
    this.rescheduled();
  }

  /** Changes a pair and tells all who hold instruments. Throws `UsageError` for a symbol that is not traded here. */
  updatePair(symbol: string, changes: PairChanges): void {
    this.instruments.updatePair(symbol, changes);
  }

  /** Changes an asset, likewise. */
  updateAsset(id: string, changes: AssetChanges): void {
    this.instruments.updateAsset(id, changes);
  }

  /** Lets everything happen that is due up to and including `now`, in order. A time gone by changes nothing. */
  tick(now: number): void {
    const until = toMicros(now);
    for (let at = this.#schedule.nextAt; at <= until; at = this.#schedule.nextAt) {
      this.#micros = Math.max(this.#micros, at);
      this.#schedule.take()?.();
    }
    this.#micros = Math.max(this.#micros, until);
  }

  /** Lets the markets stand still until `until`; whatever else is due will still happen. */
  rest(until: number): void {
    this.#floors.rest(toMicros(until));
  }

  /** Whether there is an endpoint at this path. */
  serves(path: string): boolean {
    return endpointAt(path) !== undefined;
  }

  /** An attempt to connect, answered once, perhaps later: `accept` whom it lets in. Returns how it is given up. */
  knock(path: string, answer: Answer): () => void {
    return this.#lobby.knock(path, answer);
  }

  /**
   * The exchange's side of a new connection; it speaks first, at once.
   * Throws `UsageError` for a path at which there is nothing: ask `serves` before.
   */
  accept(path: string, sink: Sink): ServerConnection {
    return this.#lobby.accept(path, sink);
  }

  /**
   * A token for private requests, as `GetWebSocketsToken` gives it: for the name of an account, which may do everything,
   * or for a key, with what the key may do. Throws `UsageError` where there is neither, and for a key that may not have one.
   */
  issueToken(nameOrKey: string): string {
    return this.tokens.issue(sessionOf(this.broker, nameOrKey), this.#micros);
  }

  /** Closes every connection; 1006 cuts them without a close frame. */
  closeAll(code: number, reason: string): void {
    this.#lobby.closeAll(code, reason);
  }

  after(ms: number, run: () => void): () => void {
    return this.#schedule.add(this.#micros + toMicros(ms), run);
  }

  /** Runs something at a time, in microseconds since 1970. Returns how to call it off. */
  at(micros: number, run: () => void): () => void {
    const cancel = this.#schedule.add(micros, run);
    this.rescheduled();
    return cancel;
  }

  floor(symbol: string): Floor | undefined {
    return this.#floors.find(symbol);
  }

  /** The engine of a symbol. Throws `UsageError` for one that is not traded here. */
  market(symbol: string): Market {
    return this.#floors.get(symbol).market;
  }

  /**
   * The true book: the best levels of each side, best first; in v2's decimals when `notation` is left out.
   * Throws `UsageError` for a symbol not traded here.
   */
  book(symbol: string, depth = Infinity, notation: Notation = 'v2'): { bids: Level[]; asks: Level[] } {
    const floor = this.#floors.get(symbol);
    return { bids: floor.levels('bids', depth, notation), asks: floor.levels('asks', depth, notation) };
  }

  /** The true ticker at this moment. Throws `UsageError` for a symbol not traded here. */
  ticker(symbol: string): Ticker {
    return this.#floors.get(symbol).feeds('v2').ticker.ticker(this.#micros);
  }

  /** The latest 50 trades, oldest first. Throws `UsageError` for a symbol not traded here. */
  trades(symbol: string): Trade[] {
    return this.#floors.get(symbol).feeds('v2').trade.latest();
  }

  /**
   * The last ten candles with trades, oldest first, the running one last. `interval` in minutes.
   * Throws `UsageError` for a symbol not traded here, or an interval that is not served.
   */
  candles(symbol: string, interval: OhlcInterval): Candle[] {
    if (OHLC_INTERVALS.includes(interval)) return this.#floors.get(symbol).feeds('v2').ohlc.candles(interval);
    throw new UsageError('interval', `expected one of ${OHLC_INTERVALS.join(', ')}, received ${interval}`);
  }
}

function listed(symbol: string | Instrument): Instrument {
  if (typeof symbol !== 'string') return symbol;
  const found = CATALOGUE.find(({ pair }) => pair.symbol === symbol);
  if (found !== undefined) return found;
  const known = CATALOGUE.map(({ pair }) => pair.symbol).join(', ');
  throw new UsageError('symbols', `${symbol} is not in the catalogue, which has ${known}`);
}
