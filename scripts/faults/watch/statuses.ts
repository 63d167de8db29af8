/** Watches the exchange's mode: what was told last is the one that it is in at the end. Knows no connection. */
import type { Status, SystemMode } from '@kraken-stream/core';
import { type Before, type Complain, type Demands, Watcher } from './watcher.js';

export interface StatusTold {
  readonly receivedAt: number;
  readonly data: Pick<Status, 'system'>;
}

export class StatusWatcher extends Watcher<StatusTold> {
  readonly #exchange: { readonly mode: SystemMode };
  #last: string | undefined;

  constructor(exchange: { readonly mode: SystemMode }, demands: Demands, complain: Complain) {
    super(demands, complain);
    this.#exchange = exchange;
  }

  protected override judge({ data }: StatusTold, before: Before): void {
    this.mustTellHole(before);
    this.#last = data.system;
  }

  override end(): void {
    const { mode } = this.#exchange;
    if (this.#last !== mode) this.complain(`at the end the exchange is ${mode}, told is ${this.#last}`);
  }
}
