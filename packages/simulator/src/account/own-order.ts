/** An order of an account, from its request to its end: what was asked, what became of it. Tells nobody. */
import type { ExecType, OrderStatus } from '@kraken-stream/core';
import type { Order } from '../engine/order.js';
import type { Customer } from './customer.js';
import type { Draft } from './draft.js';
import { FeeMeter } from './fees.js';
import { resolved } from './price.js';
import { isTriggered } from './read.js';
import type { Terms } from './terms.js';

/** How far a triggered order has come. */
export interface TriggerState {
  /** The level now, in ticks. */
  level: number;
  /** Of trailing orders the best price since, in ticks. */
  peak: number | undefined;
  /** The price at which it became active, and when. */
  fired: { readonly ticks: number; readonly timestamp: string } | undefined;
}

export interface OwnOrderFacts {
  readonly id: string;
  readonly customer: Customer;
  readonly terms: Terms;
  readonly draft: Draft;
  /** Microseconds since 1970. */
  readonly at: number;
  /** The order whose fill gave rise to it. */
  readonly refId?: string | undefined;
}

export class OwnOrder {
  readonly id: string;
  readonly customer: Customer;
  readonly terms: Terms;
  readonly refId: string | undefined;
  draft: Draft;
  /** When it was made or last amended, in microseconds since 1970: by this its changes are counted. */
  touchedAt: number;
  status: OrderStatus = 'pending_new';
  /** What happened to it last. */
  execType: ExecType = 'pending_new';
  /** The latest report's time. */
  timestamp = '';
  /** The first one's. */
  openedAt = '';
  /** All that it is to trade; of an order by cost what that buys, known once it is live. */
  lots: bigint;
  doneLots = 0n;
  /** The sum of ticks times lots of its fills. */
  turnover = 0n;
  /** The sum of what its fills cost, in units of the quote asset. */
  cost = 0n;
  readonly fees: FeeMeter;
  /** The sum of its fees in units of the quote asset, at the prices of its fills. */
  feeQuote = 0n;
  /** The sum of its fees in units of the last decimal of dollars that reports print, as far as that is known. */
  feeDollars = 0n;
  /** What its account's wallet holds for it. */
  held = 0n;
  /** Where it rests, when it does. */
  resting: Order | undefined;
  trigger: TriggerState | undefined;
  amended = false;
  /** Call off what is due for it. */
  readonly alarms: (() => void)[] = [];

  constructor({ id, customer, terms, draft, at, refId }: OwnOrderFacts) {
    this.id = id;
    this.customer = customer;
    this.terms = terms;
    this.draft = draft;
    this.touchedAt = at;
    this.refId = refId;
    this.lots = draft.lots ?? 0n;
    this.fees = new FeeMeter(draft.feePreference === 'base' ? 1n : terms.costUnit);
  }

  get left(): bigint {
    return this.lots - this.doneLots;
  }

  get closed(): boolean {
    return this.status === 'filled' || this.status === 'canceled' || this.status === 'expired';
  }

  /** Whether it waits for its price. */
  get waiting(): boolean {
    return isTriggered(this.draft.type) && this.trigger?.fired === undefined;
  }

  /** Which asset the wallet holds for it. */
  get heldAsset(): string {
    return this.draft.side === 'buy' ? this.terms.quote : this.terms.base;
  }

  /** The asset in which its fees are taken. */
  get feeAsset(): string {
    return this.draft.feePreference === 'base' ? this.terms.base : this.terms.quote;
  }

  /** The limit in ticks; undefined when it takes any price. */
  get limit(): number | undefined {
    return this.limitOf(this.draft);
  }

  /** The limit that it would have with another draft. */
  limitOf({ limit }: Draft): number | undefined {
    return limit === undefined ? undefined : resolved(limit, this.trigger?.level ?? 0);
  }
}
