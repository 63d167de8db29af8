/**
 * What a subscriber of one depth sees of one side while a frame is made. Knows nothing of messages.
 *
 * A subscriber cuts its book once a frame. Within a frame it therefore holds the best `size` levels of the true side,
 * where `size` grows with each level that comes into view and shrinks with each that goes. Whatever happens within
 * that window is told; a level that moves up into a window smaller than the depth is told right after the removal that
 * let it in.
 */
import type { BookLevel } from '@kraken-stream/core';
import type { Level } from '../engine/level.js';
import type { BookSide } from '../engine/side.js';
import type { Printer } from './printer.js';

/** Whoever is handed an array keeps it: nothing may be added to it later. */
const NONE: readonly BookLevel[] = [];

export class Window {
  readonly #side: BookSide;
  readonly #depth: number;
  readonly #printer: Printer;
  #size = 0;
  #entries: BookLevel[] = [];

  constructor(side: BookSide, depth: number, printer: Printer) {
    this.#side = side;
    this.#depth = depth;
    this.#printer = printer;
    this.take();
  }

  /** Whether nothing has been told since the last frame. */
  get empty(): boolean {
    return this.#entries.length === 0;
  }

  inserted(rank: number, level: Level): void {
    if (rank >= this.#size && this.#size >= this.#depth) return;
    this.#entries.push(this.#printer.print(level));
    this.#size++;
  }

  changed(rank: number, level: Level): void {
    if (rank < this.#size) this.#entries.push(this.#printer.print(level));
  }

  removed(rank: number, level: Level): void {
    if (rank >= this.#size) return;
    this.#entries.push(this.#printer.print(level));
    this.#size--;
    if (this.#size >= this.#depth) return;
    const entering = this.#side.at(this.#size);
    if (entering === undefined) return;
    this.#entries.push(this.#printer.again(entering));
    this.#size++;
  }

  /** What has been told since the last frame, in the order in which it happened; the next frame begins. */
  take(): readonly BookLevel[] {
    const entries = this.#entries.length === 0 ? NONE : this.#entries;
    if (entries !== NONE) this.#entries = [];
    this.#size = Math.min(this.#depth, this.#side.length);
    return entries;
  }

  /** The levels in view, best first. */
  levels(): BookLevel[] {
    const levels: BookLevel[] = [];
    for (let rank = 0; rank < this.#depth; rank++) {
      const level = this.#side.at(rank);
      if (level === undefined) break;
      levels.push(this.#printer.print(level));
    }
    return levels;
  }
}
