import type { Request } from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, DeskRig, report, TIMEOUT_MS } from './desk.js';
import { textCodec } from './text-codec.js';

/** Answers tell neither their order nor their time; executions come in one stream, which is simpler here. */
const CODEC = { ...textCodec, executionParts: [undefined] };
const BOTH = { method: 'cancel_order', orderId: ['O1', 'O2'] } as const;
const refused = (why: string) => `rejected: the exchange refused cancel_order: ${why}`;
const UNCLEAR = 'its answers do not say which order each is about';
const UNKNOWN_ORDER = 'EOrder:Unknown order';

const canceled = (orderId: string) => report(orderId, undefined, { execType: 'canceled', orderStatus: 'canceled' });
const filled = (orderId: string) =>
  report(orderId, undefined, { execType: 'filled', orderStatus: 'filled', cumQty: '1.00000000' });

/** Two orders are open, and are to be canceled. */
function asked() {
  const open = [report('O1', undefined), report('O2', undefined)];
  const rig = DeskRig.trading(open, {}, {}, CODEC).call(BOTH);
  return { rig, ...answering(rig) };
}

function answering(rig: DeskRig) {
  const request = rig.takeRequest() as Request;
  const { reqId } = request;
  rig.takeEvents();
  return {
    request,
    accepts: () => void rig.says({ type: 'answered', method: 'cancel_order', reqId, result: {} }),
    refuses: (error = UNKNOWN_ORDER) => void rig.says({ type: 'refused', method: 'cancel_order', reqId, error }),
    fails: () => void rig.says({ type: 'refused', method: 'error', reqId, error: 'Malformed request' }),
  };
}

/** The same, by who does not follow executions. */
function blindly() {
  const rig = DeskRig.account({}, {}, CODEC).call(BOTH).opened();
  rig.authorized({ token: 'token' });
  return { rig, ...answering(rig) };
}

describe('answers to a cancel of several orders that do not name them', () => {
  it('have canceled all, when all say so and reports bear it out', () => {
    const { rig, accepts } = asked();
    accepts();
    accepts();
    rig.reports(false, canceled('O1'));
    expect(rig.takeFates()).toEqual([]);
    rig.reports(false, canceled('O2'));
    expect(rig.takeFates()).toEqual(['1: accepted O1 | accepted O2']);
  });

  it('may come behind the reports', () => {
    const { rig, accepts } = asked();
    rig.reports(false, canceled('O1'), canceled('O2'));
    accepts();
    expect(rig.takeFates()).toEqual([]);
    accepts();
    expect(rig.takeFates()).toEqual(['1: accepted O1 | accepted O2']);
  });

  it('are told apart by reports when some accept and some refuse', () => {
    const { rig, accepts, refuses } = asked();
    rig.reports(false, filled('O1'));
    refuses();
    accepts();
    expect(rig.takeFates()).toEqual([]);
    rig.reports(false, canceled('O2'));
    expect(rig.takeFates()).toEqual([`1: ${refused(UNKNOWN_ORDER)} | accepted O2`]);
  });

  it('have refused all, when all say so and nothing is open', () => {
    const { rig, refuses } = asked();
    rig.reports(false, filled('O1'), filled('O2'));
    refuses();
    refuses();
    expect(rig.takeFates()).toEqual([`1: ${refused(UNKNOWN_ORDER)} | ${refused(UNKNOWN_ORDER)}`]);
  });

  it('of which one came twice speak for no other order', () => {
    const { rig, accepts } = asked();
    rig.reports(false, canceled('O1'), filled('O2'));
    accepts();
    accepts();
    rig.lives(TIMEOUT_MS);
    expect(rig.takeFates()).toEqual([`1: accepted O1 | unknown: ${UNCLEAR}`]);
    rig.reports(false, report('O3', undefined));
    expect(rig.takeFates()).toEqual(['1.1 settled: absent: there was nothing left to cancel: the order is filled']);
  });

  it('that refuse an order which is open as far as reports show leave it in doubt', () => {
    const { rig, refuses } = asked();
    refuses('no');
    refuses('no');
    rig.lives(TIMEOUT_MS);
    expect(rig.takeFates()).toEqual([`1: unknown: ${UNCLEAR} | unknown: ${UNCLEAR}`]);
  });

  it('are taken at their word where no executions are followed, if all say the same', () => {
    const first = blindly();
    first.accepts();
    first.accepts();
    expect(first.rig.takeFates()).toEqual(['1: accepted O1 | accepted O2']);
    const second = blindly();
    second.refuses('no');
    second.refuses('not that either');
    const both = refused('no, or not that either');
    expect(second.rig.takeFates()).toEqual([`1: ${both} | ${both}`]);
    const third = blindly();
    third.accepts();
    third.refuses();
    expect(third.rig.takeFates()).toEqual([`1: unknown: ${UNCLEAR} | unknown: ${UNCLEAR}`]);
  });

  it('are not taken at their word beside one that names its order: a refusal may have come twice', () => {
    const rig = DeskRig.account({}, {}, CODEC)
      .call({ method: 'cancel_order', orderId: ['O1', 'O2', 'O3'] })
      .opened();
    rig.authorized({ token: 'token' });
    const { request, refuses } = answering(rig);
    refuses();
    refuses();
    rig.cancels(request, { orderId: 'O1' });
    expect(rig.takeFates()).toEqual([]);
    rig.cancels(request, { orderId: 'O3' }).lives(TIMEOUT_MS);
    expect(rig.takeFates()).toEqual([`1: accepted O1 | unknown: ${UNCLEAR} | accepted O3`]);
  });

  it('are one, when the request could not even be read', () => {
    const { rig, fails } = asked();
    fails();
    expect(rig.takeFates()).toEqual([`1: ${refused('Malformed request')} | ${refused('Malformed request')}`]);
  });

  it('to a cancel of one order are about that', () => {
    const rig = DeskRig.trading([report('O1', 'a')], {}, {}, CODEC);
    rig.call({ method: 'cancel_order', clOrdId: ['a'] });
    const { accepts } = answering(rig);
    accepts();
    accepts();
    expect(rig.takeFates()).toEqual(['1: accepted']);
  });
});

describe('any answers to a cancel that do not name their orders', () => {
  /** What becomes of an order, and of the answer about it. */
  const order = fc.record({
    fate: fc.constantFrom(
      'canceled' as const,
      'canceled' as const,
      'filled before' as const,
      'filled meanwhile' as const,
    ),
    answers: fc.constantFrom(0, 1, 1, 1, 2),
  });
  const picks = fc.array(fc.boolean(), { maxLength: 12 });

  it('never say of an order what is not so, however often they come, and wherever the reports are', () => {
    fc.assert(
      fc.property(fc.array(order, { minLength: 2, maxLength: 4 }), picks, (orders, reportsFirst) => {
        const orderId = orders.map((_, i) => `O${i}`);
        const rig = DeskRig.trading(
          orderId.map((id) => report(id, undefined)),
          {},
          {},
          CODEC,
        );
        orders.forEach(({ fate }, i) => {
          if (fate === 'filled before') rig.reports(false, filled(`O${i}`));
        });
        rig.call({ method: 'cancel_order', orderId });
        const { accepts, refuses } = answering(rig);
        const answers = orders.flatMap(({ fate, answers: times }) =>
          Array.from({ length: times }, () => (fate === 'canceled' ? accepts : () => refuses())),
        );
        const reports = orders.flatMap(({ fate }, i) => {
          if (fate === 'filled before') return [];
          return [() => void rig.reports(false, fate === 'canceled' ? canceled(`O${i}`) : filled(`O${i}`))];
        });
        for (const isReport of reportsFirst) (isReport ? reports : answers).shift()?.();
        for (const rest of [...answers, ...reports]) rest();
        rig.lives(TIMEOUT_MS).reports(false, report('O9', undefined));
        const events = rig.takeEvents();
        const outcome = events.flatMap((event) => (event.type === 'outcome' ? [event] : []))[0]!;
        outcome.fates.forEach((fate, i) => {
          const later = events.flatMap((event) =>
            event.type === 'settled' && event.part === i ? [event.settlement] : [],
          );
          const { status } = later[0] ?? fate;
          const isCanceled = orders[i]!.fate === 'canceled';
          if (status === 'accepted') expect(isCanceled).toBe(true);
          else if (status !== 'unknown') expect(isCanceled).toBe(false);
          // Where each came once all is known at once.
          if (orders.every((each) => each.answers === 1))
            expect(fate.status).toBe(isCanceled ? 'accepted' : 'rejected');
        });
      }),
      { numRuns: 500 },
    );
  });
});

describe('an order that may have traded under no name', () => {
  it('is in doubt, and not absent', () => {
    const rig = DeskRig.account({}, {}, textCodec);
    rig.want({ channel: 'executions', snapOrders: true, snapTrades: true, orderStatus: true, ratecounter: true });
    rig.turn().opened().authorized({ token: 'token' });
    const begin = (...fills: Parameters<DeskRig['reports']>[1][]) => {
      for (const request of rig.takeRequests()) {
        if (!('part' in request)) continue;
        rig.acknowledges(request);
        if (request.method === 'unsubscribe') continue;
        const data = request.part === 'trades' ? fills : [];
        rig.says({ type: 'executions', part: request.part, snapshot: true, sequence: 1, data });
      }
    };
    begin();
    rig.call(add('a')).takeEvents();
    rig.takeRequests();
    rig.lives(TIMEOUT_MS);
    expect(rig.takeFates()).toEqual([`1: unknown: no answer came within ${TIMEOUT_MS} ms`]);
    const { clOrdId, orderQty, cumQty, limitPrice, orderStatus, ...fill } = report('O1', undefined);
    for (let n = 0; n < 20; n++) {
      rig.lives(1_000);
      begin({ ...fill, execType: 'trade', execId: 'T1', lastQty: '1', lastPrice: '100.5' } as never);
    }
    expect(rig.takeFates()).toEqual([
      '1.0 settled: unknown: it is not open, and fills were shown since without the client ids of their orders, of which it may have one',
    ]);
  });
});
