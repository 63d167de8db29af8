/**
 * What is in reports about orders, in balances and in answers about orders. Where the order of members matters it is
 * that of the wire. https://docs.kraken.com/api/docs/websocket-v2/executions
 */
import type {
  Balance,
  Contingent,
  Fee,
  LedgerEntry,
  OnlyInV1,
  PartialReport,
  ReportedTriggers,
  Wallet,
} from '../account.js';
import { decimal, flag, integer, side, signedInteger, text } from '../shape.js';
import { listOf, type Members, objectOf } from './members.js';

const fee = /* @__PURE__ */ objectOf<Fee>({ asset: text, qty: decimal }, ['asset', 'qty']);

const triggers = /* @__PURE__ */ objectOf<ReportedTriggers>(
  {
    actualPrice: decimal,
    lastPrice: decimal,
    peakPrice: decimal,
    price: decimal,
    priceType: text,
    reference: text,
    status: text,
    timestamp: text,
  },
  [],
);

const contingent = /* @__PURE__ */ objectOf<Contingent>(
  { limitPrice: decimal, limitPriceType: text, orderType: text, triggerPrice: decimal, triggerPriceType: text },
  [],
);

type Report = Omit<PartialReport, keyof OnlyInV1>;

export const REPORT: Members<Report> = {
  execType: text,
  orderId: text,
  orderStatus: text,
  timestamp: text,
  clOrdId: text,
  orderUserref: signedInteger,
  symbol: text,
  side,
  orderType: text,
  orderQty: decimal,
  cashOrderQty: decimal,
  limitPrice: decimal,
  limitPriceType: text,
  timeInForce: text,
  effectiveTime: text,
  expireTime: text,
  postOnly: flag,
  reduceOnly: flag,
  margin: flag,
  marginBorrow: flag,
  noMpp: flag,
  liquidated: flag,
  displayQty: decimal,
  displayQtyRemain: decimal,
  triggers,
  contingent,
  cumQty: decimal,
  cumCost: decimal,
  avgPrice: decimal,
  execId: text,
  tradeId: integer,
  lastQty: decimal,
  lastPrice: decimal,
  cost: decimal,
  liquidityInd: text,
  fees: /* @__PURE__ */ listOf(fee),
  feeCcyPref: text,
  feeUsdEquiv: decimal,
  positionStatus: text,
  ordRefId: text,
  extOrdId: text,
  extExecId: text,
  amended: flag,
  reason: text,
  senderSubId: text,
  user: text,
  ratecount: decimal,
  cancelReason: text,
  stopPrice: decimal,
  trigger: text,
  triggeredPrice: decimal,
};

/**
 * A report as it may come: how v2 calls the rate counter is nowhere said, v1 calls it `ratecount` and the subscription
 * `ratecounter`.
 */
export const report = /* @__PURE__ */ objectOf<Report & { readonly ratecounter?: string }>(
  { ...REPORT, ratecounter: decimal },
  ['execType', 'orderId', 'orderStatus', 'timestamp'],
);

const wallet = /* @__PURE__ */ objectOf<Wallet>({ type: text, id: text, balance: decimal }, ['type', 'id', 'balance']);

export const balances = /* @__PURE__ */ listOf(
  /* @__PURE__ */ objectOf<Balance>(
    { asset: text, assetClass: text, wallets: /* @__PURE__ */ listOf(wallet), balance: decimal },
    ['asset', 'wallets', 'balance'],
  ),
);

export const ledger = /* @__PURE__ */ listOf(
  /* @__PURE__ */ objectOf<LedgerEntry>(
    {
      ledgerId: text,
      refId: text,
      timestamp: text,
      type: text,
      subtype: text,
      asset: text,
      assetClass: text,
      category: text,
      walletType: text,
      walletId: text,
      amount: decimal,
      fee: decimal,
      balance: decimal,
      user: text,
    },
    ['ledgerId', 'refId', 'timestamp', 'type', 'asset', 'amount', 'fee', 'balance'],
  ),
);
