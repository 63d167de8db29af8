/** What an order would trade at once with one side of a book, without trading it. Changes nothing. */
import type { Level } from './level.js';
import type { NewOrder } from './order.js';
import type { BookSide } from './side.js';

/** Whose order it would be, and what happens when it meets another of the same owner: nothing, for owner 0. */
export type Taker = Pick<NewOrder, 'owner' | 'stp'>;

export interface Quote {
  readonly lots: bigint;
  /** The sum of ticks times lots. */
  readonly turnover: bigint;
  /** The last price that it would trade at; undefined when it would trade nothing. */
  readonly ticks: number | undefined;
}

const ANYONE: Taker = { owner: 0 };

/** What an order for so many lots with this limit would trade. */
export function quoted(book: BookSide, lots: bigint, limit: number | undefined, taker = ANYONE): Quote {
  return walked(book, limit, taker, (_ticks, sum) => lots - sum.lots);
}

/**
 * The most that can be had without the turnover going beyond `budget`, level by level: nothing further is taken once a level
 * cannot be taken whole.
 */
export function afforded(book: BookSide, budget: bigint, taker = ANYONE): Quote {
  return walked(book, undefined, taker, (ticks, sum) => (budget - sum.turnover) / BigInt(ticks));
}

function walked(
  book: BookSide,
  limit: number | undefined,
  taker: Taker,
  wanted: (ticks: number, sum: Quote) => bigint,
): Quote {
  let sum: Quote = { lots: 0n, turnover: 0n, ticks: undefined };
  for (let rank = 0; rank < book.length; rank++) {
    const level = book.at(rank);
    if (level === undefined || !book.reaches(level.ticks, limit)) break;
    const offer = offered(level, taker);
    const most = wanted(level.ticks, sum);
    const lots = offer.lots < most ? offer.lots : most;
    if (lots > 0n) {
      const turnover = sum.turnover + BigInt(level.ticks) * lots;
      sum = { lots: sum.lots + lots, turnover, ticks: level.ticks };
    }
    if (offer.ends || lots === most) break;
  }
  return sum;
}

/** What a taker can have at a price, what is hidden included, and whether it cannot go on to the next. */
function offered(level: Level, { owner, stp }: Taker): { lots: bigint; ends: boolean } {
  let lots = 0n;
  let shown = 0n;
  for (let maker = level.first; maker !== undefined; maker = maker.behind) {
    if (owner !== 0 && maker.owner === owner) {
      if (stp === 'oldest') continue;
      // What those before it hide would queue behind it.
      return { lots: shown, ends: true };
    }
    lots += maker.lots;
    shown += maker.shown;
  }
  return { lots, ends: false };
}
