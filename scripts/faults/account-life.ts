/**
 * What goes on in an account while things go wrong, without the client's doing: orders are placed, amended, canceled and
 * filled on the exchange itself. Knows no client.
 */
import type { AddOrderRequest, ExecutionReport, TradingRequest } from '@kraken-stream/core';
import type { Account, Exchange } from '@kraken-stream/simulator';
import { type Offer, Offers } from './offers.js';

/** No more orders are open than this. */
const MOST_OPEN = 8;

export class AccountLife {
  readonly #exchange: () => Exchange;
  readonly #account: Account;
  readonly #symbols: readonly string[];
  readonly #offers: Offers;

  /** `draw`: from 0 to below 1, evenly. */
  constructor(exchange: () => Exchange, account: Account, symbols: readonly string[], draw: () => number) {
    this.#exchange = exchange;
    this.#account = account;
    this.#symbols = symbols;
    this.#offers = new Offers(exchange, draw);
  }

  /** Does one thing. */
  readonly go = (): void => {
    const open = this.#account.openOrders();
    const order = this.#offers.one(open);
    const chance = this.#offers.from(1, 100);
    if (chance <= 35) this.#trade();
    else if (chance <= 45) this.#deposit();
    else if (order === undefined || (chance <= 75 && open.length < MOST_OPEN)) this.#place();
    else if (chance <= 88) this.#amend(order);
    else if (chance <= 98) this.#ask({ method: 'cancel_order', orderId: [order.orderId] });
    else this.#ask({ method: 'cancel_all' });
  };

  #trade(): void {
    const offer = this.#offers.near(this.#symbol, 0, 1);
    if (offer === undefined) return;
    const { symbol, side, orderQty } = offer;
    this.#ask({ method: 'add_order', orderType: 'market', symbol, side, orderQty });
  }

  #deposit(): void {
    const asset = this.#offers.one(this.#symbol.split('/'))!;
    this.#exchange().broker.deposit(this.#account, asset, String(this.#offers.from(1, 9)));
  }

  #place(): void {
    const offer = this.#offers.near(this.#symbol);
    if (offer !== undefined) this.#ask({ method: 'add_order', ...offer, ...this.#kind(offer) });
  }

  /** What kind of order it is. */
  #kind({ side, limitPrice }: Offer): Pick<AddOrderRequest, 'orderType' | 'timeInForce' | 'clOrdId'> {
    const kinds: readonly Omit<AddOrderRequest, 'method' | 'symbol' | 'side'>[] = [
      { orderType: 'limit', clOrdId: `life-${this.#offers.from(1, 1e9)}` },
      { orderType: 'limit', clOrdId: `life-${this.#offers.from(1, 1e9)}`, postOnly: true },
      { orderType: 'limit', orderUserref: this.#offers.from(1, 1e6) },
      { orderType: 'limit', timeInForce: 'gtd', expireTime: this.#soon },
      { orderType: 'limit', effectiveTime: this.#soon },
      { orderType: 'limit', conditional: { orderType: 'limit', limitPrice } },
      { orderType: 'iceberg', displayQty: this.#offers.quantity(this.#symbol) },
      { orderType: 'stop-loss-limit', triggers: { price: limitPrice } },
      {
        orderType: 'take-profit',
        limitPrice: undefined,
        triggers: { price: side === 'buy' ? '-1' : '1', priceType: 'pct' },
      },
      { orderType: 'trailing-stop', limitPrice: undefined, triggers: { price: '0.05', priceType: 'pct' } },
    ];
    return this.#offers.one(kinds)!;
  }

  #amend({ orderId, symbol = this.#symbol, orderType }: ExecutionReport): void {
    const offer = this.#offers.near(symbol);
    const moved = orderType === 'limit' && this.#offers.from(0, 1) === 1 ? offer?.limitPrice : undefined;
    this.#ask({ method: 'amend_order', orderId, orderQty: this.#offers.more(symbol), limitPrice: moved });
  }

  /** In two or three seconds, on the second. */
  get #soon(): string {
    const ms = Math.ceil(this.#exchange().now / 1000) * 1000 + 2000;
    return `${new Date(ms).toISOString().slice(0, 19)}Z`;
  }

  get #symbol(): string {
    return this.#offers.one(this.#symbols)!;
  }

  /** What the exchange refuses does not happen. */
  #ask(request: TradingRequest): void {
    this.#exchange().broker.handle(this.#account, request);
  }
}
