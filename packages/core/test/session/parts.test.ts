import {
  type ExecutionReport,
  type ExecutionsPart,
  openAccount,
  type PartialReport,
  RateCounters,
  type Request,
} from '@kraken-stream/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXECUTIONS, report } from './desk.js';
import { Rig } from './rig.js';
import { textCodec } from './text-codec.js';

type Topic = Omit<typeof EXECUTIONS, 'snapOrders' | 'snapTrades'> & { snapOrders: boolean; snapTrades: boolean };

const ONLY_ORDERS: Topic = { ...EXECUTIONS, snapTrades: false };

/** A session whose executions are asked for in two parts, with the other end played by hand. */
class PartsRig extends Rig {
  static wanting(topic: Topic = EXECUTIONS): PartsRig {
    const account = openAccount({ rates: new RateCounters(), onRateLimit: 'wait' });
    const rig = new PartsRig({ account }, textCodec);
    rig.want(topic).turn().opened();
    rig.authorized({ token: 'token' });
    return rig;
  }

  static begun(topic: Topic = EXECUTIONS): PartsRig {
    const rig = PartsRig.wanting(topic).serves();
    rig.takeEvents();
    return rig;
  }

  /** Both parts are acknowledged, and begin with nothing. */
  serves(): this {
    for (const request of this.takeRequests()) {
      this.acknowledges(request);
      if (request.method !== 'subscribe' || !('part' in request)) continue;
      if (request.part === 'orders' || request.snapTrades !== false) this.tells(request.part!, 1);
    }
    return this;
  }

  tells(part: ExecutionsPart, sequence: number, ...data: PartialReport[]): this {
    return this.says({ type: 'executions', part, snapshot: sequence === 1, sequence, data });
  }

  refusesPart(request: Request, error: string): this {
    const part = 'part' in request ? request.part : undefined;
    const subscription = { channel: 'executions', part };
    return this.says({ type: 'refused', method: request.method, reqId: request.reqId, error, subscription });
  }

  /** The two requests about both parts. */
  takeParts(): [Request, Request] {
    const [orders, trades, ...more] = this.takeRequests();
    expect(more).toEqual([]);
    expect([orders, trades]).toMatchObject([{ part: 'orders' }, { part: 'trades' }]);
    expect(orders!.reqId).toBe(trades!.reqId);
    return [orders!, trades!];
  }

  /** What was told: acknowledgements, states, holes, and how many reports came. */
  takeWords(): string[] {
    return this.takeEvents().flatMap((event) => {
      if (event.type === 'acknowledged' || event.type === 'gap') return [event.type];
      if (event.type === 'topic')
        return [event.error === undefined ? event.state : `${event.state}: ${event.error.reason}`];
      if (event.type === 'error') return [`error: ${event.error.message}`];
      if (event.type !== 'data' || !('reports' in event.data)) return [];
      return [`${event.snapshot ? 'snapshot' : 'update'} of ${event.data.reports.length}`];
    });
  }
}

const OPEN = report('O1', 'a');
const FILL: PartialReport = (({ orderStatus, cumQty, orderQty, limitPrice, ...rest }: ExecutionReport) => ({
  ...{ ...rest, execType: 'trade', execId: 'T1', lastQty: '0.5', lastPrice: '100.5' },
}))(OPEN);

describe('executions that are asked for in parts', () => {
  it('are one frame for each part with one number, and acknowledged when both are', () => {
    const rig = PartsRig.wanting();
    const [orders, trades] = rig.takeParts();
    expect(orders).toMatchObject({ method: 'subscribe', channel: 'executions', token: 'token' });
    rig.acknowledges(trades);
    rig.takeEvents();
    rig.acknowledges(trades);
    expect(rig.takeWords()).toEqual([]);
    rig.acknowledges(orders);
    expect(rig.takeWords()).toEqual(['acknowledged']);
    rig.tells('orders', 1, OPEN);
    expect(rig.takeWords()).toEqual([]);
    rig.tells('trades', 1, FILL);
    expect(rig.takeWords()).toEqual(['live', 'snapshot of 2']);
  });

  it('wait for all acknowledgements, whatever has come by then', () => {
    const rig = PartsRig.wanting(ONLY_ORDERS);
    const [orders, trades] = rig.takeParts();
    rig
      .acknowledges(orders)
      .tells('orders', 1, OPEN)
      .tells('orders', 2, { execType: 'status', orderId: 'O1', cumQty: '0.5' });
    rig.takeEvents();
    rig.acknowledges(trades);
    expect(rig.takeWords()).toEqual(['acknowledged', 'live', 'snapshot of 1', 'update of 1']);
    rig.tells('trades', 1, FILL);
    expect(rig.takeWords()).toEqual(['update of 1']);
  });

  it('are given up whole when one part is refused, and closed then', () => {
    for (const refused of [0, 1] as const) {
      const rig = PartsRig.wanting(ONLY_ORDERS);
      const parts = rig.takeParts();
      rig.acknowledges(parts[1 - refused]!).tells('orders', 1, OPEN);
      rig.takeEvents();
      rig.refusesPart(parts[refused]!, 'EGeneral:Permission denied');
      expect(rig.takeWords()).toEqual([]);
      const [orders, trades] = rig.takeParts();
      expect([orders.method, trades.method]).toEqual(['unsubscribe', 'unsubscribe']);
      rig.acknowledges(orders).refusesPart(trades, 'Subscription Not Found');
      expect(rig.takeWords()).toEqual(['closed: EGeneral:Permission denied']);
      expect(rig.takeRequests()).toEqual([]);
    }
  });

  it('are closed at once when both are refused by name', () => {
    const rig = PartsRig.wanting();
    const [orders, trades] = rig.takeParts();
    rig.takeEvents();
    rig.refusesPart(orders, 'No').refusesPart(trades, 'No, neither');
    expect(rig.takeWords()).toEqual(['closed: No']);
    expect(rig.takeRequests()).toEqual([]);
  });

  it('are given up when a refusal does not say which part it is about', () => {
    const rig = PartsRig.wanting();
    const [orders, trades] = rig.takeParts();
    rig
      .refuses(orders, 'Malformed request', undefined, 'error')
      .refuses(trades, 'Malformed request', undefined, 'error');
    rig.takeEvents();
    rig.serves();
    expect(rig.takeWords()).toEqual(['closed: Malformed request']);
  });

  it('begin anew when a part is held already, or was not looked at', () => {
    for (const error of ['Already subscribed', 'Exceeded msg rate', 'ESession:Invalid session']) {
      const rig = PartsRig.wanting();
      const [orders, trades] = rig.takeParts();
      rig.acknowledges(orders).refusesPart(trades, error);
      if (error.startsWith('ESession')) {
        rig.takeAuthorizes();
        while (rig.takeAuthorizes() === 0) rig.lives(100);
        rig.authorized({ token: 'another' });
      }
      rig.untilRequest();
      const [first, second] = rig.takeParts();
      expect([first.method, second.method]).toEqual(['unsubscribe', 'unsubscribe']);
      rig.acknowledges(first).refusesPart(second, 'Subscription Not Found').turn();
      if (rig.requests.length === 0) rig.untilRequest();
      rig.takeEvents();
      rig.serves();
      expect(rig.takeWords()).toEqual(['acknowledged', 'live', 'snapshot of 0']);
    }
  });

  it('are asked for again when neither part was looked at', () => {
    const rig = PartsRig.wanting();
    for (const request of rig.takeParts()) rig.refuses(request, 'Exceeded msg rate', undefined, 'error');
    rig.untilRequest();
    rig.takeEvents();
    rig.serves();
    expect(rig.takeWords()).toEqual(['acknowledged', 'live', 'snapshot of 0']);
  });

  it('are asked for again when the answer about one part is lost', () => {
    const rig = PartsRig.wanting();
    rig.acknowledges(rig.takeParts()[0]).tells('orders', 1);
    rig.lives(11_000);
    for (const request of rig.takeRequests().filter((each) => 'channel' in each)) {
      rig.refusesPart(request, 'Already subscribed');
    }
    rig.serves().turn();
    rig.takeEvents();
    rig.serves();
    expect(rig.takeWords()).toEqual(['acknowledged', 'live', 'snapshot of 0']);
  });

  it('are released when both parts are, and left whole', () => {
    const rig = PartsRig.begun();
    rig.leave(EXECUTIONS).turn();
    const [orders, trades] = rig.takeParts();
    rig.acknowledges(orders);
    expect(rig.takeWords()).toEqual(['stale']);
    rig.acknowledges(trades);
    expect(rig.takeWords()).toEqual(['closed']);
  });

  it('start over when a number is left out in one part, and when one begins anew by itself', () => {
    for (const [part, sequence] of [
      ['orders', 3],
      ['trades', 3],
      ['orders', 1],
    ] as const) {
      const rig = PartsRig.begun();
      rig.tells(part, sequence, OPEN);
      expect(rig.takeWords()).toEqual(['stale']);
      rig.untilRequest();
      rig.serves().turn().serves();
      expect(rig.takeWords()).toEqual(['acknowledged', 'gap', 'live', 'snapshot of 0']);
    }
  });

  it('are live with the open orders, though none are to be shown', () => {
    const rig = PartsRig.wanting({ ...EXECUTIONS, snapOrders: false, snapTrades: false });
    for (const request of rig.takeParts()) rig.acknowledges(request);
    rig.takeEvents();
    rig.tells('orders', 1, OPEN);
    expect(rig.takeWords()).toEqual(['live', 'update of 0']);
    rig.tells('orders', 2, { execType: 'status', orderId: 'O1', cumQty: '0.50000000' });
    const [told] = rig.takeEvents();
    expect(told).toMatchObject({
      data: {
        reports: [{ orderId: 'O1', orderStatus: 'partially_filled' }],
        orders: [{ orderId: 'O1', clOrdId: 'a', symbol: 'BTC/USD', cumQty: '0.50000000' }],
      },
    });
  });

  it('tell the fills of another subscription, whose numbers begin anew', () => {
    const rig = PartsRig.begun(ONLY_ORDERS);
    rig.tells('trades', 1, FILL).tells('trades', 2, { ...FILL, execId: 'T2' });
    rig.reopened().authorized({ token: 'token' });
    rig.serves();
    rig.takeEvents();
    rig.tells('trades', 1, { ...FILL, execId: 'T3' });
    expect(rig.takeWords()).toEqual(['update of 1']);
  });
});

/** Holds parts, and answers in order; what it says waits to be delivered. */
class Holder {
  readonly held = new Set<string>();
  frames: string[] = [];
  refuses: string | undefined;

  take(request: Request): void {
    if (!('part' in request) || request.part === undefined) return;
    const { method, part, reqId } = request;
    const result = { channel: 'executions', part };
    const isWrong = method === 'subscribe' ? this.held.has(part) : !this.held.has(part);
    const why = method === 'subscribe' ? 'Already subscribed' : 'Subscription Not Found';
    const error = this.refuses ?? (isWrong ? why : undefined);
    this.refuses = undefined;
    if (error === 'Exceeded msg rate') this.#say({ type: 'refused', method: 'error', error, reqId });
    else if (error !== undefined) this.#say({ type: 'refused', method, error, reqId, subscription: result });
    else if (method === 'unsubscribe') {
      this.held.delete(part);
      this.#say({ type: 'unsubscribed', reqId, result });
    } else {
      this.held.add(part);
      this.#say({ type: 'subscribed', reqId, result });
      if (part === 'orders' || request.snapTrades !== false) {
        this.#say({ type: 'executions', part, snapshot: true, sequence: 1, data: [] });
      }
    }
  }

  #say(message: Parameters<typeof textCodec.encode>[0]): void {
    this.frames.push(textCodec.encode(message));
  }
}

describe('the parts of a topic, whatever becomes of answers', () => {
  const act = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('deliver' as const, 'take' as const) },
    { weight: 3, arbitrary: fc.constantFrom('lose' as const, 'twice' as const, 'swap' as const) },
    { weight: 2, arbitrary: fc.constantFrom('want' as const, 'leave' as const, 'wait' as const, 'cut' as const) },
    {
      weight: 3,
      arbitrary: fc.constantFrom('Exceeded msg rate', 'ESession:Invalid session', 'EGeneral:Permission denied'),
    },
  );

  it('are held together or not at all in the end', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60, size: 'max' }), fc.boolean(), (acts, snapTrades) => {
        const topic: Topic = { ...EXECUTIONS, snapTrades };
        const rig = PartsRig.wanting(topic);
        const holder = new Holder();
        let wanted = true;
        const lose = () => {
          holder.held.clear();
          holder.frames = [];
          rig.takeRequests();
          rig.closed();
        };
        const flow = (most: number) => {
          for (let n = 0; n < most; n++) {
            if (rig.disconnects.splice(0).length > 0) lose();
            if (rig.session.state === 'connecting') rig.opened();
            if (rig.takeAuthorizes() > 0) rig.authorized({ token: 'token' });
            for (const request of rig.takeRequests()) {
              if (request.method === 'ping') rig.acknowledges(request);
              else holder.take(request);
            }
            const frame = holder.frames.shift();
            if (frame !== undefined) rig.text(frame);
          }
        };
        for (const each of acts) {
          const [first, second] = holder.frames;
          if (each === 'deliver' || each === 'take') flow(1);
          else if (each === 'lose') holder.frames.shift();
          else if (each === 'twice' && first !== undefined) holder.frames.unshift(first);
          else if (each === 'swap' && second !== undefined) holder.frames.splice(0, 2, second, first!);
          else if (each === 'want' || each === 'leave') {
            wanted = each === 'want';
            rig.asks({ type: each, topics: [topic] });
          } else if (each === 'wait') rig.lives(12_000);
          else if (each === 'cut') lose();
          else holder.refuses = each;
        }
        holder.refuses = undefined;
        for (let n = 0; n < 400; n++) {
          flow(10);
          rig.lives(500);
        }
        const life = rig.events.flatMap((event) => (event.type === 'topic' ? [event.state] : [])).at(-1);
        if (wanted && life !== 'closed') {
          expect([life, [...holder.held].sort()]).toEqual(['live', ['orders', 'trades']]);
        } else expect([...holder.held]).toEqual([]);
      }),
      { numRuns: 100, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true },
    );
  });
});
