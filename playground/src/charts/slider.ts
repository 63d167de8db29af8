/** The keys of a slider, as the ARIA practices describe them. Knows nothing of what it slides along. */

/** So many steps at once. */
const PAGE = 10;

/** Where a key takes a slider that is `at`, between `first` and `last`; undefined for a key that is none of its own. */
export function slide(key: string, at: number, first: number, last: number): number | undefined {
  const wanted: Readonly<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowDown: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at + 1,
    PageDown: at - PAGE,
    PageUp: at + PAGE,
    Home: first,
    End: last,
  };
  const to = wanted[key];
  return to === undefined ? undefined : Math.max(first, Math.min(last, to));
}
