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
  /** The symbol's characters: cheaper to compare with than a string is. */
  readonly codes: Uint16Array;
  readonly value: T;
}

/** Values by symbol, found by a piece of a text. */
export class SymbolTable<T> {
  /** By the hash of the symbol, which seldom two have. */
  readonly #entries = new Map<number, readonly SymbolEntry<T>[]>();
  #last: SymbolEntry<T> | undefined;

  set(symbol: string, value: T): void {
    this.delete(symbol);
    const codes = Uint16Array.from({ length: symbol.length }, (_, i) => symbol.charCodeAt(i));
    const hash = hashOf(symbol, 0, symbol.length);
    this.#entries.set(hash, [...(this.#entries.get(hash) ?? []), { codes, value }]);
  }

  delete(symbol: string): void {
    this.#last = undefined;
    const hash = hashOf(symbol, 0, symbol.length);
    const others = this.#entries.get(hash)?.filter(({ codes }) => !equals(codes, symbol, 0, symbol.length)) ?? [];
    if (others.length > 0) this.#entries.set(hash, others);
    else this.#entries.delete(hash);
  }

  get(symbol: string): T | undefined {
    return this.find(symbol, 0, symbol.length);
  }

  /** The value of the symbol that stands in `text` from `start` to `end`. Frames of one symbol come in runs. */
  find(text: string, start: number, end: number): T | undefined {
    const last = this.#last;
    if (last !== undefined && equals(last.codes, text, start, end)) return last.value;
    const entries = this.#entries.get(hashOf(text, start, end)) ?? [];
    for (let i = 0; i < entries.length; i++) {
      const entry = entries[i]!;
      if (!equals(entry.codes, text, start, end)) continue;
      this.#last = entry;
      return entry.value;
    }
    return undefined;
  }
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
