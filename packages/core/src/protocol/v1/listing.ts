/**
 * What REST lists, as v2's `instrument` tells it: v1 has no channel for it. Knows how the answers are written, not how they
 * are come by. What makes no sense is an error, never thrown.
 *
 * https://docs.kraken.com/api/docs/rest-api/get-tradable-asset-pairs, https://docs.kraken.com/api/docs/rest-api/get-asset-info
 */
import { unitOf } from '../../decimal/grid.js';
import { describeJson } from '../../decimal/json.js';
import { type KrakenStreamError, ProtocolError, RequestError } from '../../errors.js';
import type { Asset, Pair } from '../instrument.js';
import { type Fault, parseFrame } from '../invalid.js';
import {
  decimal,
  entries,
  explain,
  integer,
  isObject,
  isText,
  list,
  optional,
  quantity,
  type Read,
  reading,
  record,
  type Shape,
  text,
  type WireObject,
  WRONG,
} from '../shape.js';
import { v2Code, v2Symbol } from '../symbols.js';

/** What an answer lists, or why it cannot be told. */
export type Listing<T> = { readonly entries: readonly T[] } | { readonly error: KrakenStreamError };

const pairEntry = /* @__PURE__ */ record(
  {
    wsname: text,
    pricePrecision: integer,
    costPrecision: integer,
    qtyPrecision: integer,
    leverageBuy: /* @__PURE__ */ list(integer),
    leverageSell: /* @__PURE__ */ list(integer),
    qtyMin: /* @__PURE__ */ optional(quantity),
    costMin: /* @__PURE__ */ optional(quantity),
    tickSize: /* @__PURE__ */ optional(quantity),
    status: /* @__PURE__ */ optional(text),
    positionLimitLong: /* @__PURE__ */ optional(integer),
    positionLimitShort: /* @__PURE__ */ optional(integer),
  },
  {
    pricePrecision: 'pair_decimals',
    costPrecision: 'cost_decimals',
    qtyPrecision: 'lot_decimals',
    qtyMin: 'ordermin',
    costMin: 'costmin',
    positionLimitLong: 'long_position_limit',
    positionLimitShort: 'short_position_limit',
  },
);

const assetEntry = /* @__PURE__ */ record(
  {
    altname: text,
    class: /* @__PURE__ */ optional(text),
    precision: integer,
    precisionDisplay: integer,
    collateralValue: /* @__PURE__ */ optional(decimal),
    marginRate: /* @__PURE__ */ optional(decimal),
    status: /* @__PURE__ */ optional(text),
  },
  { class: 'aclass', precision: 'decimals', precisionDisplay: 'display_decimals' },
);

/** The pairs of an answer to `AssetPairs`. Those without a name for WebSockets are left out: they cannot be subscribed to. */
export function listedPairs(answer: string): Listing<Pair> {
  return listed('AssetPairs', answer, pairs);
}

/** The assets of an answer to `Assets`. */
export function listedAssets(answer: string): Listing<Asset> {
  return listed('Assets', answer, assets);
}

function pairOf({ wsname, leverageBuy, leverageSell, ...entry }: Read<typeof pairEntry>): Pair {
  const symbol = v2Symbol(wsname) ?? wsname;
  const [base = '', quote = ''] = symbol.replace(/:.*/, '').split('/');
  const qtyIncrement = unitOf(entry.qtyPrecision);
  const { status = 'online', qtyMin = qtyIncrement, costMin = '0', tickSize } = entry;
  const priceIncrement = tickSize ?? unitOf(entry.pricePrecision);
  const marginable = leverageBuy.length > 0 || leverageSell.length > 0;
  return { ...entry, symbol, base, quote, status, qtyIncrement, qtyMin, priceIncrement, costMin, marginable };
}

function assetOf({ altname, status = 'enabled', ...entry }: Read<typeof assetEntry>): Asset {
  // Only what can be borrowed has a rate; but nowhere is it said that all that can be borrowed shows it here.
  const borrowable = entry.marginRate === undefined ? undefined : true;
  return { ...entry, id: v2Code(altname), status, borrowable };
}

const pair = /* @__PURE__ */ reading(pairEntry, pairOf);
const pairs = /* @__PURE__ */ entries<Pair | undefined>({
  ...pair,
  read: (entry) => (isObject(entry) && !isNamed(entry) ? undefined : pair.read(entry)),
});
const assets = /* @__PURE__ */ entries(/* @__PURE__ */ reading(assetEntry, assetOf));

function isNamed({ wsname }: WireObject): boolean {
  return typeof wsname === 'string' && v2Symbol(wsname) !== undefined;
}

function listed<T extends object>(
  method: string,
  answer: string,
  shape: Shape<readonly (readonly [string, T | undefined])[]>,
): Listing<T> {
  const wrong = (fault: Fault): Listing<T> => ({
    error: new ProtocolError({ ...fault, frame: answer, channel: 'instrument' }),
  });
  const parsed = parseFrame(answer);
  if (parsed === undefined) return wrong({ path: '', expected: `the answer to ${method}`, received: 'no JSON' });
  const { error: refusals, result } = isObject(parsed) ? parsed : {};
  if (Array.isArray(refusals) && refusals.length > 0) {
    // What is no text may have no text.
    const reason = refusals
      .map((each) => (isText(each) ? each : describeJson(each)))
      .join(', ')
      .slice(0, 200);
    return { error: new RequestError({ method, reason }) };
  }
  if (!isObject(result)) {
    return wrong({ path: 'result', expected: `what ${method} lists`, received: 'nothing of the kind' });
  }
  const read = shape.read(result);
  if (read === WRONG) return wrong(explain(shape, result, 'result'));
  return { entries: read.flatMap(([, entry]) => entry ?? []) };
}
