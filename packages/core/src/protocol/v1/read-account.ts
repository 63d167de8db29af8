/**
 * Private frames and answers about orders as messages.
 * https://docs.kraken.com/api/docs/websocket-v1/openorders https://docs.kraken.com/api/docs/websocket-v1/owntrades
 */
import type { AnsweredMessage, PartialReport } from '../account.js';
import type { Message } from '../message.js';
import { present } from '../present.js';
import { isText, type Shape, type WireObject } from '../shape.js';
import {
  ANSWERS,
  answerFrame,
  openOrdersFrame,
  ownTradesFrame,
  refusalFrame,
  type WireTrade,
} from './frames-private.js';
import { reading } from './invalid.js';
import { quoteOf } from './names.js';
import { reportOf } from './read-order.js';
import { methodAnswered } from './trading-names.js';

/** The answer to a request about orders; undefined when the event is none. */
export function answerOf(event: string, frame: WireObject, text: string): Message | undefined {
  const method = methodAnswered(event);
  if (method === undefined) return undefined;
  const shape: Shape<object> = ANSWERS[method];
  return reading.checked(text, answerFrame, frame, ({ status, ...read }) =>
    status === 'error'
      ? reading.checked(text, refusalFrame, frame, ({ error }) => ({ type: 'refused', method, error, ...read }))
      : reading.checked(
          text,
          shape,
          frame,
          (result) => ({ type: 'answered', method, ...read, result }) as AnsweredMessage,
        ),
  );
}

/** A frame of openOrders or ownTrades. */
export function executionsOf(frame: readonly unknown[], text: string): Message {
  return frame[1] === 'openOrders'
    ? reading.checked(text, openOrdersFrame, frame, ([orders, , { sequence }]) => {
        const reports = orders.map(([id, order]) => reportOf(id, order, isWhole(sequence)));
        return { type: 'executions', part: 'orders', snapshot: isWhole(sequence), sequence, data: reports };
      })
    : reading.checked(text, ownTradesFrame, frame, ([trades, , { sequence }]) => {
        const reports = trades.map(([id, trade]) => tradeOf(id, trade));
        return { type: 'executions', part: 'trades', snapshot: isWhole(sequence), sequence, data: reports };
      });
}

/** Both begin with all there is, whether that is asked for or not. */
function isWhole(sequence: number): boolean {
  return sequence === 1;
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
