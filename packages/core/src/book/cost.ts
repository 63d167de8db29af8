/**
 * What taking liquidity from a book would cost, exactly.
 */
import { decimalsOf, divideDecimals, formatScaled, scaled } from '../decimal/decimal.js';
import type { LevelText } from '../levels/levels.js';

/** What a market order would get from the levels that are visible. */
export interface Cost {
  /** The quantity that the visible levels can fill; below the one asked for when the book is too thin. */
  readonly filled: string;
  /** The sum of price times quantity, exact. */
  readonly cost: string;
  /** `cost / filled`, rounded half up to eight decimals more than the prices have; undefined if nothing fills. */
  readonly averagePrice: string | undefined;
  /** The price of the last level touched; undefined if nothing fills. */
  readonly worstPrice: string | undefined;
}

const AVERAGE_DECIMALS = 8;

/** The cost of taking `qty` (plain decimal, not negative) from levels, best first. */
export function costOf(levels: readonly LevelText[], qty: string): Cost {
  const qtyDecimals = Math.max(...[qty, ...levels.map((level) => level.qty)].map(decimalsOf));
  const priceDecimals = Math.max(0, ...levels.map((level) => decimalsOf(level.price)));
  let open = scaled(qty, qtyDecimals);
  let cost = 0n;
  let filled = 0n;
  let worstPrice: string | undefined;
  for (const level of levels) {
    if (open <= 0n) break;
    const available = scaled(level.qty, qtyDecimals);
    const part = available < open ? available : open;
    cost += part * scaled(level.price, priceDecimals);
    filled += part;
    open -= part;
    worstPrice = level.price;
  }
  const paid = formatScaled(cost, qtyDecimals + priceDecimals);
  const got = formatScaled(filled, qtyDecimals);
  const averagePrice = filled === 0n ? undefined : divideDecimals(paid, got, priceDecimals + AVERAGE_DECIMALS);
  return { filled: got, cost: paid, averagePrice, worstPrice };
}
