/** Random users: what they may ask for, told in small numbers that mean something only when it is asked. */
import type { OrderFields, TradingRequest } from '@kraken-stream/core';
import fc from 'fast-check';
import type { Customer } from '../../src/account/customer.js';
import type { House } from '../../src/account/house.js';
import type { Market } from '../../src/engine/market.js';
import { Exchange, instrument } from '../../src/index.js';
import { START } from '../talk.js';

/** Few assets, so that everybody meets; each of the last three is odd in one way. */
export const INSTRUMENTS = [
  instrument({ symbol: 'BTC/USD', price: '63388.8', size: 0.2, gap: 6, qtyMin: '0.00005000', marginable: true }),
  instrument({ symbol: 'ETH/BTC', price: '0.02962', size: 1, gap: 1, qtyMin: '0.00100000' }),
  // Its quantities have more decimals than its base asset.
  instrument({ symbol: 'EUR/USD', price: '1.16214', size: 8000, gap: 4, qtyMin: '0.50000000' }),
  // Its prices move in steps of five.
  instrument({ symbol: 'XMR/USD', price: '312.450', priceIncrement: '0.005', size: 6, gap: 7, qtyMin: '0.01500000' }),
  // Its books are thin, and what is least costs next to nothing.
  instrument({ symbol: 'MINA/GBP', price: '0.0512', size: 900, gap: 3, qtyMin: '0.00000001', thin: 3 }),
];

export const USERS = [
  { name: 'poor', tier: 'starter' as const, balances: { USD: '300', BTC: '0.004', EUR: '90.5', GBP: '20' } },
  {
    name: 'rich',
    tier: 'pro' as const,
    balances: { USD: '900000', BTC: '20', EUR: '70000', ETH: '300', XMR: '2000', MINA: '90000', GBP: '4000' },
    fees: { maker: '0', taker: '0.0137' },
  },
  {
    name: 'odd',
    balances: { USD: '500000.0001', BTC: '11.00000001', ETH: '7', XMR: '3', GBP: '77.7777', MINA: '0.00000001' },
    // More for resting than for taking.
    fees: { maker: '7.77777777', taker: '0.3' },
  },
];

export interface Ask {
  readonly user: number;
  readonly symbol: string;
  readonly what:
    | 'add'
    | 'allIn'
    | 'market'
    | 'batch'
    | 'amend'
    | 'edit'
    | 'cancel'
    | 'cancelAll'
    | 'batchCancel'
    | 'switch'
    | 'deposit'
    | 'wrong';
  /** Small numbers; what they mean depends. */
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

const SYMBOLS = INSTRUMENTS.map(({ pair }) => pair.symbol);
const small = fc.integer({ min: 0, max: 999 });

export const asks = fc.record<Ask>({
  user: fc.nat(USERS.length - 1),
  symbol: fc.constantFrom(...Array<string>(8).fill('BTC/USD'), 'MINA/GBP', 'MINA/GBP', 'MINA/GBP', ...SYMBOLS),
  what: fc.constantFrom(
    ...Array<'add'>(9).fill('add'),
    ...(['allIn', 'allIn', 'allIn', 'market', 'batch', 'batch', 'amend', 'amend', 'edit', 'cancel'] as const),
    ...(['cancelAll', 'batchCancel', 'switch', 'deposit', 'wrong'] as const),
  ),
  a: small,
  b: small,
  c: small,
  d: small,
});

function pick<Item>(items: readonly Item[], n: number): Item {
  const item = items[n % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

const TYPES = [
  ...Array<'limit'>(12).fill('limit'),
  'iceberg',
  'iceberg',
  'stop-loss',
  'stop-loss-limit',
  'take-profit',
] as const;
const MORE_TYPES = [...TYPES, 'take-profit-limit', 'trailing-stop', 'trailing-stop-limit', 'market'] as const;

/** A price some ticks from the last trade, on either side of it. */
function priceNear(house: House, symbol: string, ticks: number): string {
  const desk = house.desk(symbol);
  if (desk === undefined) return '1';
  return desk.terms.scale.price(Math.max(1, desk.last + ticks));
}

/** A quantity of so many thousandths of a usual order, a third of them odd to the last decimal. */
function qtyOf(symbol: string, n: number): string {
  const found = INSTRUMENTS.find(({ pair }) => pair.symbol === symbol);
  const size = (found?.size ?? 1) * (n % 7 === 0 ? 20 : 1);
  return ((size * (n + 1)) / 300 + (n % 3 === 0 ? n * 1e-8 : 0)).toFixed(8);
}

function fields(house: House, symbol: string, { a, b, c, d }: Ask): OrderFields {
  const side = a % 2 === 0 ? 'buy' : 'sell';
  const orderType = pick(MORE_TYPES, b);
  const limited = orderType === 'limit' || orderType === 'iceberg' || orderType.endsWith('-limit');
  const trailing = orderType.startsWith('trailing');
  const triggered = trailing || orderType.startsWith('stop') || orderType.startsWith('take');
  const near = ((c % 61) - 30) * (c % 5 === 0 ? 20 : 2);
  const orderQty = qtyOf(symbol, d);
  const now = house.micros / 1000;
  const gtd = c % 11 === 0 && (limited || triggered);
  return {
    side,
    orderType,
    orderQty,
    ...(limited ? { limitPrice: priceNear(house, symbol, near) } : undefined),
    ...(orderType === 'trailing-stop-limit'
      ? { limitPrice: String(c % 3), limitPriceType: pick(['quote', 'pct'] as const, c) }
      : undefined),
    ...(orderType === 'iceberg' ? { displayQty: (Number(orderQty) / (1 + (a % 14))).toFixed(8) } : undefined),
    ...(trailing
      ? { triggers: { price: pick(['0.05', '0.1', '1'], a), priceType: 'pct' as const } }
      : triggered
        ? { triggers: { price: priceNear(house, symbol, near + (a % 40) - 20) } }
        : undefined),
    ...(gtd
      ? { timeInForce: 'gtd' as const, expireTime: new Date(now + 4000 + c).toISOString() }
      : { timeInForce: limited && orderType !== 'iceberg' ? pick(['gtc', 'gtc', 'ioc', 'gtc'] as const, a) : 'gtc' }),
    ...(orderType === 'limit' && c % 13 === 0 && !gtd ? { timeInForce: 'fok' as const } : undefined),
    ...(a % 9 === 0 ? { effectiveTime: new Date(now + d).toISOString() } : undefined),
    ...(limited && b % 5 === 0 ? { postOnly: true } : undefined),
    ...(c % 4 === 0 ? { feePreference: pick(['base', 'quote'] as const, d) } : undefined),
    ...(d % 6 === 0 ? { clOrdId: `mine-${d % 4}` } : d % 6 === 1 ? { orderUserref: d % 3 } : undefined),
    stpType: pick(['cancel_newest', 'cancel_oldest', 'cancel_both'] as const, d),
    ...(c % 7 === 0
      ? {
          conditional: pick(
            [
              { orderType: 'limit' as const, limitPrice: priceNear(house, symbol, near / 2) },
              { orderType: 'stop-loss' as const, triggerPrice: '-0.1', triggerPriceType: 'pct' as const },
              { orderType: 'trailing-stop' as const, triggerPrice: '0.1', triggerPriceType: 'pct' as const },
            ],
            d,
          ),
        }
      : undefined),
  };
}

/** An order for all that the account can pay, to the last digit. */
function allIn(house: House, customer: Customer, { symbol, a, b, d }: Ask): TradingRequest | undefined {
  const desk = house.desk(symbol);
  if (desk === undefined) return undefined;
  const { terms } = desk;
  const { maker, taker } = customer.fees;
  const ticks = Math.max(1, desk.last + (b % 61) - 30);
  const fee = a % 3 === 0 ? 0n : maker > taker ? maker : taker;
  const funds = (customer.wallet.available(terms.quote) * 10n ** 10n) / (10n ** 10n + fee);
  const lots =
    a % 5 === 0 ? customer.wallet.available(terms.base) / terms.amount(1n) : terms.turnover(funds) / BigInt(ticks);
  return {
    method: 'add_order',
    symbol,
    orderType: 'limit',
    side: a % 5 === 0 ? 'sell' : 'buy',
    limitPrice: terms.scale.price(ticks),
    orderQty: terms.scale.qty(lots),
    feePreference: a % 3 === 0 ? 'base' : 'quote',
    orderUserref: d,
  };
}

/** What is wrong with an order in one way or another. */
function wrong(house: House, { symbol, a, b, c, d }: Ask): TradingRequest {
  const right = { method: 'add_order', orderType: 'limit', side: 'buy', orderQty: '1', symbol } as const;
  const limitPrice = priceNear(house, symbol, -50);
  return pick<TradingRequest>(
    [
      { ...right, limitPrice, symbol: 'NO/PE' },
      { ...right, limitPrice: `${limitPrice}1` },
      { ...right, limitPrice, orderQty: '0.00000000' },
      { ...right, limitPrice, orderQty: '0.123456789012' },
      { ...right, limitPrice, reduceOnly: true },
      { ...right, limitPrice, margin: true },
      { ...right, limitPrice, deadline: new Date(START).toISOString() },
      { ...right, limitPrice, clOrdId: 'far too long for a client id' },
      { ...right, limitPrice, validate: true },
      { ...right, orderType: 'settle-position' },
      { method: 'cancel_order' },
      { method: 'cancel_order', orderId: ['ONE', 'TWO'], clOrdId: ['three'] },
      { method: 'batch_add', symbol, orders: [] },
      { method: 'batch_cancel', orders: ['ONE'] },
      { method: 'amend_order', orderId: 'ONE', limitPrice },
      { method: 'edit_order', orderId: 'ONE', symbol, limitPrice },
      { method: 'cancel_all_orders_after', timeout: -1 },
    ],
    a + b + c + d,
  );
}

/** The request that an ask means now; undefined where it means none. */
export function requestOf(house: House, customer: Customer, ask: Ask): TradingRequest | undefined {
  const { symbol, what, a, b, c, d } = ask;
  const order = [...customer.orders.values()][a % Math.max(1, customer.orders.size)];
  switch (what) {
    case 'add':
      return { method: 'add_order', symbol, ...fields(house, symbol, ask) };
    case 'allIn':
      return allIn(house, customer, ask);
    case 'market': {
      const side = b % 2 === 0 ? 'buy' : 'sell';
      const size = side === 'buy' && a % 2 === 0 ? { cashOrderQty: `${c}.${d}` } : { orderQty: qtyOf(symbol, d) };
      return { method: 'add_order', symbol, orderType: 'market', side, ...size };
    }
    case 'batch': {
      const orders = [0, 1, 2].map((n) => fields(house, symbol, { ...ask, a: a + n, b: b + 3 * n, d: d + n }));
      return { method: 'batch_add', symbol, orders };
    }
    case 'amend': {
      if (order === undefined) return undefined;
      const at = order.terms.symbol;
      const orderQty = b % 3 === 0 ? undefined : order.terms.scale.qty((order.lots * BigInt(c + 1)) / 500n);
      const limitPrice =
        b % 3 === 1 || order.draft.limit?.type !== 'static' ? undefined : priceNear(house, at, (d % 61) - 30);
      const triggerPrice = order.waiting && b % 4 === 0 ? priceNear(house, at, (c % 61) - 30) : undefined;
      return { method: 'amend_order', orderId: order.id, orderQty, limitPrice, triggerPrice, postOnly: c % 6 === 0 };
    }
    case 'edit': {
      if (order === undefined) return undefined;
      const { scale, symbol: at } = order.terms;
      const orderQty = b % 2 === 0 ? undefined : scale.qty((order.lots * BigInt(c + 1)) / 500n);
      const limitPrice = order.draft.limit?.type === 'static' ? priceNear(house, at, (d % 61) - 30) : undefined;
      return { method: 'edit_order', orderId: order.id, symbol: at, orderQty, limitPrice };
    }
    case 'cancel': {
      const { clOrdId, orderUserref } = order?.draft.fields ?? {};
      if (order === undefined || b % 3 === 0) return { method: 'cancel_order', orderUserref: [b % 3, c % 3] };
      if (clOrdId !== undefined && b % 2 === 0) return { method: 'cancel_order', clOrdId: [clOrdId, 'none'] };
      if (orderUserref !== undefined) return { method: 'cancel_order', orderUserref: [orderUserref] };
      return { method: 'cancel_order', orderId: [order.id, order.id] };
    }
    case 'cancelAll':
      return a % 9 === 0 ? { method: 'cancel_all' } : undefined;
    case 'batchCancel':
      return { method: 'batch_cancel', orders: [...customer.orders.keys()].slice(0, 2 + (a % 4)) };
    case 'switch':
      return { method: 'cancel_all_orders_after', timeout: a % 30 };
    case 'deposit':
      return undefined;
    case 'wrong':
      return wrong(house, ask);
  }
}

export type Step =
  | { readonly ask: Ask }
  | { readonly wait: number }
  | { readonly mode: 'online' | 'post_only' | 'cancel_only' | 'maintenance' }
  | { readonly status: string; readonly symbol: string };

export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 24, arbitrary: asks.map((ask) => ({ ask })) },
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 1500 }).map((wait) => ({ wait })) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('online', 'online', 'online', 'online', 'post_only', 'cancel_only', 'maintenance')
        .map((mode) => ({
          mode: mode as 'online',
        })),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        status: fc.constantFrom(
          'online',
          'online',
          'online',
          'online',
          'post_only',
          'limit_only',
          'cancel_only',
          'reduce_only',
          'maintenance',
        ),
        symbol: fc.constantFrom(...SYMBOLS),
      }),
    },
  ),
  { maxLength: 120, size: 'max' },
);

/** An exchange for them: with an even seed an almost empty one, where they have nobody to trade with but each other. */
export function arena(seed: number): Exchange {
  const quiet = seed % 2 === 0;
  const [rate, levels] = quiet ? [0.2, 1] : [60, 12];
  const exchange = new Exchange({ startTime: START, seed, symbols: INSTRUMENTS, rate, levels, accounts: USERS });
  if (quiet) for (const { symbol } of exchange.pairs) clear(exchange.market(symbol));
  return exchange;
}

/** Empties a book. */
export function clear(market: Market): void {
  for (const side of [market.bids, market.asks]) {
    for (let order = side.best?.first; order !== undefined; order = side.best?.first) market.cancel(order);
  }
}

/** Does a step. */
export function take(exchange: Exchange, house: House, customers: readonly Customer[], step: Step): void {
  if ('wait' in step) exchange.tick(exchange.now + step.wait);
  else if ('mode' in step) exchange.setMode(step.mode);
  else if ('status' in step) exchange.updatePair(step.symbol, { status: step.status });
  else {
    const { ask } = step;
    const customer = pick(customers, ask.user);
    if (ask.what === 'deposit') house.deposit(customer, pick(['USD', 'BTC', 'EUR'], ask.a), `${ask.b}.${ask.c}`);
    const request = requestOf(house, customer, ask);
    if (request !== undefined) house.handle(customer, request);
  }
}
