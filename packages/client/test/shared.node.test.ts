/** The documentation's requests about an account, each as the client's method writes it. */
import { existsSync, readFileSync } from 'node:fs';
import type { KrakenClient, Subscription } from '@kraken-stream/client';
import { VirtualClock } from '@kraken-stream/simulator';
import { describe, expect, it } from 'vitest';
import { createAccountRig } from './account-rig.js';

const samples = new URL('../../../../shared/protocol/examples/', import.meta.url);
const present = existsSync(samples);
if (!present) console.info('shared/protocol is not here: requests are not compared with the documentation’s');

const LIMIT = { orderType: 'limit', side: 'buy' } as const;

/** Given up once it is there. */
async function left(subscription: Pick<Subscription<never>, 'ready' | 'unsubscribe'>): Promise<void> {
  await subscription.ready;
  await subscription.unsubscribe();
}

/** By the names of the files. */
const CALLS: Readonly<Record<string, (kraken: KrakenClient) => unknown>> = {
  'add-order-cl-ord-id': (kraken) =>
    kraken.addOrder({
      ...LIMIT,
      limitPrice: '60299.9',
      orderQty: '1.0',
      symbol: 'BTC/USD',
      clOrdId: '0835958d-c526-4ad8-aea8-af54836de47e',
    }),
  'add-order-limit': (kraken) =>
    kraken.addOrder({ ...LIMIT, limitPrice: 26500.4, orderUserref: 100054, orderQty: 1.2, symbol: 'BTC/USD' }),
  'add-order-oto': (kraken) =>
    kraken.addOrder({
      ...LIMIT,
      orderQty: '1.2',
      symbol: 'BTC/USD',
      limitPrice: '28440',
      conditional: { orderType: 'stop-loss-limit', triggerPrice: '28410', limitPrice: '28400' },
    }),
  'add-order-stop-loss': (kraken) =>
    kraken.addOrder({
      orderType: 'stop-loss',
      side: 'sell',
      orderQty: 100,
      symbol: 'MATIC/USD',
      triggers: { reference: 'last', price: '-2.0', priceType: 'pct' },
    }),
  'add-order-trailing-stop': (kraken) =>
    kraken.addOrder({
      orderType: 'trailing-stop',
      side: 'buy',
      orderQty: 100,
      symbol: 'MATIC/USD',
      triggers: { reference: 'last', price: '1.0', priceType: 'pct' },
    }),
  'amend-order-advanced': (kraken) =>
    kraken.amendOrder({
      orderId: 'OAIYAU-LGI3M-PFM5VW',
      limitPrice: '61031.3',
      deadline: '2024-07-21T09:53:59.050Z',
      postOnly: true,
    }),
  'amend-order-basic': (kraken) =>
    kraken.amendOrder({ clOrdId: '2c6be801-1f53-4f79-a0bb-4ea1c95dfae9', limitPrice: 490795, orderQty: '1.2' }),
  'balances-subscribe': (kraken) => kraken.subscribeBalances(),
  'balances-unsubscribe': (kraken) => left(kraken.subscribeBalances()),
  'batch-add': (kraken) =>
    kraken.batchAdd({
      deadline: '2022-06-13T08:09:10.123456Z',
      orders: [
        { ...LIMIT, limitPrice: '1010.10', orderQty: '0.123456789', orderUserref: 1 },
        {
          ...LIMIT,
          side: 'sell',
          limitPrice: '2020.20',
          orderQty: '0.987654321',
          orderUserref: 2,
          stpType: 'cancel_both',
        },
      ],
      symbol: 'BTC/USD',
      validate: false,
    }),
  'batch-cancel': (kraken) => kraken.batchCancel([{ orderUserref: 1 }, { orderUserref: 2 }, 'ORDERX-IDXXX-XXXXX3']),
  'cancel-all-orders-after': (kraken) => kraken.cancelAllOrdersAfter(100),
  'cancel-all': (kraken) => kraken.cancelAll(),
  'cancel-order-cl-ord-id': (kraken) => kraken.cancelOrder({ clOrdId: '0835958d-c526-4ad8-aea8-af54836de47e' }),
  'cancel-order': (kraken) => kraken.cancelOrder(['OM5CRX-N2HAL-GFGWE9', 'OLUMT4-UTEGU-ZYM7E9']),
  'edit-order': (kraken) =>
    kraken.editOrder({ orderId: 'ORDERX-IDXXX-XXXXX1', orderQty: '0.2123456789', symbol: 'BTC/USD' }),
  'executions-subscribe': (kraken) => kraken.subscribeExecutions({ ratecounter: false }),
  'executions-unsubscribe': (kraken) => left(kraken.subscribeExecutions({ ratecounter: false })),
};

/** When a request with a deadline was made. */
const MADE: Readonly<Record<string, number>> = {
  'amend-order-advanced': Date.UTC(2024, 6, 21, 9, 53, 54),
  'batch-add': Date.UTC(2022, 5, 13, 8, 9, 5),
};

interface Sample {
  readonly method: string;
  readonly params: { readonly token?: string };
}

/** Every digit of numbers kept, as text. */
function parsed(text: string): Sample {
  return JSON.parse(text.replace(/(?<=[:[,]\s*)-?\d[\d.]*(?=\s*[,\]}])/g, '"$&"'));
}

describe.runIf(present)('a request of the documentation', () => {
  it.each(Object.keys(CALLS))('%s is what the client’s method writes', async (name) => {
    const wanted = parsed(readFileSync(new URL(`v2-${name}.json`, samples), 'utf8'));
    const { token = 'a token' } = wanted.params;
    await using rig = createAccountRig(
      { token: () => token, trading: { check: false, clOrdId: () => undefined } },
      new VirtualClock(MADE[name]),
    );
    rig.account.tokens.add(token);
    CALLS[name]!(rig.client);
    await rig.clock.run(1000);
    const isMeant = ({ method }: Sample) => method === wanted.method;
    const sent = rig.sent.map(parsed).filter(isMeant);
    // Numbers of requests are the client's own, and samples without a token are shortened.
    const { req_id: _, ...rest } = { req_id: undefined, ...wanted };
    expect(sent).toHaveLength(1);
    expect(sent[0]).toEqual({ ...rest, params: { ...rest.params, token }, req_id: expect.any(String) });
  });
});
