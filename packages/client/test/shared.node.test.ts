/** The documentation's own requests, made by the client's methods: every member and every digit. */
import { existsSync, readFileSync } from 'node:fs';
import { KrakenClient, type Subscription } from '@kraken-stream/client';
import { Simulator, VirtualClock } from '@kraken-stream/simulator';
import { describe, expect, it } from 'vitest';

const folder = new URL('../../../../shared/protocol/examples/', import.meta.url);
const present = existsSync(folder);
if (!present) console.info('shared/protocol is not here: requests are not compared with the documentation’s');

type Use = (kraken: KrakenClient) => unknown;

/** Ends a subscription as soon as it is acknowledged. */
const left = (subscribe: (kraken: KrakenClient) => Pick<Subscription<never>, 'ready' | 'unsubscribe'>) => {
  return async (kraken: KrakenClient) => {
    const subscription = subscribe(kraken);
    await subscription.ready;
    await subscription.unsubscribe();
  };
};

const MATIC = { symbol: 'MATIC/USD', orderQty: 100 } as const;
const ORDERX = 'ORDERX-IDXXX-XXXXX1';
const USES: Record<string, Use> = {
  ping: (kraken) => kraken.ping(),
  'book-subscribe': (kraken) => kraken.subscribeBook(['ALGO/USD', 'MATIC/USD']),
  'ticker-subscribe': (kraken) => kraken.subscribeTicker('ALGO/USD'),
  'trade-subscribe': (kraken) => kraken.subscribeTrades('MATIC/USD'),
  'ohlc-subscribe': (kraken) => kraken.subscribeOhlc(['ALGO/USD', 'MATIC/USD'], { interval: 5 }),
  'instrument-subscribe': (kraken) => kraken.subscribeInstruments(),
  'instrument-unsubscribe': left((kraken) => kraken.subscribeInstruments()),
  'executions-subscribe': (kraken) => kraken.subscribeExecutions({ ratecounter: false }),
  'executions-unsubscribe': left((kraken) => kraken.subscribeExecutions()),
  'balances-subscribe': (kraken) => kraken.subscribeBalances(),
  'balances-unsubscribe': left((kraken) => kraken.subscribeBalances()),
  'add-order-limit': (kraken) =>
    kraken.addOrder({
      ...{ symbol: 'BTC/USD', side: 'buy', orderType: 'limit', orderQty: 1.2 },
      ...{ limitPrice: 26500.4, orderUserref: 100054 },
    }),
  'add-order-cl-ord-id': (kraken) =>
    kraken.addOrder({
      ...{ symbol: 'BTC/USD', side: 'buy', orderType: 'limit', orderQty: '1.0' },
      ...{ limitPrice: 60299.9, clOrdId: '0835958d-c526-4ad8-aea8-af54836de47e' },
    }),
  'add-order-stop-loss': (kraken) =>
    kraken.addOrder({
      ...MATIC,
      side: 'sell',
      orderType: 'stop-loss',
      triggers: { reference: 'last', price: '-2.0', priceType: 'pct' },
    }),
  'add-order-trailing-stop': (kraken) =>
    kraken.addOrder({
      ...MATIC,
      side: 'buy',
      orderType: 'trailing-stop',
      triggers: { reference: 'last', price: '1.0', priceType: 'pct' },
    }),
  'add-order-oto': (kraken) =>
    kraken.addOrder({
      ...{ symbol: 'BTC/USD', side: 'buy', orderType: 'limit', orderQty: 1.2, limitPrice: 28440 },
      conditional: { orderType: 'stop-loss-limit', triggerPrice: 28410, limitPrice: 28400 },
    }),
  'amend-order-basic': (kraken) =>
    kraken.amendOrder({ clOrdId: '2c6be801-1f53-4f79-a0bb-4ea1c95dfae9', limitPrice: 490795, orderQty: 1.2 }),
  'amend-order-advanced': (kraken) =>
    kraken.amendOrder({
      orderId: 'OAIYAU-LGI3M-PFM5VW',
      limitPrice: 61031.3,
      deadline: '2024-07-21T09:53:59.050Z',
      postOnly: true,
    }),
  'edit-order': (kraken) => kraken.editOrder({ orderId: ORDERX, symbol: 'BTC/USD', orderQty: '0.2123456789' }),
  'cancel-order': (kraken) => kraken.cancelOrder(['OM5CRX-N2HAL-GFGWE9', 'OLUMT4-UTEGU-ZYM7E9']),
  'cancel-order-cl-ord-id': (kraken) => kraken.cancelOrder({ clOrdId: '0835958d-c526-4ad8-aea8-af54836de47e' }),
  'cancel-all': (kraken) => kraken.cancelAll(),
  'cancel-all-orders-after': (kraken) => kraken.cancelAllOrdersAfter(100),
  'batch-add': (kraken) =>
    kraken.batchAdd({
      symbol: 'BTC/USD',
      deadline: '2022-06-13T08:09:10.123456Z',
      validate: false,
      orders: [
        {
          ...{ side: 'buy', orderType: 'limit', limitPrice: '1010.10', orderQty: 0.123456789 },
          orderUserref: 1,
        },
        {
          ...{ side: 'sell', orderType: 'limit', limitPrice: '2020.20', orderQty: 0.987654321 },
          ...{ orderUserref: 2, stpType: 'cancel_both' },
        },
      ],
    }),
  'batch-cancel': (kraken) => kraken.batchCancel([{ orderUserref: 1 }, { orderUserref: 2 }, 'ORDERX-IDXXX-XXXXX3']),
};

/** Deadlines are as old as their page. */
const TIMES: Record<string, number> = {
  'amend-order-advanced': Date.UTC(2024, 6, 21, 9, 53, 55),
  'batch-add': Date.UTC(2022, 5, 13, 8, 9, 5),
};

interface Frame {
  readonly method: string;
  readonly req_id?: unknown;
  readonly params?: { readonly channel?: string; readonly token?: string };
}

describe.skipIf(!present)('the documentation’s requests', () => {
  it.each(Object.entries(USES))('%s', async (name, use) => {
    const text = readFileSync(new URL(`v2-${name}.json`, folder), 'utf8');
    const sample = parsed(text);
    const clock = new VirtualClock(TIMES[name]);
    const simulator = new Simulator({ clock, symbols: ['BTC/USD'], accounts: [{ name: 'demo' }] });
    const sent: string[] = [];
    const kraken = new KrakenClient({
      clock,
      endpoints: { public: 'memory://x/v2', private: 'memory://x/auth/v2' },
      connect: (url, events) => {
        const link = simulator.connect(url, events);
        return {
          ...link,
          close: (code, reason) => link.close(code, reason),
          send: (frame) => {
            sent.push(frame);
            link.send(frame);
          },
        };
      },
      token: () => simulator.issueToken('demo'),
      trading: { clOrdId: () => undefined, check: false },
    });
    void use(kraken);
    await clock.run(1000);
    await kraken.close();
    await simulator.close();

    const made = sent.map(parsed);
    const isMeant = (frame: Frame) =>
      frame.method === sample.method && frame.params?.channel === sample.params?.channel;
    expect(made.filter(isMeant).map((frame) => plain(frame, sample))).toEqual([sample]);
  });
});

/** With numbers as text, to be compared digit by digit. */
function parsed(text: string): Frame {
  return JSON.parse(text.replace(/([:[,]\s*)(-?\d[\d.]*)(?=\s*[,}\]])/g, '$1"number $2"'));
}

/** A frame with the sample's number and token, where that has them. */
function plain({ method, params, req_id }: Frame, sample: Frame): unknown {
  const { token: own, ...others } = params ?? {};
  const { token } = sample.params ?? {};
  if (token !== undefined) expect(own).toMatch(/^[\w+/]{43}$/);
  expect(req_id).toBeDefined();
  return {
    method,
    ...(sample.params !== undefined && { params: { ...others, ...(token !== undefined && { token }) } }),
    ...('req_id' in sample && { req_id: sample.req_id }),
  };
}
