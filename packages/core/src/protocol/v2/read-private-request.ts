/**
 * What the exchange makes of the `params` of requests about orders and private channels, with its refusals.
 * https://docs.kraken.com/api/docs/websocket-v2/add_order
 */
import { TRIGGER_REFERENCES } from '../order.js';
import type { PrivateSubscriptionRequest } from '../request.js';
import { accepts, flag, integer, isObject, number, signedInteger, taken, type WireObject, wireName } from '../shape.js';
import type { TradingMethod, TradingRequest } from '../trading.js';
import { type AnyMembers, type Kind, oneOf } from './members.js';
import { BALANCES, EXECUTIONS, TRADING } from './trading-members.js';

/** What is going out of use in orders, and still taken. */
const OLD_ORDER: AnyMembers = {
  noMpp: flag,
  stopPrice: number,
  trigger: /* @__PURE__ */ oneOf(TRIGGER_REFERENCES),
};
/** The same by the places in which it stands. */
const OLD: ReadonlyMap<string, AnyMembers> = /* @__PURE__ */ new Map<string, AnyMembers>([
  ['add_order', OLD_ORDER],
  ['edit_order', { ...OLD_ORDER, price: number }],
  ['orders', OLD_ORDER],
  ['conditional', { stopPrice: number }],
  ['executions', { snapshot: flag, snapshotTrades: flag }],
]);

/** A request about orders, or why it is refused. */
export function readTrading(
  method: TradingMethod,
  params: unknown,
  reqId: number | undefined,
): TradingRequest | string {
  if (params !== undefined && !isObject(params)) return 'Params field must be an object';
  const given = params ?? {};
  const kind: Kind<object> = TRADING[method];
  const refusal = refusalOf(partsOf(method, given, kind), given, method);
  return refusal ?? ({ method, ...taken(kind, renewed(given)), reqId } as TradingRequest);
}

/** A subscription of a private channel or the end of one, or why it is refused. */
export function readPrivateSubscription(
  method: PrivateSubscriptionRequest['method'],
  channel: PrivateSubscriptionRequest['channel'],
  params: WireObject,
  reqId: number | undefined,
): PrivateSubscriptionRequest | string {
  const kind: Kind<object> = channel === 'executions' ? EXECUTIONS : BALANCES;
  const refusal = refusalOf(partsOf(channel, params, kind), params, method);
  if (refusal !== undefined) return refusal;
  const token = params['token'] as string;
  // The end of a subscription has no options.
  if (method === 'unsubscribe') return { method, channel, token, reqId };
  if (channel === 'balances') return { method, channel, ...taken(BALANCES, params), reqId };
  const { snapshot, snapshot_trades: trades } = params;
  // The old way of asking for fills was to ask for nothing else.
  const orders = snapshot ?? (trades === true ? false : undefined);
  const now = { snap_orders: orders, snap_trades: trades, ...params };
  return { method, channel, ...taken(EXECUTIONS, now), reqId };
}

/** An object of a request, and what it may have. */
interface Part {
  readonly value: WireObject;
  /** By their names on the wire. */
  readonly members: ReadonlyMap<string, Kind<unknown>>;
  readonly required: readonly string[];
}

/** An object and those in it, outer ones first. `name` says where it stands. */
function partsOf(name: string, value: WireObject, { members = {}, required = [] }: Kind<unknown>): Part[] {
  const all = Object.entries({ ...members, ...OLD.get(name) });
  const known = new Map(all.map(([member, kind]) => [wireName(member), kind]));
  const parts: Part[] = [{ value, members: known, required: required.map(wireName) }];
  for (const [member, kind] of known) {
    const inner = kind.element ?? kind;
    if (inner.members === undefined) continue;
    const given = value[member];
    for (const each of Array.isArray(given) ? given : [given]) {
      if (isObject(each)) parts.push(...partsOf(member, each, inner));
    }
  }
  return parts;
}

/** What the exchange says of the first thing that is wrong: strange members, then forms, the token, values. */
function refusalOf(parts: readonly Part[], params: WireObject, method: string): string | undefined {
  for (const { value, members } of parts) {
    const stray = Object.keys(value).find((name) => !members.has(name));
    if (stray !== undefined) return `Unsupported field: '${stray}' for the given msg type: ${method}`;
  }
  for (const { value, members } of parts) {
    for (const [name, kind] of members) {
      if (value[name] === undefined || hasForm(value[name], kind)) continue;
      return `${name.charAt(0).toUpperCase()}${name.slice(1)} field must be ${FORMS[kind.expected] ?? kind.expected}`;
    }
  }
  if (params['token'] === undefined) return 'Token(s) not found';
  for (const { value, members, required } of parts) {
    for (const [name, { choice }] of members) {
      const given = value[name];
      const wrong = given === undefined ? required.includes(name) : choice?.some((each) => each === given) === false;
      // The one name that the exchange was seen to write without its underscore.
      if (wrong) return `EGeneral:Invalid arguments:${name === 'order_type' ? 'ordertype' : name}`;
    }
  }
  return undefined;
}

/** What the exchange calls the forms of values, where it is another thing than we do. */
const FORMS: Readonly<Record<string, string>> = {
  [flag.expected]: 'a boolean',
  [integer.expected]: 'a number_integer',
  [signedInteger.expected]: 'a number_integer',
  [number.expected]: 'a number_float',
};

/** What is inside objects is looked at as a part of its own. */
function hasForm(value: unknown, kind: Kind<unknown>): boolean {
  const { members, element } = kind;
  if (members !== undefined) return isObject(value);
  if (element?.members !== undefined) return Array.isArray(value) && value.every(isObject);
  return accepts(kind, value);
}

/** The same order, in the words that replace those that are going out of use. */
function renewed(order: WireObject): WireObject {
  const { stop_price: stop, trigger: reference, price, conditional, orders, ...rest } = order;
  const now: Record<string, unknown> = { ...rest };
  if (stop !== undefined && now['triggers'] === undefined) now['triggers'] = { price: stop, reference };
  if (price !== undefined && now['limit_price'] === undefined) now['limit_price'] = price;
  if (isObject(conditional)) now['conditional'] = { trigger_price: conditional['stop_price'], ...conditional };
  // Of batches they are orders, or what to cancel.
  if (Array.isArray(orders)) now['orders'] = orders.map((each: unknown) => (isObject(each) ? renewed(each) : each));
  return now;
}
