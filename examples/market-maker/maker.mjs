/**
 * A market maker: one order on each side of a book, moved after the market, with a dead man's switch behind it. It acts on
 * nothing that it does not know: while the book is not proven, its orders are not certain, or a request's fate is unknown,
 * it waits.
 */

/** Starts one on `kraken`. Returns what it knows, and how to stop it. */
export function startMaker(kraken, { symbol, qty, distance, tolerance, everyMs = 1000, clock }) {
  const book = kraken.book(symbol, { depth: 10 });
  const orders = kraken.subscribeOpenOrders();
  const trades = kraken.subscribeOwnTrades();
  const balances = kraken.subscribeBalances();
  const deadMan = kraken.deadMansSwitch({ seconds: 60 });

  /** Every fill, by its id. */
  const fills = new Map();
  trades.on('data', ({ data }) => {
    for (const trade of data) fills.set(trade.execId, trade);
  });

  /** How often each thing became of a request. */
  const outcomes = {};
  const count = (what) => {
    outcomes[what] = (outcomes[what] ?? 0) + 1;
  };
  /** Client ids of orders that were placed, and of those that are neither open nor have traded. */
  const placed = new Set();
  const absent = new Set();

  /** Waits until it is certain what became of a request. */
  async function certain(promise) {
    let outcome = await promise;
    count(outcome.status);
    if (outcome.status === 'unknown') {
      outcome = await outcome.settled;
      count(`unknown, then ${outcome.status}`);
    }
    return outcome;
  }

  const busy = { buy: false, sell: false };
  async function quote(side) {
    if (busy[side] || book.state !== 'live' || orders.state !== 'live') return;
    const best = side === 'buy' ? book.bids.best : book.asks.best;
    if (best === undefined) return;
    const wish = (Number(best.price) + (side === 'buy' ? -distance : distance)).toFixed(1);
    const order = [...orders.orders.values()].find((each) => each.side === side);
    busy[side] = true;
    try {
      if (order === undefined) {
        const order = { symbol, side, orderType: 'limit', orderQty: qty, limitPrice: wish, postOnly: true };
        const outcome = await certain(kraken.addOrder(order));
        if (outcome.status === 'accepted') placed.add(outcome.clOrdId);
        if (outcome.status === 'absent') absent.add(outcome.clOrdId);
      } else if (Math.abs(Number(order.limitPrice) - Number(wish)) > tolerance) {
        await certain(kraken.amendOrder({ orderId: order.orderId, limitPrice: wish, postOnly: true }));
      }
    } catch (error) {
      // What would be refused is not sent; the next turn sees another market.
      count(error.name);
    } finally {
      busy[side] = false;
    }
  }

  let stopped = false;
  let callOff = () => {};
  const turn = () => {
    if (stopped) return;
    void quote('buy');
    void quote('sell');
    callOff = clock.at(clock.now() + everyMs, turn);
  };
  turn();

  return {
    orders,
    balances,
    fills,
    outcomes,
    placed,
    absent,
    /** Quotes no more and takes its orders back. */
    async stop() {
      stopped = true;
      callOff();
      for (;;) {
        if (!busy.buy && !busy.sell) {
          const { status } = await certain(kraken.cancelAll());
          if (status === 'accepted') break;
        }
        await new Promise((resolve) => clock.at(clock.now() + everyMs, resolve));
      }
      await deadMan.disarm();
    },
  };
}
