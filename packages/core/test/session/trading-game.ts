/** A session that trades, and an exchange, with a line between them that can do harm. */
import {
  type Codec,
  type Executions,
  ExecutionsChannel,
  type OutcomeEvent,
  type OwnOrder,
  type OwnOrders,
  openAccount,
  RateCounters,
  type SessionEvent,
  type SettledEvent,
  type TradingRequest,
  v2,
} from '@kraken-stream/core';
import { expect } from 'vitest';
import { AccountExchange, type Copy } from './account-exchange.js';
import { EXECUTIONS } from './desk.js';
import { Rig } from './rig.js';

/** A call, what was sent of it and what was told of it. */
export interface Asked {
  readonly id: number;
  readonly request: TradingRequest;
  readonly copies: Copy[];
  readonly outcomes: { readonly event: OutcomeEvent; readonly at: number }[];
  readonly settled: { readonly event: SettledEvent; readonly at: number }[];
}

/** A request's content as text, whatever the order of its members. */
export const essence = ({ token, reqId, ...request }: TradingRequest) => JSON.stringify(request, sorted);

const sorted = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

export class Game {
  readonly rig: Rig;
  readonly exchange: AccountExchange;
  readonly calls: Asked[] = [];
  readonly fills: string[] = [];
  /** Whether it was told that there may be fills which are not told. */
  missed = false;
  watched = false;
  #provides = true;
  readonly #tokens: string[] = [];

  constructor(random: () => number, onRateLimit: 'wait' | 'refuse', codec: Codec = v2) {
    this.exchange = new AccountExchange(codec);
    const account = openAccount({ rates: new RateCounters({ tier: 'pro' }), onRateLimit });
    this.rig = new Rig({ random, account, budget: { take: (now) => now } }, codec);
  }

  do(act: (rig: Rig) => unknown): void {
    const { rig, exchange } = this;
    exchange.now = rig.now;
    const { length: disconnects } = rig.disconnects;
    act(rig);
    exchange.now = rig.now;
    for (const request of rig.takeRequests()) {
      const copy = exchange.sent(request);
      if (copy !== undefined) this.#copied(copy);
    }
    for (const event of rig.takeEvents()) this.#hear(event);
    for (let n = rig.takeAuthorizes(); n > 0; n--) this.#tokens.push(exchange.token);
    if (rig.disconnects.length > disconnects) this.cut(1000);
  }

  ask(request: TradingRequest, timeoutMs: number): void {
    // Of two that are equal it could not be told which was sent.
    if (this.calls.some((other) => other.outcomes.length === 0 && essence(other.request) === essence(request))) return;
    const id = this.calls.length + 1;
    this.calls.push({ id, request, copies: [], outcomes: [], settled: [] });
    this.do((rig) => rig.asks({ type: 'call', id, request, timeoutMs }));
  }

  get orders(): OwnOrders | undefined {
    const channel = this.rig.session.held(EXECUTIONS)?.channel;
    return channel instanceof ExecutionsChannel ? channel.orders : undefined;
  }

  /** An order as its owner sees it. */
  seen(orderId: string): OwnOrder | undefined {
    return this.orders?.find({ orderId });
  }

  /** Lets time go by, from one wake to the next. */
  wait(ms: number): void {
    const until = this.rig.now + ms;
    do this.do((rig) => rig.wait(Math.max(0, Math.min(rig.wakeAt, until) - rig.now)));
    while (this.rig.now < until);
  }

  watch(on: boolean): void {
    // Who comes back begins anew, and sees what is there then.
    if (this.watched && !on) this.missed = true;
    this.watched = on;
    this.do((rig) => (on ? rig.want(EXECUTIONS) : rig.leave(EXECUTIONS)));
  }

  open(): void {
    if (this.rig.session.state === 'connecting') this.do((rig) => rig.opened());
  }

  cut(code = 1006): void {
    this.exchange.cut();
    this.#tokens.length = 0;
    this.do((rig) => rig.closed(code));
  }

  deliver(): void {
    const frame = this.exchange.frames.shift();
    if (frame !== undefined) this.do((rig) => rig.text(frame));
  }

  /** The provider answers, with the token of when it was asked, or of now. */
  authorize(stale: boolean): void {
    const token = this.#tokens.shift();
    if (token === undefined) return;
    if (!this.#provides) this.do((rig) => rig.authorized({ reason: 'no' }));
    else this.do((rig) => rig.authorized({ token: stale ? token : this.exchange.token }));
  }

  provides(on: boolean): void {
    this.#provides = on;
  }

  /** All goes well for so long. */
  rest(seconds: number): void {
    this.#provides = true;
    Object.assign(this.exchange, { refuses: undefined, mute: false });
    for (let n = 0; n < seconds * 2; n++) {
      this.open();
      this.authorize(false);
      this.exchange.rest();
      while (this.exchange.frames.length > 0) {
        this.deliver();
        this.exchange.rest();
      }
      if (this.rig.session.state !== 'connecting') this.do((rig) => rig.says({ type: 'heartbeat' }));
      this.wait(500);
    }
  }

  #hear(event: SessionEvent): void {
    const at = this.rig.now;
    if (event.type === 'outcome') this.calls[event.id - 1]!.outcomes.push({ event, at });
    else if (event.type === 'settled') this.calls[event.id - 1]!.settled.push({ event, at });
    else if (event.type === 'data' && event.topic.channel === 'executions') {
      const { trades, missedTrades } = event.data as Executions;
      this.fills.push(...trades.map(({ execId }) => execId));
      if (missedTrades) this.missed = true;
    }
  }

  #copied(copy: Copy): void {
    const content = essence(copy.request);
    const call = this.calls.find(
      ({ request, outcomes, copies }) =>
        essence(request) === content && outcomes.length === 0 && copies.every(({ state }) => state === 'refused'),
    );
    expect(call, `${content} is sent though an earlier copy may be carried out, or its fate was told`).toBeDefined();
    call!.copies.push(copy);
  }
}
