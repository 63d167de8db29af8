/**
 * What is in requests about orders and private channels by its name on the wire, each with how it is read: undefined is
 * what has a wrong form. Decimals come in quotes; a number is taken as well, and of flags the text that is shown.
 */
import { CONDITIONAL_TYPES, ORDER_TYPES, SIDES, STP_TYPES, TRIGGER_REFERENCES } from '../order.js';
import { accepts, decimal, integer, isText, quotable, signedInteger, taken, type WireObject } from '../shape.js';
import { ORDER_TIME } from './order-times.js';
import { PRICE_FORM } from './prices.js';
import { reqId } from './req-id.js';
import { ORDER_FLAGS, type V1Method, wordsOf } from './trading-names.js';

type Reader<T> = (value: unknown) => T | undefined;
type Readers = Readonly<Record<string, Reader<unknown>>>;

/** What was given, as far as it was. */
export type Values<R extends Readers> = {
  readonly [K in keyof R]?: Exclude<ReturnType<R[K]>, undefined> | undefined;
};

export const TEXT: Reader<string> = (value) => (isText(value) ? value : undefined);

export const FLAG: Reader<boolean> = (value) => {
  if (value === 'true' || value === 'false') return value === 'true';
  return typeof value === 'boolean' ? value : undefined;
};

/** That it is one; `reqIdOf` reads it. */
const REQUEST_ID: Reader<true> = (value) => accepts(reqId, value) || undefined;

const DECIMAL: Reader<string> = (value) => taken(decimal, value);
const PRICE: Reader<string> = (value) => (isText(value) && PRICE_FORM.test(value) ? value : DECIMAL(value));
const TIME: Reader<string> = (value) => {
  const text = TEXT(value) ?? DECIMAL(value);
  return text !== undefined && ORDER_TIME.test(text) ? text : undefined;
};
const reference = /* @__PURE__ */ quotable(signedInteger);
const count = /* @__PURE__ */ quotable(integer);
const REFERENCE: Reader<number> = (value) => taken(reference, value);
const COUNT: Reader<number> = (value) => taken(count, value);
const LEVERAGE: Reader<string> = (value) => {
  const text = TEXT(value) ?? DECIMAL(value);
  return text !== undefined && /^[1-9]\d?$/.test(text) ? text : undefined;
};
const FLAGS: Reader<ReadonlySet<string>> = (value) => {
  const words = isText(value) ? wordsOf(value) : undefined;
  return words !== undefined && [...words].every((word) => ORDER_FLAGS.some((flag) => flag === word))
    ? words
    : undefined;
};
const TEXTS: Reader<readonly string[]> = (value) => (Array.isArray(value) && value.every(isText) ? value : undefined);
/** Ids of orders and, as numbers or as text, references. */
const NAMES: Reader<readonly string[]> = (value) => {
  if (!Array.isArray(value)) return undefined;
  const names = value.map((each: unknown) => TEXT(each) ?? REFERENCE(each)?.toString());
  return names.includes(undefined) ? undefined : names.map(String);
};

function oneOf<const T extends string>(choice: readonly T[]): Reader<T> {
  return (value) => choice.find((each) => each === value);
}

/** v1 says what it has of these in capitals. */
const TIME_IN_FORCE: Reader<'gtc' | 'gtd' | 'ioc'> = (value) =>
  (['gtc', 'gtd', 'ioc'] as const).find((each) => isText(value) && each === value.toLowerCase());

type PlacedType = Exclude<(typeof ORDER_TYPES)[number], 'iceberg'>;
const PLACED_TYPES = ORDER_TYPES.filter((type): type is PlacedType => type !== 'iceberg');

const SIGNED = { event: TEXT, reqid: REQUEST_ID, token: TEXT };

export const MEMBERS = {
  add_order: {
    ...SIGNED,
    ordertype: /* @__PURE__ */ oneOf(PLACED_TYPES),
    type: /* @__PURE__ */ oneOf(SIDES),
    pair: TEXT,
    volume: DECIMAL,
    price: PRICE,
    price2: PRICE,
    trigger: /* @__PURE__ */ oneOf(TRIGGER_REFERENCES),
    leverage: LEVERAGE,
    margin: FLAG,
    reduce_only: FLAG,
    oflags: FLAGS,
    timeinforce: TIME_IN_FORCE,
    starttm: TIME,
    expiretm: TIME,
    deadline: TEXT,
    cl_ord_id: TEXT,
    userref: REFERENCE,
    stp_type: /* @__PURE__ */ oneOf(STP_TYPES),
    sender_sub_id: TEXT,
    validate: FLAG,
    // Older documentation wanted it of residents of Germany; nothing depends on it.
    trading_agreement: TEXT,
    'close[ordertype]': /* @__PURE__ */ oneOf(CONDITIONAL_TYPES),
    'close[price]': PRICE,
    'close[price2]': PRICE,
  },
  amend_order: {
    ...SIGNED,
    txid: TEXT,
    cl_ord_id: TEXT,
    volume: DECIMAL,
    display_volume: DECIMAL,
    limit_price: PRICE,
    trigger_price: PRICE,
    post_only: FLAG,
    pair: TEXT,
    deadline: TEXT,
  },
  edit_order: {
    ...SIGNED,
    orderid: TEXT,
    pair: TEXT,
    volume: DECIMAL,
    price: PRICE,
    price2: PRICE,
    oflags: FLAGS,
    newuserref: REFERENCE,
    validate: FLAG,
  },
  cancel_order: { ...SIGNED, txid: NAMES, cl_ord_id: TEXTS },
  cancel_all: SIGNED,
  cancel_all_orders_after: { ...SIGNED, timeout: COUNT },
} satisfies Readonly<Record<V1Method, Readers>>;

/** The options of each private channel. */
export const OPTIONS = {
  orders: { name: TEXT, token: TEXT, rebased: FLAG, ratecounter: FLAG },
  trades: { name: TEXT, token: TEXT, rebased: FLAG, snapshot: FLAG, consolidate_taker: FLAG },
} satisfies Readonly<Record<string, Readers>>;

/** Why a member is refused. */
export function wrong(name: string): string {
  return `EGeneral:Invalid arguments:${name}`;
}

/** What a request says, or the first thing that is wrong: strange members, then forms, the token, what is missing. */
export function valuesIn<R extends Readers>(
  frame: WireObject,
  readers: R,
  required: readonly (keyof R & string)[],
): Values<R> | string {
  const names = Object.keys(frame);
  const stray = names.find((name) => !Object.hasOwn(readers, name));
  if (stray !== undefined) return wrong(stray);
  const values = Object.fromEntries(names.map((name) => [name, readers[name]?.(frame[name])]));
  const unread = names.find((name) => values[name] === undefined);
  if (unread !== undefined) return wrong(unread);
  if (frame['token'] === undefined) return 'Token(s) not found';
  const missing = required.find((name) => frame[name] === undefined);
  return missing === undefined ? (values as Values<R>) : wrong(missing);
}
