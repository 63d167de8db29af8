import { ORDER_TYPES } from '@kraken-stream/client';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELDS, type Path } from '../../src/account/fields.js';
import { problemsOf } from '../../src/account/problems.js';
import { orderInWords, orderOf, type Values } from '../../src/account/read-order.js';
import { fieldsOf, leftOut, optionsOf, refusal } from '../../src/account/taken.js';
import { BTC_USD, checkWith, NOW } from './desk.js';

const check = checkWith();
const fields = (values: Values, by = check): Path[] => [...fieldsOf(by, 'BTC/USD', values, NOW)];
const options = (values: Values, path: Path, by = check) => optionsOf(by, 'BTC/USD', values, path, NOW);
/** All that orders have is named where something is given that they do not. */
function membersOfOrders(): string[] {
  try {
    check(JSON.parse('{"xxxxxxxx":1}'));
    return [];
  } catch (error) {
    return /a member of an order: (.*), received/.exec(String(error))?.[1]?.split(', ') ?? [];
  }
}
const RARE = ['effectiveTime', 'deadline', 'feePreference', 'stpType', 'clOrdId', 'orderUserref', 'senderSubId'];
const ALWAYS = ['orderType', 'side', 'orderQty', 'timeInForce', 'reduceOnly', 'validate', ...RARE];

describe('the fields of an order', () => {
  it.each<[type: string, side: string, own: Path[]]>([
    ['limit', 'buy', ['limitPrice', 'postOnly']],
    ['market', 'buy', ['cashOrderQty']],
    ['market', 'sell', []],
    ['iceberg', 'sell', ['displayQty', 'limitPrice', 'postOnly']],
    ['stop-loss', 'sell', ['triggers.price', 'triggers.priceType', 'triggers.reference']],
    [
      'take-profit-limit',
      'sell',
      ['triggers.price', 'triggers.priceType', 'triggers.reference', 'limitPrice', 'postOnly'],
    ],
    [
      'trailing-stop-limit',
      'buy',
      ['triggers.price', 'triggers.priceType', 'triggers.reference', 'limitPrice', 'limitPriceType', 'postOnly'],
    ],
    ['settle-position', 'buy', []],
  ])('of type %s (%s) are those that the client takes', (orderType, side, own) => {
    const extra = fields({ orderType, side }).filter(
      (path) => !ALWAYS.includes(path) && !path.startsWith('conditional'),
    );
    expect(extra).toEqual(own);
  });

  it('have a time where the order ends at one, and no post only where it trades at once', () => {
    const limit = { orderType: 'limit', side: 'buy' };
    expect(fields({ ...limit, timeInForce: 'gtd' })).toContain('expireTime');
    expect(fields({ ...limit, timeInForce: 'gtc' })).not.toContain('expireTime');
    expect(fields({ ...limit, timeInForce: 'ioc' })).not.toContain('postOnly');
  });

  it.each(['v1', 'v2'] as const)('are all that orders have but for whose money it is, in %s', (protocol) => {
    const by = checkWith(BTC_USD, protocol);
    const types = options({ side: 'buy' }, 'orderType', by);
    const all = ['gtc', 'gtd'].flatMap((timeInForce) =>
      types.flatMap((orderType) => fields({ orderType, side: 'buy', timeInForce }, by)),
    );
    const members = new Set(['symbol', ...all.map((path) => path.split('.')[0])]);
    const unsaid = protocol === 'v1' ? ['displayQty'] : [];
    expect(membersOfOrders()).toContain('orderType');
    expect(
      membersOfOrders()
        .filter((member) => !members.has(member))
        .sort(),
    ).toEqual([...unsaid, 'leverage', 'margin']);
  });

  it('of a conditional close follow its own type', () => {
    const close = (type: string) =>
      fields({ orderType: 'limit', side: 'buy', 'conditional.orderType': type }).filter((path) =>
        path.startsWith('conditional.'),
      );
    expect(close('')).toEqual(['conditional.orderType']);
    expect(close('limit')).toEqual(['conditional.orderType', 'conditional.limitPrice']);
    expect(close('stop-loss')).toEqual([
      'conditional.orderType',
      'conditional.triggerPrice',
      'conditional.triggerPriceType',
    ]);
    expect(close('trailing-stop-limit')).toHaveLength(5);
  });
});

describe('the words that a field takes', () => {
  it('are those of its type', () => {
    expect(options({ orderType: 'limit', side: 'buy' }, 'timeInForce')).toEqual(['gtc', 'gtd', 'ioc', 'fok']);
    expect(options({ orderType: 'iceberg', side: 'buy' }, 'timeInForce')).toEqual(['gtc', 'gtd']);
    expect(options({ orderType: 'market', side: 'buy' }, 'timeInForce')).toEqual(['gtc', 'ioc']);
    expect(options({ orderType: 'trailing-stop', side: 'buy' }, 'triggers.priceType')).toEqual(['pct', 'quote']);
    expect(options({ orderType: 'stop-loss', side: 'buy' }, 'triggers.priceType')).toEqual(['static', 'pct', 'quote']);
  });

  it('are those of the pair', () => {
    const without = checkWith({ ...BTC_USD, hasIndex: false });
    expect(options({ orderType: 'stop-loss', side: 'buy' }, 'triggers.reference', without)).toEqual(['last']);
  });

  it('are those of the protocol', () => {
    const v1 = checkWith(BTC_USD, 'v1');
    expect(options({ side: 'buy' }, 'orderType')).toEqual(ORDER_TYPES);
    expect(options({ side: 'buy' }, 'orderType', v1)).toEqual(ORDER_TYPES.filter((type) => type !== 'iceberg'));
    expect(options({ orderType: 'limit', side: 'buy' }, 'timeInForce', v1)).toEqual(['gtc', 'gtd', 'ioc']);
    expect(leftOut(check, 'BTC/USD', NOW)).toEqual([]);
    expect(leftOut(v1, 'BTC/USD', NOW)).toEqual([
      "orderType: v1 cannot place 'iceberg' orders; v2 can",
      "timeInForce: expected 'gtc', 'gtd' or 'ioc' in v1; v2 takes 'fok' as well",
    ]);
  });
});

describe('an order that is read of a form', () => {
  const shown = new Set(FIELDS.map(({ path }) => path));

  it('has what is entered, each in its place, and nothing else', () => {
    const order = orderOf(
      'BTC/USD',
      {
        orderType: 'stop-loss-limit',
        side: 'sell',
        orderQty: ' 0.5 ',
        limitPrice: '60000.0',
        'triggers.price': '61000.0',
        'triggers.reference': 'last',
        postOnly: 'true',
        reduceOnly: 'false',
        clOrdId: '',
      },
      shown,
      NOW,
    );
    expect(order).toEqual({
      symbol: 'BTC/USD',
      orderType: 'stop-loss-limit',
      side: 'sell',
      orderQty: '0.5',
      limitPrice: '60000.0',
      triggers: { price: '61000.0', reference: 'last' },
      postOnly: true,
    });
    expect(orderInWords(order)).toBe('sell 0.5 BTC stop-loss-limit at 60000.0 when 61000.0');
  });

  it('has seconds as a moment of the present, and numbers as such; what cannot be read stays as it is', () => {
    const rare = (values: Values) => orderOf('BTC/USD', values, shown, NOW);
    expect(
      rare({ deadline: '2.5', orderUserref: '-7', feePreference: 'base', effectiveTime: '2026-01-06T12:00' }),
    ).toEqual({
      symbol: 'BTC/USD',
      deadline: '2026-01-05T12:00:02.500Z',
      orderUserref: -7,
      feePreference: 'base',
      effectiveTime: new Date('2026-01-06T12:00').toISOString().replace('.000Z', 'Z'),
    });
    const unreadable = { deadline: '9'.repeat(30), orderUserref: '1.5', effectiveTime: 'noon' };
    expect(rare(unreadable)).toEqual({ symbol: 'BTC/USD', ...unreadable });
  });

  it('leaves out what is not shown, and has times as the exchange has them', () => {
    const values = { orderType: 'limit', side: 'buy', expireTime: '2026-01-06T12:00', cashOrderQty: '5' };
    const order = orderOf('BTC/USD', values, new Set<Path>(['orderType', 'side', 'expireTime']), NOW);
    expect(order).toEqual({
      symbol: 'BTC/USD',
      orderType: 'limit',
      side: 'buy',
      expireTime: new Date('2026-01-06T12:00').toISOString().replace('.000Z', 'Z'),
    });
  });
});

describe('what is wrong with what is entered', () => {
  const LIMIT = { orderType: 'limit', side: 'buy', orderQty: '1', limitPrice: '100.1' };
  const problems = (values: Values, complete = false) =>
    problemsOf(check, 'BTC/USD', values, fieldsOf(check, 'BTC/USD', values, NOW), complete, NOW);

  it('is told of all fields at once, with the nearest values', () => {
    expect(problems({ ...LIMIT, orderQty: '0.000000001', limitPrice: '100.12' })).toEqual([
      { path: 'orderQty', text: 'expected at least 0.0001 for BTC/USD', nearest: ['0.0001'] },
      { path: 'limitPrice', text: 'expected a multiple of 0.1 for BTC/USD', nearest: ['100.1', '100.2'] },
    ]);
  });

  it('is not what is still missing, unless it is to be sent', () => {
    const values = { orderType: 'limit', side: 'buy', orderQty: '', limitPrice: '' };
    expect(problems(values)).toEqual([]);
    expect(problems(values, true).map(({ path }) => path)).toEqual(['orderQty', 'limitPrice']);
    expect(problems({ ...values, limitPrice: '0,5' }).map(({ path }) => path)).toEqual(['limitPrice']);
  });

  it('is told of options that are rare where they are entered', () => {
    const rare = { ...LIMIT, deadline: '90', clOrdId: 'mine', orderUserref: '7' };
    expect(problems(rare)).toEqual([
      { path: 'orderUserref', text: "expected none beside clOrdId 'mine'; leave one of them out", nearest: [] },
      { path: 'deadline', text: 'expected a time 0.5 to 60 s ahead', nearest: [] },
    ]);
  });

  it('stands at the trigger that is missing, and at the close that cannot be', () => {
    const stop = { orderType: 'trailing-stop', side: 'sell', orderQty: '1', 'triggers.priceType': 'pct' };
    expect(problems(stop, true).map(({ path }) => path)).toEqual(['triggers.price']);
    const close = { ...LIMIT, clOrdId: 'mine', 'conditional.orderType': 'limit', 'conditional.limitPrice': '99.0' };
    expect(problems(close).map(({ path }) => path)).toEqual(['conditional.orderType']);
  });

  it('is nothing exactly where the client takes the order, whatever is entered', () => {
    const amount = fc.constantFrom('', '0', '1', '-1', '0.5', '100.12', '1e3', 'x', '0.00000001');
    const values = fc.record({
      orderType: fc.constantFrom(...ORDER_TYPES),
      side: fc.constantFrom('buy', 'sell'),
      orderQty: amount,
      cashOrderQty: amount,
      displayQty: amount,
      limitPrice: amount,
      'triggers.price': amount,
      'triggers.priceType': fc.constantFrom('static', 'pct', 'quote'),
      timeInForce: fc.constantFrom('gtc', 'ioc', 'fok'),
      postOnly: fc.constantFrom('true', 'false'),
      effectiveTime: fc.constantFrom('', '2026-01-06T12:00', 'noon'),
      deadline: fc.constantFrom('', '5', '0.1', 'soon'),
      feePreference: fc.constantFrom('', 'base', 'quote'),
      clOrdId: fc.constantFrom('', 'mine', 'much too long to be an id'),
      orderUserref: fc.constantFrom('', '1', '1.5', '9999999999'),
      'conditional.orderType': fc.constantFrom('', 'limit'),
      'conditional.limitPrice': amount,
    });
    fc.assert(
      fc.property(values, (entered) => {
        const shown = fieldsOf(check, 'BTC/USD', entered, NOW);
        const refused = refusal(check, { ...orderOf('BTC/USD', entered, shown, NOW) }) !== undefined;
        expect(problems(entered, true).length > 0).toBe(refused);
      }),
      { numRuns: 100 },
    );
  });
});
