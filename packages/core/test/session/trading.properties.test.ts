import { type Settlement, type TradingRequest, v2 } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ModelOrder } from './account-exchange.js';
import { textCodec } from './text-codec.js';
import { type Asked, essence, Game } from './trading-game.js';

/** What a session has said in the end is what the exchange has done. */
function expectTrue({ request, copies, outcomes, settled }: Asked): void {
  expect(outcomes.length, `one outcome of ${essence(request)}`).toBe(1);
  const { event, at } = outcomes[0]!;
  expect(event.fates.length).toBe(
    request.method === 'batch_add'
      ? request.orders.length
      : request.method === 'cancel_order'
        ? [request.orderId, request.clOrdId, request.orderUserref].reduce((sum, ids) => sum + (ids?.length ?? 0), 0)
        : 1,
  );
  event.fates.forEach((fate, part) => {
    const later = settled.filter((each) => each.event.part === part);
    expect(later.length, `settlements of part ${part} of ${essence(request)}`).toBe(fate.status === 'unknown' ? 1 : 0);
    const last: Settlement = later[0]?.event.settlement ?? fate;
    const told = later[0]?.at ?? at;
    const context = `part ${part} of ${essence(request)}: ${JSON.stringify(last)} of ${JSON.stringify(copies)}`;
    const doers = copies.filter(({ parts }) => parts[part] !== undefined);
    expect(doers.length, context).toBeLessThanOrEqual(1);
    const done = doers[0]?.parts[part];
    if (last.status === 'rejected') {
      expect(done, context).toBeUndefined();
      expect(copies.length > 0, context).toBe(last.sent);
    } else if (last.status === 'accepted') {
      expectDone(request, done, last.orderId, context);
    } else if (last.status === 'absent') {
      if (done === undefined) return;
      expect(doers[0]!.at, context).toBeLessThanOrEqual(told);
      expectNothingLeft(request, done, context);
    }
  });
}

function expectDone(
  request: TradingRequest,
  done: ModelOrder | true | undefined,
  orderId: string | undefined,
  context: string,
): void {
  const isCancel = request.method.startsWith('cancel') || request.method === 'batch_cancel';
  // Somebody else may have canceled what was to be canceled, which reports do not tell apart.
  if (isCancel && done === undefined) return;
  expect(done, context).toBeDefined();
  if (typeof done === 'object' && orderId !== undefined) expect(done.orderId, context).toBe(orderId);
}

/** Of an order that was placed nothing is left when it was canceled untraded; anything else leaves something. */
function expectNothingLeft(request: TradingRequest, done: ModelOrder | true, context: string): void {
  if ('validate' in request && request.validate === true) return;
  if (request.method === 'cancel_all' || request.method === 'batch_cancel') return;
  if (request.method === 'amend_order' && done !== true) {
    // It was amended again since.
    expect(done.price, context).not.toBe(request.limitPrice);
    return;
  }
  expect(request.method === 'add_order' || request.method === 'batch_add', context).toBe(true);
  expect(done, context).toMatchObject({ status: 'canceled', filled: '0' });
}

const randoms = fc.integer({ min: 0, max: 9 }).map((n) => () => n / 10);
const acted = <T extends string>(...names: T[]) => fc.record({ do: fc.constantFrom(...names) });
const clOrdId = fc.constantFrom('a', 'b', 'c', undefined);
/** What becomes of an order by its price: see the exchange. */
const level = fc.constantFrom(0, 5, 15, 25, 100, 100, 100);
const call = fc.record({
  do: fc.constant('call' as const),
  method: fc.constantFrom(
    ...([
      'add',
      'add',
      'add',
      'batch',
      'amend',
      'amend',
      'edit',
      'cancel',
      'cancel',
      'cancels',
      'all',
      'after',
    ] as const),
    'batch cancel',
  ),
  ids: fc.tuple(clOrdId, clOrdId),
  levels: fc.tuple(level, level),
  which: fc.nat(30),
  flag: fc.nat(5),
  timeoutMs: fc.constantFrom(500, 3_000, 20_000),
});
type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;

/** The `n`th request, which no other is equal to, cancels excepted. */
function requestOf({ method, ids, levels, which, flag }: Call, n: number, game: Game): TradingRequest {
  const orders = [...game.exchange.orders].reverse();
  const orderId = orders[which % Math.max(1, Math.min(4, orders.length))]?.orderId ?? 'O0';
  const own = ids[0] ?? 'a';
  const fields = (i: 0 | 1) =>
    ({
      ...({ orderType: 'limit', side: 'buy', orderQty: '1' } as const),
      senderSubId: `${n}`,
      limitPrice: levels[i] === 0 ? '0' : `${levels[i]}.${String(n * 2 + i).padStart(4, '0')}`,
      ...(ids[i] === undefined ? { orderUserref: (which % 3) + 1 } : { clOrdId: ids[i] }),
    }) as const;
  const limitPrice = `200.${String(n).padStart(4, '0')}`;
  const deadline = flag === 1 ? new Date(game.rig.now + 30_000).toISOString() : undefined;
  const validate = flag === 2 || undefined;
  switch (method) {
    case 'add':
      return { method: 'add_order', symbol: 'BTC/USD', ...fields(0), deadline, validate };
    case 'batch': {
      const second = fields(1);
      const other = ids[1] !== undefined && ids[0] === ids[1] ? { ...second, clOrdId: `${ids[1]}2` } : second;
      return { method: 'batch_add', symbol: 'BTC/USD', orders: [fields(0), other], validate };
    }
    case 'amend':
      // To what it is already.
      if (flag === 0)
        return { method: 'amend_order', orderId, limitPrice: game.seen(orderId)?.limitPrice ?? limitPrice };
      return { method: 'amend_order', ...(which % 2 === 0 ? { clOrdId: own } : { orderId }), limitPrice };
    case 'edit':
      return { method: 'edit_order', symbol: 'BTC/USD', orderId, limitPrice };
    case 'cancel':
      return flag === 0
        ? { method: 'cancel_order', orderUserref: [(which % 3) + 1] }
        : { method: 'cancel_order', clOrdId: [own] };
    case 'cancels':
      return { method: 'cancel_order', orderId: [orderId, 'O0'], clOrdId: [own] };
    case 'all':
      return { method: 'cancel_all' };
    case 'after':
      return { method: 'cancel_all_orders_after', timeout: 60 };
    case 'batch cancel':
      return { method: 'batch_cancel', orders: [orderId, 'O0'], clOrdId: [own] };
  }
}

const act = fc.oneof(
  { weight: 7, arbitrary: call },
  { weight: 8, arbitrary: acted('deliver', 'work') },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('flow' as const), seconds: fc.constantFrom(1, 2, 12) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 300, 1_000, 4_000, 9_000) }),
  },
  { weight: 4, arbitrary: acted('cut', 'open', 'authorize', 'lose frame', 'twice', 'lose request', 'adrift') },
  {
    weight: 1,
    arbitrary: acted('kill token', 'stale token', 'no token', 'token', 'mute', 'tardy', 'leave', 'watch', 'trades'),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('trade' as const, 'fill' as const, 'end' as const), which: fc.nat(9) }),
  },
  { weight: 1, arbitrary: acted('foreign') },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw' as const), which: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sleep' as const), ms: fc.constantFrom(5_000, 90_000) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('refuse' as const),
      why: fc.constantFrom('Exceeded msg rate', 'ESession:Invalid session', 'EOrder:Insufficient funds'),
    }),
  },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

function perform(game: Game, each: Act): void {
  const { exchange } = game;
  switch (each.do) {
    case 'call':
      game.ask(requestOf(each, game.calls.length + 1, game), each.timeoutMs);
      break;
    case 'deliver':
      game.deliver();
      break;
    case 'work':
      exchange.work();
      break;
    case 'adrift':
      exchange.work(true);
      break;
    case 'flow':
      for (let n = 0; n < each.seconds; n++) {
        game.open();
        game.authorize(false);
        for (let m = 0; m < 20; m++) {
          exchange.work();
          game.deliver();
        }
        game.do((rig) => rig.says({ type: 'heartbeat' }));
        game.wait(1_000);
      }
      break;
    case 'wait':
      game.wait(each.ms);
      break;
    case 'sleep':
      game.do((rig) => rig.oversleep(each.ms));
      break;
    case 'cut':
      game.cut();
      break;
    case 'open':
      game.open();
      break;
    case 'authorize':
    case 'stale token':
      game.authorize(each.do === 'stale token');
      break;
    case 'no token':
    case 'token':
      game.provides(each.do === 'token');
      break;
    case 'kill token':
      exchange.killToken();
      break;
    case 'lose frame':
      exchange.frames.shift();
      break;
    case 'twice':
      // Nothing but reports tells that an answer which names neither its order nor its time came twice.
      if (exchange.frames[0] !== undefined && (game.rig.codec === v2 || game.watched)) {
        exchange.frames.splice(1, 0, exchange.frames[0]);
      }
      break;
    case 'lose request':
      exchange.lose();
      break;
    case 'mute':
    case 'tardy':
      exchange[each.do] = true;
      break;
    case 'leave':
    case 'watch':
      game.watch(each.do === 'watch');
      break;
    case 'trades':
      for (let n = 0; n < 60; n++) {
        exchange.foreign();
        exchange.trade(exchange.open.length - 1, true);
      }
      break;
    case 'trade':
    case 'fill':
      exchange.trade(each.which, each.do === 'fill');
      break;
    case 'end':
      exchange.end(each.which);
      break;
    case 'foreign':
      exchange.foreign();
      break;
    case 'withdraw':
      game.do((rig) => rig.asks({ type: 'withdraw', id: game.calls.length - each.which }));
      break;
    case 'refuse':
      exchange.refuses = each.why;
      break;
  }
}

/** What is kept of an order that is open, in the words of the exchange. */
const kept = ({ orderId, clOrdId, qty, price, filled }: ModelOrder) => ({
  orderId,
  clOrdId,
  qty: Number(qty),
  price: Number(price),
  filled: Number(filled),
});

/** What is refused next is an order, also where a subscription comes before it. */
const REFUSED: Act[] = [
  { do: 'wait', ms: 4_000 },
  { do: 'wait', ms: 4_000 },
  { do: 'leave' },
  { do: 'watch' },
  { do: 'open' },
  { do: 'authorize' },
  { do: 'refuse', why: 'EOrder:Insufficient funds' },
  { do: 'work' },
];

describe.each([
  ['with executions in one stream', v2],
  ['with executions in two streams', textCodec],
])('any requests about orders, over a line that does harm, %s', (_, codec) => {
  it('have one outcome each, which is true, and are never carried out twice', () => {
    fc.assert(
      fc.property(
        fc.array(act, { maxLength: 60, size: 'max' }),
        randoms,
        fc.constantFrom('wait' as const, 'refuse' as const),
        (acts, random, onRateLimit) => {
          const game = new Game(random, onRateLimit, codec);
          const { exchange } = game;
          for (const name of [{ clOrdId: 'a' }, { orderUserref: 1 }, {}]) exchange.foreign(name);
          game.watch(true);
          game.rest(2);
          for (const each of acts) perform(game, each);
          game.watch(true);
          game.rest(240);
          // What was lost last shows with the next report, and the next fill.
          exchange.foreign();
          exchange.trade(exchange.open.length - 1, false);
          game.rest(60);
          for (const asked of game.calls) expectTrue(asked);

          const told = [...(game.orders?.open.values() ?? [])].map(
            ({ orderId, clOrdId, orderQty, limitPrice, cumQty }) => ({
              ...{ orderId, clOrdId, qty: Number(orderQty), price: Number(limitPrice), filled: Number(cumQty) },
            }),
          );
          const byId = (a: { orderId: string }, b: { orderId: string }) => a.orderId.localeCompare(b.orderId);
          expect(told.sort(byId)).toEqual(exchange.open.map(kept).sort(byId));
          if (!game.missed) expect(game.fills).toEqual(exchange.fills.map(({ execId }) => execId));
          game.watch(false);
          game.rest(10);
          expect(game.rig.session.state).toBe('idle');
        },
      ),
      // What fails is made smaller for so long, and no longer.
      {
        examples: [[REFUSED, () => 0.5, 'wait']],
        numRuns: 500,
        interruptAfterTimeLimit: 100_000,
        markInterruptAsFailure: true,
      },
    );
  });
});
