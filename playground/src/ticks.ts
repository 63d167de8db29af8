/** The least distance of two prices of a pair, and steps made of it. Knows nothing of books. */
import { CATALOGUE } from '@kraken-stream/simulator';

const TICKS: ReadonlyMap<string, string> = new Map(CATALOGUE.map(({ pair }) => [pair.symbol, pair.priceIncrement]));

/**
 * A pair's price increment, a plain decimal: of the catalogue, else as fine as the prices of `levels` are. Undefined where
 * there are none.
 */
export function tickOf(symbol: string, levels: readonly { readonly price: string }[]): string;
export function tickOf(symbol: string): string | undefined;
export function tickOf(symbol: string, levels?: readonly { readonly price: string }[]): string | undefined {
  const listed = TICKS.get(symbol);
  if (listed !== undefined || levels === undefined) return listed;
  const finest = Math.max(0, ...levels.map(({ price }) => (/\.(\d*[1-9])/.exec(price)?.[1] ?? '').length));
  return finest === 0 ? '1' : `0.${'1'.padStart(finest, '0')}`;
}

/** So many ticks, a plain decimal without zeros at its end: 10 of `0.05` are `0.5`. */
export function timesTick(tick: string, count: number): string {
  const [, fraction = ''] = tick.split('.');
  const units = String(BigInt(tick.replace('.', '')) * BigInt(count)).padStart(fraction.length + 1, '0');
  const whole = units.slice(0, units.length - fraction.length);
  const rest = units.slice(whole.length).replace(/0+$/, '');
  return rest === '' ? whole : `${whole}.${rest}`;
}
