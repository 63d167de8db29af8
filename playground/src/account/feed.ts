/** What one client tells of its account, kept as it stands. Knows nothing of what is drawn. */
import {
  type AccountBalances,
  type Gap,
  type KrakenClient,
  type OpenOrders,
  type OwnTrade,
  type Pair,
  type RequestError,
  type TopicState,
  UsageError,
} from '@kraken-stream/client';

/** Fills that are shown. */
const MOST_FILLS = 100;

/** How true something is that is shown: the state of its subscription, and the last thing that was not seen. */
export interface Standing {
  readonly state: TopicState;
  /** Why there is nothing, in words. */
  readonly refusal: string;
  readonly gap: { readonly at: number; readonly text: string } | undefined;
}

/** Of whatever is subscribed to, what tells how true it is. */
interface Watched {
  readonly state: TopicState;
  on(event: 'data' | 'state', listener: () => void): unknown;
  on(event: 'gap', listener: (gap: Gap) => void): unknown;
  on(event: 'refused', listener: (refused: { readonly error: RequestError }) => void): unknown;
}

export class AccountFeed {
  readonly client: KrakenClient;
  readonly orders: OpenOrders;
  /** Undefined where the protocol tells none: `balancesRefusal` says so. */
  readonly balances: AccountBalances | undefined;
  readonly balancesRefusal: string;
  /** Oldest first. */
  fills: readonly OwnTrade[] = [];
  /** Grows with everything that is told. */
  version = 0;
  readonly #fills: ReturnType<KrakenClient['subscribeOwnTrades']>;
  readonly #standings = new Map<object, Standing>();
  readonly #pairs = new Map<string, Pair>();
  readonly #listings = new Set<boolean>();

  constructor(client: KrakenClient) {
    this.client = client;
    this.orders = client.subscribeOpenOrders();
    this.#watch(this.orders);
    this.#fills = client.subscribeOwnTrades();
    this.#fills.on('data', ({ type, data }) => {
      this.fills = [...(type === 'snapshot' ? [] : this.fills), ...data].slice(-MOST_FILLS);
    });
    this.#watch(this.#fills);
    const balances = balancesOf(client);
    this.balances = typeof balances === 'string' ? undefined : balances;
    this.balancesRefusal = typeof balances === 'string' ? balances : '';
    if (this.balances !== undefined) this.#watch(this.balances);
  }

  get ordersStanding(): Standing {
    return this.#standingOf(this.orders);
  }

  get fillsStanding(): Standing {
    return this.#standingOf(this.#fills);
  }

  get balancesStanding(): Standing {
    if (this.balances !== undefined) return this.#standingOf(this.balances);
    return { state: 'closed', refusal: this.balancesRefusal, gap: undefined };
  }

  /** The rules of a pair, once they are told. */
  pair(symbol: string): Pair | undefined {
    // Tokenised equities, named after the share, are listed where they are asked for.
    const includeTokenizedAssets = /[a-z]\//.test(symbol);
    if (!this.#listings.has(includeTokenizedAssets)) {
      this.#listings.add(includeTokenizedAssets);
      const listing = this.client.subscribeInstruments({ includeTokenizedAssets });
      listing.on('data', ({ data }) => {
        for (const pair of data.pairs) this.#pairs.set(pair.symbol, pair);
        this.version++;
      });
    }
    return this.#pairs.get(symbol);
  }

  #standingOf(subscription: { readonly state: TopicState }): Standing {
    const { refusal = '', gap } = this.#standings.get(subscription) ?? {};
    return { state: subscription.state, refusal, gap };
  }

  #watch(subscription: Watched): void {
    const tell = (change: Partial<Standing>): void => {
      this.#standings.set(subscription, { ...this.#standingOf(subscription), ...change });
      this.version++;
    };
    subscription.on('data', () => tell({ refusal: '' }));
    subscription.on('state', () => tell({}));
    subscription.on('refused', ({ error }) => tell({ refusal: error.reason }));
    subscription.on('gap', ({ reason, from, to }) => {
      tell({ gap: { at: to, text: `${Math.max(0, to - from)} ms were not seen: ${reason}` } });
    });
  }
}

/** The balances, or why there are none. */
function balancesOf(client: KrakenClient): AccountBalances | string {
  try {
    return client.subscribeBalances();
  } catch (error) {
    if (error instanceof UsageError) return error.message.replace(/^\w+: /, '');
    throw error;
  }
}
