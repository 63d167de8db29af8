/** Every error that a client can provoke on a socket, and of those that it cannot why not. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Exchange } from '../../src/index.js';
import { wire } from '../faults/wire.js';
import { START } from '../talk.js';

const page = new URL('../../../../../shared/protocol/errors.md', import.meta.url);
const present = existsSync(page);
if (!present) console.info('shared/protocol is not here: the errors are not compared with those of the page');

function world() {
  const exchange = new Exchange({
    startTime: START,
    symbols: ['BTC/USD', 'ADA/USD'],
    rate: 0,
    maxRequestsPerSecond: 200,
    accounts: [
      {
        name: 'bot',
        tier: 'starter',
        balances: { USD: '10000', BTC: '1' },
        keys: [{ key: 'reads', secret: '', permissions: { trade: false } }],
      },
    ],
  });
  const token = exchange.issueToken('bot');
  const open = wire(exchange);
  const own = wire(exchange, '/auth/v2');
  const say = (on: typeof own, method: string, params: object) => on.say(JSON.stringify({ method, params }));
  const ask = (method: string, params: object) => say(own, method, { token, ...params });
  const order = { symbol: 'BTC/USD', order_type: 'limit', side: 'buy', order_qty: 0.001, limit_price: 1000 };
  return {
    exchange,
    /** Asks at the public endpoint. */
    look: (method: string, params: object) => say(open, method, params),
    ask,
    raw: own.say,
    add: (more: object = {}) => ask('add_order', { ...order, ...more }),
    all: () => [...open.texts(), ...own.texts()],
  };
}

type World = ReturnType<typeof world>;

const BOOK = { channel: 'book', symbol: ['BTC/USD'] };
const ahead = (seconds: number) => new Date(START + seconds * 1000).toISOString();
const repeat = (times: number, run: () => void) => {
  for (let i = 0; i < times; i++) run();
};
const market = { order_type: 'market', limit_price: undefined };

const PROVOKED: Readonly<Record<string, (of: World) => void>> = {
  'Malformed request': ({ raw }) => raw('{"method":'),
  "Unsupported field: 'tokn' for the given msg type: add_order": ({ add }) => add({ tokn: 'x' }),
  'Unsupported event': ({ ask }) => ask('subscribe', { channel: 'guess' }),
  'Limit_price field must be a number_float': ({ add }) => add({ limit_price: '1000' }),
  'Already subscribed': ({ ask }) => repeat(2, () => ask('subscribe', { channel: 'executions' })),
  'Subscription Not Found': ({ ask }) => ask('unsubscribe', { channel: 'balances' }),
  'Subscription depth not supported': ({ look }) => look('subscribe', { ...BOOK, depth: 11 }),
  'Subscription ohlc interval not supported': ({ look }) =>
    look('subscribe', { ...BOOK, channel: 'ohlc', interval: 2 }),
  'Currency pair not supported XBT/USD': ({ look }) => look('subscribe', { ...BOOK, symbol: ['XBT/USD'] }),
  'Currency pair not in ISO 4217-A3 format *': ({ look }) => look('subscribe', { channel: 'trade', symbol: ['*'] }),
  'Exceeded msg rate': ({ raw }) => repeat(201, () => raw('{"method":"ping"}')),
  'Token(s) not found': ({ add }) => add({ token: undefined }),
  'ESession:Invalid session': ({ add }) => add({ token: 'wrong' }),
  'EGeneral:Permission denied': ({ add, exchange }) => add({ token: exchange.issueToken('reads') }),
  'EQuery:Unknown asset pair': ({ add }) => add({ symbol: 'NO/PE' }),
  'EService:Unavailable': ({ add, exchange }) => {
    exchange.setMode('maintenance');
    add();
  },
  'EService:Market in cancel_only mode': ({ add, exchange }) => {
    exchange.setMode('cancel_only');
    add();
  },
  'EService:Market in post_only mode': ({ add, exchange }) => {
    exchange.setMode('post_only');
    add();
  },
  'EService:Market in limit_only mode': ({ add, exchange }) => {
    exchange.updatePair('BTC/USD', { status: 'limit_only' });
    add(market);
  },
  'EService:Deadline elapsed': ({ add }) => add({ deadline: ahead(-1) }),
  'EGeneral:Invalid arguments:volume minimum not met': ({ add }) => add({ order_qty: 0.00000001 }),
  'EGeneral:Invalid arguments:ordertype': ({ add }) => add({ order_type: 'guess' }),
  'EGeneral:Invalid arguments:Index unavailable': ({ add, exchange }) => {
    exchange.updatePair('BTC/USD', { hasIndex: false });
    add({ ...market, order_type: 'stop-loss', triggers: { reference: 'index', price: 90000 } });
  },
  'EOrder:Unknown order': ({ ask }) => ask('cancel_order', { order_id: ['OAAAAA-BBBBB-CCCCCC'] }),
  'EOrder:Invalid price': ({ add }) => add({ limit_price: -1 }),
  'EOrder:Insufficient funds': ({ add }) => add({ order_qty: 100 }),
  'EOrder:Insufficient margin': ({ add }) => add({ margin: true }),
  'EOrder:Cost minimum not met': ({ add }) => add({ order_qty: 0.0001 }),
  'EOrder:Tick size check failed': ({ add }) => add({ limit_price: 1000.01 }),
  'EOrder:Post only order': ({ add }) => add({ limit_price: 999999, post_only: true }),
  'EOrder:Rate limit exceeded': ({ add }) => repeat(61, () => add({ validate: true })),
  'EOrder:Orders limit exceeded': ({ add, exchange }) =>
    repeat(61, () => {
      exchange.tick(exchange.now + 1000);
      add();
    }),
  'EOrder:Scheduled orders limit exceeded': ({ add }) => repeat(21, () => add({ effective_time: ahead(600) })),
  'EOrder:Reduce only:No position exists': ({ add }) => add({ reduce_only: true }),
  'EOrder:Unknown position': ({ add }) => add({ ...market, order_type: 'settle-position' }),
};

/** Those of the page's errors that nobody gets on a socket here, by how they begin. */
const NOT_HERE: readonly (readonly [why: string, errors: readonly string[]])[] = [
  ['v1 takes the interval that is meant where there is none', ['Subscription ohlc requires']],
  ['REST says them, and test/node/rest.test.ts provokes them', ['EAPI:', 'EGeneral:Temporary', 'EGeneral:Unknown']],
  ['nothing here is overloaded, broken or switched off', ['EService:Busy', 'EService: Throttled', 'EDatabase:']],
  ['nothing here is overloaded, broken or switched off', ['EGeneral:Internal', 'EAPI:Feature disabled']],
  ['every account may trade here', ['EAccount:', 'EAuth:', 'ETrade:', 'EBM:']],
  ['no margin is lent here, so there are no positions', ['EOrder:Positions', 'EOrder:Cannot', 'EOrder:Margin']],
  ['no margin is lent here, so there are no positions', ['EOrder:Reduce only:Position', 'EOrder:Reduce only:Non-PC']],
  [
    'the wire of today has other words for it',
    ['EOrder:Order minimum', 'EOrder:Invalid order', 'EGeneral:Invalid arg'],
  ],
  ['the wire of today takes the option', ['no_mpp']],
  ['no page says what it counts', ['EOrder:Domain']],
  ['nothing is withdrawn here', ['EFunding:']],
];

type Subscription = Readonly<Record<string, unknown>>;

/** What those of v1 who ask at the public endpoint are told, but for the last two, and what they have asked. */
const PROVOKED_IN_V1: Readonly<Record<string, (say: (frame: object | string) => void) => void>> = {
  'Malformed request': (say) => say('{"event":'),
  'Already subscribed': (say) => repeat(2, () => say(subscribing({ name: 'book' }))),
  'Currency pair not supported XBT/FOO': (say) => say(subscribing({ name: 'book' }, ['XBT/FOO'])),
  'Currency pair not in ISO 4217-A3 format *': (say) => say(subscribing({ name: 'trade' }, ['*'])),
  'Exceeded msg rate': (say) => repeat(201, () => say({ event: 'ping' })),
  'Subscription depth not supported': (say) => say(subscribing({ name: 'book', depth: 11 })),
  'Subscription ohlc interval not supported': (say) => say(subscribing({ name: 'ohlc', interval: 2 })),
  'Pair field must be an array': (say) => say(subscribing({ name: 'book' }, 'XBT/USD')),
  'Pair(s) not found': (say) => say({ event: 'subscribe', subscription: { name: 'book' } }),
  'Event(s) not found': (say) => say({ pair: ['XBT/USD'] }),
  'Subscription field must be an object': (say) => say({ event: 'subscribe', pair: ['XBT/USD'], subscription: 'book' }),
  'Subscription name invalid': (say) => say(subscribing({ name: 'guess' })),
  'Subscription object unsupported field': (say) => say(subscribing({ name: 'book', dept: 10 })),
  'Subscription book depth must be an integer': (say) => say(subscribing({ name: 'book', depth: '10' })),
  'Subscription ohlc interval must be an integer': (say) => say(subscribing({ name: 'ohlc', interval: '5' })),
  'Pair field unsupported for this subscription type': (say) => say(subscribing({ name: 'ownTrades', token: 'x' })),
  'Token(s) not found': (say) => say({ event: 'subscribe', subscription: { name: 'openOrders' } }),
};

function subscribing(subscription: Subscription, pair: unknown = ['XBT/USD']): object {
  return { event: 'subscribe', pair, subscription };
}

const PRIVATE = ['Pair field unsupported', 'Token(s) not found'];

describe('a client of v1 can provoke', () => {
  it.each(Object.entries(PROVOKED_IN_V1))('%s', (error, provoke) => {
    const isPrivate = PRIVATE.some((each) => error.startsWith(each));
    const on = wire(world().exchange, isPrivate ? '/auth' : '/');
    provoke((frame) => on.say(typeof frame === 'string' ? frame : JSON.stringify(frame)));
    const refusals = on.texts().filter((text) => text.includes('"errorMessage"'));
    expect(refusals).toHaveLength(1);
    expect(JSON.parse(refusals[0] ?? '')).toMatchObject({ errorMessage: error });
  });
});

describe('a client can provoke', () => {
  it.each(Object.entries(PROVOKED))('%s', (error, provoke) => {
    const of = world();
    provoke(of);
    const refusals = of.all().filter((text) => text.includes('"success":false'));
    expect(refusals.at(-1)).toContain(`{"error":${JSON.stringify(error)},`);
    expect(refusals).toHaveLength(1);
  });
});

describe.skipIf(!present)('the errors of the page', () => {
  const text = present ? readFileSync(page, 'utf8') : '';
  const tables = text.slice(text.indexOf('## WebSocket request errors'), text.indexOf('## HTTP at upgrade'));
  const errors = tables
    .split('\n')
    .flatMap((line) => (line.startsWith('| `') ? [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)] : []))
    .map(([, error = '']) => error.replace(/<.*|\[.*/, '').trim());

  it('are provoked here, or there is a reason why not', () => {
    const provoked = [...Object.keys(PROVOKED), ...Object.keys(PROVOKED_IN_V1)];
    const known = [...provoked, ...NOT_HERE.flatMap(([, beginnings]) => beginnings)];
    expect(errors.length).toBeGreaterThan(60);
    const missing = errors.filter((error) => !known.some((each) => each.startsWith(error) || error.startsWith(each)));
    expect(missing).toEqual([]);
  });

  it('are provoked in v1 as well where the page has seen them there', () => {
    const said = tables
      .split('\n')
      .flatMap((line) => (/^\| `[^|]*\| yes/.test(line) ? [/`([^`]+)`/.exec(line)?.[1] ?? ''] : []))
      .map((error) => error.replace(/ <.*/, ''));
    expect(said.length).toBeGreaterThan(15);
    const provoked = [...Object.keys(PROVOKED_IN_V1), 'Subscription ohlc requires interval'];
    expect(said.filter((error) => !provoked.some((each) => each.startsWith(error)))).toEqual([]);
  });
});
