/**
 * What the exchange, or one pair, does not take in its present mode. A mode that is not known forbids nothing: the
 * exchange will say.
 *
 * https://docs.kraken.com/api/docs/websocket-v2/status, https://docs.kraken.com/api/docs/websocket-v2/instrument
 */
import type { OrderFields, TradingRequest } from '../protocol/trading.js';

/** What is carried out in a mode, in words, and whether this is. */
interface Mode {
  readonly takes: string;
  readonly order: (order: OrderFields) => boolean;
  readonly amend: (amendment: { readonly postOnly?: boolean | undefined }) => boolean;
  readonly edit: (edit: {
    readonly postOnly?: boolean | undefined;
    readonly reduceOnly?: boolean | undefined;
  }) => boolean;
  readonly cancel: boolean;
}

const yes = () => true;
const no = () => false;
const isPosted = ({ postOnly }: { readonly postOnly?: boolean | undefined }) => postOnly === true;

const NOTHING: Mode = { takes: 'nothing is carried out', order: no, amend: no, edit: no, cancel: false };
const CANCELS: Mode = { takes: 'only cancels are carried out', order: no, amend: no, edit: no, cancel: true };

const MODES: Readonly<Record<string, Mode>> = {
  maintenance: NOTHING,
  cancel_only: CANCELS,
  delisted: CANCELS,
  work_in_progress: CANCELS,
  post_only: {
    takes: 'only limit orders with postOnly, amends with postOnly and cancels are carried out',
    order: isPosted,
    amend: isPosted,
    edit: isPosted,
    cancel: true,
  },
  limit_only: {
    takes: 'only orders with a limitPrice are carried out, and cancels',
    order: ({ limitPrice }) => limitPrice !== undefined,
    amend: yes,
    edit: yes,
    cancel: true,
  },
  reduce_only: {
    takes: 'only orders with reduceOnly are carried out, amends and cancels',
    order: ({ reduceOnly }) => reduceOnly === true,
    amend: yes,
    edit: ({ reduceOnly }) => reduceOnly === true,
    cancel: true,
  },
};

/**
 * Why a request is refused before it is sent; undefined when it is not. `mode` is the exchange's (`status.system`),
 * `pairStatus` that of the request's pair; each undefined while it is not known.
 */
export function checkMode(
  request: TradingRequest,
  mode: string | undefined,
  pairStatus?: string | undefined,
): string | undefined {
  const pair = 'symbol' in request && request.symbol !== undefined ? request.symbol : 'the pair';
  return refusal(request, mode, 'the exchange') ?? refusal(request, pairStatus, pair);
}

function refusal(request: TradingRequest, name: string | undefined, who: string): string | undefined {
  const mode = name !== undefined && Object.hasOwn(MODES, name) ? MODES[name] : undefined;
  if (mode === undefined || isTaken(request, mode)) return undefined;
  return `${request.method} is refused: ${who} is in mode ${name}, in which ${mode.takes}`;
}

function isTaken(request: TradingRequest, { order, amend, edit, cancel }: Mode): boolean {
  switch (request.method) {
    case 'add_order':
      return order(request);
    case 'batch_add':
      return request.orders.every(order);
    case 'amend_order':
      return amend(request);
    case 'edit_order':
      return edit(request);
    default:
      return cancel;
  }
}
