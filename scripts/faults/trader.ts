/**
 * Somebody who trades with the client while things go wrong, each method in its turn, and hands every call and what became
 * of it to a watcher. Knows no fault.
 */

import type { KrakenClient, NewOrder, OrderOutcome } from '@kraken-stream/client';
import type { AddOrderRequest, OrderIds, OwnOrder, TradingMethod, TradingRequest } from '@kraken-stream/core';
import { type Offer, Offers } from './offers.js';
import { LACKS } from './protocol.js';
import type { FateWatcher } from './watch/fates.js';
import type { World } from './world.js';

/** No more orders are open than this. */
const MOST_OPEN = 8;
/** One after the other in an order drawn anew each time. Orders are placed most often, lest none is left. */
const TURNS = [
  ...['add', 'add', 'add', 'dear', 'market', 'market', 'reference', 'reference', 'batch', 'batch'],
  ...['amend', 'amend', 'edit', 'cancel', 'cancels', 'batch cancel', 'cancel all', 'timer'],
] as const;
type Turn = (typeof TURNS)[number];

/** What not every protocol can say. */
const METHODS: Readonly<Partial<Record<Turn, TradingMethod>>> = { batch: 'batch_add', 'batch cancel': 'batch_cancel' };

/** The open orders, as the client shows them. */
export interface Shown {
  readonly orders: ReadonlyMap<string, OwnOrder>;
  readonly state: string;
}

type Calling = (client: KrakenClient) => Promise<readonly OrderOutcome[]>;

export class Trader {
  readonly #world: World;
  readonly #fates: FateWatcher;
  readonly #shown: Shown;
  readonly #symbols: readonly string[];
  readonly #offers: Offers;
  readonly #can: readonly Turn[];
  #turns: Turn[] = [];
  #names = 0;

  constructor(world: World, fates: FateWatcher, shown: Shown, symbols: readonly string[], draw: () => number) {
    this.#world = world;
    this.#fates = fates;
    this.#shown = shown;
    this.#symbols = symbols;
    this.#offers = new Offers(() => world.exchange, draw);
    this.#can = TURNS.filter((turn) => !LACKS[world.protocol].some((method) => METHODS[turn] === method));
  }

  /** Asks for the next thing that can be asked for. */
  readonly go = (): void => {
    for (let tries = 0; tries < TURNS.length; tries++) {
      if (this.#turns.length === 0) this.#turns = this.#shuffled();
      if (this.#take(this.#turns.pop()!)) return;
    }
  };

  #shuffled(): Turn[] {
    const left = [...this.#can];
    return this.#can.flatMap(() => left.splice(this.#offers.from(0, left.length - 1), 1));
  }

  /** False when there is nothing that it could be about. */
  #take(turn: Turn): boolean {
    const open = [...this.#shown.orders.values()];
    const orders = open.filter((order) => !this.#isConcerned(order));
    const named = orders.filter(({ clOrdId }) => clOrdId !== undefined);
    const order = this.#offers.one(orders);
    const symbol = this.#offers.one(this.#symbols)!;
    const isFull = open.length >= MOST_OPEN;
    switch (turn) {
      case 'add':
        return !isFull && this.#add({ ...this.#clientId(), ...this.#limit(symbol) });
      case 'dear':
        return this.#add({ ...this.#clientId(), ...this.#limit(symbol), orderQty: this.#offers.fortune(symbol) });
      case 'market':
        return this.#market(symbol);
      case 'reference':
        return !isFull && this.#add({ orderUserref: ++this.#names, ...this.#limit(symbol) });
      case 'batch':
        return !isFull && this.#batch(symbol);
      case 'amend':
        return this.#amend(this.#offers.one(named) ?? order);
      case 'edit':
        return this.#edit(this.#offers.one(orders.filter(({ clOrdId }) => clOrdId === undefined)));
      case 'cancel':
        return order !== undefined && this.#cancel([order.orderId], []);
      case 'cancels':
        return this.#cancels(named, orders);
      case 'batch cancel':
        return orders.length >= 2 && this.#batchCancel(orders.slice(0, 2).map(({ orderId }) => orderId));
      case 'cancel all':
        return open.length > 0 && this.#call({ method: 'cancel_all' }, async (client) => [await client.cancelAll()]);
      case 'timer':
        return this.#timer();
    }
  }

  #limit(symbol: string): (Offer & { readonly orderType: 'limit' }) | undefined {
    const offer = this.#offers.near(symbol);
    return offer && { ...offer, orderType: 'limit' };
  }

  #clientId(): { readonly clOrdId: string } {
    return { clOrdId: `trader-${++this.#names}` };
  }

  #add(order: Partial<AddOrderRequest>): boolean {
    const { symbol, side, orderQty, limitPrice, clOrdId, orderUserref } = order;
    if (symbol === undefined || side === undefined || orderQty === undefined || limitPrice === undefined) return false;
    const limit = { orderType: 'limit', symbol, side, orderQty, limitPrice } as const;
    const asked: NewOrder = clOrdId === undefined ? { ...limit, orderUserref } : { ...limit, clOrdId };
    return this.#call({ method: 'add_order', ...limit, clOrdId, orderUserref }, async (client) => [
      await client.addOrder(asked, this.#options),
    ]);
  }

  #market(symbol: string): boolean {
    const offer = this.#offers.near(symbol, 0, 1);
    if (offer === undefined) return false;
    const { side, orderQty } = offer;
    const order = { ...this.#clientId(), orderType: 'market', symbol, side, orderQty } as const;
    return this.#call({ method: 'add_order', ...order }, async (client) => [
      await client.addOrder(order, this.#options),
    ]);
  }

  #batch(symbol: string): boolean {
    const orders = [1, 2, 3].flatMap(() => {
      const { symbol: _, ...order } = this.#limit(symbol) ?? {};
      return 'orderType' in order ? { ...this.#clientId(), ...order } : [];
    });
    if (orders.length < 2) return false;
    return this.#call({ method: 'batch_add', symbol, orders }, (client) =>
      client.batchAdd({ symbol, orders }, this.#options),
    );
  }

  #amend(order: OwnOrder | undefined): boolean {
    if (order?.symbol === undefined) return false;
    const { orderId, clOrdId, symbol } = order;
    const orderQty = this.#offers.more(symbol);
    const levels = order.side === undefined ? [] : this.#offers.prices(symbol, order.side);
    const limitPrice = this.#offers.one([undefined, ...levels]);
    const change = limitPrice === undefined ? { orderQty } : { orderQty, limitPrice };
    const name = clOrdId === undefined ? { orderId } : { clOrdId };
    return this.#call({ method: 'amend_order', ...name, ...change }, async (client) => [
      await client.amendOrder({ ...name, ...change }, this.#options),
    ]);
  }

  #edit(order: OwnOrder | undefined): boolean {
    if (order?.symbol === undefined) return false;
    const { orderId, symbol } = order;
    const edit = { orderId, symbol, orderQty: this.#offers.more(symbol), orderUserref: ++this.#names };
    return this.#call({ method: 'edit_order', ...edit }, async (client) => [
      await client.editOrder(edit, this.#options),
    ]);
  }

  #cancels(named: readonly OwnOrder[], orders: readonly OwnOrder[]): boolean {
    const [byClient] = named;
    const byExchange = orders.filter((order) => order !== byClient).slice(0, 2);
    if (byClient?.clOrdId === undefined || byExchange.length === 0) return false;
    return this.#cancel(
      byExchange.map(({ orderId }) => orderId),
      [byClient.clOrdId],
    );
  }

  #cancel(orderId: readonly string[], clOrdId: readonly string[]): boolean {
    const targets = [...orderId, ...clOrdId.map((id) => ({ clOrdId: id }))];
    return this.#call({ method: 'cancel_order', orderId, clOrdId }, (client) =>
      client.cancelOrder(targets, this.#options),
    );
  }

  #batchCancel(orders: readonly string[]): boolean {
    return this.#call({ method: 'batch_cancel', orders }, async (client) => [
      await client.batchCancel(orders, this.#options),
    ]);
  }

  #timer(): boolean {
    const timeout = this.#offers.one([0, 3600])!;
    return this.#call({ method: 'cancel_all_orders_after', timeout }, async (client) => [
      await client.cancelAllOrdersAfter(timeout, this.#options),
    ]);
  }

  get #options(): { readonly timeoutMs?: number | undefined } {
    return { timeoutMs: this.#offers.one([undefined, 1500, 4000]) };
  }

  #isConcerned({ orderId, clOrdId }: OrderIds): boolean {
    return this.#fates.isConcerned({ orderId, clOrdId });
  }

  #call(request: TradingRequest, calling: Calling): boolean {
    const { clock, client } = this.#world;
    if (this.#fates.isOpen(request)) return false;
    const { orders, state } = this.#shown;
    const asked = this.#fates.ask(request, clock.now(), { open: [...orders.keys()], live: state === 'live' });
    calling(client).then(
      (outcomes) => {
        this.#fates.told(asked, outcomes);
        outcomes.forEach((outcome, part) => {
          if (outcome.status !== 'unknown') return;
          void outcome.settled.then((settlement) => this.#fates.settled(asked, part, settlement));
        });
      },
      (error: unknown) => this.#fates.threw(asked, error),
    );
    return true;
  }
}
