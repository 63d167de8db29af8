/**
 * Private frames and answers about orders as messages. What comes in has its shape in frames-account.ts; nothing is
 * checked here.
 */
import type { AnsweredMessage, PartialReport, TradingResults } from '../account.js';
import type { Message } from '../message.js';
import { integerOf, maybe, type Shape, type WireObject } from '../shape.js';
import type { TradingMethod } from '../trading.js';
import { balances, ledger, report } from './account-members.js';
import { RESULTS } from './answer-members.js';
import {
  addOrderFrame,
  amendOrderFrame,
  batchAddFrame,
  batchCancelCountFrame,
  batchCancelFrame,
  cancelAllFrame,
  cancelAllOrdersAfterFrame,
  cancelOrderFrame,
  editOrderFrame,
} from './frames-account.js';

export function executionsOf(frame: WireObject): Message {
  return {
    type: 'executions',
    snapshot: frame['type'] === 'snapshot',
    sequence: integerOf(frame['sequence']),
    data: (frame['data'] as WireObject[]).map(reportOf),
  };
}

function reportOf(value: WireObject): PartialReport {
  const { ratecounter, ...read } = report.read(value);
  return ratecounter === undefined ? read : { ratecount: ratecounter, ...read };
}

export function balancesOf(frame: WireObject): Message {
  const sequence = integerOf(frame['sequence']);
  return { type: 'balances', snapshot: true, sequence, data: balances.read(frame['data']) };
}

export function ledgerOf(frame: WireObject): Message {
  const sequence = integerOf(frame['sequence']);
  return { type: 'balances', snapshot: false, sequence, data: ledger.read(frame['data']) };
}

const ANSWERS: Readonly<Record<TradingMethod, Shape>> = {
  add_order: addOrderFrame,
  amend_order: amendOrderFrame,
  edit_order: editOrderFrame,
  cancel_order: cancelOrderFrame,
  cancel_all: cancelAllFrame,
  cancel_all_orders_after: cancelAllOrdersAfterFrame,
  batch_add: batchAddFrame,
  batch_cancel: batchCancelFrame,
};

/** The shape of an answer to this method. */
export function answerShape(method: TradingMethod, frame: WireObject): Shape {
  // The documentation and the only recording differ: either is taken.
  if (method === 'batch_cancel' && frame['result'] === undefined) return batchCancelCountFrame;
  return ANSWERS[method];
}

export function answeredOf(method: TradingMethod, frame: WireObject): Message {
  return {
    type: 'answered',
    method,
    reqId: maybe(frame['req_id'], integerOf),
    result: resultOf(method, frame),
    timeIn: frame['time_in'] as string,
    timeOut: frame['time_out'] as string,
  } as AnsweredMessage;
}

function resultOf(method: TradingMethod, frame: WireObject): TradingResults[TradingMethod] {
  const { result, orders_cancelled: count } = frame;
  if (result !== undefined) return RESULTS[method].read(result);
  if (method === 'batch_cancel') return { count: integerOf(count) };
  return method === 'batch_add' ? [] : {};
}
