import {
  checkAmendment,
  checkBatch,
  checkCancel,
  checkEdit,
  checkOrder,
  type Pair,
  UsageError,
} from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDecimals, formatScaled } from '../../src/decimal/decimal.js';
import { BTC_USD, iceberg, limit, market, NOW, refusal, stop, trailingLimit } from './orders.js';

/** Instruments of all kinds: ticks as 0.1, 25 and 0.0005, minimums and costs. */
const pairs: fc.Arbitrary<Pair> = fc
  .record({
    price: fc.tuple(fc.constantFrom(1, 5, 25), fc.integer({ min: 0, max: 8 })),
    qty: fc.tuple(fc.constantFrom(1, 5), fc.integer({ min: 0, max: 8 })),
    min: fc.integer({ min: 1, max: 1000 }),
    cost: fc.integer({ min: 1, max: 100 }),
  })
  .map(({ price, qty, min, cost }) => ({
    ...BTC_USD,
    pricePrecision: price[1],
    priceIncrement: formatScaled(price[0], price[1]),
    qtyPrecision: qty[1],
    qtyIncrement: formatScaled(qty[0], qty[1]),
    qtyMin: formatScaled(qty[0] * min, qty[1]),
    costMin: formatScaled(cost, 2),
  }));

/** So many increments. */
const times = (increment: string, count: bigint) => {
  const decimals = increment.split('.')[1]?.length ?? 0;
  return formatScaled(BigInt(increment.replace('.', '')) * count, decimals);
};

const decimals = fc
  .tuple(fc.bigInt({ min: 1n, max: 10n ** 15n }), fc.integer({ min: 0, max: 12 }))
  .map(([value, places]) => formatScaled(value, places));

const counts = fc.bigInt({ min: 1n, max: 10n ** 12n });

/** What a message says would be taken. */
const nearest = (message: string) => /nearest (?:is|are) (.*)$/.exec(message)?.[1]?.split(' and ') ?? [];

describe('orders', () => {
  it('that pass are sent with the same decimals', () => {
    fc.assert(
      fc.property(pairs, decimals, decimals, (pair, orderQty, limitPrice) => {
        let request: ReturnType<typeof checkOrder>;
        try {
          request = checkOrder({ ...limit, orderQty, limitPrice }, { pair, now: NOW });
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
          return;
        }
        expect(compareDecimals(request.orderQty ?? '', orderQty)).toBe(0);
        expect(compareDecimals(request.limitPrice ?? '', limitPrice)).toBe(0);
        const { orderQty: qty = '', limitPrice: price = '' } = request;
        expect(checkOrder({ ...limit, orderQty: qty, limitPrice: price }, { pair, now: NOW })).toEqual(request);
      }),
    );
  });

  it('with prices on the tick pass', () => {
    fc.assert(
      fc.property(pairs, counts, (pair, count) => {
        const order = { ...stop, triggers: { price: times(pair.priceIncrement, count) }, orderQty: pair.qtyMin };
        expect(checkOrder(order, { pair, now: NOW }).triggers).toEqual(order.triggers);
      }),
    );
  });

  it('with prices off the tick are told the nearest, which pass', () => {
    fc.assert(
      fc.property(pairs, decimals, (pair, price) => {
        const check = (text: string) => () =>
          checkOrder({ ...stop, orderQty: pair.qtyMin, triggers: { price: text } }, { pair, now: NOW });
        const over = BigInt(price.replace('.', '')) * 10n ** 20n;
        const places = (price.split('.')[1]?.length ?? 0) + 20;
        const [, tickPlaces = ''] = pair.priceIncrement.split('.');
        const tick = BigInt(pair.priceIncrement.replace('.', '')) * 10n ** BigInt(places - tickPlaces.length);
        if (over % tick === 0n) {
          expect(check(price)).not.toThrow();
          return;
        }
        const valid = nearest(refusal(check(price)));
        expect(valid.length).toBeGreaterThan(0);
        for (const text of valid) {
          expect(check(text)).not.toThrow();
          const apart =
            BigInt(text.replace('.', '')) * 10n ** BigInt(places - (text.split('.')[1]?.length ?? 0)) - over;
          expect(apart < tick && -apart < tick).toBe(true);
        }
      }),
    );
  });

  it('that cost too little are told the least quantity, which passes, and less does not', () => {
    fc.assert(
      fc.property(pairs, counts, (pair, count) => {
        const limitPrice = times(pair.priceIncrement, count);
        const check = (orderQty: string) => () => checkOrder({ ...limit, orderQty, limitPrice }, { pair, now: NOW });
        try {
          check(pair.qtyMin)();
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
          const least = / the least is (\S+)$/.exec(refusal(check(pair.qtyMin)))?.[1] ?? '';
          expect(check(least)).not.toThrow();
          const unit = BigInt(pair.qtyIncrement.replace('.', ''));
          const before = times(pair.qtyIncrement, BigInt(least.replace('.', '')) / unit - 1n);
          expect(refusal(check(before))).toContain('orderQty: expected');
        }
      }),
    );
  });

  it('name the nearest values in a field of the error, and each of them passes', () => {
    fc.assert(
      fc.property(pairs, counts, counts, (pair, count, part) => {
        const limitPrice = `${times(pair.priceIncrement, count)}${part}`;
        const check = (price: string) => () =>
          checkOrder({ ...limit, orderQty: '1000000000', limitPrice: price }, { pair, now: NOW });
        try {
          check(limitPrice)();
        } catch (error) {
          if (!(error instanceof UsageError)) throw error;
          expect(error.nearest.length).toBeGreaterThan(0);
          for (const near of error.nearest) expect(check(near)).not.toThrow();
        }
      }),
    );
  });

  it('of offsets in quote currency may have either sign, on the tick', () => {
    fc.assert(
      fc.property(pairs, fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), (pair, count) => {
        const limitPrice = times(pair.priceIncrement, count);
        const order = { ...trailingLimit, orderQty: pair.qtyMin, limitPrice, limitPriceType: 'quote' } as const;
        expect(checkOrder(order, { pair, now: NOW }).limitPrice).toBe(limitPrice);
      }),
    );
  });

  it('that are icebergs are told what must be shown, which passes', () => {
    fc.assert(
      fc.property(counts, counts, (qty, any) => {
        const shown = (any % (qty + 10_000n)) + 1n;
        const check = (displayQty: string) => () =>
          checkOrder(
            { ...iceberg, orderQty: times('0.00000001', qty + 10_000n), displayQty, limitPrice: '1000000.0' },
            { pair: BTC_USD, now: NOW },
          );
        try {
          check(times('0.00000001', shown))();
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
          const least = /which is ([\d.]+),/.exec(refusal(check(times('0.00000001', shown))))?.[1] ?? '';
          expect(check(least)).not.toThrow();
        }
      }),
    );
  });
});

describe('whatever is given', () => {
  const member = fc.constantFrom(
    ...Object.keys({ ...limit, ...market, ...iceberg, ...stop, ...trailingLimit }),
    'timeInForce',
    'clOrdId',
    'conditional',
    'deadline',
  );
  const start = fc.constantFrom<object>(limit, market, iceberg, stop, trailingLimit, {});
  const near = fc
    .tuple(start, fc.dictionary(member, fc.anything()))
    .map(([order, changed]) => ({ ...order, ...changed }));
  const rules = { pair: BTC_USD, now: NOW };

  it.each([
    ['addOrder', (any: unknown) => Reflect.apply(checkOrder, undefined, [any, rules])],
    [
      'batchAdd',
      (any: unknown) => Reflect.apply(checkBatch, undefined, [{ symbol: 'BTC/USD', orders: [market, any] }, rules]),
    ],
    ['amendOrder', (any: unknown) => Reflect.apply(checkAmendment, undefined, [any, rules])],
    ['editOrder', (any: unknown) => Reflect.apply(checkEdit, undefined, [any, rules])],
    ['cancelOrder', (any: unknown) => Reflect.apply(checkCancel, undefined, [any])],
  ])('%s has a request or a UsageError that begins with its field', (_, check) => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), near), (any) => {
        try {
          expect(check(any)).toHaveProperty('method');
        } catch (error) {
          if (!(error instanceof UsageError)) throw error;
          expect(error.message.startsWith(`${error.field}: expected `)).toBe(true);
        }
      }),
    );
  });
});
