/** The best bid and ask of a market as they were told last, to see whether they are others now. */
import type { Market } from '../engine/market.js';
import type { BookSide } from '../engine/side.js';

/** The best level of a side, as it was; zeros where there is none. */
export interface Best {
  readonly ticks: number;
  readonly lots: bigint;
}

export interface Touch {
  readonly bid: Best;
  readonly ask: Best;
}

const NOTHING: Best = { ticks: 0, lots: 0n };

/** As it is now. */
export function touchOf(market: Market): Touch {
  return { bid: bestOf(market.bids), ask: bestOf(market.asks) };
}

export class TouchWatch {
  readonly #market: Market;
  /** Undefined while nobody wants to know of changes. */
  #told: Touch | undefined;

  constructor(market: Market) {
    this.#market = market;
  }

  /** Whether somebody wants to know of changes from now on. */
  heed(wanted: boolean): void {
    this.#told = wanted ? (this.#told ?? touchOf(this.#market)) : undefined;
  }

  /** Whether the touch is another than the one told last, which it then is. */
  moved(): boolean {
    if (this.#told === undefined) return false;
    const { bid, ask } = this.#told;
    if (same(bid, this.#market.bids) && same(ask, this.#market.asks)) return false;
    this.#told = touchOf(this.#market);
    return true;
  }
}

function bestOf(side: BookSide): Best {
  const { ticks, lots } = side.best ?? NOTHING;
  return { ticks, lots };
}

function same(told: Best, side: BookSide): boolean {
  const best = side.best ?? NOTHING;
  return told.ticks === best.ticks && told.lots === best.lots;
}
