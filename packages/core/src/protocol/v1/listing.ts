/**
 * What REST lists, as v2's `instrument` tells it: v1 has no channel for it. Knows how the answers are written, not how they
 * are come by. What makes no sense is an error, never thrown.
 *
 * https://docs.kraken.com/api/docs/rest-api/get-tradable-asset-pairs, https://docs.kraken.com/api/docs/rest-api/get-asset-info
 */
import { unitOf } from '../../decimal/grid.js';
import { describeJson, parseJson } from '../../decimal/json.js';
import { type KrakenStreamError, ProtocolError, RequestError } from '../../errors.js';
import type { Asset, Pair } from '../instrument.js';
import {
  decimal,
  decimalOf,
  explain,
  integer,
  integerOf,
  isObject,
  isText,
  list,
  maybe,
  optional,
  quantity,
  record,
  type Shape,
  text,
  type WireObject,
} from '../shape.js';
import { v2Code, v2Symbol } from '../symbols.js';

/** What an answer lists, or why it cannot be told. */
export type Listing<T> = { readonly entries: readonly T[] } | { readonly error: KrakenStreamError };

const pairEntry = /* @__PURE__ */ record({
  wsname: text,
  pair_decimals: integer,
  cost_decimals: integer,
  lot_decimals: integer,
  leverage_buy: /* @__PURE__ */ list(integer),
  leverage_sell: /* @__PURE__ */ list(integer),
  ordermin: /* @__PURE__ */ optional(quantity),
  costmin: /* @__PURE__ */ optional(quantity),
  tick_size: /* @__PURE__ */ optional(quantity),
  status: /* @__PURE__ */ optional(text),
  long_position_limit: /* @__PURE__ */ optional(integer),
  short_position_limit: /* @__PURE__ */ optional(integer),
});

const assetEntry = /* @__PURE__ */ record({
  altname: text,
  aclass: /* @__PURE__ */ optional(text),
  decimals: integer,
  display_decimals: integer,
  collateral_value: /* @__PURE__ */ optional(decimal),
  margin_rate: /* @__PURE__ */ optional(decimal),
  status: /* @__PURE__ */ optional(text),
});

/** The pairs of an answer to `AssetPairs`. Those without a name for WebSockets are left out: they cannot be subscribed to. */
export function listedPairs(answer: string): Listing<Pair> {
  return listed('AssetPairs', answer, pairEntry, (entry) => {
    const symbol = typeof entry['wsname'] === 'string' ? v2Symbol(entry['wsname']) : undefined;
    return symbol === undefined ? undefined : () => pairOf(symbol, entry);
  });
}

/** The assets of an answer to `Assets`. */
export function listedAssets(answer: string): Listing<Asset> {
  return listed('Assets', answer, assetEntry, (entry) => () => assetOf(entry));
}

function pairOf(symbol: string, entry: WireObject): Pair {
  const [base = '', quote = ''] = symbol.replace(/:.*/, '').split('/');
  const [qtyPrecision, pricePrecision] = [integerOf(entry['lot_decimals']), integerOf(entry['pair_decimals'])];
  const qtyIncrement = unitOf(qtyPrecision);
  const tickSize = maybe(entry['tick_size'], decimalOf);
  const isLent = (side: 'leverage_buy' | 'leverage_sell') => (entry[side] as unknown[]).length > 0;
  return {
    symbol,
    base,
    quote,
    status: maybe(entry['status'], String) ?? 'online',
    qtyPrecision,
    qtyIncrement,
    qtyMin: maybe(entry['ordermin'], decimalOf) ?? qtyIncrement,
    pricePrecision,
    priceIncrement: tickSize ?? unitOf(pricePrecision),
    costPrecision: integerOf(entry['cost_decimals']),
    costMin: maybe(entry['costmin'], decimalOf) ?? '0',
    marginable: isLent('leverage_buy') || isLent('leverage_sell'),
    hasIndex: undefined,
    positionLimitLong: maybe(entry['long_position_limit'], integerOf),
    positionLimitShort: maybe(entry['short_position_limit'], integerOf),
    tickSize,
  };
}

function assetOf(entry: WireObject): Asset {
  const marginRate = maybe(entry['margin_rate'], decimalOf);
  return {
    id: v2Code(entry['altname'] as string),
    status: maybe(entry['status'], String) ?? 'enabled',
    precision: integerOf(entry['decimals']),
    precisionDisplay: integerOf(entry['display_decimals']),
    // Only what can be borrowed has a rate; but nowhere is it said that all that can be borrowed shows it here.
    borrowable: marginRate === undefined ? undefined : true,
    collateralValue: maybe(entry['collateral_value'], decimalOf),
    marginRate,
    class: maybe(entry['aclass'], String),
  };
}

/** `reader` says how an entry is read; of one that is not wanted, undefined. */
function listed<T>(
  method: string,
  answer: string,
  shape: Shape,
  reader: (entry: WireObject) => (() => T) | undefined,
): Listing<T> {
  const wrong = (path: string, expected: string, received: string): Listing<T> => ({
    error: new ProtocolError({ path, expected, received, frame: answer, channel: 'instrument' }),
  });
  let parsed: unknown;
  try {
    parsed = parseJson(answer);
  } catch {
    return wrong('', `the answer to ${method}`, 'no JSON');
  }
  const { error: refusals, result } = isObject(parsed) ? parsed : {};
  if (Array.isArray(refusals) && refusals.length > 0) {
    // What is no text may have no text.
    const reason = refusals
      .map((each) => (isText(each) ? each : describeJson(each)))
      .join(', ')
      .slice(0, 200);
    return { error: new RequestError({ method, reason }) };
  }
  if (!isObject(result)) return wrong('result', `what ${method} lists`, 'nothing of the kind');
  const entries: T[] = [];
  for (const [name, entry] of Object.entries(result)) {
    const read = isObject(entry) ? reader(entry) : undefined;
    if (read === undefined && isObject(entry)) continue;
    if (read === undefined || !shape.accepts(entry)) {
      const { path, expected, received } = explain(shape, entry);
      return wrong(['result', name, path].filter((part) => part !== '').join('.'), expected, received);
    }
    entries.push(read());
  }
  return { entries };
}
