/**
 * The parts that every protocol's book scanner shares: a frame to fill, and symbols found in a text without cutting
 * them out of it.
 */
import { Levels } from '../levels/levels.js';
import type { BookFrame } from './codec.js';

/** A frame to scan into, again and again. */
export function createBookFrame(): BookFrame {
  return {
    snapshot: false,
    depth: 0,
    symbolStart: 0,
    symbolEnd: 0,
    bids: new Levels(),
    asks: new Levels(),
    checksum: 0,
  };
}

interface SymbolEntry<T> {
  readonly hash: number;
  /** The symbol's characters: cheaper to compare with than a string is. */
  readonly codes: Uint16Array;
  readonly value: T;
}

/** Values by symbol, found by a piece of a text: an open hash table, at most half full. */
export class SymbolTable<T> {
  #slots: (SymbolEntry<T> | undefined)[] = [undefined, undefined];
  #size = 0;
  #last: SymbolEntry<T> | undefined;

  set(symbol: string, value: T): void {
    this.delete(symbol);
    const codes = Uint16Array.from({ length: symbol.length }, (_, i) => symbol.charCodeAt(i));
    this.#size++;
    if (2 * this.#size > this.#slots.length) this.#rebuild(this.#entries());
    place(this.#slots, { hash: hashOf(symbol, 0, symbol.length), codes, value });
  }

  delete(symbol: string): void {
    if (this.get(symbol) === undefined) return;
    this.#size--;
    this.#rebuild(this.#entries().filter(({ codes }) => !equals(codes, symbol, 0, symbol.length)));
  }

  get(symbol: string): T | undefined {
    return this.find(symbol, 0, symbol.length);
  }

  /** The value of the symbol that stands in `text` from `start` to `end`. Frames of one symbol come in runs. */
  find(text: string, start: number, end: number): T | undefined {
    const last = this.#last;
    if (last !== undefined && equals(last.codes, text, start, end)) return last.value;
    const slots = this.#slots;
    let slot = hashOf(text, start, end) & (slots.length - 1);
    for (let entry = slots[slot]; entry !== undefined; entry = slots[slot]) {
      if (equals(entry.codes, text, start, end)) {
        this.#last = entry;
        return entry.value;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return undefined;
  }

  #entries(): SymbolEntry<T>[] {
    return this.#slots.filter((entry) => entry !== undefined);
  }

  #rebuild(entries: readonly SymbolEntry<T>[]): void {
    let capacity = 2;
    while (capacity < 2 * this.#size) capacity *= 2;
    this.#slots = new Array<SymbolEntry<T> | undefined>(capacity).fill(undefined);
    for (const entry of entries) place(this.#slots, entry);
    this.#last = undefined;
  }
}

/** Puts an entry into the first free slot from its own on. */
function place<T>(slots: (SymbolEntry<T> | undefined)[], entry: SymbolEntry<T>): void {
  let slot = entry.hash & (slots.length - 1);
  while (slots[slot] !== undefined) slot = (slot + 1) & (slots.length - 1);
  slots[slot] = entry;
}

function equals(codes: Uint16Array, text: string, start: number, end: number): boolean {
  if (codes.length !== end - start) return false;
  for (let i = 0; i < codes.length; i++) if (codes[i] !== text.charCodeAt(start + i)) return false;
  return true;
}

function hashOf(text: string, start: number, end: number): number {
  let hash = 0;
  for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  // Small enough for an integer that no engine boxes.
  return hash & 0x3fffffff;
}
