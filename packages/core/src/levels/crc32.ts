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

/** How many zero bytes one step appends at most: a level has at most twice sixteen digits. */
const STRIDE = 32;
/** From 0 to ten. */
const STRIDE_COUNT = 11;

/**
 * Four tables of 256, one for each byte of a CRC, for each count of zero bytes that one step appends: what that byte
 * becomes. One array of them all: an engine finds its way in it at less cost than in many. 135 kB.
 */
const STEPS: Int32Array = /* @__PURE__ */ makeSteps();

/** A raw CRC with zero bytes appended, at most 32. */
export function shiftStep(crc: number, count: number): number {
  const step = count << 10;
  return (
    (STEPS[step | (crc & 255)] as number) ^
    (STEPS[step | 256 | ((crc >>> 8) & 255)] as number) ^
    (STEPS[step | 512 | ((crc >>> 16) & 255)] as number) ^
    (STEPS[step | 768 | (crc >>> 24)] as number)
  );
}

/** The same in strides: what ten such levels have together is appended in two steps. 45 kB. */
const STRIDES: Int32Array = /* @__PURE__ */ makeStrides();

/** A raw CRC with any number of zero bytes appended. */
export function shift(crc: number, count: number): number {
  let shifted = crc;
  let left = count;
  for (; left >= STRIDE * STRIDE_COUNT; left -= STRIDE) shifted = shiftStep(shifted, STRIDE);
  const stride = (left >> 5) << 10;
  shifted =
    (STRIDES[stride | (shifted & 255)] as number) ^
    (STRIDES[stride | 256 | ((shifted >>> 8) & 255)] as number) ^
    (STRIDES[stride | 512 | ((shifted >>> 16) & 255)] as number) ^
    (STRIDES[stride | 768 | (shifted >>> 24)] as number);
  return shiftStep(shifted, left & (STRIDE - 1));
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

function makeSteps(): Int32Array {
  const steps = new Int32Array((STRIDE + 1) << 10);
  for (let i = 0; i < 1024; i++) steps[i] = (i & 255) << (8 * (i >>> 8));
  for (let i = 1024; i < steps.length; i++) steps[i] = append(steps[i - 1024] as number, 0);
  return steps;
}

function makeStrides(): Int32Array {
  const strides = new Int32Array(STRIDE_COUNT << 10);
  for (let i = 0; i < 1024; i++) strides[i] = (i & 255) << (8 * (i >>> 8));
  for (let i = 1024; i < strides.length; i++) strides[i] = shiftStep(strides[i - 1024] as number, STRIDE);
  return strides;
}
