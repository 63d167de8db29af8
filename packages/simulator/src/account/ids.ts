/** The names that the exchange gives to orders, fills, ledger entries and amendments. The same seed and beginning, the same names. */
import type { Random } from '../random.js';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Whose name begins with which letter. */
const INITIALS = { order: 'O', fill: 'T', ledger: 'L', amendment: 'T', deposit: 'Q' } as const;

export class Ids {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Eighty random bits: the same does not come twice. */
  next(of: keyof typeof INITIALS): string {
    return `${INITIALS[of]}${this.#letters(5)}-${this.#letters(5)}-${this.#letters(6)}`;
  }

  /** Microseconds that pass between two reports. */
  pause(): number {
    return 1 + this.#random.int(12);
  }

  #letters(count: number): string {
    let bits = this.#random.uint32();
    let text = '';
    for (; count > 0; count--) {
      text += LETTERS[bits & 31];
      bits >>>= 5;
    }
    return text;
  }
}
