/**
 * Assets and pairs as REST lists them: under names of its own, with v1's names beside them. Knows nothing of HTTP.
 * https://docs.kraken.com/api/docs/rest-api/get-tradable-asset-pairs
 */
import type { Asset, Pair } from '@kraken-stream/core';

/** Assets that have another name outside of v2. */
const OLD_CODES: ReadonlyMap<string, string> = new Map([
  ['BTC', 'XBT'],
  ['DOGE', 'XDG'],
]);
/** The oldest assets have a letter before their code, which says what they are. */
const OLD_COINS = new Set(['XBT', 'XDG', 'ETH', 'ETC', 'LTC', 'MLN', 'REP', 'XLM', 'XMR', 'XRP', 'ZEC']);
const CURRENCY = 'currency';
const OLD_CURRENCIES = new Set(['USD', 'EUR', 'GBP', 'CAD', 'JPY', 'AUD']);

/** An entry, and all names by which it can be asked for; under the first it is listed. */
export interface Listed {
  readonly names: readonly [string, ...string[]];
  /** `currency` or `tokenized_asset`; of a pair that of its base. */
  readonly kind: string;
  readonly shown: object;
}

/** Of one kind the entries that are asked for by one of their names, or all. Undefined when one is not there. */
export function pick(
  listing: readonly Listed[],
  asked: readonly string[] | undefined,
  kind = CURRENCY,
): object | undefined {
  const there = listing.filter((each) => each.kind === kind);
  const found = asked?.map((name) => there.find(({ names }) => names.includes(name))) ?? there;
  const entries = found.flatMap((each) => (each === undefined ? [] : [[each.names[0], each.shown] as const]));
  return entries.length === found.length ? Object.fromEntries(entries) : undefined;
}

export function assetListing(assets: readonly Asset[]): Listed[] {
  return assets.map(({ id, status, precision, precisionDisplay, collateralValue, class: kind = CURRENCY }) => {
    const altname = codeOf(id);
    return {
      names: [assetName(id), altname],
      kind,
      shown: {
        aclass: kind,
        altname,
        decimals: precision,
        display_decimals: precisionDisplay,
        collateral_value: Number(collateralValue),
        status,
      },
    };
  });
}

export function pairListing(pairs: readonly Pair[], assets: readonly Asset[]): Listed[] {
  const kinds = new Map(assets.map(({ id, class: kind }) => [id, kind]));
  return pairs.map((pair) => {
    const [base, quote] = [codeOf(pair.base), codeOf(pair.quote)];
    const [altname, wsname] = [`${base}${quote}`, `${base}/${quote}`];
    const kind = kinds.get(pair.base) ?? CURRENCY;
    // The oldest pairs are named after both old names; where one of the two is newer neither has its letter.
    const old = assetName(pair.base) !== base && assetName(pair.quote) !== quote && base !== 'XDG';
    return {
      names: [old ? `${assetName(pair.base)}${assetName(pair.quote)}` : altname, altname, wsname],
      kind,
      shown: { altname, wsname, ...facts(pair, kind) },
    };
  });
}

function facts(pair: Pair, kind: string): object {
  const leverage = pair.marginable ? [2, 3, 4, 5] : [];
  return {
    aclass_base: kind,
    base: assetName(pair.base),
    aclass_quote: CURRENCY,
    quote: assetName(pair.quote),
    lot: 'unit',
    cost_decimals: pair.costPrecision,
    pair_decimals: pair.pricePrecision,
    lot_decimals: pair.qtyPrecision,
    lot_multiplier: 1,
    leverage_buy: leverage,
    leverage_sell: leverage,
    fees: [[0, 0.26]],
    fees_maker: [[0, 0.16]],
    fee_volume_currency: 'ZUSD',
    margin_call: 80,
    margin_stop: 40,
    ordermin: pair.qtyMin,
    costmin: pair.costMin,
    tick_size: pair.priceIncrement,
    status: pair.status,
    execution_venue: 'international',
    ...(pair.positionLimitLong === undefined ? undefined : { long_position_limit: pair.positionLimitLong }),
    ...(pair.positionLimitShort === undefined ? undefined : { short_position_limit: pair.positionLimitShort }),
  };
}

function codeOf(id: string): string {
  return OLD_CODES.get(id) ?? id;
}

function assetName(id: string): string {
  const code = codeOf(id);
  return OLD_COINS.has(code) ? `X${code}` : OLD_CURRENCIES.has(code) ? `Z${code}` : code;
}
