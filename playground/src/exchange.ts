/**
 * The exchange of this page: it can be connected to, broken and traded on. Where it runs is its own affair; what is
 * asked of it is answered later. Knows nothing of clients.
 */
import type { ClientOptions } from '@kraken-stream/client';
import { CATALOGUE, demoAccount, type Fault, type PendingFault, Simulator } from '@kraken-stream/simulator';

/** As over a network: an answer takes a while, and the real exchange's snapshots come 50 ms and more behind it. */
const DELAYS = { ackDelayMs: 40, snapshotDelayMs: 160 };
/** As many as the deepest book shows. */
const LEVELS = 1000;

export class LocalExchange {
  readonly connect: NonNullable<ClientOptions['connect']>;
  readonly fetch: NonNullable<ClientOptions['fetch']>;
  readonly #simulator: Simulator;

  /** `rate`: market events a second in each book. */
  constructor(rate: number) {
    const { assets } = new Simulator({ symbols: CATALOGUE.map(({ pair }) => pair.symbol) }).exchange;
    this.#simulator = new Simulator({ rate, levels: LEVELS, ...DELAYS, accounts: [demoAccount(assets)] });
    this.connect = this.#simulator.connect;
    this.fetch = this.#simulator.fetch;
  }

  /** Makes something go wrong. */
  inject(fault: Fault): void {
    this.#simulator.faults.inject(fault);
  }

  /** Everything goes right again. */
  mend(): void {
    this.#simulator.faults.clear();
  }

  /** What is broken, as far as it is known here. */
  get pending(): readonly PendingFault[] {
    return this.#simulator.faults.pending;
  }

  /** A token for the account `demo`. */
  async token(): Promise<string> {
    return this.#simulator.issueToken('demo');
  }

  close(): Promise<void> {
    return this.#simulator.close();
  }
}
