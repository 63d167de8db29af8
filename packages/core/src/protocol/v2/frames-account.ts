/**
 * The shapes of v2's private frames. Members that are not named are ignored.
 * https://docs.kraken.com/api/docs/websocket-v2/executions
 */
import type { TradingResults } from '../account.js';
import { integer, list, optional, record, type Shape, success, text } from '../shape.js';
import { TRADING_METHODS, type TradingMethod } from '../trading.js';
import { balances, ledger, report } from './account-members.js';
import { RESULTLESS, RESULTS } from './answer-members.js';
import { snapshot, TYPE } from './frames.js';

export const executionsFrame = record({ snapshot, sequence: integer, data: list(report) }, TYPE);

export const balancesFrame = record({ snapshot, sequence: integer, data: balances }, TYPE);

/** Changes of balances. */
export const ledgerFrame = record({ snapshot, sequence: integer, data: ledger }, TYPE);

const answer = { success, reqId: optional(integer), timeIn: text, timeOut: text };

type Answer = Shape<{
  readonly success: true;
  readonly reqId: number | undefined;
  readonly timeIn: string;
  readonly timeOut: string;
  readonly result?: TradingResults[TradingMethod] | undefined;
}>;

export const ANSWERS: ReadonlyMap<TradingMethod, Answer> = /* @__PURE__ */ new Map(
  TRADING_METHODS.map((method) => {
    const result: Shape<TradingResults[TradingMethod]> = RESULTS[method];
    return [method, record({ ...answer, result: RESULTLESS.has(method) ? optional(result) : result })];
  }),
);

/** That of `batch_cancel` as it was recorded, not as it is documented: a count instead of a result. */
export const batchCancelCountFrame = record({ ...answer, ordersCancelled: integer });
