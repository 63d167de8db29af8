/** An order as it was asked for, read: what the exchange understood of a request. */
import type {
  ConditionalType,
  FeePreference,
  OrderFields,
  OrderSide,
  OrderType,
  StpType,
  TimeInForce,
  TriggerReference,
} from '@kraken-stream/core';
import type { Price } from './price.js';

export interface DraftTrigger {
  readonly reference: TriggerReference;
  /** A price, an offset, or of trailing orders the distance. */
  readonly price: Price;
}

/** The template of the conditional close. */
export interface DraftConditional {
  readonly type: ConditionalType;
  readonly limit: Price | undefined;
  readonly trigger: Price | undefined;
}

export interface Draft {
  /** What it was read from. */
  readonly fields: OrderFields;
  readonly type: OrderType;
  readonly side: OrderSide;
  /** Undefined when it was ordered by cost. */
  readonly lots: bigint | undefined;
  /** Units of the quote asset. */
  readonly cash: bigint | undefined;
  readonly limit: Price | undefined;
  readonly display: bigint | undefined;
  readonly trigger: DraftTrigger | undefined;
  readonly timeInForce: TimeInForce;
  /** Microseconds since 1970, like the next. */
  readonly expireAt: number | undefined;
  readonly effectiveAt: number | undefined;
  readonly postOnly: boolean;
  readonly feePreference: FeePreference;
  readonly stp: StpType;
  readonly conditional: DraftConditional | undefined;
}

/** Whether its time has not come; `micros` since 1970. */
export function isScheduled({ effectiveAt }: Draft, micros: number): boolean {
  return effectiveAt !== undefined && effectiveAt > micros;
}
