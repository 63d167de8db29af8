/** How many levels of each side there is room for. Knows nothing of books. */

/** From so many books on all are shown more closely. */
export const COMPACT_FROM = 9;

/** `narrow`: on a phone, where books stand one below the other. */
export function autoRows(books: number, narrow: boolean): number {
  if (narrow) return books <= 4 ? 7 : 5;
  if (books <= 4) return 12;
  return books < COMPACT_FROM ? 8 : 5;
}
