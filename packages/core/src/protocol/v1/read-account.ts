/**
 * Private frames and answers about orders as messages.
 * https://docs.kraken.com/api/docs/websocket-v1/openorders https://docs.kraken.com/api/docs/websocket-v1/owntrades
 */
import type { AnsweredMessage, PartialReport, TradingResults } from '../account.js';
import type { Message, RefusedMessage } from '../message.js';
import type { OrderSide } from '../order.js';
import { decimalOf, explain, integerOf, type WireObject } from '../shape.js';
import { ANSWERS, answerFrame, openOrdersFrame, ownTradesFrame, refusalFrame } from './frames-private.js';
import { invalid } from './invalid.js';
import { given, present, textIn } from './members.js';
import { quoteOf, symbolOf } from './names.js';

import { reportOf } from './read-order.js';
import { reqIdOf } from './req-id.js';
import { timeOf } from './times.js';
import { methodAnswered, type V1Method } from './trading-names.js';

/** The answer to a request about orders; undefined when the event is none. */
export function answerOf(event: string, frame: WireObject, text: string): Message | undefined {
  const method = methodAnswered(event);
  if (method === undefined) return undefined;
  const refused = frame['status'] === 'error';
  for (const shape of [answerFrame, refused ? refusalFrame : ANSWERS[method]]) {
    if (!shape.accepts(frame)) return invalid(text, explain(shape, frame));
  }
  const reqId = reqIdOf(frame);
  if (refused)
    return present<RefusedMessage>({ type: 'refused', method, error: frame['errorMessage'] as string, reqId });
  return present({ type: 'answered', method, reqId, result: resultOf(method, frame) } as AnsweredMessage);
}

function resultOf(method: V1Method, frame: WireObject): TradingResults[V1Method] {
  const orderId = textIn(frame, 'txid');
  const clOrdId = textIn(frame, 'cl_ord_id');
  const description = textIn(frame, 'descr');
  switch (method) {
    case 'add_order':
      return present({ orderId, clOrdId, description });
    case 'amend_order':
      return present({ amendId: frame['amend_id'] as string, orderId, clOrdId });
    case 'edit_order':
      return present({ orderId, originalOrderId: textIn(frame, 'originaltxid'), description });
    // It does not say which.
    case 'cancel_order':
      return {};
    case 'cancel_all':
      return { count: integerOf(frame['count']) };
    case 'cancel_all_orders_after':
      return { currentTime: frame['currentTime'] as string, triggerTime: frame['triggerTime'] as string };
  }
}

/** A frame of openOrders or ownTrades. */
export function executionsOf(frame: readonly unknown[], text: string): Message {
  const orders = frame[1] === 'openOrders';
  const shape = orders ? openOrdersFrame : ownTradesFrame;
  if (!shape.accepts(frame)) return invalid(text, explain(shape, frame));
  const [data, , numbers] = frame as [readonly WireObject[], string, WireObject];
  const sequence = integerOf(numbers['sequence']);
  // Both begin with all there is, whether that is asked for or not.
  const snapshot = sequence === 1;
  const entries = data.flatMap((each) => Object.entries(each) as [string, WireObject][]);
  return {
    type: 'executions',
    part: orders ? 'orders' : 'trades',
    snapshot,
    sequence,
    data: entries.map(([id, value]) => (orders ? reportOf(id, value, snapshot) : tradeOf(id, value))),
  };
}

function tradeOf(execId: string, trade: WireObject): PartialReport {
  const symbol = symbolOf(trade['pair'] as string);
  return present<PartialReport>({
    execType: 'trade',
    execId,
    orderId: trade['ordertxid'] as string,
    symbol,
    side: trade['type'] as OrderSide,
    orderType: trade['ordertype'] as string,
    lastQty: decimalOf(trade['vol']),
    lastPrice: decimalOf(trade['price']),
    cost: decimalOf(trade['cost']),
    fees: [{ asset: quoteOf(symbol), qty: decimalOf(trade['fee']) }],
    timestamp: timeOf(trade['time'] as string),
    positionId: textIn(trade, 'postxid'),
    marginCost: given(trade, 'margin', decimalOf),
    marginBorrow: trade['margin_borrow'] as boolean | undefined,
    clOrdId: textIn(trade, 'cl_ord_id'),
    orderUserref: given(trade, 'userref', integerOf),
    extExecId: textIn(trade, 'ext_exec_id'),
  });
}
