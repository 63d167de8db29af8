import { describe, expect, it } from 'vitest';
import { Exchange } from '../../src/index.js';
import { wire } from '../faults/wire.js';
import { START } from '../talk.js';

/** An account on v1, by hand, in a market that stands still. */
function session() {
  const exchange = new Exchange({
    startTime: START,
    symbols: ['BTC/USD', 'EUR/USD'],
    rate: 0,
    idleMs: Infinity,
    accounts: [{ name: 'bot', balances: { USD: '1000000', BTC: '10' } }],
  });
  const on = wire(exchange, '/auth');
  const token = exchange.issueToken('bot');
  const say = (frame: object) => {
    const before = on.heard.length;
    on.say(JSON.stringify(frame));
    return on.texts().slice(before);
  };
  const about = (event: 'subscribe' | 'unsubscribe', name: string, more: object = {}, beside: object = {}) =>
    say({ event, ...beside, subscription: { name, token, ...more } });
  const ask = (event: string, more: object = {}) => say({ event, token, ...more });
  const order = (more: object = {}) =>
    ask('addOrder', { ordertype: 'limit', type: 'buy', pair: 'XBT/USD', volume: '0.5', price: '60000', ...more });
  const [bot] = exchange.broker.accounts;
  const open = () => bot?.openOrders().map(({ orderId }) => orderId) ?? [];
  return { exchange, token, say, about, ask, order, open, on };
}

/** The entries of the frames of one stream, each with its sequence. */
function entries(frames: readonly string[], name: 'openOrders' | 'ownTrades') {
  return frames
    .map((text) => JSON.parse(text))
    .filter((frame) => frame[1] === name)
    .flatMap(([data, , { sequence }]) => data.map((each: object) => [sequence, ...Object.entries(each)[0]!]));
}

const ok = (event: string, more: object = {}) => JSON.stringify({ event, status: 'ok', ...more });

describe('the v1 private endpoint', () => {
  it('acknowledges each of the two channels by itself, with the limit of the rate counter in that of orders', () => {
    const { about } = session();
    expect(about('subscribe', 'openOrders', {}, { reqid: 1 })).toEqual([
      '{"channelName":"openOrders","event":"subscriptionStatus","reqid":1,"status":"subscribed","subscription":{"maxratecount":125,"name":"openOrders"}}',
      '[[],"openOrders",{"sequence":1}]',
    ]);
    expect(about('subscribe', 'ownTrades')).toEqual([
      '{"channelName":"ownTrades","event":"subscriptionStatus","status":"subscribed","subscription":{"name":"ownTrades"}}',
      '[[],"ownTrades",{"sequence":1}]',
    ]);
  });

  it('refuses pairs, other channels, a second time, and tokens that are none', () => {
    const { about, say } = session();
    const refused = (errorMessage: string, name: string) =>
      JSON.stringify({ errorMessage, event: 'subscriptionStatus', status: 'error', subscription: { name } });
    expect(about('subscribe', 'ownTrades', {}, { pair: ['XBT/USD'] })).toEqual([
      refused('Pair field unsupported for this subscription type', 'ownTrades'),
    ]);
    about('subscribe', 'ownTrades');
    expect(about('subscribe', 'ownTrades')).toEqual([refused('Already subscribed', 'ownTrades')]);
    expect(say({ event: 'subscribe', subscription: { name: 'openOrders' } })).toEqual([
      refused('Token(s) not found', 'openOrders'),
    ]);
    expect(say({ event: 'subscribe', subscription: { name: 'openOrders', token: 'none' } })).toEqual([
      refused('ESession:Invalid session', 'openOrders'),
    ]);
    const [other] = say({ event: 'subscribe', pair: ['XBT/USD'], subscription: { name: 'ticker' } });
    expect(JSON.parse(other ?? '')).toMatchObject({ errorMessage: 'Subscription name invalid', pair: 'XBT/USD' });
  });

  it('gives up one channel and leaves the other, and its token, as they are', () => {
    const { about, order, exchange } = session();
    about('subscribe', 'openOrders');
    about('subscribe', 'ownTrades');
    about('unsubscribe', 'openOrders');
    expect(about('unsubscribe', 'openOrders')[0]).toContain('"errorMessage":"Subscription Not Found"');
    exchange.tick(START + 1_000_000);
    const frames = order({ ordertype: 'market', price: undefined });
    expect(entries(frames, 'openOrders')).toEqual([]);
    expect(entries(frames, 'ownTrades').map(([sequence]) => sequence)).toEqual([2]);
  });

  it('tells the life of an order in totals, and each fill as a trade, in streams with numbers of their own', () => {
    const { about, order } = session();
    about('subscribe', 'openOrders');
    about('subscribe', 'ownTrades');
    const frames = order({ ordertype: 'market', price: undefined, volume: '4', userref: '7' });
    const orders = entries(frames, 'openOrders');
    const trades = entries(frames, 'ownTrades');
    const from2 = (count: number) => Array.from({ length: count }, (_, i) => i + 2);
    expect(trades.length).toBeGreaterThan(1);
    expect(trades.map(([sequence]) => sequence)).toEqual(from2(trades.length));
    expect(orders.map(([sequence]) => sequence)).toEqual(from2(trades.length + 3));
    const [id] = new Set(orders.map(([, name]) => name));
    expect(orders.map(([, , { status }]) => status)).toEqual([
      ...['pending', 'open'],
      ...trades.map(() => undefined),
      'closed',
    ]);
    expect(orders[1]).toEqual([3, id, { status: 'open', userref: 7 }]);
    expect(Object.keys(orders[2]?.[2])).toEqual(['vol_exec', 'cost', 'fee', 'avg_price', 'userref']);
    expect(orders.at(-1)?.[2]).toMatchObject({ vol_exec: '4.00000000', userref: 7 });
    expect(trades[0]?.[2]).toMatchObject({ ordertxid: id, pair: 'XBT/USD', price: '63389.20000', userref: 7 });
    const sum = (name: string) => trades.reduce((total, [, , trade]) => total + Number(trade[name]), 0);
    expect(sum('vol')).toBeCloseTo(4);
    expect(sum('fee')).toBeCloseTo(Number(orders.at(-1)?.[2].fee));
    expect(frames.at(-1)).toBe(
      JSON.stringify({ descr: 'buy 4.00000000 XBTUSD @ market', event: 'addOrderStatus', status: 'ok', txid: id }),
    );
  });

  it('shows open orders whole in a snapshot, and the last trades without the names that their account gave them', () => {
    const { about, order } = session();
    order({ userref: '7' });
    order({ ordertype: 'market', price: undefined, volume: '0.1', cl_ord_id: 'mine' });
    const orders = entries(about('subscribe', 'openOrders'), 'openOrders');
    expect(orders).toMatchObject([[1, expect.any(String), { status: 'open', userref: 7, vol: '0.50000000' }]]);
    expect(orders[0]?.[2].descr).toMatchObject({ pair: 'XBT/USD', price: '60000.00000', type: 'buy' });
    const [trade] = entries(about('subscribe', 'ownTrades'), 'ownTrades');
    expect(trade?.[2]).toMatchObject({ vol: '0.10000000', type: 'buy', ordertype: 'market' });
    expect(trade?.[2]).not.toHaveProperty('cl_ord_id');
  });

  it('begins ownTrades without a snapshot when told to', () => {
    const { about, order } = session();
    order({ ordertype: 'market', price: undefined, volume: '0.1' });
    expect(about('subscribe', 'ownTrades', { snapshot: false })).toHaveLength(1);
    const frames = order({ ordertype: 'market', price: undefined, volume: '0.1' });
    expect(entries(frames, 'ownTrades').map(([sequence]) => sequence)).toEqual([1]);
  });

  it('tells the rate counter to those who asked for it', () => {
    const { about, order } = session();
    about('subscribe', 'openOrders', { ratecounter: true });
    about('subscribe', 'ownTrades');
    const frames = order({ ordertype: 'market', price: undefined, volume: '0.1' });
    expect(entries(frames, 'openOrders')[0]?.[2].ratecount).toBe('1');
    expect(entries(frames, 'ownTrades')[0]?.[2]).not.toHaveProperty('ratecount');
  });

  it('answers requests in v1 words: one answer for each order that is canceled', () => {
    const { ask, order, open } = session();
    const [placed] = order({ reqid: 3, price: '4000', volume: '0.0177' });
    expect(JSON.parse(placed ?? '')).toEqual({
      descr: 'buy 0.01770000 XBTUSD @ limit 4000',
      event: 'addOrderStatus',
      reqid: 3,
      status: 'ok',
      txid: open()[0],
    });
    const [edited] = ask('editOrder', { orderid: open()[0], pair: 'XBT/USD', price: '9000' });
    expect(JSON.parse(edited ?? '')).toMatchObject({ descr: 'order edited price = 9000.00000000', txid: open()[0] });
    const [amended] = ask('amendOrder', { txid: open()[0], volume: '0.02' });
    expect(JSON.parse(amended ?? '')).toMatchObject({ event: 'amendOrderStatus', status: 'ok', txid: open()[0] });
    order({ userref: '12' });
    order({ userref: '12' });
    const unknown = '{"errorMessage":"EOrder:Unknown order","event":"cancelOrderStatus","status":"error"}';
    expect(ask('cancelOrder', { txid: [open()[0], 'OXXXXX-XXXXX-XXXXXX', '12'] })).toEqual([
      ok('cancelOrderStatus'),
      unknown,
      ok('cancelOrderStatus'),
      ok('cancelOrderStatus'),
    ]);
    expect(ask('cancelAll')).toEqual(['{"count":0,"event":"cancelAllStatus","status":"ok"}']);
    expect(ask('cancelAllOrdersAfter', { timeout: 60 })).toEqual([
      '{"currentTime":"2026-01-01T00:00:00Z","event":"cancelAllOrdersAfterStatus","status":"ok","triggerTime":"2026-01-01T00:01:00Z"}',
    ]);
    expect(order({ volume: '0.0000001' })).toEqual([
      '{"errorMessage":"EGeneral:Invalid arguments:volume minimum not met","event":"addOrderStatus","status":"error"}',
    ]);
  });

  it('edits the one order that has a number', () => {
    const { ask, order, open } = session();
    order({ userref: '5' });
    const [was] = open();
    const [edited] = ask('editOrder', { orderid: '5', pair: 'XBT/USD', price: '59000' });
    expect(JSON.parse(edited ?? '')).toMatchObject({ originaltxid: was, status: 'ok' });
    order({ userref: '5' });
    expect(ask('editOrder', { orderid: '5', pair: 'XBT/USD', price: '58000' })[0]).toContain('EOrder:Unknown order');
  });

  it('says in words what was only checked', () => {
    const { order, open } = session();
    expect(order({ validate: 'true' })).toEqual([
      '{"descr":"buy 0.50000000 XBTUSD @ limit 60000","event":"addOrderStatus","status":"ok"}',
    ]);
    const stop = { ordertype: 'stop-loss-limit', type: 'sell', price: '60000', price2: '59000', validate: 'true' };
    expect(order(stop)[0]).toContain('"descr":"sell 0.50000000 XBTUSD @ stop loss 60000 -> limit 59000"');
    expect(order({ ...stop, ordertype: 'trailing-stop', price: '+5%', price2: undefined })[0]).toContain(
      '@ trailing stop +5%"',
    );
    expect(open()).toEqual([]);
  });

  it('counts times from its own present', () => {
    const { about, order, exchange, on } = session();
    about('subscribe', 'openOrders');
    const frames = order({ starttm: '+5', expiretm: '+60' });
    expect(entries(frames, 'openOrders')).toMatchObject([
      [2, expect.any(String), { starttm: '1767225605.000000', expiretm: '1767225660.000000', status: 'pending' }],
    ]);
    exchange.tick(START + 5000);
    expect(entries(on.texts(), 'openOrders').at(-1)?.[2]).toMatchObject({ status: 'open' });
    exchange.tick(START + 60_000);
    expect(entries(on.texts(), 'openOrders').at(-1)?.[2]).toMatchObject({ status: 'expired' });
    const at = order({ expiretm: '1767229200', timeinforce: 'GTD' });
    expect(entries(at, 'openOrders')[0]?.[2]).toMatchObject({ expiretm: '1767229200.000000', starttm: null });
  });

  it('counts prices from its own last one, and says them as they were asked for', () => {
    const { about, order } = session();
    about('subscribe', 'openOrders');
    const frames = order({ price: '-1%' });
    expect(entries(frames, 'openOrders')[0]?.[2].descr).toMatchObject({ price: '62751.50000' });
    expect(frames.at(-1)).toContain('"descr":"buy 0.50000000 XBTUSD @ limit -1%"');
  });

  it('places orders that v2 tells of, and tells of those that v2 placed', () => {
    const { about, order, exchange, token, on, open } = session();
    const modern = wire(exchange, '/auth/v2');
    const ask = (method: string, params: object) =>
      modern.say(JSON.stringify({ method, params: { ...params, token } }));
    ask('subscribe', { channel: 'executions' });
    about('subscribe', 'openOrders');
    order();
    expect(modern.texts().filter((text) => text.includes(`"order_id":"${open()[0]}"`))).toHaveLength(2);
    ask('add_order', { order_type: 'limit', side: 'sell', symbol: 'BTC/USD', order_qty: 0.1, limit_price: 70000 });
    expect(entries(on.texts(), 'openOrders').filter(([, id]) => id === open()[1])).toMatchObject([
      [4, expect.any(String), { descr: { price: '70000.00000' }, status: 'pending' }],
      [5, expect.any(String), { status: 'open' }],
    ]);
    ask('cancel_order', { order_id: [open()[0]] });
    expect(entries(on.texts(), 'openOrders').at(-1)?.[2]).toMatchObject({
      status: 'canceled',
      cancel_reason: 'User requested',
    });
  });
});
