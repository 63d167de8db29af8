/**
 * Execution reports: which members each kind has, and how their numbers are printed. Changes nothing.
 * https://docs.kraken.com/api/docs/websocket-v2/executions
 */
import type { Contingent, ExecutionReport, ReportedTriggers } from '@kraken-stream/core';
import { written } from './amount.js';
import type { OwnOrder } from './own-order.js';
import { type Price, printedPrice } from './price.js';
import { isTrailing } from './read.js';

type Named = Pick<ExecutionReport, 'orderId' | 'clOrdId' | 'orderUserref'>;

/** The names of an order. Its number is 0 when it has neither. */
export function named({ id, draft: { fields } }: OwnOrder): Named {
  const { clOrdId, orderUserref } = fields;
  return clOrdId === undefined ? { orderId: id, orderUserref: orderUserref ?? 0 } : { orderId: id, clOrdId };
}

function totals(order: OwnOrder): Pick<ExecutionReport, 'cumQty' | 'cumCost' | 'avgPrice'> {
  const { scale } = order.terms;
  return {
    cumQty: scale.qty(order.doneLots),
    cumCost: order.terms.printedCost(order.cost),
    avgPrice: scale.vwap(order.turnover, order.doneLots),
  };
}

function dollars(units: bigint, { terms }: OwnOrder): string {
  return written(units, terms.dollarPrecision);
}

/** All that there is to say about an order: the first report of it. */
function description(order: OwnOrder): Omit<ExecutionReport, 'execType' | 'orderStatus' | 'timestamp'> {
  const { draft, terms } = order;
  const { fields, limit, trigger } = draft;
  const { scale } = terms;
  return {
    ...named(order),
    symbol: terms.symbol,
    ...(draft.cash === undefined
      ? { orderQty: scale.qty(order.lots) }
      : { cashOrderQty: terms.printedCost(draft.cash) }),
    cumCost: terms.printedCost(order.cost),
    timeInForce: draft.timeInForce.toUpperCase(),
    side: draft.side,
    orderType: draft.type,
    ...limited(order, limit),
    ...(trigger === undefined
      ? { stopPrice: scale.price(0) }
      : { triggers: triggers(order), stopPrice: printedPrice(trigger.price, terms), trigger: trigger.reference }),
    ...(fields.effectiveTime === undefined ? undefined : { effectiveTime: fields.effectiveTime }),
    ...(fields.expireTime === undefined ? undefined : { expireTime: fields.expireTime }),
    ...(draft.postOnly ? { postOnly: true } : undefined),
    ...(draft.display === undefined
      ? undefined
      : { displayQty: scale.qty(draft.display), displayQtyRemain: scale.qty(shown(order)) }),
    ...(draft.conditional === undefined ? undefined : { contingent: contingent(order) }),
    ...(order.refId === undefined ? undefined : { ordRefId: order.refId }),
    ...(fields.senderSubId === undefined ? undefined : { senderSubId: fields.senderSubId }),
    feeUsdEquiv: dollars(order.feeDollars, order),
    feeCcyPref: draft.feePreference === 'base' ? 'fcib' : 'fciq',
  };
}

function limited(order: OwnOrder, limit: Price | undefined): Pick<ExecutionReport, 'limitPrice' | 'limitPriceType'> {
  if (limit === undefined) return {};
  return { limitPriceType: limit.type, limitPrice: printedPrice(limit, order.terms) };
}

/** What an iceberg shows of what it has left. */
function shown({ resting, draft, left }: OwnOrder): bigint {
  if (resting !== undefined) return resting.shown;
  const { display = left } = draft;
  return display < left ? display : left;
}

export function triggers(order: OwnOrder): ReportedTriggers {
  const { draft, terms, trigger: state } = order;
  const { trigger } = draft;
  if (trigger === undefined) return {};
  const { scale } = terms;
  return {
    reference: trigger.reference,
    price: printedPrice(trigger.price, terms),
    priceType: trigger.price.type,
    ...(state === undefined ? undefined : { actualPrice: scale.price(state.level) }),
    ...(isTrailing(draft.type) && state?.peak !== undefined ? { peakPrice: scale.price(state.peak) } : undefined),
    ...(state?.fired === undefined
      ? { status: 'untriggered' }
      : { lastPrice: scale.price(state.fired.ticks), status: 'triggered', timestamp: state.fired.timestamp }),
  };
}

function contingent({ draft: { fields, conditional }, terms }: OwnOrder): Contingent {
  if (conditional === undefined) return {};
  const { type, limit, trigger } = conditional;
  return {
    orderType: fields.conditional?.orderType ?? type,
    ...(trigger === undefined
      ? undefined
      : { triggerPrice: printedPrice(trigger, terms), triggerPriceType: trigger.type }),
    ...(limit === undefined ? undefined : { limitPrice: printedPrice(limit, terms), limitPriceType: limit.type }),
  };
}

/** An open order as a snapshot shows it: all of it, with its totals, and what happened to it last. */
export function described(order: OwnOrder): ExecutionReport {
  return {
    ...description(order),
    ...totals(order),
    ...(order.amended ? { amended: true } : undefined),
    execType: order.execType,
    orderStatus: order.status,
    timestamp: order.timestamp,
  };
}

type Kind = 'pending_new' | 'new' | 'filled' | 'canceled' | 'expired' | 'amended' | 'iceberg_refill' | 'status';

/** A report of anything but a fill. The order stands already as it is to be reported. */
export function reported(order: OwnOrder, execType: Kind, timestamp: string, reason?: string): ExecutionReport {
  const head = { timestamp, orderStatus: order.status, execType };
  const { draft, terms } = order;
  switch (execType) {
    case 'pending_new':
      return { ...description(order), ...head };
    case 'new':
      return { ...head, ...named(order) };
    case 'filled':
      return { ...head, ...totals(order), feeUsdEquiv: dollars(order.feeDollars, order), ...named(order) };
    case 'canceled':
    case 'expired':
      return {
        ...head,
        ...totals(order),
        feeUsdEquiv: dollars(order.feeDollars, order),
        ...named(order),
        ...(execType === 'canceled' ? { cancelReason: reason } : undefined),
        reason,
      };
    case 'amended':
      return {
        ...head,
        cumQty: terms.scale.qty(order.doneLots),
        reason,
        amended: true,
        orderQty: terms.scale.qty(order.lots),
        ...limited(order, draft.limit),
        ...(draft.display === undefined ? undefined : { displayQty: terms.scale.qty(draft.display) }),
        ...(draft.trigger === undefined ? undefined : { triggers: triggers(order) }),
        ...named(order),
      };
    case 'iceberg_refill':
      return {
        ...head,
        ...named(order),
        displayQty: terms.scale.qty(draft.display ?? 0n),
        displayQtyRemain: terms.scale.qty(shown(order)),
      };
    case 'status':
      return { ...head, ...named(order), triggers: triggers(order) };
  }
}

/** One fill of an order, as far as a snapshot shows it. */
export interface FillFacts {
  readonly execId: string;
  readonly tradeId: number;
  readonly lots: bigint;
  readonly ticks: number;
  readonly cost: bigint;
  readonly liquidityInd: 'm' | 't';
  /** Printed, in the order's fee asset. */
  readonly fee: string;
  readonly feeDollars: bigint | undefined;
}

/** A fill without the totals of its order: as a snapshot shows it. */
export function filled(order: OwnOrder, fill: FillFacts, timestamp: string): ExecutionReport {
  const { terms, draft } = order;
  return {
    ...named(order),
    execId: fill.execId,
    execType: 'trade',
    tradeId: fill.tradeId,
    symbol: terms.symbol,
    side: draft.side,
    lastQty: terms.scale.qty(fill.lots),
    lastPrice: terms.scale.price(fill.ticks),
    liquidityInd: fill.liquidityInd,
    cost: terms.printedCost(fill.cost),
    orderStatus: order.left === 0n ? 'filled' : 'partially_filled',
    orderType: draft.type,
    timestamp,
    ...(order.refId === undefined ? undefined : { ordRefId: order.refId }),
    ...(draft.fields.senderSubId === undefined ? undefined : { senderSubId: draft.fields.senderSubId }),
    ...(fill.feeDollars === undefined ? undefined : { feeUsdEquiv: dollars(fill.feeDollars, order) }),
    fees: [{ asset: order.feeAsset, qty: fill.fee }],
  };
}

/** The same as it is told when it happens: the page shows it as partial even where it completes the order. */
export function traded(order: OwnOrder, fill: ExecutionReport): ExecutionReport {
  return { ...fill, orderStatus: 'partially_filled', ...totals(order) };
}
