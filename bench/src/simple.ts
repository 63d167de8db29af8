/**
 * A simple and correct way to keep a book, for comparison: numbers are quoted so that `JSON.parse` keeps their digits,
 * levels lie in sorted arrays, and the checksum is a CRC-32 over one joined string. It shares nothing with the library.
 */
import CRC32 from 'crc-32';

interface WireLevel {
  readonly price: string;
  readonly qty: string;
}

interface WireBook {
  readonly symbol: string;
  readonly bids: readonly WireLevel[];
  readonly asks: readonly WireLevel[];
  readonly checksum: string;
}

interface WireFrame {
  readonly type: 'snapshot' | 'update';
  readonly data: readonly WireBook[];
}

type SimpleLevel = [price: string, qty: string, value: number];

const NUMBER = /:(\d+(?:\.\d+)?)(?=[,}])/g;

/** A book frame of either protocol, whose numbers are text. */
export function parseFrame(text: string): WireFrame {
  if (text.startsWith('[')) return parseV1(text);
  return JSON.parse(text.replace(NUMBER, ':"$1"')) as WireFrame;
}

type V1Levels = readonly (readonly [price: string, qty: string, ...rest: readonly string[]])[];

interface V1Maps {
  readonly a?: V1Levels;
  readonly b?: V1Levels;
  readonly as?: V1Levels;
  readonly bs?: V1Levels;
  readonly c?: string;
}

/** One map or two, channel and pair behind them; a snapshot has no checksum. */
function parseV1(text: string): WireFrame {
  const frame = JSON.parse(text) as unknown[];
  const { a, b, as, bs, c = '' } = Object.assign({}, ...frame.slice(1, -2)) as V1Maps;
  const levels = (side: V1Levels = []) => side.map(([price, qty]) => ({ price, qty }));
  const [bids, asks] = [levels(bs ?? b), levels(as ?? a)];
  const type = as === undefined ? 'update' : 'snapshot';
  return { type, data: [{ symbol: frame.at(-1) as string, bids, asks, checksum: c }] };
}

export class SimpleSide {
  readonly levels: SimpleLevel[] = [];
  readonly #direction: 1 | -1;

  /** `1` for bids, whose best price is the highest; `-1` for asks. */
  constructor(direction: 1 | -1) {
    this.#direction = direction;
  }

  /** Sets a level, or removes it when the quantity is zero. Returns the rank at which that happened. */
  set({ price, qty }: WireLevel): number {
    const { levels } = this;
    const value = Number(price);
    let rank = 0;
    while (rank < levels.length && (levels[rank]![2] - value) * this.#direction > 0) rank++;
    const known = rank < levels.length && levels[rank]![2] === value;
    if (Number(qty) !== 0) levels.splice(rank, known ? 1 : 0, [price, qty, value]);
    else if (known) levels.splice(rank, 1);
    return rank;
  }

  cut(depth: number): void {
    if (this.levels.length > depth) this.levels.length = depth;
  }
}

export class SimpleBook {
  readonly bids = new SimpleSide(1);
  readonly asks = new SimpleSide(-1);
  readonly #depth: number;

  constructor(depth: number) {
    this.#depth = depth;
  }

  /** Applies a frame; whether its checksum matches. */
  take({ type, data }: WireFrame): boolean {
    const { bids, asks, checksum } = data[0]!;
    if (type === 'snapshot') this.bids.levels.length = this.asks.levels.length = 0;
    for (const level of bids) this.bids.set(level);
    for (const level of asks) this.asks.set(level);
    this.bids.cut(this.#depth);
    this.asks.cut(this.#depth);
    return this.checksum() === Number(checksum);
  }

  checksum(): number {
    let text = '';
    for (const { levels } of [this.asks, this.bids]) {
      for (const [price, qty] of levels.slice(0, 10)) text += digitsOf(price) + digitsOf(qty);
    }
    return CRC32.bstr(text) >>> 0;
  }
}

function digitsOf(decimal: string): string {
  return decimal.replace('.', '').replace(/^0+/, '');
}
