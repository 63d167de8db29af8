/**
 * What an order ticket can ask for: every field by the place that its value has in an order (`triggers.price`), which is
 * also what the client's errors call it. Which of them an order of some type has is the client's to say: taken.ts.
 */
import {
  CONDITIONAL_TYPES,
  FEE_PREFERENCES,
  ORDER_TYPES,
  PRICE_TYPES,
  SIDES,
  STP_TYPES,
  TIMES_IN_FORCE,
  TRIGGER_REFERENCES,
} from '@kraken-stream/client';

/** What is entered: text of the one or the other kind, one of some words, yes or no, a time, or seconds from now. */
export type Kind = 'choice' | 'price' | 'quantity' | 'cash' | 'flag' | 'time' | 'seconds' | 'id' | 'number';

export interface FieldFacts {
  readonly path: Path;
  readonly kind: Kind;
  readonly label: string;
  /** Of a choice: all that there may be. */
  readonly options?: readonly string[];
  /** What is chosen to begin with, where that is not the first of them. */
  readonly usual?: string;
  /** How its words are told to people, where that is not as everywhere: `SPOKEN`. */
  readonly spoken?: Readonly<Record<string, string>>;
  /** What choosing nothing is called, where that can be chosen. */
  readonly none?: string;
}

const WORDS = ['orderType', 'side', 'orderQty', 'cashOrderQty', 'displayQty', 'limitPrice', 'limitPriceType'] as const;
const TRIGGERS = ['triggers.price', 'triggers.priceType', 'triggers.reference'] as const;
const LIFE = ['timeInForce', 'expireTime', 'postOnly', 'reduceOnly', 'validate'] as const;
/** What few orders have, which stands folded. */
export const RARE = [
  'effectiveTime',
  'deadline',
  'feePreference',
  'stpType',
  'clOrdId',
  'orderUserref',
  'senderSubId',
] as const;
const CLOSE = [
  'conditional.orderType',
  'conditional.limitPrice',
  'conditional.limitPriceType',
  'conditional.triggerPrice',
  'conditional.triggerPriceType',
] as const;

export type Path = (typeof WORDS | typeof TRIGGERS | typeof LIFE | typeof RARE | typeof CLOSE)[number];

export const FIELDS: readonly FieldFacts[] = [
  { path: 'orderType', kind: 'choice', label: 'Order type', options: ORDER_TYPES },
  { path: 'side', kind: 'choice', label: 'Side', options: SIDES },
  { path: 'orderQty', kind: 'quantity', label: 'Quantity' },
  { path: 'cashOrderQty', kind: 'cash', label: 'Or spend' },
  { path: 'displayQty', kind: 'quantity', label: 'Display quantity' },
  { path: 'triggers.price', kind: 'price', label: 'Trigger price' },
  { path: 'triggers.priceType', kind: 'choice', label: 'Trigger price is', options: PRICE_TYPES },
  { path: 'triggers.reference', kind: 'choice', label: 'Compared with', options: TRIGGER_REFERENCES },
  { path: 'limitPrice', kind: 'price', label: 'Limit price' },
  { path: 'limitPriceType', kind: 'choice', label: 'Limit price is', options: PRICE_TYPES, usual: 'quote' },
  { path: 'timeInForce', kind: 'choice', label: 'Time in force', options: TIMES_IN_FORCE },
  { path: 'expireTime', kind: 'time', label: 'Expires at' },
  { path: 'postOnly', kind: 'flag', label: 'Post only' },
  { path: 'reduceOnly', kind: 'flag', label: 'Reduce only' },
  { path: 'validate', kind: 'flag', label: 'Validate only' },
  { path: 'effectiveTime', kind: 'time', label: 'Not active before' },
  { path: 'deadline', kind: 'seconds', label: 'Deadline' },
  {
    path: 'feePreference',
    kind: 'choice',
    label: 'Fee taken in',
    options: FEE_PREFERENCES,
    none: 'the usual currency',
    spoken: { base: 'base currency', quote: 'quote currency' },
  },
  { path: 'stpType', kind: 'choice', label: 'Self-trade prevention', options: STP_TYPES },
  { path: 'clOrdId', kind: 'id', label: 'Client order id' },
  { path: 'orderUserref', kind: 'number', label: 'User reference' },
  { path: 'senderSubId', kind: 'id', label: 'Sender sub-id' },
  {
    path: 'conditional.orderType',
    kind: 'choice',
    label: 'Conditional close',
    options: CONDITIONAL_TYPES,
    none: 'none',
  },
  { path: 'conditional.triggerPrice', kind: 'price', label: 'Trigger of the close' },
  { path: 'conditional.triggerPriceType', kind: 'choice', label: 'Trigger is', options: PRICE_TYPES },
  { path: 'conditional.limitPrice', kind: 'price', label: 'Limit of the close' },
  { path: 'conditional.limitPriceType', kind: 'choice', label: 'Limit is', options: PRICE_TYPES, usual: 'quote' },
];

/** How the words of the protocol are told to people, where they are not plain already. */
export const SPOKEN: Readonly<Record<string, string>> = {
  gtc: 'good till canceled',
  gtd: 'good till date',
  ioc: 'immediate or cancel',
  fok: 'fill or kill',
  static: 'a price',
  pct: 'an offset in %',
  quote: 'an offset in quote',
  last: 'last trade',
  index: 'index price',
  cancel_newest: 'cancel the newer order',
  cancel_oldest: 'cancel the older order',
  cancel_both: 'cancel both',
};
