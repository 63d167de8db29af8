/**
 * What the exchange says of what it lists, in v2's words, in camelCase. Knows no wire format. Decimals are strings with every
 * digit that the exchange sent.
 */

/** https://docs.kraken.com/api/docs/websocket-v2/instrument, `assets` */
export interface Asset {
  readonly id: string;
  readonly status: string;
  /** Decimals of ledger entries and balances. */
  readonly precision: number;
  /** Decimals suggested for display. */
  readonly precisionDisplay: number;
  /** Undefined on v1, where REST lists them, unless it tells a `marginRate`. */
  readonly borrowable?: boolean | undefined;
  /** Value factor as margin collateral. On v1, where REST lists them, undefined where there is none. */
  readonly collateralValue?: string | undefined;
  /** Absent for assets that cannot be borrowed. */
  readonly marginRate?: string | undefined;
  readonly multiplier?: string | undefined;
  readonly class?: string | undefined;
}

/** https://docs.kraken.com/api/docs/websocket-v2/instrument, `pairs` */
export interface Pair {
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  readonly status: string;
  /** Decimals of quantities. */
  readonly qtyPrecision: number;
  readonly qtyIncrement: string;
  readonly qtyMin: string;
  /** Decimals of prices. The increment may be coarser than one unit of the last decimal. */
  readonly pricePrecision: number;
  readonly priceIncrement: string;
  readonly costPrecision: number;
  readonly costMin: string;
  readonly marginable: boolean;
  /** Undefined on v1, where REST lists them and does not tell. */
  readonly hasIndex?: boolean | undefined;
  readonly marginInitial?: string | undefined;
  readonly positionLimitLong?: number | undefined;
  readonly positionLimitShort?: number | undefined;
  readonly tickSize?: string | undefined;
  readonly wsDisplayPricePrecision?: number | undefined;
}

/** https://docs.kraken.com/api/docs/websocket-v2/instrument */
export interface InstrumentMessage {
  readonly type: 'instrument';
  readonly snapshot: boolean;
  readonly assets: readonly Asset[];
  readonly pairs: readonly Pair[];
}
