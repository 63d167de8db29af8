/**
 * Orders in the words of v1's answers. Knows of an order what was asked for, and nothing of what became of it.
 * https://docs.kraken.com/api/docs/websocket-v1/addorder https://docs.kraken.com/api/docs/websocket-v1/editorder
 */
import {
  type AddOrderRequest,
  type EditOrderRequest,
  type PriceType,
  type TradingRequest,
  v1,
} from '@kraken-stream/core';
import type { TradingAnswer } from '../account/broker.js';

/** The answer with its order in words. */
export function inWords(answer: TradingAnswer, request: TradingRequest): TradingAnswer {
  if (answer.type === 'refused') return answer;
  if (answer.method === 'add_order' && request.method === 'add_order') {
    return { ...answer, result: { ...answer.result, description: added(request, v1.nameOf(request.symbol)) } };
  }
  if (answer.method === 'edit_order' && request.method === 'edit_order') {
    return { ...answer, result: { ...answer.result, description: edited(request) } };
  }
  return answer;
}

/** `buy 0.01770000 XBTUSD @ limit 4000` */
function added(request: AddOrderRequest, pair: string): string {
  const { side, orderQty, cashOrderQty = '0', orderType, limitPrice, limitPriceType, triggers } = request;
  const limit = limitPrice === undefined ? [] : [price(limitPrice, limitPriceType)];
  const how =
    triggers === undefined
      ? [orderType, ...limit]
      : [
          orderType.replace(/-limit$/, '').replaceAll('-', ' '),
          price(triggers.price, triggers.priceType),
          ...limit.map((each) => `-> limit ${each}`),
        ];
  return `${side} ${eight(orderQty ?? cashOrderQty)} ${pair.replace('/', '')} @ ${how.join(' ')}`;
}

/** `order edited price = 9000.00000000` */
function edited({ orderQty, limitPrice, triggers }: EditOrderRequest): string {
  const told = { volume: orderQty, price: triggers?.price ?? limitPrice, price2: triggers && limitPrice };
  const changes = Object.entries(told).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} = ${eight(value)}`],
  );
  return `order edited ${changes.join(', ')}`.trimEnd();
}

function price(text: string, type: PriceType = 'static'): string {
  const sign = type === 'static' || text.startsWith('-') ? '' : '+';
  return `${sign}${text}${type === 'pct' ? '%' : ''}`;
}

/** With eight decimals at least. */
function eight(text: string): string {
  const [whole = '', fraction = ''] = text.split('.');
  return /e/i.test(text) ? text : `${whole}.${fraction.padEnd(8, '0')}`;
}
