/** How much something is, in words. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** `812 B`, `24 kB`, `1.3 MB`. */
export function bytesInWords(bytes: number): string {
  if (bytes < 1000) return `${whole.format(bytes)} B`;
  return bytes < 1e6 ? `${whole.format(bytes / 1e3)} kB` : `${tenth.format(bytes / 1e6)} MB`;
}
