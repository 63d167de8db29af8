/** What one account has of each asset, and what of it open orders hold, in units. Knows no orders and nobody to tell. */

export class Wallet {
  readonly #owned = new Map<string, bigint>();
  readonly #held = new Map<string, bigint>();

  /** All that it has or ever had, in alphabetical order. */
  get assets(): string[] {
    return [...this.#owned.keys()].sort();
  }

  owned(asset: string): bigint {
    return this.#owned.get(asset) ?? 0n;
  }

  held(asset: string): bigint {
    return this.#held.get(asset) ?? 0n;
  }

  available(asset: string): bigint {
    return this.owned(asset) - this.held(asset);
  }

  /** Adds to what it has, or takes from it. Returns what it has then. */
  add(asset: string, amount: bigint): bigint {
    const owned = this.owned(asset) + amount;
    this.#owned.set(asset, owned);
    return owned;
  }

  /** Holds more, or less. */
  hold(asset: string, amount: bigint): void {
    this.#held.set(asset, this.held(asset) + amount);
  }
}
