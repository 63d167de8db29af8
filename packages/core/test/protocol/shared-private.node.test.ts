/** The documentation's requests about orders and accounts as they are asked here, and what the exchange says to them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type PrivateRequest, v2 } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { isNumber, numberText, parseJson } from '../../src/decimal/json.js';

const samples = new URL('../../../../../shared/protocol/examples/', import.meta.url);
const present = existsSync(samples);
if (!present) console.info('shared/protocol is not here: private frames and requests are not compared with its own');

const read = (name: string) => readFileSync(new URL(`v2-${name}.json`, samples), 'utf8').trim();

const G38 = 'G38a1tGFzqGiUCmnegBcm8d4nfP3tytiNQz6tkCBYXY';
const TX = 'TxxxxxxxxxOxxxxxxxxxxKxxxxxxxExxxxxxxxN';

/** By the names of the files. */
const REQUESTS: Readonly<Record<string, PrivateRequest>> = {
  'add-order-cl-ord-id': {
    method: 'add_order',
    orderType: 'limit',
    side: 'buy',
    limitPrice: '60299.9',
    orderQty: '1.0',
    symbol: 'BTC/USD',
    clOrdId: '0835958d-c526-4ad8-aea8-af54836de47e',
  },
  'add-order-limit': {
    method: 'add_order',
    orderType: 'limit',
    side: 'buy',
    limitPrice: '26500.4',
    orderUserref: 100054,
    orderQty: '1.2',
    symbol: 'BTC/USD',
    token: G38,
    reqId: 123456789,
  },
  'add-order-oto': {
    method: 'add_order',
    orderType: 'limit',
    side: 'buy',
    orderQty: '1.2',
    symbol: 'BTC/USD',
    limitPrice: '28440',
    conditional: { orderType: 'stop-loss-limit', triggerPrice: '28410', limitPrice: '28400' },
    token: G38,
  },
  'add-order-stop-loss': {
    method: 'add_order',
    orderType: 'stop-loss',
    side: 'sell',
    orderQty: '100',
    symbol: 'MATIC/USD',
    triggers: { reference: 'last', price: '-2.0', priceType: 'pct' },
    token: G38,
  },
  'add-order-trailing-stop': {
    method: 'add_order',
    orderType: 'trailing-stop',
    side: 'buy',
    orderQty: '100',
    symbol: 'MATIC/USD',
    triggers: { reference: 'last', price: '1.0', priceType: 'pct' },
    token: G38,
  },
  'amend-order-advanced': {
    method: 'amend_order',
    orderId: 'OAIYAU-LGI3M-PFM5VW',
    limitPrice: '61031.3',
    deadline: '2024-07-21T09:53:59.050Z',
    postOnly: true,
    token: 'DGB00LiKlPlLI/amQaSKUUr8niqXDb+1zwvtjp34nzk',
  },
  'amend-order-basic': {
    method: 'amend_order',
    clOrdId: '2c6be801-1f53-4f79-a0bb-4ea1c95dfae9',
    limitPrice: '490795',
    orderQty: '1.2',
    token: 'PM5Qm0MDrS54l657aQAtb7AhrwN30e2LBg1nUYOd6vU',
  },
  'balances-subscribe': { method: 'subscribe', channel: 'balances', token: G38 },
  'balances-unsubscribe': { method: 'unsubscribe', channel: 'balances', token: G38 },
  'batch-add': {
    method: 'batch_add',
    deadline: '2022-06-13T08:09:10.123456Z',
    orders: [
      { limitPrice: '1010.10', orderQty: '0.123456789', orderType: 'limit', orderUserref: 1, side: 'buy' },
      {
        limitPrice: '2020.20',
        orderQty: '0.987654321',
        orderType: 'limit',
        orderUserref: 2,
        side: 'sell',
        stpType: 'cancel_both',
      },
    ],
    symbol: 'BTC/USD',
    token: TX,
    validate: false,
    reqId: 1234567890,
  },
  'batch-cancel': {
    method: 'batch_cancel',
    orders: ['1', '2', 'ORDERX-IDXXX-XXXXX3'],
    token: TX,
    reqId: 1234567890,
  },
  'cancel-all': {
    method: 'cancel_all',
    token: 'weeBxllys/7kHy/zHpkATSDIS42BvDgWS2b04ZSZHZ5',
    reqId: 1234567890,
  },
  'cancel-all-orders-after': {
    method: 'cancel_all_orders_after',
    timeout: 100,
    token: 'zwpdzWUe18Bn6h4TAMorh26+QbcMeST2B5tamfe+pgQ',
    reqId: 1234567890,
  },
  'cancel-order': {
    method: 'cancel_order',
    orderId: ['OM5CRX-N2HAL-GFGWE9', 'OLUMT4-UTEGU-ZYM7E9'],
    token: 'zGXT1dUQQjJjy5VmGXMegdDQngXXehNo5qbMBVolwEQ',
    reqId: 123456789,
  },
  'cancel-order-cl-ord-id': { method: 'cancel_order', clOrdId: ['0835958d-c526-4ad8-aea8-af54836de47e'] },
  'edit-order': {
    method: 'edit_order',
    orderId: 'ORDERX-IDXXX-XXXXX1',
    orderQty: '0.2123456789',
    symbol: 'BTC/USD',
    token: TX,
    reqId: 1234567890,
  },
  'executions-subscribe': {
    method: 'subscribe',
    channel: 'executions',
    token: G38,
    snapOrders: true,
    snapTrades: true,
  },
  'executions-unsubscribe': { method: 'unsubscribe', channel: 'executions', token: G38 },
};

/** The pages that show these have no token in them, which the exchange would refuse. */
const TOKENLESS = ['add-order-cl-ord-id', 'cancel-order-cl-ord-id'];

/** Members that are integers; all other numbers are decimals. */
const INTEGERS = new Set(['order_userref', 'trade_id', 'sequence', 'count', 'maxratecount', 'req_id']);

/** What a frame says, in camelCase, with decimals as text: what a message of it should say. */
function said(value: unknown, name = ''): unknown {
  if (isNumber(value)) return INTEGERS.has(name) ? Number(numberText(value)) : numberText(value);
  if (Array.isArray(value)) return value.map((each) => said(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, each]) => [
      member.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      said(each, member),
    ]),
  );
}

/** What a message is called, from what its frame says. */
function kindOf({ channel, type, method, success }: Record<string, unknown>): object {
  if (channel !== undefined) return { type: channel, snapshot: type === 'snapshot' };
  if (success === false) return { type: 'refused', method };
  if (method === 'subscribe' || method === 'unsubscribe') return { type: `${method}d` };
  return { type: 'answered', method };
}

describe.skipIf(!present)("the documentation's requests about orders and accounts", () => {
  it.each(Object.entries(REQUESTS))('%s is asked digit by digit', (name, request) => {
    // Numbers compare as the text that they are.
    expect(parseJson(v2.encodeRequest(request))).toEqual(parseJson(read(name)));
  });

  it.each(Object.entries(REQUESTS))('%s is taken by the exchange as it was meant', (name, request) => {
    const taken = v2.decodeRequest(read(name));
    if (TOKENLESS.includes(name)) expect(taken).toMatchObject({ type: 'refused', error: 'Token(s) not found' });
    else expect(taken).toEqual(request);
  });
});

describe.skipIf(!present)('what the exchange says of orders and accounts', () => {
  const named = /^v2-((?:add|amend|balances|batch|cancel|edit|executions)-.*)\.json$/;
  const names = present ? readdirSync(samples).flatMap((file) => named.exec(file)?.[1] ?? []) : [];
  const answers = names.filter((name) => REQUESTS[name] === undefined);

  it.each(answers)('%s means what it says', (name) => {
    const { channel, type, method, success, ...members } = said(parseJson(read(name))) as Record<string, unknown>;
    const { ordersCancelled, ...rest } = members;
    const count = ordersCancelled === undefined ? {} : { result: { count: Number(ordersCancelled) } };
    const message = v2.decode(read(name));
    expect(message).toEqual({ ...kindOf({ channel, type, method, success }), ...rest, ...count });
  });

  it('is here with all that there is', () => {
    expect(names).toEqual(expect.arrayContaining(Object.keys(REQUESTS)));
    expect(answers.length).toBeGreaterThan(40);
  });
});
