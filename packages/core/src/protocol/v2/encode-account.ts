/**
 * What the exchange sends of accounts and orders, byte for byte as recorded. Reports of each kind have an order of
 * members of their own.
 */
import type { AnsweredMessage, BalancesMessage, ExecutionsMessage, PartialReport } from '../account.js';
import { balances, ledger, REPORT, report } from './account-members.js';
import { RESULTS } from './answer-members.js';
import { objectIn, written } from './write-members.js';

export function executions(message: ExecutionsMessage): string {
  const data = message.data.map((each) => objectIn(report, orderOf(each, message.snapshot), { ...each }));
  return `{"channel":"executions","type":"${message.snapshot ? 'snapshot' : 'update'}","data":[${data}],"sequence":${message.sequence}}`;
}

export function balancesFrame(message: BalancesMessage): string {
  const data = written(message.snapshot ? balances : ledger, message.data);
  return `{"channel":"balances","type":"${message.snapshot ? 'snapshot' : 'update'}","data":${data},"sequence":${message.sequence}}`;
}

/** Members by their names, of all answers in alphabetical order. */
export function answerMembers(message: AnsweredMessage): { orders_cancelled?: string; result?: string } {
  // As it was recorded, not as it is documented.
  if (message.method === 'batch_cancel') return { orders_cancelled: String(message.result.count) };
  return { result: written(RESULTS[message.method], message.result) };
}

type Order = readonly (keyof PartialReport)[];

/** What was recorded, in its order, and behind it whatever else there is. */
function order(...recorded: Order): readonly string[] {
  const rest = Object.keys(REPORT).filter((name) => !recorded.some((each) => each === name));
  return [...recorded, ...rest];
}

const LIVE = /* @__PURE__ */ order(
  'timestamp',
  'orderStatus',
  'execType',
  'clOrdId',
  'orderUserref',
  'postOnly',
  'orderId',
);

const TRADE = /* @__PURE__ */ order(
  ...(['orderId', 'orderUserref', 'clOrdId', 'execId', 'execType', 'tradeId', 'symbol', 'side', 'lastQty'] as const),
  ...(['lastPrice', 'liquidityInd', 'margin', 'marginBorrow', 'liquidated', 'cost', 'orderType'] as const),
  ...(['senderSubId', 'timestamp', 'orderStatus', 'cumQty', 'cumCost', 'avgPrice', 'feeUsdEquiv', 'fees'] as const),
);

/** A fill that a snapshot tells. */
const HISTORY = /* @__PURE__ */ order(
  ...(['orderId', 'orderUserref', 'clOrdId', 'execId', 'execType', 'tradeId', 'symbol', 'side', 'lastQty'] as const),
  ...(['lastPrice', 'liquidityInd', 'margin', 'marginBorrow', 'liquidated', 'cost', 'orderStatus'] as const),
  ...(['orderType', 'senderSubId', 'timestamp', 'feeUsdEquiv', 'fees'] as const),
);

const ENDED = /* @__PURE__ */ order(
  ...(['timestamp', 'orderStatus', 'execType', 'cumQty', 'cumCost', 'feeUsdEquiv', 'avgPrice', 'clOrdId'] as const),
  ...(['orderUserref', 'postOnly', 'cancelReason', 'reason', 'orderId'] as const),
);

const CHANGED = /* @__PURE__ */ order(
  ...(['timestamp', 'execType', 'orderStatus', 'cumQty', 'reason', 'amended', 'orderQty', 'limitPrice'] as const),
  ...(['limitPriceType', 'clOrdId', 'orderUserref', 'orderId'] as const),
);

/** An order described whole. */
const DESCRIBED = /* @__PURE__ */ order(
  ...(['orderId', 'symbol', 'orderQty', 'cumCost', 'timeInForce', 'execType', 'side', 'orderType'] as const),
  ...(['clOrdId', 'orderUserref', 'limitPriceType', 'limitPrice', 'stopPrice', 'postOnly'] as const),
  ...(['orderStatus', 'feeUsdEquiv', 'feeCcyPref', 'timestamp'] as const),
);

/** The same of one that waits for a price. */
const WAITING = /* @__PURE__ */ order(
  ...(['orderId', 'symbol', 'orderQty', 'cumCost', 'timeInForce', 'execType', 'side', 'orderType'] as const),
  ...(['clOrdId', 'orderUserref', 'limitPriceType', 'triggers', 'stopPrice', 'limitPrice', 'trigger'] as const),
  ...(['postOnly', 'orderStatus', 'feeUsdEquiv', 'feeCcyPref', 'timestamp'] as const),
);

function orderOf(report: PartialReport, snapshot: boolean): readonly string[] {
  switch (report.execType) {
    case 'trade':
      return snapshot ? HISTORY : TRADE;
    case 'filled':
    case 'canceled':
    case 'expired':
      return ENDED;
    case 'amended':
    case 'restated':
    case 'iceberg_refill':
    case 'status':
      return CHANGED;
  }
  if (report.execType === 'new' && report.symbol === undefined) return LIVE;
  return report.triggers === undefined ? DESCRIBED : WAITING;
}
