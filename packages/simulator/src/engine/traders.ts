/**
 * The background traders of one market: they fill a book, and with each call one of them does something. They trade
 * around a fair price that wanders and comes back. They see the market as anyone could, and nothing of feeds or clocks, and
 * they leave the orders of others where they are.
 */
import type { Random } from '../random.js';
import type { Market } from './market.js';
import type { Order, Side } from './order.js';
import { opposite } from './order.js';
import type { Sizes } from './sizes.js';

/** Orders a level of a full book, about. */
const ORDERS_A_LEVEL = 3;
/** The share of orders that come to the best price, and of those that leave it: the rest of it is traded away. */
const COMING_TO_TOUCH = 0.24;
const LEAVING_TOUCH = 0.08;
/** How far the fair price goes in one event, in gaps. */
const WANDER = 0.12;
/** How strongly it is drawn back. */
const RETURN = 0.000002;

export interface Habitat {
  /** The price around which the market moves, in ticks. */
  readonly reference: number;
  /** Ticks between neighbouring levels near the touch. */
  readonly gap: number;
  /** Levels a side that the traders keep up. */
  readonly levels: number;
}

export class Traders {
  readonly #market: Market;
  readonly #random: Random;
  readonly #sizes: Sizes;
  readonly #reference: number;
  readonly #gap: number;
  readonly #levels: number;
  #fair: number;

  constructor(market: Market, random: Random, sizes: Sizes, habitat: Habitat) {
    this.#market = market;
    this.#random = random;
    this.#sizes = sizes;
    this.#reference = habitat.reference;
    this.#gap = habitat.gap;
    // A side of bids must end above zero.
    this.#levels = Math.max(1, Math.min(habitat.levels, Math.floor((habitat.reference * 0.9) / (2 * habitat.gap))));
    this.#fair = habitat.reference;
  }

  /** Fills an empty book. `at` in microseconds since 1970. */
  open(at: number): void {
    for (let rank = 0; rank < this.#levels; rank++) {
      this.#quote('buy', rank, at);
      this.#quote('sell', rank, at);
      if (this.#random.chance(0.3)) this.#quote(this.#eitherSide(), rank, at);
    }
  }

  /** One trader does one thing. `at` in microseconds since 1970. */
  act(at: number): void {
    const random = this.#random;
    this.#fair += random.normal() * this.#gap * WANDER + (this.#reference - this.#fair) * RETURN;
    if (this.#correct(at)) return;
    const side = this.#eitherSide();
    const what = random.uniform();
    if (what < 0.74) this.#comeOrGo(side, at);
    else if (what < 0.88) this.#move(side, at);
    else if (what < 0.92) this.#shrink(side);
    else if (what < 0.935) this.#requote(at);
    else if (what < 0.99) this.#take(side, at);
    else this.#sweep(side, at);
  }

  #eitherSide(): Side {
    return this.#random.uint32() & 1 ? 'buy' : 'sell';
  }

  /** Where things happen: `touch` of them at the best price, most close to it, a little anywhere. */
  #rank(touch: number): number {
    const random = this.#random;
    const where = random.uniform();
    if (where < touch) return 0;
    if (where < 0.5) return Math.floor(18 * Math.min(random.uniform(), random.uniform()));
    if (where < 0.93) return random.int(18);
    return random.int(this.#levels);
  }

  /** The price at which someone at this rank would like to trade. */
  #wish(side: Side, rank: number): number {
    const gaps = (1 + Math.min(rank, 60) / 60) * rank + this.#random.uniform();
    const distance = Math.max(0.5, gaps * this.#gap);
    return side === 'buy' ? Math.floor(this.#fair - distance) : Math.ceil(this.#fair + distance);
  }

  /** A resting order at a wished price, or as near to it as does not trade. */
  #quote(side: Side, rank: number, at: number): void {
    this.#post(side, this.#wish(side, rank), this.#sizes.next(), at);
  }

  #post(side: Side, wish: number, lots: bigint, at: number): void {
    const touch = this.#market.side(opposite(side)).best;
    let ticks = Math.max(1, wish);
    if (touch !== undefined)
      ticks = side === 'buy' ? Math.min(ticks, touch.ticks - 1) : Math.max(ticks, touch.ticks + 1);
    if (ticks >= 1) this.#market.place({ owner: 0, side, ticks, lots, at, postOnly: true });
  }

  /** One order comes, or one goes; which is more likely depends on how full the side is. */
  #comeOrGo(side: Side, at: number): void {
    const book = this.#market.side(side);
    const full = Math.max(book.length / this.#levels, book.orders / (this.#levels * ORDERS_A_LEVEL));
    const lean = Math.max(-0.35, Math.min(0.35, 3 * (1 - full)));
    if (this.#random.chance(0.5 + lean)) {
      if (this.#random.chance(Math.min(0.3, 3 * (1 - book.length / this.#levels)))) this.#extend(side, at);
      else this.#quote(side, this.#rank(COMING_TO_TOUCH), at);
      return;
    }
    const tooMany = book.length - this.#levels * 1.03;
    const order = tooMany > 0 && this.#random.chance(0.3) ? book.at(book.length - 1)?.last : this.#someone(side);
    this.#cancel(order);
  }

  /** Other people's orders stay. */
  #cancel(order: Order | undefined): void {
    if (order?.owner === 0) this.#market.cancel(order);
  }

  /** An order beyond all others of a side that is too short, or anywhere on one that already reaches far. */
  #extend(side: Side, at: number): void {
    const book = this.#market.side(side);
    const last = book.at(book.length - 1)?.ticks ?? this.#fair;
    if (Math.abs(last - this.#fair) > 2 * this.#levels * this.#gap) {
      this.#quote(side, this.#random.int(this.#levels), at);
      return;
    }
    const by = 1 + this.#random.int(2 * this.#gap);
    this.#post(side, Math.round(side === 'buy' ? last - by : last + by), this.#sizes.next(), at);
  }

  /** An order of theirs somewhere on this side. */
  #someone(side: Side): Order | undefined {
    const book = this.#market.side(side);
    if (book.length === 0) return undefined;
    const rank = this.#rank(LEAVING_TOUCH);
    const level = book.at(rank < book.length ? rank : this.#random.int(book.length));
    let order = level?.last;
    for (let steps = this.#random.int(level?.count ?? 0); steps > 0; steps--) order = order?.ahead;
    return order?.owner === 0 ? order : undefined;
  }

  /** Cancels an order and puts it a little beside. */
  #move(side: Side, at: number): void {
    const order = this.#someone(side);
    if (order === undefined) return;
    const { ticks, lots } = order;
    const by = 1 + this.#random.int(Math.max(1, Math.ceil(this.#gap)));
    this.#market.cancel(order);
    this.#post(side, this.#random.chance(0.5) ? ticks - by : ticks + by, lots, at);
  }

  /** Makes an order smaller in its place. */
  #shrink(side: Side): void {
    const order = this.#someone(side);
    if (order !== undefined && order.lots > 1n)
      this.#market.reduce(order, 1n + order.lots / BigInt(2 + this.#random.int(6)));
  }

  /** A market maker moves both quotes at once. */
  #requote(at: number): void {
    const rank = this.#random.int(4);
    for (const side of ['buy', 'sell'] as const) {
      const order = this.#market.side(side).at(rank)?.last;
      this.#cancel(order);
      this.#quote(side, rank, at);
    }
  }

  /** Takes some of the best level, seldom a little more. */
  #take(side: Side, at: number): void {
    const best = this.#market.side(opposite(side)).best;
    if (best === undefined) return;
    const lots = this.#random.chance(0.3) ? best.lots : this.#sizes.next() / 2n;
    if (lots <= 0n) return;
    const ioc = this.#random.chance(0.9);
    // Whoever takes no more than there is at the best price needs no limit.
    const ticks = ioc && lots <= best.lots ? undefined : best.ticks;
    this.#market.place({ owner: 0, side, ticks, lots, at, ioc });
  }

  /** Takes several levels with one order, and may leave the rest of it where the last of them was. */
  #sweep(side: Side, at: number): void {
    const book = this.#market.side(opposite(side));
    const depth = Math.min(2 + this.#random.int(5), Math.floor(book.length / 2));
    let lots = 0n;
    for (let rank = 0; rank < depth; rank++) lots += book.at(rank)?.lots ?? 0n;
    const limit = book.at(depth - 1)?.ticks;
    if (depth === 0 || limit === undefined) return;
    if (this.#random.chance(0.3)) lots += this.#sizes.next();
    else lots -= (book.at(depth - 1)?.lots ?? 0n) / 2n;
    this.#market.place({ owner: 0, side, ticks: limit, lots, at });
  }

  /** Someone sees an order on the wrong side of the fair price and takes it. */
  #correct(at: number): boolean {
    const ask = this.#market.asks.best;
    if (ask !== undefined && ask.ticks < this.#fair - this.#gap) {
      this.#market.place({ owner: 0, side: 'buy', ticks: ask.ticks, lots: ask.lots, at, ioc: true });
      return true;
    }
    const bid = this.#market.bids.best;
    if (bid !== undefined && bid.ticks > this.#fair + this.#gap) {
      this.#market.place({ owner: 0, side: 'sell', ticks: bid.ticks, lots: bid.lots, at, ioc: true });
      return true;
    }
    return false;
  }
}
