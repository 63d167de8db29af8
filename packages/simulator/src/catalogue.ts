/**
 * The pairs that the exchange trades unless told otherwise: hand-made so that each oddity of real ones is among them.
 * The figures are near those of recorded books.
 */
import { type Instrument, instrument } from './instruments.js';

/** What is traded on the local exchange when nothing else is said. */
export const CATALOGUE: readonly Instrument[] = [
  instrument({ symbol: 'BTC/USD', price: '63388.8', size: 0.2, gap: 6, qtyMin: '0.00005000', marginable: true }),
  instrument({ symbol: 'ETH/USD', price: '1877.30', size: 2, gap: 4, qtyMin: '0.00100000', marginable: true }),
  instrument({ symbol: 'SOL/USD', price: '78.45', size: 40, gap: 1, qtyMin: '0.02000000', marginable: true }),
  instrument({
    symbol: 'XRP/USD',
    price: '1.08105',
    size: 2000,
    gap: 2,
    qtyMin: '2.00000000',
    marginable: true,
    v1PriceDecimals: 8,
  }),
  instrument({
    symbol: 'DOGE/USD',
    price: '0.0712345',
    size: 20000,
    gap: 40,
    qtyMin: '13.00000000',
    marginable: true,
    v1PriceDecimals: 9,
  }),
  instrument({ symbol: 'ADA/USD', price: '0.248113', size: 8000, gap: 12, qtyMin: '4.50000000', marginable: true }),
  instrument({ symbol: 'LTC/USD', price: '54.31', size: 20, gap: 1, qtyMin: '0.04000000' }),
  instrument({ symbol: 'DOT/USD', price: '1.2046', size: 900, gap: 2, qtyMin: '0.60000000' }),
  instrument({ symbol: 'LINK/USD', price: '8.91234', size: 150, gap: 90, qtyMin: '0.20000000' }),
  instrument({ symbol: 'BTC/EUR', price: '54804.1', size: 0.1, gap: 8, qtyMin: '0.00005000', marginable: true }),
  instrument({ symbol: 'ETH/EUR', price: '1623.07', size: 1, gap: 5, qtyMin: '0.00100000', marginable: true }),
  instrument({ symbol: 'ETH/BTC', price: '0.02962', size: 1, gap: 1, qtyMin: '0.00100000', marginable: true }),
  // Nine decimals.
  instrument({ symbol: 'ADA/BTC', price: '0.000005320', size: 4000, gap: 2, qtyMin: '4.50000000' }),
  // The dearest.
  instrument({ symbol: 'BTC/CAD', price: '120000.0', size: 0.02, gap: 25, qtyMin: '0.00005000' }),
  // Fewer than ten levels a side.
  instrument({ symbol: 'MINA/GBP', price: '0.0512', size: 900, gap: 3, qtyMin: '20.00000000', thin: 6 }),
  instrument({ symbol: 'GST/EUR', price: '0.002715', size: 50000, gap: 14, qtyMin: '1500.00000000', thin: 12 }),
  // Quantities of sixteen digits and more, beyond 2^53 lots.
  instrument({ symbol: 'SHIB/USD', price: '0.00000482', size: 400_000_000, gap: 1, qtyMin: '400000.00000000' }),
  instrument({ symbol: 'PEPE/USD', price: '0.000002731', size: 250_000_000, gap: 2, qtyMin: '300000.00000000' }),
  // Five decimals of quantity.
  instrument({ symbol: 'USDG/USD', price: '0.9998', size: 25000, gap: 1, qtyMin: '5.00000', qtyPrecision: 5 }),
  instrument({ symbol: 'EUR/USD', price: '1.16214', size: 8000, gap: 4, qtyMin: '0.50000000' }),
  // Prices move in steps of five units of the last decimal.
  instrument({
    symbol: 'XMR/USD',
    price: '312.450',
    priceIncrement: '0.005',
    size: 6,
    gap: 7,
    qtyMin: '0.01500000',
    v1PriceDecimals: 8,
  }),
  // Tokenised equities, listed only when asked for; the second has had a split.
  instrument({ symbol: 'TSLAx/USD', price: '412.35', size: 3, gap: 5, qtyMin: '0.00200000', multiplier: '1.0' }),
  instrument({ symbol: 'NFLXx/USD', price: '108.72', size: 8, gap: 4, qtyMin: '0.00500000', multiplier: '10.0' }),
];
