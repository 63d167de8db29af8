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
  ['v1 alone says them', ['Pair', 'Event(s)', 'Subscription field', 'Subscription name', 'Subscription object']],
  ['v1 alone says them', ['Subscription book', 'Subscription ohlc interval must', 'Subscription ohlc requires']],
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
    const known = [...Object.keys(PROVOKED), ...NOT_HERE.flatMap(([, beginnings]) => beginnings)];
    expect(errors.length).toBeGreaterThan(60);
    const missing = errors.filter((error) => !known.some((each) => each.startsWith(error) || error.startsWith(each)));
    expect(missing).toEqual([]);
  });
});
