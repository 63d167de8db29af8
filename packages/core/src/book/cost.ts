/**
 * What taking liquidity from a book would cost, exactly.
 */
import { compareDecimals, decimalsOf, formatScaled, scaled } from '../decimal/decimal.js';
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
export function costOf(levels: Iterable<LevelText>, qty: string): Cost {
  const taken: LevelText[] = [];
  let qtyDecimals = decimalsOf(qty);
  let priceDecimals = 0;
  const all = [...levels];
  for (const level of all) {
    qtyDecimals = Math.max(qtyDecimals, decimalsOf(level.qty));
    priceDecimals = Math.max(priceDecimals, decimalsOf(level.price));
  }
  let open = scaled(qty, qtyDecimals);
  let cost = 0n;
  let filled = 0n;
  for (const level of all) {
    if (open <= 0n) break;
    const available = scaled(level.qty, qtyDecimals);
    const part = available < open ? available : open;
    cost += part * scaled(level.price, priceDecimals);
    filled += part;
    open -= part;
    taken.push(level);
  }
  return {
    filled: formatScaled(filled, qtyDecimals),
    cost: formatScaled(cost, qtyDecimals + priceDecimals),
    averagePrice:
      filled === 0n
        ? undefined
        : formatScaled(
            (2n * cost * 10n ** BigInt(AVERAGE_DECIMALS) + filled) / (2n * filled),
            priceDecimals + AVERAGE_DECIMALS,
          ),
    worstPrice: taken.at(-1)?.price,
  };
}

/** The sum of the quantities of the levels for which `counts` holds; levels come best first, and end at the first no. */
export function totalQty(levels: Iterable<LevelText>, counts: (price: string) => boolean): string {
  const quantities: string[] = [];
  for (const level of levels) {
    if (!counts(level.price)) break;
    quantities.push(level.qty);
  }
  const decimals = Math.max(0, ...quantities.map(decimalsOf));
  return formatScaled(
    quantities.reduce((sum, qty) => sum + scaled(qty, decimals), 0n),
    decimals,
  );
}

/** `a - b` of two plain decimals. */
export function difference(a: string, b: string): string {
  const decimals = Math.max(decimalsOf(a), decimalsOf(b));
  return formatScaled(scaled(a, decimals) - scaled(b, decimals), decimals);
}

/** `(a + b) / 2` of two plain decimals, with one decimal more than they have. */
export function middle(a: string, b: string): string {
  const decimals = Math.max(decimalsOf(a), decimalsOf(b));
  return formatScaled((scaled(a, decimals) + scaled(b, decimals)) * 5n, decimals + 1);
}

/** Whether `price` is at least as good as `limit`, for the side that `direction` names (1 bids, -1 asks). */
export function isAtLeast(direction: 1 | -1, price: string, limit: string): boolean {
  return compareDecimals(price, limit) * direction >= 0;
}
