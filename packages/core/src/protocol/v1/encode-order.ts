/**
 * An order as openOrders tells it: described whole when it is new and in snapshots, and then what has changed, byte for
 * byte as recorded. https://docs.kraken.com/api/docs/websocket-v1/openorders
 */
import type { Contingent, PartialReport } from '../account.js';
import { isTriggered } from '../order.js';
import { present } from '../present.js';
import { alphabetical } from './members.js';
import { nameOf } from './names.js';
import { type WirePrices, wirePrices } from './prices.js';
import { wireTime } from './times.js';
import { flagText, type OrderFlag } from './trading-names.js';

export function order(report: PartialReport, snapshot: boolean): string {
  // A fill tells its symbol too.
  const whole = report.symbol !== undefined && (snapshot || report.execType !== 'trade');
  if (whole) return alphabetical(described(report, snapshot));
  return JSON.stringify(present(changed(report)));
}

/** The words of v1 for where an order stands. */
const STATUSES: Readonly<Record<string, string>> = {
  pending_new: 'pending',
  new: 'open',
  partially_filled: 'open',
  filled: 'closed',
};

function statusOf(report: PartialReport): string {
  const status = report.orderStatus ?? report.execType;
  return Object.hasOwn(STATUSES, status) ? STATUSES[status]! : status;
}

function described(report: PartialReport, snapshot: boolean): Record<string, unknown> {
  const { limitPrice, cumCost, orderQty, cashOrderQty } = report;
  const vol = orderQty ?? cashOrderQty ?? EIGHT;
  const zero = zeroLike(report.avgPrice ?? plainPrice(report) ?? cumCost ?? FIVE);
  const opened = time(report.timestamp);
  const triggered = report.triggers?.status === 'triggered';
  return {
    ...totals(report, zero, zeroLike(orderQty ?? EIGHT)),
    ...names(report),
    ...extras(report),
    ...ending(report, snapshot),
    descr: description(report, zero),
    expiretm: time(report.expireTime) ?? null,
    limitprice: triggered && limitPrice !== undefined && isStatic(report.limitPriceType) ? limitPrice : zero,
    misc: misc(report) ?? '',
    oflags: oflags(report),
    opentm: opened ?? null,
    refid: report.ordRefId ?? null,
    starttm: time(report.effectiveTime) ?? null,
    status: statusOf(report),
    stopprice: report.triggers?.actualPrice ?? zero,
    timeinforce: report.timeInForce,
    vol,
  };
}

/** As many places as those that were recorded. */
const FIVE = '0.00000';
const EIGHT = '0.00000000';

/** Zero with as many decimals. */
export function zeroLike(decimal: string): string {
  return decimal.replace(/^-/, '').replace(/^\d+/, '0').replace(/\d/g, '0');
}

function plainPrice({ limitPrice, limitPriceType }: PartialReport): string | undefined {
  return isStatic(limitPriceType) ? limitPrice : undefined;
}

function isStatic(type: string | undefined): boolean {
  return type === undefined || type === 'static';
}

function time(text: string | undefined): string | undefined {
  return text === undefined ? undefined : wireTime(text);
}

function totals(report: PartialReport, zero?: string, none?: string): Record<string, unknown> {
  return {
    vol_exec: report.cumQty ?? none,
    cost: report.cumCost ?? zero,
    fee: report.cumFee ?? zero,
    avg_price: report.avgPrice ?? zero,
  };
}

function names(report: PartialReport): Record<string, unknown> {
  return { cl_ord_id: report.clOrdId, userref: report.orderUserref };
}

/** What few orders have. */
function extras(report: PartialReport): Record<string, unknown> {
  const { contingent } = report;
  return {
    ext_ord_id: report.extOrdId,
    sender_sub_id: report.senderSubId,
    display_volume: report.displayQty,
    display_volume_remain: report.displayQtyRemain,
    contingent: contingent === undefined ? undefined : contingentOf(contingent),
    ratecount: report.ratecount,
  };
}

function ending(report: PartialReport, snapshot = false): Record<string, unknown> {
  const { execType, amended, reason } = report;
  const isAmendment = execType === 'amended' && !snapshot;
  return {
    amended: amended ?? (isAmendment ? true : undefined),
    [isAmendment ? 'amend_reason' : 'cancel_reason']: reason,
  };
}

function contingentOf(contingent: Contingent): Record<string, unknown> {
  const { orderType = '' } = contingent;
  return { ordertype: contingent.orderType, ...wirePrices(orderType, contingent) };
}

function pricesOfReport({ orderType = '', triggers, limitPrice, limitPriceType }: PartialReport): WirePrices {
  const { price, priceType } = triggers ?? {};
  return wirePrices(orderType, { limitPrice, limitPriceType, triggerPrice: price, triggerPriceType: priceType });
}

function description(report: PartialReport, zero: string): Record<string, unknown> {
  const { price = zero, price2 = zero } = pricesOfReport(report);
  const { orderType = '', symbol = '', leverage, contingent } = report;
  const closing =
    contingent === undefined
      ? null
      : `close position @ ${inWords(contingent.orderType ?? '', wirePrices(contingent.orderType ?? '', contingent))}`;
  const size = report.orderQty ?? report.cashOrderQty ?? EIGHT;
  const lever = leverage === undefined ? '' : ` with ${leverage} leverage`;
  return {
    close: report.closeDescription ?? closing,
    leverage: leverage ?? null,
    margin: report.margin === true ? true : undefined,
    order:
      report.description ??
      `${report.side} ${size} ${nameOf(symbol)} @ ${inWords(orderType, { price, price2 })}${lever}`,
    ordertype: orderType,
    pair: nameOf(symbol),
    position: report.positionId,
    price,
    price2,
    type: report.side,
  };
}

/** `stop loss 28410.0 -> limit 28400.0` */
function inWords(orderType: string, { price = '', price2 = '' }: WirePrices): string {
  if (!isTriggered(orderType)) return `${orderType} ${price}`;
  const [kind, limited] = orderType.endsWith('-limit') ? [orderType.slice(0, -6), true] : [orderType, false];
  return `${kind.replaceAll('-', ' ')} ${price}${limited ? ` -> limit ${price2}` : ''}`;
}

function oflags(report: PartialReport): string {
  const flags: Readonly<Record<OrderFlag, boolean>> = {
    fcib: report.feeCcyPref === 'fcib',
    fciq: report.feeCcyPref === 'fciq',
    nompp: report.noMpp === true,
    post: report.postOnly === true,
    viqc: report.cashOrderQty !== undefined && report.orderQty === undefined,
  };
  return flagText(flags);
}

function misc(report: PartialReport): string | undefined {
  const text = flagText({ stopped: report.triggers?.status === 'triggered', liquidation: report.liquidated === true });
  return text === '' ? undefined : text;
}

/** In the order in which it was recorded. Where an order stands is told when it begins and when it ends. */
function changed(report: PartialReport): Record<string, unknown> {
  const { execType, orderQty, triggers } = report;
  const last = { ...totals(report), ...names(report) };
  switch (execType) {
    case 'new':
      return { status: statusOf(report), ...names(report) };
    case 'trade':
      return last;
    case 'filled':
    case 'canceled':
    case 'expired':
      return { lastupdated: time(report.timestamp), status: statusOf(report), ...last, cancel_reason: report.reason };
  }
  const level = execType === 'amended' && isStatic(triggers?.priceType) ? triggers?.price : triggers?.actualPrice;
  return {
    lastupdated: time(report.timestamp),
    ...ending(report),
    vol: orderQty,
    limitprice: plainPrice(report),
    stopprice: level,
    misc: misc(report),
    ...last,
    ...extras(report),
  };
}
