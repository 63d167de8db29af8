/**
 * The private end of an exchange, as simple as it can be: one account, whose orders it keeps, and one connection at a time.
 * What is asked waits to be carried out, what it says waits to be delivered; both may be lost. It remembers what it has
 * carried out, which is the truth that a session's word is held against.
 */
import {
  type AnsweredMessage,
  type Codec,
  type ExecutionReport,
  type ExecutionsPart,
  type OrderFields,
  type OrderIds,
  type PartialReport,
  type Request,
  type ServerMessage,
  type SubscriptionRequest,
  type TradingRequest,
  v2,
} from '@kraken-stream/core';
import { compareDecimals, subtractDecimals } from '../../src/decimal/decimal.js';

/** Fills in a snapshot. */
const RECENT = 50;
/** A request is carried out within this time after it was sent, or not at all. */
const LATEST_MS = 9_500;

export interface ModelOrder {
  readonly orderId: string;
  readonly clOrdId: string | undefined;
  readonly orderUserref: number | undefined;
  qty: string;
  price: string;
  filled: string;
  status: 'new' | 'filled' | 'canceled';
}

/** One copy of a request that was sent. */
export interface Copy {
  readonly request: TradingRequest;
  readonly sentAt: number;
  /** `gone`: it will never arrive. */
  state: 'on its way' | 'refused' | 'carried out' | 'gone';
  /** When it was looked at. */
  at: number | undefined;
  /** By part: whether it was carried out, and the order that it was about. */
  readonly parts: (ModelOrder | true | undefined)[];
}

type Words<M> = M extends unknown ? Omit<M, 'timeIn' | 'timeOut'> : never;

export class AccountExchange {
  now = 0;
  /** Frames on their way to the client, oldest first. */
  frames: string[] = [];
  readonly orders: ModelOrder[] = [];
  /** As snapshots show them, oldest first. */
  readonly fills: ExecutionReport[] = [];
  token = 'token 0';
  /** What is wrong with the next requests that are looked at. */
  refuses: string | undefined;
  /** Whether the next snapshot is forgotten. */
  mute = false;
  /** Whether the next answer comes behind the reports of what it answers. */
  tardy = false;
  #inbox: (Copy | Request)[] = [];
  #adrift: Copy[] = [];
  /** The last frame of each stream that is subscribed to. */
  readonly #sequences = new Map<ExecutionsPart | undefined, number>();
  readonly #codec: Codec;
  #count = 0;

  /** Executions are told in the codec's parts. Where there are two, no answer tells its time, nor a cancel's its order. */
  constructor(codec: Codec = v2) {
    this.#codec = codec;
  }

  get #isApart(): boolean {
    return this.#codec.executionParts.length > 1;
  }

  get open(): ModelOrder[] {
    return this.orders.filter(({ status }) => status === 'new');
  }

  /** Something was sent on the connection. */
  sent(request: Request): Copy | undefined {
    if ('channel' in request || request.method === 'ping') {
      this.#inbox.push(request);
      return undefined;
    }
    const copy: Copy = { request, sentAt: this.now, state: 'on its way', at: undefined, parts: [] };
    this.#inbox.push(copy);
    return copy;
  }

  /** The connection is gone. What was sent on it may yet arrive, but can be answered no more. */
  cut(): void {
    this.frames = [];
    this.#sequences.clear();
    this.#adrift.push(...this.#inbox.flatMap((each) => ('state' in each ? [each] : [])));
    this.#inbox = [];
  }

  killToken(): void {
    this.token = `token ${++this.#count}`;
  }

  /** Takes the next request; of a connection that is gone, when `adrift`. */
  work(adrift = false): void {
    const next = adrift ? this.#adrift.shift() : this.#inbox.shift();
    if (next === undefined) return;
    if (!('state' in next)) this.#listen(next);
    else {
      const frames = this.#carryOut(next);
      // Nobody hears it.
      if (adrift) return;
      this.frames.push(
        ...(this.tardy ? [...frames.reports, ...frames.answers] : [...frames.answers, ...frames.reports]),
      );
      this.tardy = false;
    }
  }

  /** The next request gets lost, and all behind it arrive. */
  lose(): void {
    const index = this.#inbox.findIndex((each) => 'state' in each);
    const [copy] = index < 0 ? [] : this.#inbox.splice(index, 1);
    if (copy !== undefined && 'state' in copy) copy.state = 'gone';
  }

  /** All that was asked is carried out, or will never be. */
  rest(): void {
    while (this.#inbox.length > 0) this.work();
    for (const copy of this.#adrift.splice(0)) copy.state = 'gone';
  }

  /** Somebody takes a part of an open order, or all. */
  trade(which: number, all: boolean): void {
    const order = this.open[which % Math.max(1, this.open.length)];
    if (order !== undefined) this.#tell(this.#fill(order, all ? subtractDecimals(order.qty, order.filled) : '0.1'));
  }

  /** An open order ends for a reason of the exchange's own. */
  end(which: number): void {
    const order = this.open[which % Math.max(1, this.open.length)];
    if (order !== undefined) this.#tell([this.#cancel(order)]);
  }

  /** An order is placed by some other program. */
  foreign(name: OrderIds = {}): void {
    this.#tell(this.#place({ orderType: 'limit', side: 'buy', orderQty: '5', limitPrice: '1', ...name }).reports);
  }

  #listen(request: Request): void {
    const { method, reqId } = request;
    if (method === 'ping') this.#say({ type: 'pong', reqId });
    else if ('channel' in request) this.#subscribe(request);
  }

  #subscribe(request: SubscriptionRequest): void {
    const { method, reqId, channel } = request;
    const part = 'part' in request ? request.part : undefined;
    const refusal = this.#refusal(request, method === 'subscribe' && this.#sequences.has(part));
    const subscription = { channel, part };
    if (refusal !== undefined) {
      // What is too much is not looked at.
      const echo = refusal === 'Exceeded msg rate' ? undefined : subscription;
      this.#say({ type: 'refused', method, reqId, error: refusal, subscription: echo });
    } else if (method === 'unsubscribe') {
      if (this.#sequences.delete(part)) this.#say({ type: 'unsubscribed', reqId, result: subscription });
      else this.#say({ type: 'refused', method, reqId, error: 'Subscription Not Found', subscription });
    } else {
      this.#say({ type: 'subscribed', reqId, result: { ...subscription, maxratecount: 180 } });
      this.#sequences.set(part, 1);
      const data = this.#snapshot(part);
      if (!this.mute) this.#say({ type: 'executions', part, snapshot: true, sequence: 1, data });
      this.mute = false;
    }
  }

  #snapshot(part: ExecutionsPart | undefined): PartialReport[] {
    const states = this.open.map((order) => ({ ...this.#report(order, 'new'), ...described(order) }));
    const fills = this.fills.slice(-RECENT).reverse();
    if (part === undefined) return [...states, ...fills];
    if (part === 'orders') return states.map((state) => ({ ...state, orderStatus: 'new' }));
    return fills.map(({ clOrdId, orderUserref, ...fill }) => fillOf(fill));
  }

  #refusal(request: Request, isHeld = false): string | undefined {
    const { refuses } = this;
    // Funds are no matter of subscriptions, which would be refused for good.
    const isOrders = refuses?.startsWith('EOrder:') === true;
    if (refuses !== undefined && !(isOrders && request.method.endsWith('subscribe'))) {
      this.refuses = undefined;
      return refuses;
    }
    if ('token' in request && request.token !== this.token) return 'ESession:Invalid session';
    return isHeld ? 'Already subscribed' : undefined;
  }

  #carryOut(copy: Copy): { answers: string[]; reports: string[] } {
    const { request } = copy;
    const { method, reqId } = request;
    copy.at = this.now;
    const late = this.now - copy.sentAt > LATEST_MS ? 'EService:Deadline elapsed' : undefined;
    const refusal = this.#refusal(request) ?? late;
    const refuses = (error: string) => this.#words({ type: 'refused', method, reqId, error });
    copy.state = 'refused';
    if (refusal !== undefined) return { answers: [refuses(refusal)], reports: [] };
    const reports: ExecutionReport[] = [];
    const answers = this.#answers(copy, reports).map((answer) =>
      typeof answer === 'string'
        ? refuses(answer)
        : this.#words({ type: 'answered', reqId, ...answer } as Words<AnsweredMessage>),
    );
    if (copy.parts.some((part) => part !== undefined)) copy.state = 'carried out';
    return { answers, reports: this.#frames(reports) };
  }

  /** What is answered, or why it is refused. */
  #answers(
    { request, parts }: Copy,
    reports: ExecutionReport[],
  ): (Pick<AnsweredMessage, 'method' | 'result'> | string)[] {
    const { method } = request;
    switch (method) {
      case 'add_order':
      case 'batch_add': {
        const all: readonly OrderFields[] = method === 'add_order' ? [request] : request.orders;
        if (request.validate === true) {
          for (const _ of all) parts.push(true);
          return [method === 'add_order' ? { method, result: {} } : { method, result: [] }];
        }
        const result = all.map((fields) => {
          const { clOrdId, orderUserref } = fields;
          const isTaken = clOrdId !== undefined && this.open.some((order) => order.clOrdId === clOrdId);
          if (isTaken || fields.limitPrice === '0') {
            parts.push(undefined);
            return { error: 'EOrder:Invalid order' };
          }
          const placed = this.#place(fields);
          parts.push(placed.order);
          reports.push(...placed.reports);
          return { orderId: placed.order.orderId, clOrdId, orderUserref };
        });
        if (method === 'batch_add') return [{ method, result }];
        return [result[0]!.error ?? { method, result: result[0]! }];
      }
      case 'amend_order': {
        const order = this.#find(request);
        parts.push(order);
        if (order === undefined) return ['EOrder:Unknown order'];
        order.price = request.limitPrice ?? order.price;
        if (request.orderQty !== undefined && compareDecimals(request.orderQty, order.filled) > 0)
          order.qty = request.orderQty;
        reports.push({
          ...this.#report(order, 'amended'),
          orderQty: order.qty,
          limitPrice: order.price,
          cumQty: order.filled,
        });
        const { orderId, clOrdId } = request;
        return [
          { method, result: { amendId: `A${++this.#count}`, ...(orderId === undefined ? { clOrdId } : { orderId }) } },
        ];
      }
      case 'edit_order': {
        const order = this.#find(request);
        if (order === undefined || order.clOrdId !== undefined) {
          parts.push(undefined);
          return ['EOrder:Unknown order'];
        }
        reports.push(this.#cancel(order));
        const { limitPrice = order.price } = request;
        const successor = this.#place({
          ...{ orderType: 'limit', side: 'buy', orderQty: order.qty, limitPrice },
          orderUserref: request.orderUserref ?? order.orderUserref,
        });
        parts.push(successor.order);
        reports.push(...successor.reports);
        return [{ method, result: { orderId: successor.order.orderId, originalOrderId: order.orderId } }];
      }
      case 'cancel_order': {
        const { orderId = [], clOrdId = [], orderUserref = [] } = request;
        const names: OrderIds[] = [
          ...orderId.map((id) => ({ orderId: id })),
          ...clOrdId.map((id) => ({ clOrdId: id })),
          ...orderUserref.map((id) => ({ orderUserref: id })),
        ];
        const answers = names.map((name) => {
          const order = this.#find(name);
          parts.push(order);
          if (order === undefined) return 'EOrder:Unknown order';
          reports.push(this.#cancel(order));
          const { orderId: id, clOrdId: own } = order;
          if (this.#isApart) return { method, result: {} };
          return {
            method,
            result: name.clOrdId !== undefined && this.#count % 2 === 0 ? { clOrdId: own } : { orderId: id },
          };
        });
        return this.#count % 3 === 0 ? answers.reverse() : answers;
      }
      case 'cancel_all':
      case 'batch_cancel': {
        const { orders = [], clOrdId = [] } = method === 'batch_cancel' ? request : {};
        const isMeant = (order: ModelOrder) =>
          method === 'cancel_all' || orders.includes(order.orderId) || clOrdId.includes(order.clOrdId ?? '');
        const meant = this.open.filter(isMeant);
        reports.push(...meant.map((order) => this.#cancel(order)));
        parts.push(true);
        return [{ method, result: { count: meant.length } }];
      }
      case 'cancel_all_orders_after':
        parts.push(true);
        return [{ method, result: { currentTime: '2026-08-01T02:53:53Z', triggerTime: '0' } }];
    }
  }

  #find({ orderId, clOrdId, orderUserref }: OrderIds): ModelOrder | undefined {
    return this.open.find((order) =>
      orderId !== undefined
        ? order.orderId === orderId
        : clOrdId !== undefined
          ? order.clOrdId === clOrdId
          : orderUserref !== undefined && order.orderUserref === orderUserref,
    );
  }

  /** Below 10 it trades in full at once, below 20 in part; below 30 it is canceled at once. */
  #place({ clOrdId, orderUserref, orderQty = '1', limitPrice = '100' }: OrderFields) {
    const order: ModelOrder = {
      ...{ orderId: `O${this.orders.length + 1}`, clOrdId, orderUserref },
      ...{ qty: orderQty, price: limitPrice, filled: '0', status: 'new' },
    };
    this.orders.push(order);
    const reports: ExecutionReport[] = [{ ...this.#report(order, 'pending_new'), ...described(order) }];
    reports.push(this.#report(order, 'new'));
    const at = Number(limitPrice);
    if (at < 10 && at !== 1) reports.push(...this.#fill(order, order.qty));
    else if (at >= 10 && at < 20) reports.push(...this.#fill(order, '0.5'));
    else if (at >= 20 && at < 30) reports.push(this.#cancel(order));
    return { order, reports };
  }

  #fill(order: ModelOrder, most: string): ExecutionReport[] {
    const left = subtractDecimals(order.qty, order.filled);
    const qty = compareDecimals(most, left) < 0 ? most : left;
    order.filled = subtractDecimals(order.qty, subtractDecimals(left, qty));
    const execId = `T${this.fills.length + 1}`;
    const fill: ExecutionReport = {
      ...this.#report(order, 'trade'),
      ...{ execId, tradeId: this.fills.length + 1, symbol: 'BTC/USD', side: 'buy', orderType: 'limit' },
      ...{ lastQty: qty, lastPrice: order.price },
    };
    this.fills.push({ ...fill, orderStatus: 'filled' });
    const told = [{ ...fill, orderStatus: 'partially_filled', cumQty: order.filled }];
    if (compareDecimals(order.qty, order.filled) > 0) return told;
    order.status = 'filled';
    return [...told, { ...this.#report(order, 'filled'), cumQty: order.filled }];
  }

  #cancel(order: ModelOrder): ExecutionReport {
    order.status = 'canceled';
    return { ...this.#report(order, 'canceled'), cumQty: order.filled };
  }

  #report(order: ModelOrder, execType: string): ExecutionReport {
    const { orderId, clOrdId, orderUserref, status, filled } = order;
    const orderStatus = status === 'new' && compareDecimals(filled, '0') > 0 ? 'partially_filled' : status;
    return { execType, orderId, clOrdId, orderUserref, orderStatus, timestamp: this.#time() };
  }

  #tell(reports: readonly ExecutionReport[]): void {
    this.frames.push(...this.#frames(reports));
  }

  /** Each report in a frame of its own, to whoever is subscribed. */
  #frames(reports: readonly ExecutionReport[]): string[] {
    return reports.flatMap((report) => {
      if (!this.#isApart) return this.#frame(undefined, report);
      const { execType, orderId, cumQty, timestamp } = report;
      if (execType !== 'trade') return this.#frame('orders', report);
      const totals = this.#frame('orders', { execType: 'status', orderId, cumQty, timestamp });
      const fill = this.#frame('trades', fillOf(report));
      return this.#count % 2 === 0 ? [...totals, ...fill] : [...fill, ...totals];
    });
  }

  #frame(part: ExecutionsPart | undefined, report: PartialReport): string[] {
    const last = this.#sequences.get(part);
    if (last === undefined) return [];
    this.#sequences.set(part, last + 1);
    return [this.#codec.encode({ type: 'executions', part, snapshot: false, sequence: last + 1, data: [report] })];
  }

  #say(message: Words<ServerMessage>): void {
    this.frames.push(this.#words(message));
  }

  #words(message: Words<ServerMessage>): string {
    if (this.#isApart) return this.#codec.encode(message as ServerMessage);
    return this.#codec.encode({ ...message, timeIn: this.#time(), timeOut: this.#time() } as ServerMessage);
  }

  #time(): string {
    return `2026-08-01T02:53:53.${String(++this.#count).padStart(6, '0')}Z`;
  }
}

/** A fill as it is told by itself: without what has become of its order. */
function fillOf({ orderStatus, cumQty, ...fill }: PartialReport): PartialReport {
  return fill;
}

function described({ qty, price, filled }: ModelOrder) {
  return {
    ...({ symbol: 'BTC/USD', side: 'buy', orderType: 'limit' } as const),
    ...{ orderQty: qty, limitPrice: price, cumQty: filled },
  };
}
