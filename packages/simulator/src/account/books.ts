/**
 * The house's own books: what the background traders have paid and received, and what fees were collected. With all
 * accounts they add up to what was paid in. Knows no orders.
 */

export class Books {
  readonly #traders = new Map<string, bigint>();
  readonly #collected = new Map<string, bigint>();
  readonly #paidIn = new Map<string, bigint>();

  /** Accounts have got so much from whom they traded with; what they give is below zero. */
  traded(asset: string, amount: bigint): void {
    add(this.#traders, asset, -amount);
  }

  collected(asset: string, fee: bigint): void {
    add(this.#collected, asset, fee);
  }

  paidIn(asset: string, amount: bigint): void {
    add(this.#paidIn, asset, amount);
  }

  /** What the background traders have of it, below zero when they have paid more than they got, in units. */
  ofTraders(asset: string): bigint {
    return this.#traders.get(asset) ?? 0n;
  }

  ofFees(asset: string): bigint {
    return this.#collected.get(asset) ?? 0n;
  }

  /** What all accounts together were given from outside. */
  ofDeposits(asset: string): bigint {
    return this.#paidIn.get(asset) ?? 0n;
  }
}

function add(book: Map<string, bigint>, asset: string, amount: bigint): void {
  book.set(asset, (book.get(asset) ?? 0n) + amount);
}
