/**
 * Checks which orders are to be canceled, and when.
 *
 * https://docs.kraken.com/api/docs/websocket-v2/cancel_order, batch_cancel, cancel_after
 */
import type { BatchCancelRequest, CancelAllOrdersAfterRequest, CancelOrderRequest } from '../protocol/trading.js';
import type { CancelTarget } from './cancel-target.js';
import { givenObject, isRecord, show, wrong } from './given.js';
import { checkClientId, checkOrderId, checkReference, isClientId, isOrderId } from './ids.js';

const CHECKS = { orderId: checkOrderId, clOrdId: checkClientId, orderUserref: checkReference };
const KINDS = ['orderId', 'clOrdId', 'orderUserref'] as const;
const FEWEST_OF_BATCH = 2;
const MOST_OF_BATCH = 50;
/** A day, less a second. */
const LONGEST_S = 86_399;

interface Named {
  readonly kind: (typeof KINDS)[number];
  readonly name: string;
}

/** The parts of the request: first the order ids, then the client ids, then the references, each in the order given. */
export function checkCancel(targets: CancelTarget | readonly CancelTarget[]): CancelOrderRequest {
  const named = checkTargets(targets);
  return {
    method: 'cancel_order',
    orderId: of(named, 'orderId'),
    clOrdId: of(named, 'clOrdId'),
    orderUserref: of(named, 'orderUserref')?.map(Number),
  };
}

/** For each target, which part of the request of `checkCancel` it is. */
export function cancelParts(targets: CancelTarget | readonly CancelTarget[]): readonly number[] {
  const named = checkTargets(targets);
  const sorted = KINDS.flatMap((kind) => named.filter((one) => one.kind === kind));
  return named.map((one) => sorted.indexOf(one));
}

/**
 * The request that cancels several orders with one answer. Throws a `UsageError` for what the exchange would refuse.
 */
export function checkBatchCancel(targets: readonly CancelTarget[]): BatchCancelRequest {
  const count = Array.isArray(targets) ? targets.length : 0;
  if (count < FEWEST_OF_BATCH || count > MOST_OF_BATCH)
    throw wrong('ids', `an array of ${FEWEST_OF_BATCH} to ${MOST_OF_BATCH} orders`, show(targets));
  const named = checkTargets(targets);
  // References are text here as well.
  return { method: 'batch_cancel', orders: of(named, 'orderId', 'orderUserref'), clOrdId: of(named, 'clOrdId') };
}

/** `seconds` until all orders are canceled; 0 for never. */
export function checkCancelAllAfter(seconds: number): CancelAllOrdersAfterRequest {
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= LONGEST_S)
    return { method: 'cancel_all_orders_after', timeout: seconds + 0 };
  throw wrong('seconds', `an integer from 0 (off) to ${LONGEST_S}, such as 60`, show(seconds));
}

function checkTargets(targets: unknown): readonly Named[] {
  const several = Array.isArray(targets);
  const all: readonly unknown[] = several ? Array.from<unknown>(targets) : [targets];
  if (all.length === 0) throw wrong('ids', "at least one order, such as 'OM5CRX-N2HAL-GFGWE9'", 'none');
  const named = all.map((target, index) => checkTarget(several ? `ids[${index}]` : 'id', target));
  const seen = new Map<string, number>();
  for (const [index, { kind, name }] of named.entries()) {
    const before = seen.get(`${kind} ${name}`);
    if (before !== undefined)
      throw wrong(`ids[${index}]`, 'each order once', `${show(name)}, that of ids[${before}], again`);
    seen.set(`${kind} ${name}`, index);
  }
  return named;
}

function checkTarget(field: string, target: unknown): Named {
  if (isOrderId(target)) return { kind: 'orderId', name: target };
  if (!isRecord(target)) {
    const rule = "an order's id such as 'OM5CRX-N2HAL-GFGWE9', { clOrdId } or { orderUserref }";
    throw wrong(field, rule, show(target) + (isClientId(target) ? `; was { clOrdId: '${target}' } meant?` : ''));
  }
  const given = givenObject(field, `${field}.`, target, 'an order to cancel', KINDS);
  const [kind, ...others] = KINDS.filter((each) => given[each] !== undefined);
  if (kind === undefined || others.length > 0)
    throw wrong(field, `one of ${KINDS.join(', ')}`, kind === undefined ? 'none' : `${1 + others.length} of them`);
  return { kind, name: String(CHECKS[kind](`${field}.${kind}`, given[kind])) };
}

/** The names of these kinds, in the order given; undefined where there are none. */
function of(named: readonly Named[], ...kinds: Named['kind'][]): readonly string[] | undefined {
  const names = named.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
  return names.length === 0 ? undefined : names;
}
