/**
 * What is traded: assets and pairs in the exchange's words, with the facts that the background traders need beside
 * them. Knows nothing of engines and feeds.
 */
import type { Asset, Pair } from '@kraken-stream/core';

/** A pair and its usual market. */
export interface Instrument {
  readonly pair: Pair;
  /** The price around which it trades. */
  readonly price: string;
  /** A usual order, in base units. */
  readonly size: number;
  /** Price increments between neighbouring levels near the touch, about. */
  readonly gap: number;
  /** Levels a side that a thin book has at most. */
  readonly thin?: number | undefined;
  /** Tokens of the base asset in one share, a plain decimal; of tokenised equities alone. */
  readonly multiplier?: string | undefined;
  /** Decimals of prices in v1, no fewer than the pair has; a usual number when left out. */
  readonly v1PriceDecimals?: number | undefined;
}

/** The facts of a pair from which the others follow. */
export interface InstrumentFacts {
  readonly symbol: string;
  /** Printed with the decimals of prices, which it defines. */
  readonly price: string;
  readonly size: number;
  readonly gap: number;
  /** 8 when left out. */
  readonly qtyPrecision?: number | undefined;
  /** One unit of the last price decimal when left out. */
  readonly priceIncrement?: string | undefined;
  readonly qtyMin: string;
  readonly thin?: number | undefined;
  readonly marginable?: boolean | undefined;
  /** Makes a tokenised equity of the base asset: it is listed only when asked for. */
  readonly multiplier?: string | undefined;
  /** Decimals of prices in v1, which keeps those of older times; a usual number when left out. */
  readonly v1PriceDecimals?: number | undefined;
}

/** 10^-precision as a plain decimal. */
function unit(precision: number): string {
  return precision === 0 ? '1' : `0.${'1'.padStart(precision, '0')}`;
}

/** An instrument from few facts. */
export function instrument(facts: InstrumentFacts): Instrument {
  const [base = '', quote = ''] = facts.symbol.split('/');
  const pricePrecision = (facts.price.split('.')[1] ?? '').length;
  const qtyPrecision = facts.qtyPrecision ?? 8;
  const priceIncrement = facts.priceIncrement ?? unit(pricePrecision);
  const coin = quote === 'BTC' || quote === 'ETH';
  const pair: Pair = {
    symbol: facts.symbol,
    base,
    quote,
    status: 'online',
    qtyPrecision,
    qtyIncrement: unit(qtyPrecision),
    qtyMin: facts.qtyMin,
    pricePrecision,
    priceIncrement,
    costPrecision: coin ? 10 : 5,
    costMin: coin ? '0.00002' : '0.50',
    marginable: facts.marginable === true,
    hasIndex: true,
    ...(facts.marginable === true
      ? { marginInitial: '0.20', positionLimitLong: 1000, positionLimitShort: 600 }
      : undefined),
    tickSize: priceIncrement,
    wsDisplayPricePrecision: pricePrecision,
  };
  const { price, size, gap, thin, multiplier, v1PriceDecimals } = facts;
  return { pair, price, size, gap, thin, multiplier, v1PriceDecimals };
}

const FIAT = new Set(['USD', 'EUR', 'GBP', 'CAD', 'JPY', 'CHF', 'AUD']);

const TOKENIZED = {
  status: 'enabled',
  precision: 10,
  precisionDisplay: 5,
  borrowable: false,
  collateralValue: '0.000',
  class: 'tokenized_asset',
};

/** The assets that these instruments trade, in order of first mention. */
export function assetsOf(instruments: Iterable<Instrument>): Asset[] {
  const multipliers = new Map<string, string | undefined>();
  for (const { pair, multiplier } of instruments) {
    multipliers.set(pair.base, multiplier);
    if (!multipliers.has(pair.quote)) multipliers.set(pair.quote, undefined);
  }
  return Array.from(multipliers, ([id, multiplier]) => {
    const fiat = FIAT.has(id);
    if (multiplier !== undefined) return { ...TOKENIZED, id, multiplier };
    return {
      id,
      status: 'enabled',
      precision: fiat ? 4 : 10,
      precisionDisplay: fiat ? 2 : 5,
      borrowable: fiat,
      collateralValue: fiat ? '1.000' : '0.900',
      class: 'currency',
      ...(fiat ? { marginRate: '0.025000' } : undefined),
    };
  });
}

/**
 * Any number of made-up pairs, `S0001/USD` and so on, for load tests: precisions from 1 to 9, prices from fractions of
 * a cent to 100,000.
 */
export function syntheticInstruments(count: number): Instrument[] {
  const prices = [
    '63388.9',
    '1877.30',
    '81.250',
    '1.0812',
    '0.23450',
    '0.012345',
    '0.0071234',
    '0.00021000',
    '0.000005320',
  ];
  return Array.from({ length: count }, (_, i) => {
    const price = prices[i % prices.length] ?? '1.0000';
    const whole = Math.max(0.001, Math.round(5000 / Number(price)));
    return instrument({
      symbol: `S${String(i + 1).padStart(4, '0')}/USD`,
      price,
      size: whole,
      gap: 1 + (i % 5),
      qtyMin: '0.00010000',
    });
  });
}
