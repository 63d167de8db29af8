/**
 * What has to be known before a request about orders can be checked and sent: the rules of pairs, the orders that are
 * open. Both are subscribed to when they are first needed, and kept as long as the client lives.
 */
import {
  ConnectionError,
  type KrakenStreamError,
  type OwnOrder,
  type Pair,
  TimeoutError,
  UsageError,
} from '@kraken-stream/core';
import { OpenOrders, OWN_EXECUTIONS } from './account.js';
import type { Connection } from './connection.js';
import { Instruments } from './instruments.js';
import { type Patience, within } from './waiting.js';
import type { Workings } from './workings.js';

/** A key that may not see orders will not be allowed to in the next second either; nor will there be room by then. */
const FORBIDDEN_MS = 60_000;

export class Rulebook {
  readonly #workings: Workings;
  /** By whether they have tokenised equities. */
  readonly #instruments = new Map<boolean, Instruments>();
  #orders: OpenOrders | undefined;
  /** Until when it is no use to ask for executions. */
  #forbiddenUntil = Number.NEGATIVE_INFINITY;

  constructor(workings: Workings) {
    this.#workings = workings;
  }

  /** The connection that requests go out on: the one whose reports tell what became of them. */
  get connection(): Connection {
    return this.#workings.pool.connectionOf(OWN_EXECUTIONS);
  }

  /** The exchange's time, as far as it is known: deadlines are measured by it. Where orders go is asked before all others. */
  get now(): number {
    const { pool, made } = this.#workings;
    const known = pool.connections.map(({ info }) => info).filter(({ clockSkewMs }) => clockSkewMs !== undefined);
    const measured = known.find(({ endpoint }) => endpoint === 'private') ?? known[0];
    return made.clock.now() + (measured?.clockSkewMs ?? 0);
  }

  /**
   * Sees to it that execution reports come. Where they cannot be had that is told once in a while, and requests leave all
   * the same: a cancel or a dead man's switch must not be lost for it.
   */
  watch(): void {
    const { clock } = this.#workings.made;
    if (this.#orders !== undefined && this.#orders.state !== 'closed') return;
    this.#workings.mustBeOpen();
    if (clock.now() < this.#forbiddenUntil) return;
    const forbid = () => {
      this.#forbiddenUntil = clock.now() + FORBIDDEN_MS;
    };
    try {
      this.#orders = new OpenOrders(this.#workings, {});
    } catch (error) {
      // There is no room for one more connection.
      if (!(error instanceof UsageError)) throw error;
      forbid();
      this.#workings.emitter.emit('error', error);
      return;
    }
    this.#orders.on('refused', ({ error }) => {
      if (/permission/i.test(error.reason)) forbid();
      this.#workings.emitter.emit('error', error);
    });
  }

  /** The rules of a pair, or why they are not known; at once if they are. Throws a `UsageError` for a pair that there is not. */
  pair(
    symbol: string,
    method: string,
    patience: Patience,
    timeoutMs: number,
  ): Pair | Promise<Pair | KrakenStreamError> {
    const instruments = this.#instrumentsOf(symbol);
    return instruments.pair(symbol) ?? this.#awaited(instruments, symbol, method, patience, timeoutMs);
  }

  /** The rules of a pair, if they are known yet. */
  known(symbol: string): Pair | undefined {
    return this.#instrumentsOf(symbol).pair(symbol);
  }

  /** How a pair is traded now; undefined while that is not known. */
  statusOf({ symbol, status }: Pair): string | undefined {
    return this.#instrumentsOf(symbol).state === 'live' ? status : undefined;
  }

  /** An own order, once execution reports have begun: at once if they have. */
  order(
    name: { readonly orderId?: string | undefined; readonly clOrdId?: string | undefined },
    patience: Patience,
  ): OwnOrder | undefined | Promise<OwnOrder | undefined> {
    const orders = this.#orders;
    if (orders?.state !== 'pending') return orders?.find(name);
    const begun = new Promise<void>((resolve) => {
      orders.once('state', () => resolve());
    });
    return within(begun, undefined, patience).then(() => orders.find(name));
  }

  async #awaited(
    instruments: Instruments,
    symbol: string,
    method: string,
    patience: Patience,
    timeoutMs: number,
  ): Promise<Pair | KrakenStreamError> {
    const late = new TimeoutError(method, timeoutMs, `the rules of ${symbol} did not come`);
    const missed = await within(instruments.known, late, patience);
    if (missed !== undefined) return missed;
    const pair = instruments.pair(symbol);
    if (pair !== undefined) return pair;
    if (instruments.state === 'closed')
      return new ConnectionError(`${method}: the rules of ${symbol} are not to be had`);
    const nearest = this.#workings.known.nearest(symbol);
    const hint = nearest === undefined ? '' : `; did you mean '${nearest}'?`;
    throw new UsageError('symbol', `symbol: expected a pair that is traded, received '${symbol}'${hint}`);
  }

  /** Tokenised equities are listed where they are asked for, and named after the share: `TSLAx/USD`. */
  #instrumentsOf(symbol: string): Instruments {
    const includeTokenizedAssets = /[a-z]\//.test(symbol);
    const topic = { channel: 'instrument', includeTokenizedAssets } as const;
    const known = this.#instruments.get(includeTokenizedAssets);
    if (known !== undefined && known.state !== 'closed') {
      if (known.state !== 'live') this.#workings.pool.hurry(topic);
      return known;
    }
    const instruments = new Instruments(this.#workings, topic);
    this.#instruments.set(includeTokenizedAssets, instruments);
    return instruments;
  }
}
