/** Makes client ids for orders: UUIDs of version 4. https://docs.kraken.com/api/docs/guides/spot-clordid */

/** By the platform where it can, which pages without TLS cannot; else of `random`. */
export function createClientId(random: () => number): string {
  if (typeof globalThis.crypto?.randomUUID === 'function') return globalThis.crypto.randomUUID();
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16));
  digits[12] = 4;
  digits[16] = 8 + (digits[16]! % 4);
  return digits
    .map((digit) => digit.toString(16))
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
