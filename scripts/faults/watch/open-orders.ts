/**
 * Watches open orders: what is kept of them is how the account stood at one moment, never an earlier one than before; each
 * that ended is told once, as it ended. Knows no connection.
 */
import type { OwnOrder } from '@kraken-stream/core';
import { type AccountTruth, difference, differences } from '../account-truth.js';
import { fillDifference } from './own-trades.js';
import { type Before, type Complain, type Demands, Watcher } from './watcher.js';

export interface OpenOrdersTold {
  readonly receivedAt: number;
  readonly type: 'snapshot' | 'update';
  readonly data: readonly OwnOrder[];
}

type Known = Pick<AccountTruth, 'moments' | 'fills' | 'ends' | 'open' | 'unknown' | 'apart'>;

export class OpenOrderWatcher extends Watcher<OpenOrdersTold> {
  protected override readonly isSparse = true;
  readonly #truth: Known;
  /** What the client keeps, as it may be read at any time. */
  readonly #orders: () => ReadonlyMap<string, OwnOrder>;
  readonly #kept = new Map<string, OwnOrder>();
  /** How each is told to have ended. */
  readonly #ended = new Map<string, string>();
  /** The place of the moment that was told last. */
  #place = 0;

  constructor(truth: Known, orders: () => ReadonlyMap<string, OwnOrder>, demands: Demands, complain: Complain) {
    super(demands, complain);
    this.#truth = truth;
    this.#orders = orders;
  }

  protected override judge({ type, data }: OpenOrdersTold, before: Before): void {
    this.mustTellHole(before);
    if ((type === 'snapshot') !== (this.told === 1)) {
      this.complain(`a ${type} was told ${this.told === 1 ? 'first' : 'in the middle'}`);
    }
    if (type === 'update' && data.length === 0) this.complain('no orders were told, as data');
    for (const order of data) {
      if (order.closed) this.#judgeEnd(order, before);
      else this.#kept.set(order.orderId, order);
      if (this.demands.exact) this.#judgeFills(order);
    }
    if (this.demands.exact) this.#judgeAll();
  }

  override afterFrame(): void {
    const { size } = this.#orders();
    if (this.told === 0 || size === this.#kept.size) return;
    this.complain(`${size} open orders are shown, ${this.#kept.size} were told`);
  }

  override end(): void {
    if (!this.demands.exact) return;
    const { open } = this.#truth;
    for (const orders of [this.#kept, this.#orders()]) {
      const differs = differences(orders, open, this.#truth.unknown);
      if (differs !== undefined) this.complain(`at the end ${differs}`);
    }
  }

  #judgeEnd({ orderId, orderStatus }: OwnOrder, { gap }: Before): void {
    this.#kept.delete(orderId);
    const told = this.#ended.get(orderId);
    this.#ended.set(orderId, orderStatus);
    if (told !== undefined && told !== 'gone') this.complain(`${orderId} is told as ended twice`);
    if (!this.demands.exact) return;
    const truth = this.#truth.ends.get(orderId);
    if (orderStatus === 'gone' && gap === undefined) this.complain(`${orderId} is gone, without a gap`);
    if (truth === undefined || (orderStatus !== 'gone' && orderStatus !== truth)) {
      this.complain(`${orderId} is ${truth ?? 'open'}, and told as ${orderStatus}`);
    }
  }

  #judgeFills({ orderId, trades, complete, cumQty, totalFees }: OwnOrder): void {
    const fees = new Map<string, Sum>();
    const qty = new Sum();
    for (const trade of trades) {
      const place = this.#truth.fills.placeOf(trade);
      const fill = place === undefined ? undefined : this.#truth.fills.all[place];
      const differs = fill === undefined ? 'nothing is known' : fillDifference(trade, fill);
      if (differs !== undefined) this.complain(`of fill ${trade.execId} ${differs}`);
      qty.add(trade.qty);
      for (const fee of trade.fees) {
        const sum = fees.get(fee.asset) ?? new Sum();
        sum.add(fee.qty);
        fees.set(fee.asset, sum);
      }
    }
    if (complete && !qty.equals(cumQty ?? '0')) {
      this.complain(`the fills of ${orderId} are told to be all, and add up to less than ${cumQty}`);
    }
    const wrong =
      totalFees.length !== fees.size || totalFees.some((fee) => fees.get(fee.asset)?.equals(fee.qty) !== true);
    if (wrong) this.complain(`the fees of ${orderId} are told as ${JSON.stringify(totalFees)}`);
  }

  /** All of it at one moment. */
  #judgeAll(): void {
    const { moments, unknown } = this.#truth;
    let differs: string | undefined;
    for (let i = this.#place; i < moments.length; i++) {
      const at = differences(this.#kept, moments[i]!.open, unknown);
      if (at === undefined || this.#isAhead(i)) {
        this.#place = i;
        return;
      }
      differs = at;
    }
    this.complain(`open orders are told as they never were: ${differs}`);
  }

  /** Whether these are the orders of a moment, some of which show later fills, where those are told in a stream of their own. */
  #isAhead(place: number): boolean {
    const { moments, apart, unknown } = this.#truth;
    if (!apart || this.#kept.size !== moments[place]!.open.length) return false;
    const stood = (order: OwnOrder, from: number, until: number) =>
      moments.slice(from, until).some(({ open }) => {
        const truth = open.find((each) => 'orderId' in each && each.orderId === order.orderId);
        return truth !== undefined && difference(order, truth, unknown) === undefined;
      });
    return [...this.#kept.values()].every(
      (order) => stood(order, place, place + 1) || (order.trades.length > 0 && stood(order, place + 1, moments.length)),
    );
  }
}

/** A sum of decimals, exact. */
class Sum {
  #units = 0n;
  #decimals = 0;

  add(decimal: string): void {
    this.#units += this.#unitsOf(decimal);
  }

  equals(decimal: string): boolean {
    return this.#unitsOf(decimal) === this.#units;
  }

  /** In units of the last decimal that any had so far. */
  #unitsOf(decimal: string): bigint {
    const [whole = '', part = ''] = decimal.split('.');
    const more = Math.max(0, part.length - this.#decimals);
    this.#decimals += more;
    this.#units *= 10n ** BigInt(more);
    return BigInt(whole + part.padEnd(this.#decimals, '0'));
  }
}
