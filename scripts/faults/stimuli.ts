/**
 * What goes on while things go wrong: instruments change, the exchange changes its mode. Knows no client.
 */
import type { Column } from './channels.js';
import type { World } from './world.js';

const INSTRUMENT_MS = 700;
const MODE_MS = 2_300;
/** How long a mode lasts that is not `online`. */
const PAUSE_MS = 300;

export class Stimuli {
  readonly #world: World;
  #stopped = false;
  #fidgeting = true;
  #changes = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** What a channel needs that has nothing to tell of its own. */
  start(column: Column): void {
    if (column === 'instrument') this.#repeat(INSTRUMENT_MS, () => !this.#stopped, this.#changeOne);
    if (column === 'status') this.#repeat(MODE_MS, () => !this.#stopped, this.#pause);
  }

  /** Does something so often, until `stopFidgeting`. */
  every(ms: number, act: () => void): void {
    this.#repeat(ms, () => this.#fidgeting, act);
  }

  stopFidgeting(): void {
    this.#fidgeting = false;
  }

  /** Resolves when what had begun has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#fidgeting = false;
    await this.#world.run(PAUSE_MS);
  }

  /** Every pair and every asset changes. */
  renewInstruments(): void {
    const { exchange } = this.#world;
    for (const { symbol } of exchange.pairs) this.#changePair(symbol);
    for (const { id } of exchange.assets) this.#changeAsset(id);
  }

  readonly #changeOne = (): void => {
    const { pairs, assets } = this.#world.exchange;
    const { symbol } = pairs[this.#changes % pairs.length]!;
    if (this.#changes % 3 === 0) this.#changeAsset(assets[this.#changes % assets.length]!.id);
    this.#changePair(symbol);
  };

  readonly #pause = (): void => {
    const { exchange, clock } = this.#world;
    if (exchange.mode !== 'online') return;
    exchange.setMode('post_only');
    clock.at(clock.now() + PAUSE_MS, () => {
      if (this.#world.exchange.mode === 'post_only') this.#world.exchange.setMode('online');
    });
  };

  #changePair(symbol: string): void {
    this.#world.exchange.updatePair(symbol, { positionLimitLong: ++this.#changes });
  }

  #changeAsset(id: string): void {
    this.#world.exchange.updateAsset(id, { precisionDisplay: ++this.#changes });
  }

  #repeat(ms: number, goesOn: () => boolean, act: () => void): void {
    const { clock } = this.#world;
    clock.at(clock.now() + ms, () => {
      if (!goesOn()) return;
      act();
      this.#repeat(ms, goesOn, act);
    });
  }
}
