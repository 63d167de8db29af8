/** The exchange in maintenance, and its way back. Knows nothing of what the modes mean for markets. */
import type { SystemMode } from '@kraken-stream/core';
import { DEFAULTS, type MaintenanceFault } from './fault.js';

/** What maintenance needs of the exchange. */
export interface MaintenanceHost {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs something when its time has come, in milliseconds since 1970. Returns how to call it off. */
  at(at: number, run: () => void): () => void;
  /** Changes the mode, and tells every connection. */
  setMode(mode: SystemMode): void;
}

export class Maintenance {
  readonly #host: MaintenanceHost;
  #fault: MaintenanceFault | undefined;
  #until = -Infinity;
  #cancel: (() => void) | undefined;

  constructor(host: MaintenanceHost) {
    this.#host = host;
  }

  /** What is left of it; on the way back no milliseconds are. */
  get pending(): MaintenanceFault | undefined {
    return this.#fault && { ...this.#fault, ms: Math.max(0, this.#until - this.#host.now()) };
  }

  /** Whether attempts to connect are refused. */
  get refuses(): boolean {
    return this.#fault?.refuseUpgrades === true && this.#until > this.#host.now();
  }

  /** Begins, or begins again. */
  start(fault: MaintenanceFault): void {
    this.#cancel?.();
    this.#fault = fault;
    this.#until = this.#host.now() + fault.ms;
    this.#host.setMode('maintenance');
    const stepMs = fault.stepMs ?? DEFAULTS.stepMs;
    this.#then(this.#until, 'cancel_only', () => {
      this.#then(this.#until + stepMs, 'post_only', () => {
        this.#then(this.#until + 2 * stepMs, 'online', () => {
          this.#fault = undefined;
        });
      });
    });
  }

  /** Back online at once. */
  stop(): void {
    if (this.#fault === undefined) return;
    this.#cancel?.();
    this.#fault = undefined;
    this.#host.setMode('online');
  }

  #then(at: number, mode: SystemMode, run: () => void): void {
    this.#cancel = this.#host.at(at, () => {
      this.#host.setMode(mode);
      run();
    });
  }
}
