/** Prints levels in one notation, once for each change of them. Knows no book. */
import type { BookLevel } from '@kraken-stream/core';
import type { Level, PrintedLevel } from '../engine/level.js';
import type { Scale } from '../engine/scale.js';
import { timestamp } from '../timestamp.js';

/** What a level puts into a checksum: one after the other. Joined they would be read slower. */
type Digits = Pick<PrintedLevel, 'priceDigits' | 'qtyDigits'>;

export interface Printer {
  print(level: Level): BookLevel & Digits;
  /** The same of a level that comes into view behind one that was removed, without having changed. */
  again(level: Level): BookLevel;
}

/** As v2 has them. */
export class PlainPrinter implements Printer {
  readonly #scale: Scale;

  constructor(scale: Scale) {
    this.#scale = scale;
  }

  print(level: Level): PrintedLevel {
    if (level.printed !== undefined) return level.printed;
    const qtyDigits = this.#scale.qtyDigits(level.lots);
    level.printed = {
      price: this.#scale.price(level.ticks),
      qty: this.#scale.qtyFromDigits(qtyDigits),
      priceDigits: this.#scale.priceDigits(level.ticks),
      qtyDigits,
      dated: undefined,
    };
    return level.printed;
  }

  again(level: Level): PrintedLevel {
    return this.print(level);
  }
}

/** As v1 has them: each with the time of its last change. */
export class DatedPrinter implements Printer {
  readonly #plain: PlainPrinter;
  readonly #scale: Scale;

  /** `plain` prints the same levels as v2 has them. */
  constructor(plain: PlainPrinter, scale: Scale) {
    this.#plain = plain;
    this.#scale = scale;
  }

  print(level: Level): BookLevel & Digits {
    // Forgotten together with the plain form.
    const plain = this.#plain.print(level);
    if (plain.dated !== undefined) return plain.dated;
    const qtyDigits = this.#scale.qtyDigits(level.lots);
    plain.dated = {
      price: this.#scale.price(level.ticks),
      qty: this.#scale.qtyFromDigits(qtyDigits),
      timestamp: timestamp(level.changedAt),
      priceDigits: this.#scale.priceDigits(level.ticks),
      qtyDigits,
    };
    return plain.dated;
  }

  again(level: Level): BookLevel {
    return { ...this.print(level), republished: true };
  }
}
