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
  return BYTE_TABLE[(crc ^ byte) & 255]! ^ (crc >>> 8);
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

/** How many zero bytes one step appends at most: a level has at most twice sixteen digits. */
const STRIDE = 32;
/** From 0 to ten. */
const STRIDE_COUNT = 11;

/** For each count of zero bytes that one step appends. 135 kB. */
const STEPS: Int32Array = /* @__PURE__ */ makeShifts(STRIDE + 1, (crc) => append(crc, 0));

/** The same in strides: what ten such levels have together is appended in two steps. 45 kB. */
const STRIDES: Int32Array = /* @__PURE__ */ makeShifts(STRIDE_COUNT, (crc) => shiftStep(crc, STRIDE));

/** A raw CRC with zero bytes appended, at most 32. */
export function shiftStep(crc: number, count: number): number {
  return shifted(STEPS, count, crc);
}

/** A raw CRC with any number of zero bytes appended. */
export function shift(crc: number, count: number): number {
  let left = count;
  for (; left >= STRIDE * STRIDE_COUNT; left -= STRIDE) crc = shiftStep(crc, STRIDE);
  return shiftStep(shifted(STRIDES, left >> 5, crc), left & (STRIDE - 1));
}

/** A raw CRC as the step of this number leaves it. */
function shifted(shifts: Int32Array, number: number, crc: number): number {
  const step = number << 10;
  return (
    shifts[step | (crc & 255)]! ^
    shifts[step | 256 | ((crc >>> 8) & 255)]! ^
    shifts[step | 512 | ((crc >>> 16) & 255)]! ^
    shifts[step | 768 | (crc >>> 24)]!
  );
}

function makeByteTable(): Int32Array {
  const table = new Int32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
    table[byte] = crc;
  }
  return table;
}

/**
 * Four tables of 256, one for each byte of a CRC, for each of so many steps: what that byte becomes. The first step leaves all as
 * it is, `next` makes each other of the one before. One array of them all: an engine finds its way in it at less cost than
 * in many.
 */
function makeShifts(count: number, next: (crc: number) => number): Int32Array {
  const shifts = new Int32Array(count << 10);
  for (let i = 0; i < 1024; i++) shifts[i] = (i & 255) << (8 * (i >>> 8));
  for (let i = 1024; i < shifts.length; i++) shifts[i] = next(shifts[i - 1024]!);
  return shifts;
}
