/** Amounts for charts and summaries, where a few digits say all. Exact numbers are texts and are not written here. */

const compactly = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });
const MINUS = '−';

/** Three digits: `1.23K`, `0.0456`. */
export function compact(value: number): string {
  return compactly.format(value);
}

/** With its sign, so that it is not told by colour alone; zero has none. `1.2` is +1.20 %. */
export function signedPercent(value: number): string {
  const text = Math.abs(value).toFixed(2);
  const sign = Number(text) === 0 ? '' : value < 0 ? MINUS : '+';
  return `${sign}${text} %`;
}

/** Milliseconds as a person says them: `480 ms`, `2.1 s`, `3 min`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.round(ms / 60_000)} min`;
}
