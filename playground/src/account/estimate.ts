/** What an order would come to by the book as it stands: what it pays or gets, and the fee. An estimate, in words. */
import type { BookSide, OrderBook, OwnTrade } from '@kraken-stream/client';
import { compared, grouped, isDecimal, minus, over, rounded, times, trimmed } from './decimals.js';
import type { Values } from './read-order.js';

/** What of the cost is the fee, as a part of one. */
export interface FeeRates {
  readonly maker: string;
  readonly taker: string;
  /** Whether fills told them. */
  readonly told: boolean;
}

/** What the local exchange takes of an account that has no terms of its own: 0.16 and 0.26 percent. */
const USUAL: FeeRates = { maker: '0.0016', taker: '0.0026', told: false };
const RATE_DECIMALS = 4;
const LARGE = '10';

/** The rates that the latest fills were charged: no channel tells them otherwise. */
export function ratesOf(trades: readonly OwnTrade[]): FeeRates {
  const rate = (indicator: string): string | undefined => {
    const fill = trades.findLast(({ liquidityInd, fees, symbol }) => {
      return liquidityInd === indicator && fees[0]?.asset === symbol.split('/')[1];
    });
    const fee = fill?.fees[0]?.qty;
    if (fill === undefined || fee === undefined || Number(fill.cost) === 0) return undefined;
    return (Number(fee) / Number(fill.cost)).toFixed(RATE_DECIMALS);
  };
  const [maker, taker] = [rate('m'), rate('t')];
  if (maker === undefined && taker === undefined) return USUAL;
  return { maker: maker ?? USUAL.maker, taker: taker ?? USUAL.taker, told: true };
}

export interface Estimate {
  /** Quote currency; undefined where nothing tells it. */
  readonly cost: string | undefined;
  readonly fee: string | undefined;
  /** How it comes about, in words. */
  readonly how: string;
}

const NOTHING: Estimate = { cost: undefined, fee: undefined, how: 'Enter a quantity to see what it comes to.' };

/** What of a book is looked at. */
type Levels = Pick<OrderBook, 'cost' | 'state'> & {
  readonly bids: Pick<BookSide, 'best'>;
  readonly asks: Pick<BookSide, 'best'>;
};

/** `decimals`: those of amounts in quote currency. */
export function estimateOf(values: Values, book: Levels | undefined, rates: FeeRates, decimals: number): Estimate {
  const side = values.side === 'sell' ? 'sell' : 'buy';
  const { limitPrice = '', cashOrderQty: cash = '', orderQty: qty = '' } = values;
  const isLimited = isPositive(limitPrice) && (values.limitPriceType ?? 'static') === 'static';
  if (!isPositive(qty)) return isPositive(cash) ? spent(cash, book, rates, decimals) : NOTHING;
  const trigger = values['triggers.price'] ?? '';
  if (isLimited) {
    // A triggered order meets the market where its trigger was.
    const market = trigger === '' ? (side === 'buy' ? book?.asks.best : book?.bids.best)?.price : trigger;
    const crosses =
      market !== undefined && isPositive(market) && compared(limitPrice, market) * (side === 'buy' ? 1 : -1) >= 0;
    const isOffset = trigger !== '' && (values['triggers.priceType'] ?? 'static') !== 'static';
    const waits = isOffset || !crosses || values.postOnly === 'true';
    const cost = times(qty, limitPrice);
    const how = waits ? 'at its limit, as maker' : 'at its limit at the worst, as taker';
    return { ...priced(cost, waits ? rates.maker : rates.taker, decimals), how };
  }
  if (trigger !== '' || values['triggers.priceType'] !== undefined) {
    if (values['triggers.priceType'] !== 'static' || !isPositive(trigger))
      return { cost: undefined, fee: undefined, how: 'What it comes to is known when it is triggered.' };
    return { ...priced(times(qty, trigger), rates.taker, decimals), how: 'at its trigger price, as taker' };
  }
  if (book === undefined || book.state !== 'live')
    return { cost: undefined, fee: undefined, how: 'The book is not live: nothing is estimated.' };
  const { cost, filled, averagePrice, worstPrice } = book.cost(side, qty);
  if (averagePrice === undefined) return { cost: undefined, fee: undefined, how: 'The book is empty.' };
  const missing = minus(qty, filled);
  const thin = compared(missing, '0') > 0 ? `; ${trimmed(missing)} more than the book shows` : '';
  const how = `as taker, ${grouped(rounded(averagePrice, decimals))} on average, ${grouped(worstPrice ?? '')} at worst${thin}`;
  return { ...priced(cost, rates.taker, decimals), how };
}

/** A market buy that spends so much. */
function spent(cash: string, book: Levels | undefined, rates: FeeRates, decimals: number): Estimate {
  const best = book?.asks.best?.price;
  const got = best === undefined ? '' : `, for about ${trimmed(rounded(over(cash, best), 8))} at the best ask`;
  return { ...priced(cash, rates.taker, decimals), how: `as taker${got}` };
}

function priced(cost: string, rate: string, decimals: number): { cost: string; fee: string } {
  // Cents are enough of what is worth much.
  const fit = compared(cost, LARGE) < 0 ? decimals : Math.min(decimals, 2);
  return { cost: rounded(cost, fit), fee: rounded(times(cost, rate), fit) };
}

export function isPositive(text: string): boolean {
  return isDecimal(text) && compared(text, '0') > 0;
}
