/** Prints levels, once for each change of them. */
import type { Level, PrintedLevel } from '../engine/level.js';
import type { Scale } from '../engine/scale.js';

export class Printer {
  readonly #scale: Scale;

  constructor(scale: Scale) {
    this.#scale = scale;
  }

  print(level: Level): PrintedLevel {
    if (level.printed !== undefined) return level.printed;
    const qtyDigits = String(level.lots);
    level.printed = {
      price: this.#scale.price(level.ticks),
      qty: this.#scale.qtyFromDigits(qtyDigits),
      priceDigits: this.#scale.priceDigits(level.ticks),
      qtyDigits,
    };
    return level.printed;
  }
}
