/**
 * Watches trades that have no numbers: each as it was, once and in order; a hole is told, but nobody can tell what was in
 * it. Knows no connection.
 */
import type { UnnumberedTradeTruth } from '../truth-unnamed.js';
import { tradeFacts } from '../truth-unnamed.js';
import { LooseSequel } from './loose-sequel.js';
import type { TradesTold } from './trades.js';
import { type Before, type Complain, type Demands, Watcher } from './watcher.js';

type Known = Pick<UnnumberedTradeTruth, 'all' | 'length' | 'matches'>;

export class UnnumberedTradeWatcher extends Watcher<TradesTold> {
  /** It is live without anything having been told, and may cease to be before it is. */
  protected override readonly isSparse = true;
  readonly #truth: Known;
  readonly #sequel: LooseSequel<TradesTold['data'][number]>;
  #last: string | undefined;

  constructor(truth: Known, demands: Demands, complain: Complain) {
    super(demands, complain);
    this.#truth = truth;
    this.#sequel = new LooseSequel(truth, 'trades', complain);
  }

  protected override judge({ type, data }: TradesTold, before: Before): void {
    if (data.length === 0) {
      this.complain('no trades were told, as data');
      return;
    }
    this.mustTellHole(before);
    // The exchange sends none: it is what is known already when somebody begins to look.
    if (type === 'snapshot' && this.told > 1) this.complain('a snapshot was told in the middle');
    if (before.gap?.missed !== undefined) this.complain(`a gap counts ${before.gap.missed} trades, which nobody can`);
    this.#last = tradeFacts(data[data.length - 1]!);
    if (!this.demands.exact) return;
    if (this.demands.whole) this.#sequel.told(data, before.gap !== undefined);
    else {
      const never = data.find((trade) => !this.#truth.all.includes(tradeFacts(trade)));
      if (never !== undefined) this.complain(`of trades this never was: ${JSON.stringify(never)}`);
    }
  }

  override end(): void {
    const { all } = this.#truth;
    if (this.demands.exact && this.#last !== all[all.length - 1]) {
      this.complain(`at the end trade ${all[all.length - 1]} is the last, ${this.#last} is told`);
    }
  }
}
