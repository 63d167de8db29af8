import { v1 } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { anything, changed, names, numbers, texts } from './nonsense.js';
import { besiege } from './siege.js';

type Members = Readonly<Record<string, unknown>>;

const pair = 'XBT/USD';
const LIMIT = { pair, ordertype: 'limit', type: 'buy', volume: '0.01', price: '63388.8' };
const ORDERS: readonly Members[] = [
  LIMIT,
  { ...LIMIT, type: 'sell', oflags: 'post,fcib' },
  { ...LIMIT, timeinforce: 'GTD', expiretm: '+20', cl_ord_id: 'x' },
  { ...LIMIT, starttm: '+9', userref: '-1', leverage: '2' },
  { ...LIMIT, 'close[ordertype]': 'stop-loss', 'close[price]': '60000' },
  { pair, ordertype: 'market', type: 'sell', volume: '0.02' },
  { pair, ordertype: 'market', type: 'buy', volume: '100', oflags: 'viqc' },
  { pair, ordertype: 'stop-loss', type: 'sell', volume: '0.01', price: '-1%' },
  { pair, ordertype: 'take-profit-limit', type: 'sell', volume: '0.01', price: '#1%', price2: '63000' },
  { pair, ordertype: 'trailing-stop-limit', type: 'buy', volume: '0.01', price: '+1%', price2: '+0' },
];

/** What is right, or was for another order. */
const RIGHT: readonly Members[] = [
  ...[...ORDERS, ...ORDERS].map((order) => ({ event: 'addOrder', ...order })),
  { event: 'amendOrder', txid: 'ORDER', volume: '0.02', limit_price: '63000', post_only: false },
  { event: 'amendOrder', cl_ord_id: 'x', limit_price: '64000' },
  { event: 'editOrder', orderid: 'ORDER', pair, volume: '0.02', price: '63000' },
  { event: 'editOrder', orderid: '-1', pair, price: '62000' },
  { event: 'cancelOrder', txid: ['ORDER', '-1', 'x'], cl_ord_id: ['x', '__proto__'] },
  { event: 'cancelAll' },
  { event: 'cancelAllOrdersAfter', timeout: 5 },
  { event: 'subscribe', subscription: { name: 'openOrders', ratecounter: true, token: 'TOKEN' } },
  { event: 'subscribe', subscription: { name: 'ownTrades', snapshot: false, token: 'TOKEN' } },
  { event: 'unsubscribe', subscription: { name: 'openOrders', token: 'TOKEN' } },
];
const KNOWN = [...new Set(RIGHT.flatMap((each) => Object.keys(each)))].filter((name) => name !== 'event');

/** Here numbers are texts. */
const values = fc.oneof(
  texts,
  numbers.map((number) => JSON.stringify(number)),
);

const requests = fc.constantFrom(...RIGHT).chain(({ event, ...rest }) =>
  fc
    .tuple(
      changed(rest, numbers, values),
      fc.oneof(
        { weight: 5, arbitrary: fc.constant('') },
        {
          weight: 1,
          arbitrary: fc
            .tuple(fc.oneof(fc.constantFrom(...KNOWN), names), fc.oneof(values, anything))
            .map(([name, value]) => `,${JSON.stringify(name)}:${value}`),
        },
      ),
    )
    .map(([text, more]) => {
      const own = text === '{}' ? '' : `,${text.slice(1, -1)}`;
      const token = event === 'subscribe' || event === 'unsubscribe' ? '' : ',"token":"TOKEN"';
      return `{"event":"${event}"${own}${more}${token},"reqid":7}`;
    }),
);

describe('a client that sends whatever comes to its mind in v1', () => {
  it('is answered every time, in frames that can be read, and no account is the worse for it', () => {
    besiege({
      codec: v1,
      path: '/auth',
      subscriptions: ['openOrders', 'ownTrades'].map(
        (name) => `{"event":"subscribe","subscription":{"name":"${name}","token":"TOKEN"}}`,
      ),
      requests,
      nonsense: /\d[eE]|NaN|Infinity/,
    });
  });
});
