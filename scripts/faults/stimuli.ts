/**
 * What goes on while things go wrong: instruments change, the exchange changes its mode, accounts trade. Knows no client.
 */
import { AccountLife } from './account-life.js';
import type { Column } from './channels.js';
import type { World } from './world.js';

const INSTRUMENT_MS = 700;
const MODE_MS = 2_300;
/** How long a mode lasts that is not `online`. */
const PAUSE_MS = 300;
const ACCOUNT_MS = 170;

/** Columns whose account trades without the client's doing. */
const LIVELY: readonly Column[] = ['executions', 'open orders', 'own trades', 'balances'];

export class Stimuli {
  readonly #world: World;
  readonly #draw: () => number;
  #stopped = false;
  #fidgeting = true;
  #changes = 0;

  /** `draw`: from 0 to below 1, evenly. */
  constructor(world: World, draw: () => number) {
    this.#world = world;
    this.#draw = draw;
  }

  /** What a channel needs that has nothing to tell of its own. */
  start(column: Column): void {
    if (column === 'instrument') this.keepOn(INSTRUMENT_MS, this.#changeOne);
    if (column === 'status') this.keepOn(MODE_MS, this.#pause);
    if (!LIVELY.includes(column)) return;
    const { account, symbols } = this.#world;
    this.keepOn(ACCOUNT_MS, new AccountLife(() => this.#world.exchange, account, symbols, this.#draw).go);
  }

  /** Does something so often, until all stops. */
  keepOn(ms: number, act: () => void): void {
    this.#repeat(ms, () => !this.#stopped, act);
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
