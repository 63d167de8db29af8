/**
 * Private frames and answers about orders as messages. What comes in has its shape in frames-account.ts.
 */
import type { AnsweredMessage } from '../account.js';
import type { Message } from '../message.js';
import type { WireObject } from '../shape.js';
import type { TradingMethod } from '../trading.js';
import { reading } from './decode.js';
import { ANSWERS, balancesFrame, batchCancelCountFrame, executionsFrame, ledgerFrame } from './frames-account.js';

/** A frame of a private channel; undefined where it is none. */
export function streamOf(channel: string, frame: WireObject, text: string): Message | undefined {
  if (channel === 'executions') {
    return reading.checked(text, executionsFrame, frame, ({ data, ...read }) => ({
      type: channel,
      ...read,
      data: data.map(({ ratecounter, ...each }) =>
        ratecounter === undefined ? each : { ratecount: ratecounter, ...each },
      ),
    }));
  }
  if (channel !== 'balances') return undefined;
  return frame['type'] === 'update'
    ? reading.checked(text, ledgerFrame, frame, (read) => ({ ...read, type: channel, snapshot: false }))
    : reading.checked(text, balancesFrame, frame, (read) => ({ ...read, type: channel, snapshot: true }));
}

/** An answer to a request about orders. */
export function answerOf(method: TradingMethod, frame: WireObject, text: string): Message {
  const answered = { type: 'answered', method } as const;
  // The documentation and the only recording differ: either is taken.
  if (method === 'batch_cancel' && frame['result'] === undefined) {
    return reading.checked(text, batchCancelCountFrame, frame, ({ success: _, ordersCancelled: count, ...read }) => ({
      ...answered,
      method,
      ...read,
      result: { count },
    }));
  }
  const nothing = method === 'batch_add' ? [] : {};
  return reading.checked(
    text,
    ANSWERS.get(method)!,
    frame,
    ({ success: _, result = nothing, ...read }) => ({ ...answered, ...read, result }) as AnsweredMessage,
  );
}
