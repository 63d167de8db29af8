/**
 * Execution reports: which members each kind has, and how their numbers are printed. Changes nothing.
 * https://docs.kraken.com/api/docs/websocket-v2/executions
 * https://docs.kraken.com/api/docs/websocket-v1/openorders
 */
import type { Contingent, ExecutionReport, ReportedTriggers } from '@kraken-stream/core';
import type { Scale } from '../engine/scale.js';
import type { Notation } from '../notation.js';
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

function totals(
  order: OwnOrder,
  notation: Notation,
): Pick<ExecutionReport, 'cumQty' | 'cumCost' | 'cumFee' | 'avgPrice'> {
  const scale = order.terms.scales[notation];
  return {
    cumQty: scale.qty(order.doneLots),
    cumCost: order.terms.printedCost(order.cost),
    ...(notation === 'v1' ? { cumFee: order.terms.printedCost(order.feeQuote) } : undefined),
    avgPrice: scale.vwap(order.turnover, order.doneLots),
  };
}

function dollars(units: bigint, { terms }: OwnOrder): string {
  return written(units, terms.dollarPrecision);
}

/** All that there is to say about an order: the first report of it. */
function description(
  order: OwnOrder,
  notation: Notation,
): Omit<ExecutionReport, 'execType' | 'orderStatus' | 'timestamp'> {
  const { draft, terms } = order;
  const { fields, limit, trigger } = draft;
  const scale = terms.scales[notation];
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
    ...limited(limit, scale),
    ...(trigger === undefined
      ? { stopPrice: scale.price(0) }
      : {
          triggers: triggers(order, scale),
          stopPrice: printedPrice(trigger.price, scale),
          trigger: trigger.reference,
        }),
    ...(fields.effectiveTime === undefined ? undefined : { effectiveTime: fields.effectiveTime }),
    ...(fields.expireTime === undefined ? undefined : { expireTime: fields.expireTime }),
    ...(draft.postOnly ? { postOnly: true } : undefined),
    ...(draft.display === undefined
      ? undefined
      : { displayQty: scale.qty(draft.display), displayQtyRemain: scale.qty(shown(order)) }),
    ...(draft.conditional === undefined ? undefined : { contingent: contingent(order, scale) }),
    ...(order.refId === undefined ? undefined : { ordRefId: order.refId }),
    ...(fields.senderSubId === undefined ? undefined : { senderSubId: fields.senderSubId }),
    feeUsdEquiv: dollars(order.feeDollars, order),
    feeCcyPref: draft.feePreference === 'base' ? 'fcib' : 'fciq',
  };
}

function limited(limit: Price | undefined, scale: Scale): Pick<ExecutionReport, 'limitPrice' | 'limitPriceType'> {
  if (limit === undefined) return {};
  return { limitPriceType: limit.type, limitPrice: printedPrice(limit, scale) };
}

/** What an iceberg shows of what it has left. */
function shown({ resting, draft, left }: OwnOrder): bigint {
  if (resting !== undefined) return resting.shown;
  const { display = left } = draft;
  return display < left ? display : left;
}

function triggers(order: OwnOrder, scale: Scale): ReportedTriggers {
  const { draft, trigger: state } = order;
  const { trigger } = draft;
  if (trigger === undefined) return {};
  return {
    reference: trigger.reference,
    price: printedPrice(trigger.price, scale),
    priceType: trigger.price.type,
    ...(state === undefined ? undefined : { actualPrice: scale.price(state.level) }),
    ...(isTrailing(draft.type) && state?.peak !== undefined ? { peakPrice: scale.price(state.peak) } : undefined),
    ...(state?.fired === undefined
      ? { status: 'untriggered' }
      : { lastPrice: scale.price(state.fired.ticks), status: 'triggered', timestamp: state.fired.timestamp }),
  };
}

function contingent({ draft: { fields, conditional } }: OwnOrder, scale: Scale): Contingent {
  if (conditional === undefined) return {};
  const { type, limit, trigger } = conditional;
  return {
    orderType: fields.conditional?.orderType ?? type,
    ...(trigger === undefined
      ? undefined
      : { triggerPrice: printedPrice(trigger, scale), triggerPriceType: trigger.type }),
    ...(limit === undefined ? undefined : { limitPrice: printedPrice(limit, scale), limitPriceType: limit.type }),
  };
}

/** An open order as a snapshot shows it: all of it, with its totals, and what happened to it last. */
export function described(order: OwnOrder, notation: Notation): ExecutionReport {
  return {
    ...description(order, notation),
    ...totals(order, notation),
    ...(order.amended ? { amended: true } : undefined),
    execType: order.execType,
    orderStatus: order.status,
    // In v1 that is when it was opened.
    timestamp: notation === 'v1' ? order.openedAt : order.timestamp,
  };
}

type Kind = 'pending_new' | 'new' | 'filled' | 'canceled' | 'expired' | 'amended' | 'iceberg_refill' | 'status';

/** What has happened to an order. */
export interface Happening {
  readonly execType: Kind;
  readonly timestamp: string;
  readonly reason?: string | undefined;
}

/** A report of anything but a fill. The order stands already as it is to be reported. */
export function reported(
  order: OwnOrder,
  { execType, timestamp, reason }: Happening,
  notation: Notation,
): ExecutionReport {
  const head = { timestamp, orderStatus: order.status, execType };
  const { draft, terms } = order;
  const scale = terms.scales[notation];
  switch (execType) {
    case 'pending_new':
      return { ...description(order, notation), ...head };
    case 'new':
      return { ...head, ...named(order) };
    case 'filled':
      return { ...head, ...totals(order, notation), feeUsdEquiv: dollars(order.feeDollars, order), ...named(order) };
    case 'canceled':
    case 'expired':
      return {
        ...head,
        ...totals(order, notation),
        feeUsdEquiv: dollars(order.feeDollars, order),
        ...named(order),
        ...(execType === 'canceled' ? { cancelReason: reason } : undefined),
        reason,
      };
    case 'amended':
      return {
        ...head,
        cumQty: scale.qty(order.doneLots),
        reason,
        amended: true,
        orderQty: scale.qty(order.lots),
        ...limited(draft.limit, scale),
        ...(draft.display === undefined ? undefined : { displayQty: scale.qty(draft.display) }),
        ...(draft.trigger === undefined ? undefined : { triggers: triggers(order, scale) }),
        ...named(order),
      };
    case 'iceberg_refill':
      return {
        ...head,
        ...named(order),
        displayQty: scale.qty(draft.display ?? 0n),
        displayQtyRemain: scale.qty(shown(order)),
      };
    case 'status':
      return { ...head, ...named(order), triggers: triggers(order, scale) };
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
  /** In units of the quote asset. */
  readonly feeQuote: bigint;
  readonly feeDollars: bigint | undefined;
  readonly timestamp: string;
  /** Whether it completes the order. */
  readonly complete: boolean;
}

/** A fill without the totals of its order: as a snapshot shows it. */
export function filled(order: OwnOrder, fill: FillFacts, notation: Notation): ExecutionReport {
  const { terms, draft } = order;
  const scale = terms.scales[notation];
  const { timestamp } = fill;
  return {
    ...named(order),
    execId: fill.execId,
    execType: 'trade',
    tradeId: fill.tradeId,
    symbol: terms.symbol,
    side: draft.side,
    lastQty: scale.qty(fill.lots),
    lastPrice: scale.price(fill.ticks),
    liquidityInd: fill.liquidityInd,
    cost: terms.printedCost(fill.cost),
    orderStatus: fill.complete ? 'filled' : 'partially_filled',
    orderType: draft.type,
    timestamp,
    ...(order.refId === undefined ? undefined : { ordRefId: order.refId }),
    ...(draft.fields.senderSubId === undefined ? undefined : { senderSubId: draft.fields.senderSubId }),
    ...(fill.feeDollars === undefined ? undefined : { feeUsdEquiv: dollars(fill.feeDollars, order) }),
    // v1 knows fees in the quote asset alone.
    fees:
      notation === 'v1'
        ? [{ asset: terms.quote, qty: terms.printedCost(fill.feeQuote) }]
        : [{ asset: order.feeAsset, qty: fill.fee }],
    ...(notation === 'v1' ? { positionId: fill.execId } : undefined),
  };
}

/** The same as it is told when it happens: the page shows it as partial even where it completes the order. */
export function traded(order: OwnOrder, fill: FillFacts, notation: Notation): ExecutionReport {
  return { ...filled(order, fill, notation), orderStatus: 'partially_filled', ...totals(order, notation) };
}
