/** The documentation's v1 frames about orders and accounts, and recorded ones, as they are read and written here. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type PrivateRequest, v1 } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';

const samples = new URL('../../../../../../shared/protocol/examples/', import.meta.url);
const captures = new URL('../../../../../../shared/captures/', import.meta.url);
const present = existsSync(samples) && existsSync(captures);
if (!present) console.info("shared is not here: v1's private frames are not compared with its own");

/** On one line, every token as it stands. */
const compact = (text: string) => text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1');
const read = (name: string) => compact(readFileSync(new URL(`v1-${name}.json`, samples), 'utf8'));

const ZEROS = '0000000000000000000000000000000000000000';
const AXBH = 'AxBH/MuD3MyJWjkiViDd1FLPoinFBC8MHQg0/952jKE';
const WW91 = 'WW91ciBhdXRoZW50aWNhdGlvbiB0b2tlbiBnb2VzIGhlcmUu';

/** By the names of the files. */
const REQUESTS: Readonly<Record<string, PrivateRequest>> = {
  'add-order': {
    method: 'add_order',
    orderType: 'limit',
    symbol: 'BTC/USD',
    limitPrice: '9000',
    token: ZEROS,
    side: 'buy',
    orderQty: '10.123',
  },
  'amend-order-trigger-price': {
    method: 'amend_order',
    token: AXBH,
    clOrdId: '906bcc85-1866-4b4b-9d0d-880bbcbe7447',
    triggerPrice: '61036.4',
  },
  'amend-order-volume': { method: 'amend_order', token: AXBH, orderId: 'OB54AL-OBWL7-YOYRZI', orderQty: '0.011' },
  'cancel-all': { method: 'cancel_all', token: ZEROS },
  'cancel-all-orders-after': { method: 'cancel_all_orders_after', reqId: 1608543428050, timeout: 60, token: ZEROS },
  'cancel-order': { method: 'cancel_order', token: ZEROS, orderId: ['OGTT3Y-C6I3P-XRI6HX', 'OGTT3Y-C6I3P-X2I6HX'] },
  'edit-order': {
    method: 'edit_order',
    orderUserref: 666,
    postOnly: false,
    orderId: 'O26VH7-COEPR-YFYXLK',
    symbol: 'BTC/USD',
    limitPrice: '9000',
    reqId: 3,
    token: ZEROS,
  },
  'open-orders-subscribe': {
    method: 'subscribe',
    channel: 'executions',
    part: 'orders',
    ratecounter: true,
    token: WW91,
  },
  'own-trades-subscribe': { method: 'subscribe', channel: 'executions', part: 'trades', token: WW91 },
};

describe.skipIf(!present)("v1's requests about orders and accounts", () => {
  it.each(Object.entries(REQUESTS))('%s is written byte for byte', (name, request) => {
    expect(v1.encodeRequest(request)).toBe(read(name));
  });

  it.each(Object.entries(REQUESTS))('%s is taken by the exchange as it was meant', (name, request) => {
    expect(v1.decodeRequest(read(name))).toEqual(request);
  });
});

describe.skipIf(!present)('what the exchange says in v1 of orders and accounts', () => {
  const named = /^v1-((?:add|amend|cancel|edit|open|own)-.*)\.json$/;
  const names = present ? readdirSync(samples).flatMap((file) => named.exec(file)?.[1] ?? []) : [];
  const said = names.filter((name) => REQUESTS[name] === undefined);

  it.each(said.filter((name) => name.includes('-status') && !name.includes('open')))(
    '%s is written as it was read',
    (name) => {
      const message = v1.decode(read(name));
      if (message.type !== 'answered' && message.type !== 'refused') throw new Error(`decoded as ${message.type}`);
      expect(v1.encode(message)).toBe(read(name));
    },
  );

  it.each(said.filter((name) => name.endsWith('-wire')))('%s is written as it was read', (name) => {
    const message = v1.decode(read(name));
    if (message.type !== 'executions') throw new Error(`decoded as ${message.type}`);
    expect(v1.encode(message)).toBe(read(name));
  });

  it('own-trades is written as it was read', () => {
    const message = v1.decode(read('own-trades'));
    if (message.type !== 'executions') throw new Error(`decoded as ${message.type}`);
    expect(message.data).toHaveLength(4);
    expect(v1.encode(message)).toBe(read('own-trades'));
  });

  it('open-orders says what it does', () => {
    const message = v1.decode(read('open-orders'));
    if (message.type !== 'executions') throw new Error(`decoded as ${message.type}`);
    expect(message.data).toHaveLength(4);
    expect(message.data[0]).toStrictEqual({
      execType: 'new',
      orderStatus: 'new',
      orderId: 'OGTT3Y-C6I3P-XRI6HX',
      orderUserref: 0,
      symbol: 'BTC/EUR',
      side: 'sell',
      orderType: 'limit',
      orderQty: '10.00345345',
      limitPrice: '34.50000',
      limitPriceType: 'static',
      leverage: '0:1',
      description: 'sell 10.00345345 XBT/EUR @ limit 34.50000 with 0:1 leverage',
      feeCcyPref: 'fcib',
      cumQty: '0.00000000',
      cumCost: '0.00000',
      cumFee: '0.00000',
      avgPrice: '34.50000',
      ordRefId: 'OKIVMP-5GVZN-Z2D2UA',
    });
  });

  it('open-orders-status-only says that orders were filled', () => {
    const filled = { execType: 'filled', orderStatus: 'filled', orderId: 'OGTT3Y-C6I3P-XRI6HX' };
    expect(v1.decode(read('open-orders-status-only'))).toStrictEqual({
      type: 'executions',
      part: 'orders',
      snapshot: false,
      sequence: 59342,
      data: [filled, filled],
    });
  });

  it('is here with all that there is', () => {
    expect(names).toEqual(expect.arrayContaining(Object.keys(REQUESTS)));
    expect(said).toHaveLength(16);
  });
});

describe.skipIf(!present)('recorded openOrders', () => {
  const lines = (name: string) =>
    (present ? readFileSync(new URL(name, captures), 'utf8') : '').split('\n').filter((line) => line.startsWith('['));
  const files = present ? readdirSync(captures).filter((name) => name.startsWith('v1-openOrders-')) : [];

  it.each(files)('%s make sense frame by frame', (name) => {
    expect(lines(name).length).toBeGreaterThan(3);
    for (const line of lines(name)) expect(v1.decode(line)).toMatchObject({ type: 'executions', part: 'orders' });
  });

  it('are written as they were read where they came from the wire', () => {
    for (const line of lines('v1-openOrders-bittrade.jsonl')) {
      const message = v1.decode(line);
      if (message.type !== 'executions') throw new Error(`decoded as ${message.type}`);
      expect(v1.encode(message)).toBe(line);
    }
  });
});
