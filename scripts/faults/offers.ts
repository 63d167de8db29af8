/** Orders as somebody might think of who trades at random: prices of the book, small quantities. Knows no account. */
import type { OrderSide } from '@kraken-stream/core';
import type { Exchange } from '@kraken-stream/simulator';

export interface Offer {
  readonly symbol: string;
  readonly side: OrderSide;
  readonly limitPrice: string;
  readonly orderQty: string;
}

/** Orders are from so many times the least quantity, which costs the least that is taken, to so many. */
const LEAST = 4;
const MOST = 12;

export class Offers {
  readonly #exchange: () => Pick<Exchange, 'book' | 'pairs'>;
  readonly #draw: () => number;
  #sizes = MOST;

  /** `draw`: from 0 to below 1, evenly. */
  constructor(exchange: () => Pick<Exchange, 'book' | 'pairs'>, draw: () => number) {
    this.#exchange = exchange;
    this.#draw = draw;
  }

  /** An integer from `least` to `most`. */
  from(least: number, most: number): number {
    return least + Math.floor(this.#draw() * (most - least + 1));
  }

  one<T>(things: readonly T[]): T | undefined {
    return things[Math.floor(this.#draw() * things.length)];
  }

  /** At the price of a level, so many behind the best; undefined where there is none. */
  near(symbol: string, fewest = 1, most = 6): Offer | undefined {
    const side = this.one(['buy', 'sell'] as const)!;
    const limitPrice = this.prices(symbol, side, most)[this.from(fewest, most)];
    if (limitPrice === undefined) return undefined;
    return { symbol, side, limitPrice, orderQty: this.quantity(symbol) };
  }

  /** Of the levels of its side, best first. */
  prices(symbol: string, side: OrderSide, most = 6): readonly string[] {
    const { bids, asks } = this.#exchange().book(symbol, most + 1);
    return (side === 'buy' ? bids : asks).map(({ price }) => price);
  }

  quantity(symbol: string): string {
    return times(this.#least(symbol), this.from(LEAST, MOST));
  }

  /** More than anybody has. */
  fortune(symbol: string): string {
    return times(this.#least(symbol), 1e12);
  }

  /** More than any order was of before. */
  more(symbol: string): string {
    return times(this.#least(symbol), ++this.#sizes);
  }

  #least(symbol: string): string {
    return this.#exchange().pairs.find((pair) => pair.symbol === symbol)?.qtyMin ?? '1';
  }
}

/** A decimal times an integer. */
function times(decimal: string, count: number): string {
  const [whole = '', part = ''] = decimal.split('.');
  const digits = String(BigInt(whole + part) * BigInt(count)).padStart(part.length + 1, '0');
  const point = digits.length - part.length;
  return part === '' ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
}
