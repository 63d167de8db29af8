/**
 * Watches execution reports where orders and fills are told in two streams, which come in any order: each report of either
 * once, in the order of its stream, as it was. Knows no connection.
 */
import type { ExecutionReport } from '@kraken-stream/core';
import { type AccountTruth, difference, differences } from '../account-truth.js';
import type { ExecutionsTold } from './executions.js';
import { LooseSequel } from './loose-sequel.js';
import { fillDifference } from './own-trades.js';
import { Sequel } from './sequel.js';
import { type Before, type Complain, type Demands, Watcher } from './watcher.js';

type Known = Pick<AccountTruth, 'reports' | 'fills' | 'moments' | 'ends' | 'unknown'>;

/** What a frame about an order says of it, if it says it: all else is kept from the frames before. */
const CHANGES: readonly (keyof ExecutionReport)[] = [
  ...(['cumQty', 'cumCost', 'cumFee', 'avgPrice', 'orderQty', 'limitPrice'] as const),
  ...(['displayQty', 'displayQtyRemain', 'clOrdId', 'reason'] as const),
];
const ENDS: ReadonlySet<string> = new Set(['filled', 'canceled', 'expired']);

export class PartExecutionWatcher extends Watcher<ExecutionsTold> {
  readonly #truth: Known;
  readonly #orders: LooseSequel<ExecutionReport>;
  readonly #fills: Sequel<ExecutionReport>;

  constructor(truth: Known, demands: Demands, complain: Complain) {
    super(demands, complain);
    this.#truth = truth;
    const { reports } = truth;
    const happened = {
      get length() {
        return reports.length;
      },
      matches: (told: ExecutionReport, place: number) => isToldAs(reports.all[place], told),
    };
    this.#orders = new LooseSequel(happened, 'reports of orders', complain);
    this.#fills = new Sequel(truth.fills, 'fills', complain);
  }

  protected override judge({ type, data }: ExecutionsTold, before: Before): void {
    this.mustTellHole(before);
    this.mustBegin(type, before);
    if (!this.demands.exact) return;
    const fills = data.filter(isFill);
    const orders = data.filter((report) => !isFill(report));
    for (const report of data) this.#judgeStatus(report);
    for (const fill of fills) this.#judgeFill(fill);
    const gap = before.gap !== undefined;
    if (type === 'snapshot') this.#judgeSnapshot(orders, fills);
    else {
      this.#orders.told(orders, gap);
      this.#fills.told(fills, gap);
    }
  }

  override end(): void {
    if (!this.demands.exact) return;
    this.#orders.end();
    this.#fills.end();
  }

  /** Both snapshots, of two moments, and what came in between. */
  #judgeSnapshot(orders: readonly ExecutionReport[], fills: readonly ExecutionReport[]): void {
    const { reports, moments, unknown } = this.#truth;
    for (const told of orders) {
      const stood = moments.some(({ open }) =>
        open.some((order) => 'orderId' in order && order.orderId === told.orderId && !difference(told, order, unknown)),
      );
      if (stood || reports.all.some((report) => isToldAs(report, told))) continue;
      this.complain(`a snapshot shows an order as it never was: ${JSON.stringify(told)}`);
    }
    const open = openAfter(orders);
    const counts = moments
      .filter((moment) => moment.reports >= this.#orders.least && !differences(open, moment.open, unknown))
      .map((moment) => moment.reports);
    // A fill that is ahead of what it did to its order may leave none.
    if (counts.length > 0) this.#orders.goOnAt([...new Set(counts)]);
    else this.#orders.free();
    const places = fills.map((fill) => this.#truth.fills.placeOf(fill) ?? Number.NaN).sort((a, b) => a - b);
    const [first = 0] = places;
    if (places.some((place, i) => place !== first + i)) this.complain('a snapshot leaves out fills, or has them twice');
    if (first + places.length < this.#fills.least) this.complain('a snapshot shows fewer fills than were told');
    this.#fills.goOnAt([first + places.length]);
  }

  #judgeFill(told: ExecutionReport): void {
    const place = this.#truth.fills.placeOf(told);
    const fill = place === undefined ? undefined : this.#truth.fills.all[place];
    if (fill === undefined) return;
    const { lastQty: qty = '', lastPrice: price = '' } = told;
    const differs = fillDifference({ ...told, qty, price }, fill);
    if (differs !== undefined) this.complain(`of fill ${told.execId} ${differs}`);
  }

  /** An order is told as ended by its report alone, and as it ended. */
  #judgeStatus({ orderId, orderStatus }: ExecutionReport): void {
    const end = this.#truth.ends.get(orderId);
    if (ENDS.has(orderStatus) && orderStatus !== end) {
      this.complain(`${orderId} is ${end ?? 'open'}, and told as ${orderStatus}`);
    }
  }
}

/** What is open after reports of orders, of which the first show how they stood. */
function openAfter(reports: readonly ExecutionReport[]): ReadonlyMap<string, object> {
  const open = new Map<string, object>();
  for (const report of reports) {
    const { orderId, orderStatus } = report;
    if (ENDS.has(orderStatus)) open.delete(orderId);
    else open.set(orderId, { ...open.get(orderId), ...report });
  }
  return open;
}

function isFill({ execId }: ExecutionReport): boolean {
  return execId !== undefined;
}

/** Whether a report of an order is told so: a fill changes totals, and nothing but changes has a name of its own. */
function isToldAs(report: ExecutionReport | undefined, told: ExecutionReport): boolean {
  if (report === undefined || report.orderId !== told.orderId || kindOf(report) !== told.execType) return false;
  return CHANGES.every((name) => {
    const [is, said] = [report[name], told[name]];
    return is === undefined ? isNothing(said) : said === is || said === undefined;
  });
}

/** Nobody need report that nothing has happened. */
function isNothing(told: unknown): boolean {
  return told === undefined || (typeof told === 'string' && /^0(\.0*)?$/.test(told));
}

function kindOf({ execType }: ExecutionReport): string {
  return execType === 'trade' || execType === 'iceberg_refill' ? 'status' : execType;
}
