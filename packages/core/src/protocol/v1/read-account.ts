/**
 * Private frames and answers about orders as messages.
 * https://docs.kraken.com/api/docs/websocket-v1/openorders https://docs.kraken.com/api/docs/websocket-v1/owntrades
 */
import type { AnsweredMessage, PartialReport } from '../account.js';
import type { Message } from '../message.js';
import { present } from '../present.js';
import { accepts, explain, isText, type Shape, type WireObject } from '../shape.js';
import {
  ANSWERS,
  answerFrame,
  openOrdersFrame,
  ownTradesFrame,
  refusalFrame,
  type WireTrade,
} from './frames-private.js';
import { invalid, reading } from './invalid.js';
import { quoteOf } from './names.js';
import { reportOf } from './read-order.js';
import { reqIdOf } from './req-id.js';
import { methodAnswered } from './trading-names.js';

/** The answer to a request about orders; undefined when the event is none. */
export function answerOf(event: string, frame: WireObject, text: string): Message | undefined {
  const method = methodAnswered(event);
  if (method === undefined) return undefined;
  if (!accepts(answerFrame, frame)) return invalid(text, explain(answerFrame, frame));
  if (frame['status'] === 'error') {
    return reading.checked(text, refusalFrame, frame, (read) => ({ type: 'refused', method, ...read }));
  }
  const reqId = reqIdOf(frame);
  const shape: Shape<object> = ANSWERS[method];
  return reading.checked(text, shape, frame, (result) =>
    present({ type: 'answered', method, reqId, result } as AnsweredMessage),
  );
}

/** A frame of openOrders or ownTrades. */
export function executionsOf(frame: readonly unknown[], text: string): Message {
  return frame[1] === 'openOrders'
    ? reading.checked(text, openOrdersFrame, frame, ([data, , { sequence }]) => {
        // Both begin with all there is, whether that is asked for or not.
        const snapshot = sequence === 1;
        const reports = data.flatMap((each) => each.map(([id, order]) => reportOf(id, order, snapshot)));
        return { type: 'executions', part: 'orders', snapshot, sequence, data: reports };
      })
    : reading.checked(text, ownTradesFrame, frame, ([data, , { sequence }]) => {
        const reports = data.flatMap((each) => each.map(([id, trade]) => tradeOf(id, trade)));
        return { type: 'executions', part: 'trades', snapshot: sequence === 1, sequence, data: reports };
      });
}

function tradeOf(execId: string, { fee, positionId, ...trade }: WireTrade): PartialReport {
  return present<PartialReport>({
    ...trade,
    execType: 'trade',
    execId,
    fees: [{ asset: quoteOf(trade.symbol), qty: fee }],
    positionId: isText(positionId) && positionId !== '' ? positionId : undefined,
  });
}
