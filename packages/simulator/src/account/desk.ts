/**
 * The orders of all accounts in one market, from their acceptance to their end: when they become live, what the engine does
 * with them, what their account is told. Knows nothing of requests and of other markets.
 */
import { type Fill, type NewOrder, type Order, type OwnerWatcher, opposite, type Placed } from '../engine/order.js';
import type { Floor } from '../floor.js';
import type { Customer } from './customer.js';
import { type Draft, isScheduled } from './draft.js';
import { covers, hold, most, stpOf } from './funds.js';
import { OwnOrder } from './own-order.js';
import { type Happening, reported } from './report.js';
import { secondary } from './secondary.js';
import { settle, type Vault } from './settle.js';
import type { Terms } from './terms.js';
import { Waiting } from './waiting.js';
import { INSUFFICIENT_FUNDS, POST_ONLY, REASONS } from './words.js';

/** What a desk needs of the house. */
export interface Office extends Vault {
  /** Microseconds since 1970. */
  readonly micros: number;
  /** Whether the mode of the exchange or of the pair lets no such order to the market. */
  bars(desk: Desk, draft: Draft): boolean;
  /** Does something at a time, and all that follows from it. Returns how to call it off. */
  at(micros: number, run: () => void): () => void;
  /** Does something once the engine is done with what it is doing. */
  soon(run: () => void): void;
}

/** Why an order cannot go to the market now: as an answer, and as the reason of its end. */
export interface Obstacle {
  readonly error: string;
  readonly reason: string;
}

const NO_FUNDS: Obstacle = { error: INSUFFICIENT_FUNDS, reason: REASONS.funds };
const WOULD_TAKE: Obstacle = { error: POST_ONLY, reason: REASONS.postOnly };

export class Desk implements OwnerWatcher {
  readonly floor: Floor;
  readonly terms: Terms;
  readonly #office: Office;
  /** The orders that rest, by what they are to the engine. */
  readonly #resting = new Map<Order, OwnOrder>();
  readonly #waiting = new Waiting();

  constructor(floor: Floor, terms: Terms, office: Office) {
    this.floor = floor;
    this.terms = terms;
    this.#office = office;
  }

  /** The price of the last trade, in ticks. */
  get last(): number {
    return this.floor.lastTicks;
  }

  /** An order that nobody knows of yet. */
  draw(customer: Customer, draft: Draft, refId?: string): OwnOrder {
    const { terms } = this;
    const { ids, micros } = this.#office;
    return new OwnOrder({ id: ids.next('order'), customer, terms, draft, at: micros, refId });
  }

  /** Why an order could not go to the market, if it went there now. Nothing stands against one that waits. */
  obstacle(order: OwnOrder): Obstacle | undefined {
    const { draft } = order;
    const { market } = this.floor;
    if (order.waiting || isScheduled(draft, this.#office.micros)) return undefined;
    this.#measure(order);
    if (draft.postOnly && market.side(opposite(draft.side)).meets(order.limit)) return WOULD_TAKE;
    return covers(order, most(order, market)) ? undefined : NO_FUNDS;
  }

  /** Takes an order in, and sends it to the market if it is time. */
  open(order: OwnOrder): void {
    const { draft, customer } = order;
    customer.orders.set(order.id, order);
    this.#report(order, 'pending_new');
    const { expireAt, effectiveAt } = draft;
    if (expireAt !== undefined) order.alarms.push(this.#office.at(expireAt, () => this.#expire(order)));
    if (effectiveAt === undefined || !isScheduled(draft, this.#office.micros)) this.#activate(order);
    else order.alarms.push(this.#office.at(effectiveAt, () => this.#activate(order)));
  }

  /** Ends an order. */
  cancel(order: OwnOrder, reason: string): void {
    this.#end(order, 'canceled', reason);
  }

  /** Puts an amended draft in the place of the old. The order must not be closed. */
  amend(order: OwnOrder, draft: Draft, postOnly: boolean): void {
    const { resting } = order;
    order.draft = draft;
    order.lots = draft.lots ?? order.lots;
    order.touchedAt = this.#office.micros;
    order.amended = true;
    if (order.trigger !== undefined) this.#waiting.amend(order, this.last);
    if (resting !== undefined) hold(order, most(order, this.floor.market));
    this.#report(order, 'amended', REASONS.requested);
    if (resting === undefined) return;
    const { limit: ticks, left: lots } = order;
    const display = draft.display;
    const placed = this.floor.market.amend(resting, { ticks, lots, display, postOnly, at: this.#office.micros });
    this.#follow(order, placed);
  }

  /** Lets an order have no more than what it has traded already, which ends it. */
  shrink(order: OwnOrder): void {
    order.lots = order.doneLots;
    order.amended = true;
    this.#report(order, 'amended', REASONS.requested);
    this.cancel(order, REASONS.requested);
  }

  /** The market has traded. */
  traded(fills: readonly Fill[]): void {
    const { fired, moved } = this.#waiting.traded(fills);
    for (const order of moved) this.#report(order, 'status');
    for (const { order, ticks } of fired) this.#office.soon(() => this.#fire(order, ticks));
  }

  filled(maker: Order, fill: Fill): void {
    const order = this.#resting.get(maker);
    if (order !== undefined) this.#fill(order, fill, 'm');
  }

  refilled(maker: Order): void {
    const order = this.#resting.get(maker);
    if (order !== undefined) this.#report(order, 'iceberg_refill');
  }

  prevented(maker: Order): void {
    const order = this.#resting.get(maker);
    if (order !== undefined) this.cancel(order, REASONS.selfTrade);
  }

  /** An order by cost is for what that buys now. */
  #measure(order: OwnOrder): void {
    const { cash } = order.draft;
    if (cash === undefined) return;
    const taker = { owner: order.customer.number, stp: stpOf(order) };
    order.lots = this.floor.market.affordable('buy', this.terms.turnover(cash), taker).lots;
  }

  /** It is time: the order goes to the market, or waits for its price. */
  #activate(order: OwnOrder): void {
    if (order.draft.trigger !== undefined) {
      if (this.#waiting.add(order, this.last)) this.#enliven(order);
      else this.cancel(order, REASONS.immediate);
      return;
    }
    const reason = this.#hindrance(order);
    if (reason === undefined) {
      this.#enliven(order);
      this.#trade(order);
    } else this.cancel(order, reason);
  }

  /** Why an order ends that cannot go to the market when its time or its price is there. */
  #hindrance(order: OwnOrder): string | undefined {
    return this.#office.bars(this, order.draft) ? REASONS.mode : this.obstacle(order)?.reason;
  }

  #enliven(order: OwnOrder): void {
    order.status = 'new';
    this.#report(order, 'new');
  }

  /** Its price is there. */
  #fire(order: OwnOrder, ticks: number): void {
    if (order.closed || order.trigger === undefined) return;
    order.trigger.fired = { ticks, timestamp: order.customer.stamp() };
    this.#report(order, 'status');
    const reason = this.#hindrance(order);
    if (reason !== undefined) this.cancel(order, reason);
    else this.#trade(order);
  }

  #trade(order: OwnOrder): void {
    const { draft, customer, left: lots, limit: ticks } = order;
    const { market } = this.floor;
    if (lots === 0n) {
      this.cancel(order, REASONS.liquidity);
      return;
    }
    hold(order, most(order, market));
    const request: NewOrder = {
      owner: customer.number,
      side: draft.side,
      ticks,
      lots,
      at: this.#office.micros,
      postOnly: draft.postOnly,
      ioc: draft.timeInForce === 'ioc',
      fok: draft.timeInForce === 'fok',
      display: draft.display,
      stp: stpOf(order),
    };
    this.#follow(order, market.place(request));
  }

  /** What the engine has done with an order that came. */
  #follow(order: OwnOrder, { order: engaged, fills, refused, prevented }: Placed): void {
    if (engaged !== undefined && engaged.level !== undefined) {
      this.#resting.set(engaged, order);
      order.resting = engaged;
    } else this.#leave(order);
    for (const fill of fills) this.#fill(order, fill, 't');
    if (order.closed) return;
    if (order.resting !== undefined) hold(order, most(order, this.floor.market));
    else this.cancel(order, unfinished(order, refused, prevented));
  }

  #fill(order: OwnOrder, fill: Fill, liquidityInd: 'm' | 't'): void {
    settle(order, fill, liquidityInd, this.#office);
    this.#close(order, fill);
    if (order.left === 0n) this.#end(order, 'filled');
    else if (liquidityInd === 'm') hold(order, most(order, this.floor.market));
  }

  /** Each fill of an order with a conditional close gives rise to an order of its size on the other side. */
  #close(primary: OwnOrder, { lots }: Fill): void {
    const { draft, customer } = primary;
    const { conditional } = draft;
    if (conditional === undefined) return;
    this.#office.soon(() =>
      this.open(this.draw(customer, secondary(draft, conditional, lots, this.terms), primary.id)),
    );
  }

  #expire(order: OwnOrder): void {
    if (!order.closed) this.#end(order, 'expired', REASONS.expired);
  }

  #end(order: OwnOrder, status: 'filled' | 'canceled' | 'expired', reason?: string): void {
    const { resting } = order;
    if (resting !== undefined) this.floor.market.cancel(resting);
    this.#leave(order);
    this.#waiting.remove(order);
    for (const callOff of order.alarms) callOff();
    hold(order, 0n);
    order.status = status;
    order.customer.orders.delete(order.id);
    this.#report(order, status, reason);
  }

  /** It does not rest any more. */
  #leave(order: OwnOrder): void {
    if (order.resting !== undefined) this.#resting.delete(order.resting);
    order.resting = undefined;
  }

  #report(order: OwnOrder, execType: Happening['execType'], reason?: string): void {
    const happening = { execType, timestamp: order.customer.stamp(), reason };
    order.execType = execType;
    order.timestamp = happening.timestamp;
    if (order.openedAt === '') order.openedAt = happening.timestamp;
    order.customer.report(order, (notation) => reported(order, happening, notation));
  }
}

/** Why an order ends that has not traded whole and does not rest. */
function unfinished({ draft }: OwnOrder, refused: Placed['refused'], prevented: boolean | undefined): string {
  if (refused !== undefined) return refused === 'fok' ? REASONS.fillOrKill : REASONS.postOnly;
  if (prevented === true) return REASONS.selfTrade;
  return draft.timeInForce === 'ioc' ? REASONS.immediateOrCancel : REASONS.liquidity;
}
