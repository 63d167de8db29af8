/** When stop, take-profit and trailing orders become active. Types only. */
import type { DecimalInput } from '../decimal/input.js';
import type { PriceType, TriggerReference } from '../protocol/order.js';

interface Reference {
  /** What is compared: `last`, the last trade (default), or `index`, where the pair has one. */
  readonly reference?: TriggerReference | undefined;
}

/** A level that the reference reaches. https://docs.kraken.com/api/docs/websocket-v2/add_order, `triggers` */
export interface TriggerLevel extends Reference {
  /**
   * By `priceType`: a price above zero, a multiple of the pair's `priceIncrement`; or an offset from the reference with its
   * sign, -2 for two below.
   */
  readonly price: DecimalInput;
  /** `static` (default): a price · `pct`: an offset in percent · `quote`: an offset in quote currency. */
  readonly priceType?: PriceType | undefined;
}

/** A distance from the peak or trough. https://docs.kraken.com/api/docs/websocket-v2/add_order, `triggers` */
export interface TrailingDistance extends Reference {
  /** Above zero. */
  readonly price: DecimalInput;
  /** `pct`: in percent · `quote`: in quote currency, a multiple of the pair's `priceIncrement`. */
  readonly priceType: Exclude<PriceType, 'static'>;
}
