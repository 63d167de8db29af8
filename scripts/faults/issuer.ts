/** Hands out tokens, late, wrong or not at all where that is what goes wrong. Knows no connection. */
import type { Clock } from '@kraken-stream/core';

export interface TokenTrouble {
  /** So many times in a row there is none. */
  readonly fails?: number | undefined;
  /** So many times in a row it is one that the exchange does not know. */
  readonly wrong?: number | undefined;
  /** So long each takes, in milliseconds. */
  readonly delayMs?: number | undefined;
}

export class Issuer {
  readonly #clock: Clock;
  readonly #make: () => string;
  #trouble: TokenTrouble = {};
  #left = { fails: 0, wrong: 0 };

  constructor(clock: Clock, make: () => string) {
    this.#clock = clock;
    this.#make = make;
  }

  /** Whether all that was to go wrong has. */
  get isDone(): boolean {
    return this.#left.fails + this.#left.wrong === 0;
  }

  trouble(trouble: TokenTrouble): void {
    const { fails = 0, wrong = 0 } = trouble;
    this.#trouble = trouble;
    this.#left = { fails, wrong };
  }

  readonly issue = async (): Promise<string> => {
    const { delayMs = 0 } = this.#trouble;
    if (delayMs > 0) await new Promise<void>((resolve) => this.#clock.at(this.#clock.now() + delayMs, resolve));
    if (this.#left.fails > 0) {
      this.#left.fails--;
      throw new Error('there is no token today');
    }
    if (this.#left.wrong > 0) {
      this.#left.wrong--;
      return 'a token of yesterday';
    }
    return this.#make();
  };
}
