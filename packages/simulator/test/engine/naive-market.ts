/** The simplest market that can be right: all orders in one array, sorted anew for each fill. */
import type { Amendment, NewOrder, SelfTradePrevention, Side } from '../../src/engine/order.js';

export interface NaiveOrder {
  id: number;
  owner: number;
  side: Side;
  ticks: number;
  lots: bigint;
  shown: bigint;
  display: bigint | undefined;
  stp: SelfTradePrevention;
  at: number;
  /** When it took its place: counts up. */
  turn: number;
}

export interface NaiveFill {
  readonly tradeId: number;
  readonly maker: number;
  readonly ticks: number;
  readonly lots: bigint;
}

export interface NaivePlaced {
  readonly id?: number;
  readonly fills: readonly NaiveFill[];
  readonly refused?: 'post-only' | 'fok';
  readonly prevented?: boolean;
  /** What it did not trade. */
  readonly left?: bigint;
}

export class NaiveMarket {
  resting: NaiveOrder[] = [];
  told: string[] = [];
  #orderId = 0;
  #tradeId = 0;
  #turn = 0;

  place(request: NewOrder): NaivePlaced {
    const { owner, side, ticks, lots, display, at } = request;
    const order: NaiveOrder = {
      id: this.#orderId + 1,
      owner,
      side,
      ticks: ticks ?? (side === 'buy' ? Infinity : -Infinity),
      lots,
      shown: 0n,
      display,
      stp: request.stp ?? 'newest',
      at,
      turn: 0,
    };
    if (request.postOnly && this.#crosses(order)) return { fills: [], refused: 'post-only' };
    if (request.fok) {
      const sum = this.#copy()
        .#match({ ...order })
        .fills.reduce((all, fill) => all + fill.lots, 0n);
      if (sum < lots) return { fills: [], refused: 'fok' };
    }
    this.#orderId++;
    return this.#enter(order, ticks !== undefined && !request.ioc);
  }

  reduce(id: number, by: bigint): void {
    const order = this.find(id);
    if (order === undefined || by <= 0n) return;
    order.lots -= by;
    if (order.lots < order.shown) order.shown = order.lots;
    if (order.lots <= 0n) this.#drop(order);
  }

  amend(id: number, amendment: Amendment): NaivePlaced {
    const order = this.find(id);
    if (order === undefined) return { fills: [] };
    const { ticks, lots } = order;
    const changed = {
      ...order,
      ticks: amendment.ticks ?? ticks,
      lots: amendment.lots ?? lots,
      display: amendment.display ?? order.display,
    };
    if (changed.ticks !== ticks) {
      if (amendment.postOnly && this.#crosses(changed)) return { fills: [], refused: 'post-only' };
      this.#drop(order);
      return this.#enter({ ...changed, at: amendment.at }, true);
    }
    Object.assign(order, changed);
    if (changed.lots > lots) this.#queue(order, amendment.at);
    if (order.shown > order.lots) order.shown = order.lots;
    return { id, fills: [], left: order.lots };
  }

  /** What an order like this would trade at once. */
  fills(request: NewOrder): readonly NaiveFill[] {
    return this.#copy().place({ ...request, ioc: true }).fills;
  }

  find(id: number): NaiveOrder | undefined {
    return this.resting.find((each) => each.id === id);
  }

  /** The orders of one side in the order in which they are served. */
  served(side: Side): NaiveOrder[] {
    const sign = side === 'buy' ? -1 : 1;
    return this.resting
      .filter((each) => each.side === side)
      .sort((a, b) => sign * (a.ticks - b.ticks) || a.turn - b.turn);
  }

  #copy(): NaiveMarket {
    const copy = new NaiveMarket();
    copy.resting = this.resting.map((each) => ({ ...each }));
    copy.#turn = this.#turn;
    return copy;
  }

  #meets({ side, ticks }: NaiveOrder): NaiveOrder | undefined {
    const [first] = this.served(side === 'buy' ? 'sell' : 'buy');
    if (first === undefined) return undefined;
    return (side === 'buy' ? first.ticks <= ticks : first.ticks >= ticks) ? first : undefined;
  }

  #crosses(order: NaiveOrder): boolean {
    return this.#meets(order) !== undefined;
  }

  #enter(order: NaiveOrder, rests: boolean): NaivePlaced {
    const { fills, prevented } = this.#match(order);
    if (order.lots > 0n && rests && !prevented) {
      this.resting.push(order);
      this.#queue(order, order.at);
    }
    return { id: order.id, fills, left: order.lots, ...(prevented && { prevented }) };
  }

  #match(order: NaiveOrder): { fills: NaiveFill[]; prevented: boolean } {
    const fills: NaiveFill[] = [];
    for (;;) {
      const maker = this.#meets(order);
      if (maker === undefined || order.lots === 0n) return { fills, prevented: false };
      if (order.owner > 0 && maker.owner === order.owner) {
        if (order.stp !== 'newest') {
          this.#drop(maker);
          this.told.push(`prevented ${maker.id}, left ${maker.lots}`);
        }
        if (order.stp !== 'oldest') return { fills, prevented: true };
        continue;
      }
      const lots = maker.shown < order.lots ? maker.shown : order.lots;
      order.lots -= lots;
      maker.lots -= lots;
      maker.shown -= lots;
      fills.push({ tradeId: ++this.#tradeId, maker: maker.id, ticks: maker.ticks, lots });
      if (maker.owner > 0) {
        this.told.push(`filled ${maker.id} by ${order.owner} ${lots}@${maker.ticks}, left ${maker.lots}`);
      }
      if (maker.lots === 0n) this.#drop(maker);
      else if (maker.shown === 0n) {
        this.#queue(maker, order.at);
        if (maker.owner > 0) this.told.push(`refilled ${maker.id} shows ${maker.shown} since ${order.at}`);
      }
    }
  }

  #queue(order: NaiveOrder, at: number): void {
    order.turn = ++this.#turn;
    order.at = at;
    order.shown = order.display !== undefined && order.display < order.lots ? order.display : order.lots;
  }

  #drop(order: NaiveOrder): void {
    this.resting = this.resting.filter((each) => each !== order);
  }
}
