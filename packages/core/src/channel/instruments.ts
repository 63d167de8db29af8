/** All that is listed: a snapshot is everything, an update what changed, each entry complete. */
import type { Asset, Pair } from '../protocol/instrument.js';
import { type Channel, type ChannelMessage, IGNORED, type Mood, type Taken } from './channel.js';
import type { Instruments } from './data.js';

/** Keeps what is listed. https://docs.kraken.com/api/docs/websocket-v2/instrument */
export class InstrumentChannel implements Channel {
  #known = false;
  readonly #assets = new Map<string, Asset>();
  readonly #pairs = new Map<string, Pair>();

  take(message: ChannelMessage, { live }: Mood): Taken {
    if (message.type !== 'instrument' || (!message.snapshot && !live)) return IGNORED;
    const { snapshot, assets, pairs } = message;
    if (snapshot) {
      this.#known = true;
      this.#assets.clear();
      this.#pairs.clear();
    }
    for (const asset of assets) this.#assets.set(asset.id, asset);
    for (const pair of pairs) this.#pairs.set(pair.symbol, pair);
    return { verdict: 'told', snapshot, data: { assets, pairs }, seamless: live };
  }

  /** What is listed of one pair. */
  pair(symbol: string): Pair | undefined {
    return this.#pairs.get(symbol);
  }

  latest(): Instruments | undefined {
    return this.#known ? { assets: [...this.#assets.values()], pairs: [...this.#pairs.values()] } : undefined;
  }
}
