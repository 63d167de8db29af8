import { type ConditionalClose, checkOrder } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { BTC_USD, limit, NOW, refusal, told } from './orders.js';

const rules = { pair: BTC_USD, now: NOW };

const CLOSES: readonly ConditionalClose[] = [
  { orderType: 'limit', limitPrice: '27000.0' },
  { orderType: 'stop-loss', triggerPrice: '26000.0' },
  { orderType: 'stop-loss', triggerPrice: '-2', triggerPriceType: 'pct' },
  { orderType: 'stop-loss-limit', triggerPrice: '28410', limitPrice: '28400' },
  { orderType: 'take-profit', triggerPrice: '250.5', triggerPriceType: 'quote' },
  { orderType: 'take-profit-limit', triggerPrice: '28410', limitPrice: '28400' },
  { orderType: 'trailing-stop', triggerPrice: '1.0', triggerPriceType: 'pct' },
  { orderType: 'trailing-stop-limit', triggerPrice: '1.0', triggerPriceType: 'pct', limitPrice: '-5.5' },
  {
    orderType: 'trailing-stop-limit',
    triggerPrice: '10',
    triggerPriceType: 'quote',
    limitPrice: '0',
    limitPriceType: 'pct',
  },
];

describe('a conditional close', () => {
  it.each(CLOSES.map((conditional) => ({ conditional })))('$conditional is asked for as it is', ({ conditional }) => {
    expect(told(checkOrder({ ...limit, conditional }, rules))).toMatchObject({ conditional });
  });

  const types =
    "'limit', 'stop-loss', 'stop-loss-limit', 'take-profit', 'take-profit-limit', 'trailing-stop', 'trailing-stop-limit'";
  const limited = 'limit, stop-loss-limit, take-profit-limit, trailing-stop-limit';
  const triggered = 'stop-loss, stop-loss-limit, take-profit, take-profit-limit, trailing-stop, trailing-stop-limit';

  it.each<[unknown, string]>([
    [null, 'conditional: expected an object with orderType, limitPrice, limitPriceType and more, received null'],
    ['limit', "conditional: expected an object with orderType, limitPrice, limitPriceType and more, received 'limit'"],
    [{}, `conditional.orderType: expected one of ${types}, received undefined`],
    [{ orderType: 'market' }, `conditional.orderType: expected one of ${types}, received 'market'`],
    [{ orderType: 'limit' }, "conditional.limitPrice: expected a decimal such as '0.25', received undefined"],
    [
      { orderType: 'limit', limitPrice: 0 },
      "conditional.limitPrice: expected a decimal above zero, such as '0.25', received 0",
    ],
    [
      { orderType: 'limit', limitPrice: '27000.01' },
      'conditional.limitPrice: expected a multiple of 0.1 for BTC/USD, received 27000.01; nearest are 27000.0 and 27000.1',
    ],
    [
      { orderType: 'limit', limitPrice: 1, triggerPrice: 2 },
      `conditional.triggerPrice: expected none with orderType 'limit' (it belongs to ${triggered}), received 2`,
    ],
    [
      { orderType: 'stop-loss', limitPrice: 1, triggerPrice: 2 },
      `conditional.limitPrice: expected none with orderType 'stop-loss' (it belongs to ${limited}), received 1`,
    ],
    [{ orderType: 'stop-loss' }, "conditional.triggerPrice: expected a decimal such as '0.25', received undefined"],
    [
      { orderType: 'stop-loss', triggerPrice: '26000.05' },
      'conditional.triggerPrice: expected a multiple of 0.1 for BTC/USD, received 26000.05; nearest are 26000.0 and 26000.1',
    ],
    [
      { orderType: 'stop-loss', triggerPrice: 1, triggerPriceType: 'percent' },
      "conditional.triggerPriceType: expected one of 'static', 'pct', 'quote', received 'percent'",
    ],
    [
      { orderType: 'stop-loss-limit', triggerPrice: 1 },
      "conditional.limitPrice: expected a decimal such as '0.25', received undefined",
    ],
    [
      { orderType: 'stop-loss-limit', triggerPrice: 1, limitPrice: 1, limitPriceType: 'quote' },
      "conditional.limitPriceType: expected none with orderType 'stop-loss-limit' (it belongs to trailing-stop-limit), received 'quote'",
    ],
    [
      { orderType: 'trailing-stop', triggerPrice: 1 },
      "conditional.triggerPriceType: expected one of 'pct', 'quote' for a trailing order, received undefined",
    ],
    [
      { orderType: 'trailing-stop', triggerPrice: -1, triggerPriceType: 'pct' },
      "conditional.triggerPrice: expected a decimal above zero, such as '0.25', received -1",
    ],
    [
      { orderType: 'stop-loss', stop_price: 1 },
      'conditional.stop_price: expected a member of a conditional close: orderType, limitPrice, limitPriceType, triggerPrice, triggerPriceType, received an unknown one',
    ],
    [
      { orderType: 'stop-loss', price: 1 },
      "conditional.price: expected a member of a conditional close, such as 'limitPrice', received an unknown one",
    ],
  ])('%o is refused', (conditional, message) => {
    const order = { ...limit, conditional };
    expect(refusal(() => Reflect.apply(checkOrder, undefined, [order, rules]))).toBe(message);
  });
});
