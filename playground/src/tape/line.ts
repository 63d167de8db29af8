/** What waits to be shown on the tape: trades and gaps in their order, no more of them than the tape has rows. */
import type { Gap, Trade } from '@kraken-stream/client';
import { UsualSize } from './size.js';

export type Entry =
  | { readonly type: 'trade'; readonly trade: Trade; readonly large: boolean }
  | { readonly type: 'gap'; readonly gap: Gap };

export class WaitingLine {
  readonly #most: number;
  readonly #size = new UsualSize();
  #entries: Entry[] = [];
  #trades = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Trades that came since they were taken last, those that found no room among them. */
  get trades(): number {
    return this.#trades;
  }

  /** Oldest first. */
  push(trades: readonly Trade[]): void {
    this.#trades += trades.length;
    for (const trade of trades) this.#put({ type: 'trade', trade, large: this.#size.isLarge(Number(trade.qty)) });
  }

  pushGap(gap: Gap): void {
    this.#put({ type: 'gap', gap });
  }

  /** What waits, oldest first; nothing does any more. */
  take(): readonly Entry[] {
    const entries = this.#entries.slice(-this.#most);
    this.#entries = [];
    this.#trades = 0;
    return entries;
  }

  reset(): void {
    this.take();
    this.#size.reset();
  }

  #put(entry: Entry): void {
    this.#entries.push(entry);
    // Now and then, not with each: taking from the front moves the rest.
    if (this.#entries.length >= 2 * this.#most) this.#entries = this.#entries.slice(-this.#most);
  }
}
