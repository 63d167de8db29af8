/**
 * What is true on the exchange where frames of v1 do not name it: trades without numbers, tickers without times, each in
 * the order in which it was so. Never read from a frame. Knows no client.
 */
import type { Ticker, Trade } from '@kraken-stream/core';
import type { Exchange } from '@kraken-stream/simulator';
import { type Floor, factsOf, floorOf, type Kept } from './truth.js';

/** All that v1 tells of a trade, as text: what two of one moment may have in common. */
export function tradeFacts({ symbol, side, price, qty, ordType, timestamp }: Trade): string {
  return factsOf({ symbol, side, price, qty, ordType, timestamp });
}

export class UnnumberedTradeTruth implements Kept {
  readonly all: string[] = [];
  readonly #feed: ReturnType<Floor['feeds']>['trade'];
  #last = Number.NEGATIVE_INFINITY;

  constructor(exchange: Exchange, symbol: string) {
    this.#feed = floorOf(exchange, symbol).feeds('v1').trade;
    // What was traded before is not told.
    this.#last = this.#feed.latest().at(-1)?.tradeId ?? this.#last;
    this.#feed.listen({}, () => this.note());
  }

  get length(): number {
    return this.all.length;
  }

  note(): void {
    for (const trade of this.#feed.latest()) {
      const { tradeId = Number.NaN } = trade;
      if (!(tradeId > this.#last)) continue;
      this.#last = tradeId;
      this.all.push(tradeFacts(trade));
    }
  }

  matches(trade: Trade, place: number): boolean {
    return this.all[place] === tradeFacts(trade);
  }
}

export class UntimedTickerTruth implements Kept {
  readonly moments: Ticker[] = [];
  /** The place of the one that subscribers were told last. */
  last = 0;
  readonly #exchange: Pick<Exchange, 'micros'>;
  readonly #feed: ReturnType<Floor['feeds']>['ticker'];

  constructor(exchange: Exchange, symbol: string) {
    this.#exchange = exchange;
    this.#feed = floorOf(exchange, symbol).feeds('v1').ticker;
    this.note();
    this.#feed.listen({ eventTrigger: 'trades' }, () => {
      this.note();
      this.last = this.moments.length - 1;
    });
  }

  note(): void {
    this.moments.push(this.#feed.ticker(this.#exchange.micros));
  }
}
