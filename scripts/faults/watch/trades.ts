/** Watches trades that have numbers: each once, in order, as it was; what is missing lies in a gap that counts it. Knows no connection. */
import type { Trade } from '@kraken-stream/core';
import { factsOf, type TradeTruth } from '../truth.js';
import { type Before, type Complain, type Demands, Watcher } from './watcher.js';

/** How many trades the exchange's snapshot has. */
const SNAPSHOT = 50;

export interface TradesTold {
  readonly receivedAt: number;
  readonly type: 'snapshot' | 'update';
  readonly data: readonly Trade[];
}

export class TradeWatcher extends Watcher<TradesTold> {
  readonly #truth: Pick<TradeTruth, 'byId' | 'last'>;
  #last: number | undefined;

  constructor(truth: Pick<TradeTruth, 'byId' | 'last'>, demands: Demands, complain: Complain) {
    super(demands, complain);
    this.#truth = truth;
  }

  protected override judge({ type, data }: TradesTold, { gap }: Before): void {
    if (data.length === 0) {
      this.complain('no trades were told, as data');
      return;
    }
    if ((type === 'snapshot') !== (this.#last === undefined)) {
      this.complain(`a ${type} was told ${this.#last === undefined ? 'first' : 'in the middle'}`);
    }
    const last = this.#last;
    const missed = last === undefined ? 0 : Math.max(0, idOf(data[0]!) - last - 1);
    const counted = gap === undefined ? 0 : (gap.missed ?? Number.NaN);
    if (this.demands.exact && missed !== counted) {
      this.complain(`${missed} trades are missing before ${data[0]?.tradeId}, ${gap ? counted : 'none'} by the gap`);
    }
    // Whatever a new snapshot still has, can be restored: behind a hole comes a whole one.
    if (gap !== undefined && data.length < SNAPSHOT) {
      this.complain(`trades are missing before ${data[0]?.tradeId} that the exchange still tells`);
    }
    if (gap !== undefined && counted === 0) this.complain('a gap was told though no trade is missing');
    for (const trade of data) this.#judgeTrade(trade, data[0] === trade);
  }

  override end(): void {
    if (this.demands.exact && this.#last !== this.#truth.last) {
      this.complain(`at the end trade ${this.#truth.last} is the last, ${this.#last} is told`);
    }
  }

  #judgeTrade(trade: Trade, first: boolean): void {
    const tradeId = idOf(trade);
    if (this.demands.exact) {
      const last = this.#last;
      if (last !== undefined && !(first ? tradeId > last : tradeId === last + 1)) {
        this.complain(`trade ${tradeId} was told behind trade ${last}`);
      }
      if (this.#truth.byId.get(tradeId) !== factsOf(trade)) this.complain(`trade ${tradeId} was another`);
    }
    this.#last = tradeId;
  }
}

/** NaN where there is none: then nothing follows on it. */
function idOf({ tradeId = Number.NaN }: Trade): number {
  return tradeId;
}
