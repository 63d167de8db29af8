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
import type { OrderSide } from '../order.js';
import { side } from '../shape.js';
import { COUNT, DECIMAL, FLAG, INTEGER, type Kind, listOf, type Members, objectOf, TEXT } from './members.js';

const SIDE: Kind<OrderSide> = { ...side, write: TEXT.write };

const fee = /* @__PURE__ */ objectOf<Fee>({ asset: TEXT, qty: DECIMAL }, ['asset', 'qty']);

const triggers = /* @__PURE__ */ objectOf<ReportedTriggers>(
  {
    actualPrice: DECIMAL,
    lastPrice: DECIMAL,
    peakPrice: DECIMAL,
    price: DECIMAL,
    priceType: TEXT,
    reference: TEXT,
    status: TEXT,
    timestamp: TEXT,
  },
  [],
);

const contingent = /* @__PURE__ */ objectOf<Contingent>(
  { limitPrice: DECIMAL, limitPriceType: TEXT, orderType: TEXT, triggerPrice: DECIMAL, triggerPriceType: TEXT },
  [],
);

type Report = Omit<PartialReport, keyof OnlyInV1>;

export const REPORT: Members<Report> = {
  execType: TEXT,
  orderId: TEXT,
  orderStatus: TEXT,
  timestamp: TEXT,
  clOrdId: TEXT,
  orderUserref: INTEGER,
  symbol: TEXT,
  side: SIDE,
  orderType: TEXT,
  orderQty: DECIMAL,
  cashOrderQty: DECIMAL,
  limitPrice: DECIMAL,
  limitPriceType: TEXT,
  timeInForce: TEXT,
  effectiveTime: TEXT,
  expireTime: TEXT,
  postOnly: FLAG,
  reduceOnly: FLAG,
  margin: FLAG,
  marginBorrow: FLAG,
  noMpp: FLAG,
  liquidated: FLAG,
  displayQty: DECIMAL,
  displayQtyRemain: DECIMAL,
  triggers,
  contingent,
  cumQty: DECIMAL,
  cumCost: DECIMAL,
  avgPrice: DECIMAL,
  execId: TEXT,
  tradeId: COUNT,
  lastQty: DECIMAL,
  lastPrice: DECIMAL,
  cost: DECIMAL,
  liquidityInd: TEXT,
  fees: /* @__PURE__ */ listOf(fee),
  feeCcyPref: TEXT,
  feeUsdEquiv: DECIMAL,
  positionStatus: TEXT,
  ordRefId: TEXT,
  extOrdId: TEXT,
  extExecId: TEXT,
  amended: FLAG,
  reason: TEXT,
  senderSubId: TEXT,
  user: TEXT,
  ratecount: DECIMAL,
  cancelReason: TEXT,
  stopPrice: DECIMAL,
  trigger: TEXT,
  triggeredPrice: DECIMAL,
};

/**
 * A report as it may come: how v2 calls the rate counter is nowhere said, v1 calls it `ratecount` and the subscription
 * `ratecounter`.
 */
export const report = /* @__PURE__ */ objectOf<Report & { readonly ratecounter?: string }>(
  { ...REPORT, ratecounter: DECIMAL },
  ['execType', 'orderId', 'orderStatus', 'timestamp'],
);

const wallet = /* @__PURE__ */ objectOf<Wallet>({ type: TEXT, id: TEXT, balance: DECIMAL }, ['type', 'id', 'balance']);

export const balances = /* @__PURE__ */ listOf(
  /* @__PURE__ */ objectOf<Balance>(
    { asset: TEXT, assetClass: TEXT, wallets: /* @__PURE__ */ listOf(wallet), balance: DECIMAL },
    ['asset', 'wallets', 'balance'],
  ),
);

export const ledger = /* @__PURE__ */ listOf(
  /* @__PURE__ */ objectOf<LedgerEntry>(
    {
      ledgerId: TEXT,
      refId: TEXT,
      timestamp: TEXT,
      type: TEXT,
      subtype: TEXT,
      asset: TEXT,
      assetClass: TEXT,
      category: TEXT,
      walletType: TEXT,
      walletId: TEXT,
      amount: DECIMAL,
      fee: DECIMAL,
      balance: DECIMAL,
      user: TEXT,
    },
    ['ledgerId', 'refId', 'timestamp', 'type', 'asset', 'amount', 'fee', 'balance'],
  ),
);
