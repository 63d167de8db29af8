/**
 * A market maker: one order on each side of a book, moved after the market, with a dead man's switch behind it. It acts on
 * nothing that it does not know: while the book is not proven, its orders and balances are not certain, a request's fate is
 * unknown, or the switch is not armed, it waits. It touches no order but its own, which it knows by their client ids, also
 * those of an earlier run; but the switch, when it goes off, cancels all orders of the account.
 */

/**
 * Starts one on `kraken`. Returns what it knows, and how to stop it.
 *
 * - `name`: how its client ids begin, up to 6 characters that no other program on the account uses.
 * - `qty`: of each order, in base currency.
 * - `base`: the asset that is traded; its balance is kept between `least` and `most`.
 * - `distance`: of its prices from the best ones; an order is moved when it is off by more than `tolerance`.
 * - `decimals`: of the pair's prices (`priceIncrement` of the instrument).
 * - `log`: told in words what goes wrong.
 */
export function startMaker(kraken, options) {
  const { name, symbol, base, qty, least, most, distance, tolerance, decimals, everyMs = 1000, clock, log } = options;
  const book = kraken.book(symbol, { depth: 10 });
  const orders = kraken.subscribeOpenOrders();
  const trades = kraken.subscribeOwnTrades();
  const balances = kraken.subscribeBalances();
  const deadMan = kraken.deadMansSwitch({ seconds: 60 });
  deadMan.on('failed', ({ outcome }) => log(`the dead man's switch was not armed: ${outcome.status}`));

  const isMine = ({ clOrdId }) => clOrdId?.startsWith(`${name}-`) === true;
  const mine = () => [...orders.orders.values()].filter((order) => order.symbol === symbol && isMine(order));

  /** Every fill, by its id. */
  const fills = new Map();
  trades.on('data', ({ data }) => {
    for (const trade of data) if (isMine(trade)) fills.set(trade.execId, trade);
  });

  /** How often each thing became of a request. */
  const outcomes = {};
  const count = (what) => {
    outcomes[what] = (outcomes[what] ?? 0) + 1;
  };
  /** Client ids of orders that were placed, and of those that are neither open nor have traded. */
  const placed = new Set();
  const absent = new Set();

  /** Waits until it is certain what became of a request; nothing is asked twice. */
  async function certain(outcome) {
    count(outcome.status);
    if (outcome.status === 'rejected') log(outcome.error.message);
    if (outcome.status !== 'unknown') return outcome;
    const settlement = await outcome.settled;
    count(`unknown, then ${settlement.status}`);
    return settlement;
  }

  /** At most 18 characters, and never the same again. */
  let last = 0;
  const nextId = () => {
    last = Math.max(last + 1, Math.trunc(clock.now()));
    return `${name}-${last.toString(36)}`;
  };

  const isCertain = () =>
    [book, orders, balances].every(({ state }) => state === 'live') && (deadMan.armedUntil ?? 0) > clock.now();

  async function quote(side) {
    const best = side === 'buy' ? book.bids.best : book.asks.best;
    if (best === undefined) return;
    const order = mine().find((each) => each.side === side);
    // Comparing may go through a double, what is sent is text.
    const held = Number(balances.balances.get(base)?.balance ?? 0);
    const isFull = side === 'buy' ? held + Number(qty) > most : held - Number(qty) < least;
    const limitPrice = (Number(best.price) + (side === 'buy' ? -distance : distance)).toFixed(decimals);
    if (isFull) {
      if (order !== undefined) await certain(await kraken.cancelOrder(order.orderId));
    } else if (order === undefined) {
      const terms = { symbol, side, orderType: 'limit', orderQty: qty, limitPrice, postOnly: true, clOrdId: nextId() };
      const { status } = await certain(await kraken.addOrder(terms));
      if (status === 'accepted') placed.add(terms.clOrdId);
      if (status === 'absent') absent.add(terms.clOrdId);
    } else if (Math.abs(Number(order.limitPrice) - Number(limitPrice)) > tolerance) {
      await certain(await kraken.amendOrder({ orderId: order.orderId, limitPrice, postOnly: true }));
    }
  }

  const busy = { buy: false, sell: false };
  async function take(side) {
    if (busy[side] || !isCertain()) return;
    busy[side] = true;
    // What was refused before it was sent is no harm; the next turn sees another market.
    await quote(side).catch((error) => {
      count(error.name);
      log(error.message);
    });
    busy[side] = false;
  }

  let stopped = false;
  let callOff = () => {};
  const turn = () => {
    if (stopped) return;
    void take('buy');
    void take('sell');
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
    /** Quotes no more and takes its orders back. Resolves when none is open: where that cannot be, the switch does it. */
    async stop() {
      stopped = true;
      callOff();
      for (;;) {
        const isIdle = !busy.buy && !busy.sell && orders.state === 'live';
        if (isIdle && mine().length === 0) break;
        if (isIdle) {
          const canceled = await kraken.cancelOrder(mine().map(({ orderId }) => orderId));
          await Promise.all(canceled.map(certain));
        }
        await new Promise((resolve) => clock.at(clock.now() + everyMs, resolve));
      }
      await deadMan.disarm();
    },
  };
}
