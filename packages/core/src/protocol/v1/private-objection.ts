/**
 * What cannot be asked about orders in v1, and what can be done instead. Whether a request is right in itself is not
 * looked at here. https://docs.kraken.com/api/docs/websocket-v1/addorder
 */
import type { Objection } from '../codec.js';
import { isTrailing, isTriggered } from '../order.js';
import type { AddOrderRequest, EditOrderRequest, TradingRequest } from '../trading.js';
import { type OrderPrices, pricesIn } from './prices.js';

/** A member, whether it is in the way, and why; whether it no longer is where the type of the order is known. */
type Rule = readonly [field: string, applies: boolean, why: string, unlessTyped?: true];

/** The first thing that v1 cannot say; undefined when all of it can be said. */
export function tradingObjection(request: TradingRequest): Objection | undefined {
  const rule = rulesOf(request).find(([, applies]) => applies);
  if (rule === undefined) return undefined;
  const [field, , why, unlessTyped] = rule;
  return { field, message: `${field}: ${why}`, unlessTyped };
}

function rulesOf(request: TradingRequest): readonly Rule[] {
  switch (request.method) {
    case 'add_order':
      return orderRules(request);
    case 'edit_order':
      return editRules(request);
    case 'batch_add':
      return [['method', true, 'v1 has no batches; place each order by itself, or use v2']];
    case 'batch_cancel':
      return [
        ['method', true, 'v1 has no batches; cancel the orders with cancelOrder, which takes several, or use v2'],
      ];
    default:
      return [];
  }
}

function orderRules(request: AddOrderRequest): readonly Rule[] {
  const { orderType, displayQty, timeInForce, cashOrderQty, clOrdId, orderUserref, conditional } = request;
  return [
    ['orderType', orderType === 'iceberg', "v1 cannot place 'iceberg' orders; v2 can"],
    ['displayQty', displayQty !== undefined, 'v1 cannot place iceberg orders; v2 can'],
    ['timeInForce', timeInForce === 'fok', "expected 'gtc', 'gtd' or 'ioc' in v1; v2 takes 'fok' as well"],
    [
      'cashOrderQty',
      cashOrderQty !== undefined && !isCashBuy(request),
      'v1 takes it for market buys without margin, instead of orderQty, and v2 for no others',
    ],
    ...priceRules(orderType, pricesIn(request), ['triggers', 'triggers.priceType', 'limitPriceType'], 'them'),
    [
      'orderUserref',
      clOrdId !== undefined && orderUserref !== undefined,
      'expected none beside clOrdId, in v1 as in v2',
    ],
    ...(conditional === undefined ? [] : priceRules(conditional.orderType, conditional, CLOSE_FIELDS, 'it')),
  ];
}

function isCashBuy({ orderType, side, orderQty, margin, leverage }: AddOrderRequest): boolean {
  const funded = margin === true || leverage !== undefined;
  return orderType === 'market' && side === 'buy' && orderQty === undefined && !funded;
}

const CLOSE_FIELDS = [
  'conditional.triggerPrice',
  'conditional.triggerPriceType',
  'conditional.limitPriceType',
] as const;

function priceRules(
  orderType: string,
  { limitPriceType, triggerPrice, triggerPriceType = 'static' }: OrderPrices<string>,
  [trigger, triggerType, limitType]: readonly [string, string, string],
  it: string,
): readonly Rule[] {
  const waits = triggerPrice !== undefined;
  const trails = isTrailing(orderType);
  return [
    [
      trigger,
      waits && !isTriggered(orderType),
      `v1 has no place for ${it} with orderType '${orderType}', and v2 takes none`,
    ],
    [
      triggerType,
      waits && trails && triggerPriceType === 'static',
      "expected 'pct' or 'quote' for a trailing order, in v1 as in v2",
    ],
    [
      limitType,
      trails && limitPriceType === 'static',
      "in v1 the limit of a trailing order is an offset from its trigger; v2 takes 'static' as well",
    ],
  ];
}

function editRules(request: EditOrderRequest): readonly Rule[] {
  const { displayQty, reduceOnly, deadline, triggers, limitPrice, orderType } = request;
  return [
    ['displayQty', displayQty !== undefined, "v1's edit cannot change it; amend the order, or use v2"],
    // Saying nothing says no.
    ['reduceOnly', reduceOnly === true, "v1's edit does not have it; v2's has"],
    ['deadline', deadline !== undefined, "v1's edit does not have it; amend the order, or use v2"],
    [
      'triggers.reference',
      triggers?.reference !== undefined,
      "v1's edit keeps the reference of the order; v2's can change it",
    ],
    [
      'triggers',
      triggers !== undefined && orderType !== undefined && !isTriggered(orderType),
      `v1 has no place for them in an order that is '${orderType}', and v2 takes none`,
    ],
    [
      'limitPrice',
      limitPrice !== undefined && triggers === undefined && orderType === undefined,
      'v1 tells a limit from a trigger by the type of the order, and no such order was seen; give triggers as well where it ' +
        'has them, amend the order, or use v2',
      true,
    ],
  ];
}
