/**
 * Levels put together in steps of price. Bids count down to their step and asks up: nobody is promised a better price than
 * there is. Sums are exact: they are made in units of the last decimal. Knows nothing of what is drawn.
 */
import type { BookSide } from '@kraken-stream/client';
import type { Step } from './scale.js';

/** The deepest book there is. */
const MOST = 1000;
// Everything here happens within one call: all sides share them.
const levelPrices = new Float64Array(MOST);
const levelQuantities = new Float64Array(MOST);

/**
 * Writes the best steps of a side into the caller's arrays, best first. `direction`: 1 for bids, -1 for asks. `depth`: as
 * many levels as the side can have; the last step of a side that is full may go on beyond them and is left out, unless
 * there is no other. Returns how many were written.
 */
export function fillSteps(
  side: BookSide,
  { priceUnits, qtyUnits, size }: Step,
  direction: 1 | -1,
  depth: number,
  prices: Float64Array,
  quantities: Float64Array,
): number {
  const length = side.fill(levelPrices, levelQuantities);
  let count = 0;
  let current = Number.NaN;
  let sum = 0;
  const put = (): void => {
    prices[count] = current / priceUnits;
    quantities[count] = sum / qtyUnits;
    count++;
  };
  for (let rank = 0; rank < length; rank++) {
    const price = Math.round(levelPrices[rank]! * priceUnits);
    const step = (direction === 1 ? Math.floor(price / size) : Math.ceil(price / size)) * size;
    if (step !== current) {
      if (rank > 0) put();
      if (count === prices.length) return count;
      current = step;
      sum = 0;
    }
    sum += Math.round(levelQuantities[rank]! * qtyUnits);
  }
  if (length > 0 && (length < depth || count === 0)) put();
  return count;
}
