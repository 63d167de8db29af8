/** How many decimals the prices of a market have, as far as they were seen. Digits are never rounded away: texts stay texts. */

export class Precision {
  #decimals = 0;

  get decimals(): number {
    return this.#decimals;
  }

  reset(): void {
    this.#decimals = 0;
  }

  /** Learns from a number as the exchange wrote it. Returns whether that was more exact than all before. */
  see(...texts: readonly string[]): boolean {
    const most = Math.max(this.#decimals, ...texts.map(significantDecimals));
    const more = most > this.#decimals;
    this.#decimals = most;
    return more;
  }

  /** The same number with so many decimals as the most exact one. */
  write(text: string): string {
    return withDecimals(text, this.#decimals);
  }
}

/** Without the decimals for which there is no room in so many characters. Digits before the point are never left out. */
export function shortened(text: string, most: number): string {
  const point = text.indexOf('.');
  if (point === -1 || text.length <= most) return text;
  return point + 1 < most ? text.slice(0, most) : text.slice(0, point);
}

/** Decimals without the zeros at the end: v1 writes five of a price, whatever its increment. */
export function significantDecimals(text: string): number {
  const point = text.indexOf('.');
  if (point === -1) return 0;
  let end = text.length;
  while (text[end - 1] === '0') end--;
  return Math.max(0, end - point - 1);
}

/** With at least so many decimals, and no more than that when the others are zeros. */
export function withDecimals(text: string, decimals: number): string {
  const point = text.indexOf('.');
  const whole = point === -1 ? text : text.slice(0, point);
  const kept = Math.max(decimals, significantDecimals(text));
  if (kept === 0) return whole;
  return `${whole}.${(point === -1 ? '' : text.slice(point + 1)).padEnd(kept, '0').slice(0, kept)}`;
}
