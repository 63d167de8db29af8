/** What frames tell in a row. Knows nothing of what it is. */

/** Each once, by its key, and in order. Frames come so; one that does not must neither hide a hole nor end anything twice. */
export function inOrder<T>(
  series: readonly T[],
  keyOf: (each: T) => string | number,
  replaces: (each: T, known: T) => boolean,
): readonly T[] {
  if (series.every((each, i) => i === 0 || keyOf(series[i - 1]!) < keyOf(each))) return series;
  const byKey = new Map<string | number, T>();
  for (const each of series) {
    const known = byKey.get(keyOf(each));
    if (known === undefined || replaces(each, known)) byKey.set(keyOf(each), each);
  }
  return [...byKey.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
