/** In which decimals each protocol writes the prices and quantities of a pair. Knows no messages. */
import type { Codec } from '@kraken-stream/core';
import { Scale } from './engine/scale.js';
import type { Instrument } from './instruments.js';

/** Whose numbers are written. */
export type Notation = Codec['protocol'];

export type Scales = Readonly<Record<Notation, Scale>>;

/** v1 writes quantities with this many decimals, whatever the pair. */
const V1_QTY = 8;

export function scalesOf({ pair, v1PriceDecimals }: Pick<Instrument, 'pair' | 'v1PriceDecimals'>): Scales {
  const { pricePrecision, qtyPrecision } = pair;
  const price = Math.max(pricePrecision, v1PriceDecimals ?? v1Decimals(pricePrecision));
  return { v1: new Scale(pair, { price, qty: Math.max(qtyPrecision, V1_QTY) }), v2: new Scale(pair) };
}

/** What v1 probably writes for a pair of so many price decimals: those that were recorded have kept the ones of older days. */
function v1Decimals(precision: number): number {
  return precision <= 5 ? 5 : precision <= 6 ? 6 : 9;
}
