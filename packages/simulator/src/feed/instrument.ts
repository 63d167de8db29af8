/**
 * The `instrument` channel, and with it the one list of what is traded: assets and pairs as they are at this moment.
 * Knows nothing of markets and connections. https://docs.kraken.com/api/docs/websocket-v2/instrument
 */
import { type Asset, type InstrumentMessage, type Pair, UsageError } from '@kraken-stream/core';
import { Frame } from '../frame.js';
import { Audience, type Feed, type FrameListener } from './feed.js';

export interface InstrumentOptions {
  /** Whether tokenised equities are listed too. */
  readonly tokenized: boolean;
}

/** What can change of a pair while it is traded: all but its name and how its prices and quantities are written. */
export type PairChanges = Partial<
  Omit<
    Pair,
    | 'symbol'
    | 'base'
    | 'quote'
    | 'pricePrecision'
    | 'priceIncrement'
    | 'tickSize'
    | 'qtyPrecision'
    | 'qtyIncrement'
    | 'wsDisplayPricePrecision'
  >
>;
/** What can change of an asset. */
export type AssetChanges = Partial<Omit<Asset, 'id'>>;

export class InstrumentFeed implements Feed<InstrumentOptions> {
  readonly #assets: Map<string, Asset>;
  readonly #pairs: Map<string, Pair>;
  readonly #audience = new Audience<boolean>();

  constructor(assets: readonly Asset[], pairs: readonly Pair[]) {
    this.#assets = new Map(assets.map((asset) => [asset.id, asset]));
    this.#pairs = new Map(pairs.map((pair) => [pair.symbol, pair]));
  }

  /** Tokenised ones among them. */
  get assets(): Asset[] {
    return [...this.#assets.values()];
  }

  get pairs(): Pair[] {
    return [...this.#pairs.values()];
  }

  snapshot(options: InstrumentOptions): InstrumentMessage {
    return this.#message(true, options, this.assets, this.pairs);
  }

  listen({ tokenized }: InstrumentOptions, listener: FrameListener): () => void {
    return this.#audience.join(tokenized, listener);
  }

  /** Throws `UsageError` for a symbol that is not listed. */
  updatePair(symbol: string, changes: PairChanges): void {
    const pair = { ...listed(this.#pairs, symbol, 'symbol'), ...changes };
    this.#pairs.set(symbol, pair);
    this.#tell([], [pair]);
  }

  /** Throws `UsageError` for an asset that is not listed. */
  updateAsset(id: string, changes: AssetChanges): void {
    const asset = { ...listed(this.#assets, id, 'id'), ...changes };
    this.#assets.set(id, asset);
    this.#tell([asset], []);
  }

  #tell(assets: readonly Asset[], pairs: readonly Pair[]): void {
    for (const tokenized of this.#audience.choices) {
      const message = this.#message(false, { tokenized }, assets, pairs);
      if (message.assets.length + message.pairs.length > 0) this.#audience.tell(tokenized, new Frame(message));
    }
  }

  #message(
    snapshot: boolean,
    { tokenized }: InstrumentOptions,
    assets: readonly Asset[],
    pairs: readonly Pair[],
  ): InstrumentMessage {
    if (tokenized) return { type: 'instrument', snapshot, assets, pairs };
    return {
      type: 'instrument',
      snapshot,
      assets: assets.filter((asset) => !isTokenized(asset)),
      pairs: pairs.filter(({ base }) => !isTokenized(this.#assets.get(base))),
    };
  }
}

/** Only tokenised equities have a multiplier. */
function isTokenized(asset: Asset | undefined): boolean {
  return asset?.multiplier !== undefined;
}

function listed<Entry>(entries: ReadonlyMap<string, Entry>, name: string, field: string): Entry {
  const entry = entries.get(name);
  if (entry !== undefined) return entry;
  throw new UsageError(field, `expected one of ${[...entries.keys()].join(', ')}, received ${name}`);
}
