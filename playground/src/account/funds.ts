/** What an account has, what its open orders hold of it, and what both are worth. Pure. */
import type { OwnOrder, Pair } from '@kraken-stream/client';
import { compared, floored, minus, over, plus, times } from './decimals.js';

export interface Fund {
  readonly asset: string;
  readonly balance: string;
  /** What open orders hold of it, as far as their limits tell. */
  readonly held: string;
  readonly free: string;
}

type Holding = Pick<OwnOrder, 'symbol' | 'side' | 'remainingQty' | 'limitPrice' | 'limitPriceType' | 'triggers'>;

/** By asset, what open orders hold: sells what is left of them, buys what it costs at their limit, or their trigger. */
export function heldBy(orders: Iterable<Holding>): ReadonlyMap<string, string> {
  const held = new Map<string, string>();
  for (const { symbol = '', side, remainingQty = '0', limitPrice, limitPriceType, triggers } of orders) {
    const [base = '', quote = ''] = symbol.split('/');
    const limit = (limitPriceType ?? 'static') === 'static' ? limitPrice : undefined;
    const price = limit ?? triggers?.actualPrice ?? triggers?.price ?? '0';
    const [asset, amount] = side === 'sell' ? [base, remainingQty] : [quote, times(remainingQty, price)];
    held.set(asset, plus(held.get(asset) ?? '0', amount));
  }
  return held;
}

/** The balances that are not zero, with what is held of them; as they came. */
export function fundsOf(
  balances: Iterable<{ readonly asset: string; readonly balance: string }>,
  held: ReadonlyMap<string, string>,
): readonly Fund[] {
  return [...balances]
    .filter(({ balance }) => Number(balance) !== 0)
    .map(({ asset, balance }) => {
      const taken = held.get(asset) ?? '0';
      const free = minus(balance, taken);
      return { asset, balance, held: taken, free: compared(free, '0') < 0 ? '0' : free };
    });
}

/** What all of it is worth in one asset, by the prices that are known; `missing` has no price. */
export function worthOf(
  funds: readonly Fund[],
  asset: string,
  priceOf: (symbol: string) => string | undefined,
): { readonly total: string; readonly missing: readonly string[] } {
  let total = '0';
  const missing: string[] = [];
  for (const fund of funds) {
    const price = fund.asset === asset ? '1' : priceOf(`${fund.asset}/${asset}`);
    if (price === undefined) missing.push(fund.asset);
    else total = plus(total, times(fund.balance, price));
  }
  return { total, missing };
}

/** A part of what is free, as a quantity that the pair takes: of the base for a sell, of the quote at a price for a buy. */
export function shareOf(
  percent: number,
  side: 'buy' | 'sell',
  free: string,
  price: string | undefined,
  takerRate: string,
  { qtyIncrement }: Pick<Pair, 'qtyIncrement'>,
): string | undefined {
  const part = times(free, String(percent / 100));
  if (side === 'sell') return floored(part, qtyIncrement);
  if (price === undefined) return undefined;
  // The fee is paid of the same asset.
  return floored(over(part, times(price, plus('1', takerRate))), qtyIncrement);
}
