/**
 * CRC-32 (IEEE 802.3: polynomial 0xEDB88320 reflected, initial value and final XOR 0xFFFFFFFF) over ASCII text, and the
 * combination of the CRCs of parts into the CRC of the whole.
 *
 * A CRC without initial value and final XOR ("raw" here) is linear: raw(A + B) = shift(raw(A), |B|) ^ raw(B), where
 * shift appends zero bytes. So a book can keep one CRC a level and combine twenty, instead of joining 350 characters.
 *
 * Check value: crc32("123456789") = 0xCBF43926. https://docs.kraken.com/api/docs/guides/spot-ws-book-v2
 */

/** raw CRC of each byte. */
export const BYTE_TABLE: Int32Array = /* @__PURE__ */ makeByteTable();

/** Appends one byte to a raw CRC. */
export function append(crc: number, byte: number): number {
  return (BYTE_TABLE[(crc ^ byte) & 255] as number) ^ (crc >>> 8);
}

/** The raw CRC of ASCII text that follows what `crc` stands for. */
export function appendText(crc: number, text: string): number {
  for (let i = 0; i < text.length; i++) crc = append(crc, text.charCodeAt(i));
  return crc;
}

/** The CRC-32 of ASCII text as an unsigned 32-bit integer; of more text behind that whose CRC-32 is `before`. */
export function crc32(text: string, before = 0): number {
  return ~appendText(~before, text) >>> 0;
}

/**
 * Four tables of 256, one for each byte of a CRC: what that byte becomes when `count` zero bytes are appended.
 * 4 kB each, made when first asked for; a book's levels have few different lengths.
 */
export function shiftTable(count: number): Int32Array {
  let table = shiftTables[count];
  if (table === undefined) {
    table = makeShiftTable(count);
    shiftTables[count] = table;
  }
  return table;
}

/** A raw CRC with zero bytes appended, by a table of `shiftTable`. */
export function shiftBy(table: Int32Array, crc: number): number {
  return (
    (table[crc & 255] as number) ^
    (table[256 | ((crc >>> 8) & 255)] as number) ^
    (table[512 | ((crc >>> 16) & 255)] as number) ^
    (table[768 | (crc >>> 24)] as number)
  );
}

/** A raw CRC with any number of zero bytes appended, in two steps, so that many numbers need few tables. */
export function shift(crc: number, count: number): number {
  return shiftBy(shiftTable(count & 15), shiftBy(shiftTable(count & ~15), crc));
}

const shiftTables: (Int32Array | undefined)[] = [];

function makeByteTable(): Int32Array {
  const table = new Int32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
    table[byte] = crc;
  }
  return table;
}

function makeShiftTable(count: number): Int32Array {
  const table = new Int32Array(1024);
  for (let i = 0; i < 1024; i++) {
    let crc = (i & 255) << (8 * (i >>> 8));
    for (let n = 0; n < count; n++) crc = append(crc, 0);
    table[i] = crc;
  }
  return table;
}
