/** Watches execution reports: each once, in order, as it was; a snapshot shows how orders stood. Knows no connection. */
import type { ExecutionReport } from '@kraken-stream/core';
import { type AccountMoment, type AccountTruth, differences } from '../account-truth.js';
import { Sequel } from './sequel.js';
import { type Before, type Complain, type Demands, Watcher } from './watcher.js';

export interface ExecutionsTold {
  readonly receivedAt: number;
  readonly type: 'snapshot' | 'update';
  readonly data: readonly ExecutionReport[];
}

type Known = Pick<AccountTruth, 'reports' | 'fills' | 'moments' | 'unknown'>;

export class ExecutionWatcher extends Watcher<ExecutionsTold> {
  readonly #truth: Known;
  readonly #sequel: Sequel<ExecutionReport>;

  constructor(truth: Known, demands: Demands, complain: Complain) {
    super(demands, complain);
    this.#truth = truth;
    this.#sequel = new Sequel(truth.reports, 'reports', complain);
  }

  protected override judge({ type, data }: ExecutionsTold, before: Before): void {
    this.mustTellHole(before);
    this.mustBegin(type, before);
    if (!this.demands.exact) return;
    if (type === 'update') this.#sequel.told(data, before.gap !== undefined);
    else this.#judgeSnapshot(data);
  }

  override end(): void {
    if (this.demands.exact) this.#sequel.end();
  }

  #judgeSnapshot(data: readonly ExecutionReport[]): void {
    // A fill is told without the totals of its order.
    const isFill = ({ execId }: ExecutionReport) => execId !== undefined;
    const open = new Map(data.filter((report) => !isFill(report)).map((report) => [report.orderId, report]));
    const fills = data.filter(isFill);
    const places = this.#truth.moments
      .filter((moment) => moment.reports >= this.#sequel.least)
      .filter(
        (moment) => this.#shows(fills, moment) && differences(open, moment.open, this.#truth.unknown) === undefined,
      )
      .map(({ reports }) => reports);
    if (places.length === 0) this.complain(`a snapshot shows ${open.size} open orders as they never were`);
    else this.#sequel.goOnAt(places);
  }

  /** Whether these are the latest fills of a moment, the newest first. */
  #shows(told: readonly ExecutionReport[], { fills }: AccountMoment): boolean {
    return told.every((fill, i) => this.#truth.fills.placeOf(fill) === fills - 1 - i);
  }
}
