/**
 * What the exchange, or one pair, does not take in its present mode. A mode that is not known forbids nothing: the
 * exchange will say.
 *
 * https://docs.kraken.com/api/docs/websocket-v2/status, https://docs.kraken.com/api/docs/websocket-v2/instrument
 */
import type { OrderFields, TradingMethod, TradingRequest } from '../protocol/trading.js';

/** What a mode looks at: of an order of a batch there is no method. */
type Asked = Pick<OrderFields, 'limitPrice' | 'postOnly' | 'reduceOnly'> & { readonly method?: TradingMethod };

/** What is carried out in a mode, in words, and whether this is, which places or changes an order. */
type Mode = readonly [words: string, takes: (asked: Asked) => boolean];

const CANCELS: Mode = ['only cancels are carried out', () => false];

const MODES: Readonly<Record<string, Mode>> = {
  maintenance: ['nothing is carried out', () => false],
  cancel_only: CANCELS,
  delisted: CANCELS,
  work_in_progress: CANCELS,
  post_only: [
    'only limit orders with postOnly, amends with postOnly and cancels are carried out',
    ({ postOnly }) => postOnly === true,
  ],
  limit_only: [
    'only orders with a limitPrice are carried out, and cancels',
    ({ method, limitPrice }) => limitPrice !== undefined || method === 'amend_order' || method === 'edit_order',
  ],
  reduce_only: [
    'only orders with reduceOnly are carried out, amends and cancels',
    ({ method, reduceOnly }) => reduceOnly === true || method === 'amend_order',
  ],
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
  if (mode === undefined || isTaken(request, mode, name !== 'maintenance')) return undefined;
  return `${request.method} is refused: ${who} is in mode ${name}, in which ${mode[0]}`;
}

function isTaken(request: TradingRequest, [, takes]: Mode, cancels: boolean): boolean {
  switch (request.method) {
    case 'add_order':
    case 'amend_order':
    case 'edit_order':
      return takes(request);
    case 'batch_add':
      return request.orders.every(takes);
    default:
      return cancels;
  }
}
