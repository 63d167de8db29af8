/** Watches own fills: each once, in order, as it was; what is missing lies in a gap of more than a snapshot shows. */
import type { ExecutionReport, OwnTrade } from '@kraken-stream/core';
import type { AccountTruth } from '../account-truth.js';
import { type Before, type Complain, type Demands, Watcher } from './watcher.js';

/** How many fills the exchange's snapshot has. */
const SNAPSHOT = 50;

export interface OwnTradesTold {
  readonly receivedAt: number;
  readonly type: 'snapshot' | 'update';
  readonly data: readonly OwnTrade[];
}

export class OwnTradeWatcher extends Watcher<OwnTradesTold> {
  protected override readonly isSparse = true;
  readonly #truth: Pick<AccountTruth, 'fills'>;
  /** How many fills are told, or left behind in a gap. */
  #next: number | undefined;

  constructor(truth: Pick<AccountTruth, 'fills'>, demands: Demands, complain: Complain) {
    super(demands, complain);
    this.#truth = truth;
  }

  protected override judge({ type, data }: OwnTradesTold, before: Before): void {
    this.mustTellHole(before);
    if ((type === 'snapshot') !== (this.told === 1)) {
      this.complain(`a ${type} was told ${this.told === 1 ? 'first' : 'in the middle'}`);
    }
    if (type === 'update' && data.length === 0) this.complain('no fills were told, as data');
    if (!this.demands.exact) return;
    data.forEach((trade, i) => {
      const place = this.#truth.fills.placeOf(trade);
      const fill = place === undefined ? undefined : this.#truth.fills.all[place];
      if (place === undefined || fill === undefined) {
        this.complain(`fill ${trade.execId} never was`);
        return;
      }
      const missed = this.#next === undefined ? 0 : place - this.#next;
      if (missed < 0) this.complain(`fill ${trade.execId} was told again`);
      // Whatever a new snapshot still has, can be restored.
      const lost = i === 0 && before.gap !== undefined && data.length >= SNAPSHOT;
      if (missed > 0 && !lost) this.complain(`${missed} fills are missing before ${trade.execId}`);
      this.#next = Math.max(place + 1, this.#next ?? 0);
      const differs = fillDifference(trade, fill);
      if (differs !== undefined) this.complain(`of fill ${trade.execId} ${differs}`);
    });
    if (this.#next === undefined && type === 'snapshot') this.#next = 0;
  }

  override end(): void {
    const { length } = this.#truth.fills;
    if (this.demands.exact && this.#next !== length) {
      this.complain(`at the end there were ${length} fills, told are ${this.#next}`);
    }
  }
}

/** What differs between a fill as it was told and as it was reported; undefined when nothing does. */
export function fillDifference(trade: object, fill: ExecutionReport): string | undefined {
  const { lastQty, lastPrice, orderId, symbol, side, cost, fees, tradeId, liquidityInd, timestamp } = fill;
  const truth = { qty: lastQty, price: lastPrice, orderId, symbol, side, cost, fees, tradeId, liquidityInd, timestamp };
  const told = new Map<string, unknown>(Object.entries(trade));
  for (const [name, is] of Object.entries(truth)) {
    const was = JSON.stringify(is);
    const said = JSON.stringify(told.get(name));
    if (said !== was) return `${name} was ${was}, told is ${said}`;
  }
  return undefined;
}
