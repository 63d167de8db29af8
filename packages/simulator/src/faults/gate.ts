/** Where attempts to connect arrive: they are let in, refused, or kept waiting. Knows nothing of connections. */
import type { ConnectFailure } from '@kraken-stream/core';
import { DEFAULTS } from './fault.js';
import type { Ledger } from './ledger.js';
import type { Maintenance } from './maintenance.js';

/** Is told once what becomes of an attempt: undefined when it is let in, else with what status it is refused. */
export type Answer = (refusal: Refusal | undefined) => void;

export interface Refusal extends ConnectFailure {
  readonly status: number;
}

export function refusal(status: number): Refusal {
  return { message: `the exchange refused the connection: ${status}`, status };
}

/** Runs something when its time has come, in milliseconds since 1970. */
type At = (at: number, run: () => void) => () => void;

interface Waiting {
  readonly answer: Answer;
  readonly cancel: () => void;
}

export class Gate {
  readonly #ledger: Ledger;
  readonly #maintenance: Maintenance;
  readonly #at: At;
  readonly #waiting = new Set<Waiting>();

  constructor(ledger: Ledger, maintenance: Maintenance, at: At) {
    this.#ledger = ledger;
    this.#maintenance = maintenance;
    this.#at = at;
  }

  /** An attempt to connect. Returns how it is given up. */
  knock(answer: Answer): () => void {
    const hang = this.#ledger.take('hang-upgrade', {});
    if (hang === undefined) {
      answer(this.#refusal());
      return () => undefined;
    }
    const cancel = this.#at(hang.until, () => {
      this.#waiting.delete(waiting);
      answer(this.#refusal());
    });
    const waiting: Waiting = { answer, cancel };
    this.#waiting.add(waiting);
    return () => {
      cancel();
      this.#waiting.delete(waiting);
    };
  }

  /** Answers all who wait. */
  release(): void {
    for (const waiting of [...this.#waiting]) {
      waiting.cancel();
      this.#waiting.delete(waiting);
      waiting.answer(this.#refusal());
    }
  }

  #refusal(): Refusal | undefined {
    const refused = this.#ledger.take('refuse-upgrade', {});
    if (refused !== undefined) return refusal(refused.fault.status ?? DEFAULTS.status);
    return this.#maintenance.refuses ? refusal(DEFAULTS.status) : undefined;
  }
}
