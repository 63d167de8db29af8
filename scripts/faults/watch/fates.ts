/**
 * Watches requests about orders: each is carried out at most once, and what is told of it is what the exchange did with
 * it. Knows no connection.
 */
import type { Fate, OrderIds, Settlement, TradingMethod, TradingRequest } from '@kraken-stream/core';
import type { TradingAnswer } from '@kraken-stream/simulator';
import type { AccountTruth } from '../account-truth.js';
import { batchOf, nameOf, partsOf } from './requests.js';
import type { Complain } from './watcher.js';

/** A call of the client. */
export interface Asked {
  readonly request: TradingRequest;
  readonly name: string;
  readonly parts: readonly OrderIds[];
  readonly at: number;
  /** The orders that are to be canceled together. */
  readonly batch: readonly string[];
  /** Whether the client knew what is open: cancels do not wait until it does. */
  readonly seeing: boolean;
  /** What the exchange has answered, once it has carried it out. */
  answers: readonly TradingAnswer[] | undefined;
  /** What was told of each part, at last. */
  readonly fates: (Fate | Settlement | undefined)[];
  /** Which parts are still to be settled. */
  readonly unsettled: Set<number>;
}

/** How long something that is shown as live may not have been told. */
const UNSEEN_MS = 10_000;

type Known = Pick<AccountTruth, 'ends' | 'named' | 'apart'> & {
  readonly fills: Pick<AccountTruth['fills'], 'all'>;
};

export class FateWatcher {
  /** All calls, in order. */
  readonly asked: Asked[] = [];
  readonly #truth: Known;
  readonly #complain: Complain;
  /** The latest of each name. */
  readonly #latest = new Map<string, Asked>();

  constructor(truth: Known, complain: Complain) {
    this.#truth = truth;
    this.#complain = complain;
  }

  /** Whether a request that names the same orders has no final fate yet: another could not be told from it. */
  isOpen(request: TradingRequest): boolean {
    const latest = this.#latest.get(nameOf(request));
    return latest !== undefined && !isFinal(latest);
  }

  /** Whether a request about this order has no final fate yet. */
  isConcerned({ orderId, clOrdId }: OrderIds): boolean {
    return this.asked.some(
      (each) =>
        !isFinal(each) &&
        ((each.request.method === 'batch_cancel' && each.batch.includes(orderId ?? '')) ||
          each.parts.some((part) =>
            part.orderId === undefined
              ? part.clOrdId !== undefined && part.clOrdId === clOrdId
              : part.orderId === orderId,
          )),
    );
  }

  /** The client is asked for something, which leaves at most once. `shown`: what it shows as open, and whether it vouches for that. */
  ask(request: TradingRequest, now: number, { open, live } = { open: [] as readonly string[], live: true }): Asked {
    const parts = partsOf(request);
    const asked: Asked = {
      request,
      name: nameOf(request),
      parts,
      at: now,
      batch: request.method === 'cancel_all' ? open : batchOf(request),
      seeing: live,
      answers: undefined,
      fates: parts.map(() => undefined),
      unsettled: new Set(),
    };
    this.asked.push(asked);
    this.#latest.set(asked.name, asked);
    return asked;
  }

  /** The exchange has done with a request what it answers. */
  carriedOut(request: TradingRequest, answers: readonly TradingAnswer[]): void {
    const name = nameOf(request);
    const asked = this.#latest.get(name);
    if (asked === undefined) {
      this.#complain(`${name} was carried out, and nobody asked for it`);
      return;
    }
    if (asked.answers !== undefined) this.#complain(`${name} was sent twice`);
    asked.answers = answers;
    asked.fates.forEach((fate, i) => {
      if (fate !== undefined) this.#judge(asked, i, fate);
    });
  }

  told(asked: Asked, fates: readonly Fate[]): void {
    const { name, parts } = asked;
    if (fates.length !== parts.length) {
      this.#complain(`${name}: ${fates.length} outcomes were told of ${parts.length} parts`);
    }
    if (asked.fates[0] !== undefined) this.#complain(`${name}: an outcome was told twice`);
    fates.slice(0, parts.length).forEach((fate, i) => {
      asked.fates[i] = fate;
      if (fate.status === 'unknown') asked.unsettled.add(i);
      else this.#judge(asked, i, fate);
    });
  }

  /** It was no outcome. */
  threw(asked: Asked, error: unknown): void {
    this.#complain(`${asked.name}: it was rejected: ${String(error)}`);
    asked.parts.forEach((_, i) => {
      asked.fates[i] ??= { status: 'unknown', reason: 'it was rejected' };
    });
  }

  settled(asked: Asked, part: number, settlement: Settlement): void {
    if (!asked.unsettled.delete(part)) this.#complain(`${asked.name}: settled, and it was not unknown`);
    asked.fates[part] = settlement;
    this.#judge(asked, part, settlement);
  }

  /** Whether all that was asked for before has a fate that is final, and something since then was accepted. */
  isWell(since: number): boolean {
    const { asked } = this;
    return (
      asked.every((each) => each.at >= since || isFinal(each)) &&
      asked.some(({ at, fates }) => at >= since && fates.some((fate) => fate?.status === 'accepted'))
    );
  }

  get allFinal(): boolean {
    return this.asked.every(isFinal);
  }

  /** Nothing more will be told. */
  end(): void {
    for (const asked of this.asked) {
      if (!isFinal(asked)) this.#complain(`${asked.name}: at the end it is not known what became of it`);
    }
  }

  #judge(asked: Asked, part: number, fate: Fate | Settlement): void {
    const { request, name, answers } = asked;
    const about = asked.parts.length > 1 ? `${name}, part ${part + 1},` : name;
    const orderId = doneWith(asked, part);
    const isDone = orderId !== undefined;
    switch (fate.status) {
      case 'accepted':
        if (!isDone && !this.#isDoneAnyway(asked, part)) {
          this.#complain(`${about} is told as accepted, and was ${answers ? 'refused' : 'never carried out'}`);
        } else if (isDone && orderId !== '' && fate.orderId !== undefined && fate.orderId !== orderId) {
          this.#complain(`${about} is told as order ${fate.orderId}, and is ${orderId}`);
        } else if (!names(fate, asked.parts[part], request.method)) {
          this.#complain(`${about} is told as accepted for ${fate.orderId ?? fate.clOrdId}`);
        }
        break;
      case 'rejected':
        if (isDone) this.#complain(`${about} is told as rejected, and was carried out: ${fate.error.message}`);
        else if (!fate.sent && answers) this.#complain(`${about} is told as not sent, and came: ${fate.error.message}`);
        break;
      case 'absent':
        if (isDone && !hadNothingToDo(asked) && !this.#hasLeftNothing(orderId)) {
          this.#complain(`${about} is told as absent, and was carried out: ${fate.reason}`);
        }
        break;
      case 'unknown':
        if (!asked.unsettled.has(part) && !this.#isPastKnowing(asked, part)) {
          this.#complain(`${about} is left unknown, and could be known: ${fate.reason}`);
        }
    }
  }

  /** An order that was canceled before it traded is neither open nor among the fills. */
  #hasLeftNothing(orderId: string): boolean {
    const end = this.#truth.ends.get(orderId);
    return (end === 'canceled' || end === 'expired') && this.#truth.fills.all.every((fill) => fill.orderId !== orderId);
  }

  /** Orders that were to be canceled are, by whatever request. */
  #isDoneAnyway(asked: Asked, part: number): boolean {
    switch (asked.request.method) {
      case 'cancel_order':
        return this.#endOf(asked.parts[part]) === 'canceled';
      case 'cancel_all':
      case 'batch_cancel':
        return asked.batch.some((orderId) => this.#truth.ends.get(orderId) === 'canceled');
      default:
        return false;
    }
  }

  /** Nothing that the exchange tells would show it: it has no name of its own, or its order ended unseen. */
  #isPastKnowing(asked: Asked, part: number): boolean {
    switch (asked.request.method) {
      case 'add_order':
      case 'batch_add':
        return asked.parts[part]?.clOrdId === undefined || this.#mayHaveTraded(asked, part);
      case 'cancel_all_orders_after':
        return true;
      case 'cancel_all':
      case 'batch_cancel':
        return !asked.seeing || asked.batch.some((orderId) => this.#truth.ends.has(orderId));
      case 'cancel_order':
        if (!asked.seeing && asked.parts[part]?.orderId === undefined) return true;
        return this.#endOf(asked.parts[part]) !== undefined;
      default:
        return this.#endOf(asked.parts[part]) !== undefined;
    }
  }

  /** Fills of a snapshot may be of it, where they do not say the client ids of their orders, unless it is seen open. */
  #mayHaveTraded({ parts, at, seeing }: Asked, part: number): boolean {
    if (!this.#truth.apart) return false;
    const orderId = this.#truth.named.get(parts[part]?.clOrdId ?? '');
    if (orderId !== undefined && !this.#truth.ends.has(orderId)) return false;
    // What happened before it was asked for may have been shown afterwards.
    const since = seeing ? at - UNSEEN_MS : Number.NEGATIVE_INFINITY;
    return this.#truth.fills.all.some(({ timestamp = '' }) => Date.parse(timestamp) >= since);
  }

  #endOf({ orderId, clOrdId = '' }: OrderIds = {}): string | undefined {
    return this.#truth.ends.get(orderId ?? this.#truth.named.get(clOrdId) ?? '');
  }
}

function isFinal({ fates, unsettled }: Asked): boolean {
  return unsettled.size === 0 && fates.every((fate) => fate !== undefined);
}

/** Whether a part was carried out: then the order that it made or was about, empty where there is no one order. */
function doneWith({ request, parts, answers = [] }: Asked, part: number): string | undefined {
  const { orderId, clOrdId } = parts[part] ?? {};
  for (const answer of answers) {
    if (answer.type !== 'answered') continue;
    switch (answer.method) {
      case 'batch_add': {
        const result = answer.result[part];
        return result?.error === undefined ? result?.orderId : undefined;
      }
      case 'cancel_order': {
        const { result } = answer;
        const isIt = orderId === undefined ? result.clOrdId === clOrdId : result.orderId === orderId;
        if (isIt) return result.orderId ?? '';
        break;
      }
      case 'add_order':
      case 'edit_order':
        return answer.result.orderId;
      default:
        return answer.method === request.method ? '' : undefined;
    }
  }
  return undefined;
}

/** Whether a fate is of the order by whose name it was asked for. An edited order is another. */
function names(fate: OrderIds, { orderId, clOrdId }: OrderIds = {}, method: TradingMethod): boolean {
  if (method === 'edit_order') return true;
  return (orderId === undefined || fate.orderId === orderId) && (clOrdId === undefined || fate.clOrdId === clOrdId);
}

/** There was nothing left to cancel. */
function hadNothingToDo({ answers = [] }: Asked): boolean {
  return answers.some(
    (answer) =>
      answer.type === 'answered' &&
      (answer.method === 'cancel_all' || answer.method === 'batch_cancel') &&
      answer.result.count === 0,
  );
}
