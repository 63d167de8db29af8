/**
 * A book in the plainest form, to hold the real one against: a map a side, sorted when asked, and a checksum over a
 * joined string by a bit-by-bit CRC. Shares no code with what it tests.
 */
export interface PlainLevel {
  readonly price: string;
  readonly qty: string;
}

export class NaiveBook {
  readonly #depth: number;
  #bids = new Map<string, string>();
  #asks = new Map<string, string>();

  constructor(depth: number) {
    this.#depth = depth;
  }

  get bids(): PlainLevel[] {
    return sorted(this.#bids).reverse();
  }

  get asks(): PlainLevel[] {
    return sorted(this.#asks);
  }

  load(bids: readonly PlainLevel[], asks: readonly PlainLevel[]): void {
    this.#bids = new Map(bids.map(({ price, qty }) => [price, qty]));
    this.#asks = new Map(asks.map(({ price, qty }) => [price, qty]));
    this.#cut();
  }

  apply(bids: readonly PlainLevel[], asks: readonly PlainLevel[]): void {
    for (const { price, qty } of bids) set(this.#bids, price, qty);
    for (const { price, qty } of asks) set(this.#asks, price, qty);
    this.#cut();
  }

  checksum(): number {
    const digits = [...this.asks.slice(0, 10), ...this.bids.slice(0, 10)]
      .map(({ price, qty }) => [price, qty].map((text) => text.split('.').join('').replace(/^0+/, '')).join(''))
      .join('');
    return naiveCrc32(digits);
  }

  #cut(): void {
    this.#bids = new Map(this.bids.slice(0, this.#depth).map(({ price, qty }) => [price, qty]));
    this.#asks = new Map(this.asks.slice(0, this.#depth).map(({ price, qty }) => [price, qty]));
  }
}

export function naiveCrc32(text: string): number {
  let crc = 0xffffffffn;
  for (const character of text) {
    crc ^= BigInt(character.charCodeAt(0));
    for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? 0xedb88320n ^ (crc >> 1n) : crc >> 1n;
  }
  return Number(crc ^ 0xffffffffn);
}

function set(side: Map<string, string>, price: string, qty: string): void {
  if (/^[0.]+$/.test(qty)) side.delete(price);
  else side.set(price, qty);
}

/** Lowest first. Prices of one test have one number of decimals, so that texts and numbers sort alike when padded. */
function sorted(side: Map<string, string>): PlainLevel[] {
  return [...side]
    .map(([price, qty]) => ({ price, qty }))
    .sort((a, b) => (a.price.padStart(60, '0') < b.price.padStart(60, '0') ? -1 : 1));
}
