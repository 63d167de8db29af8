/**
 * Whose frames come, where the exchange has one place for several topics: one depth of a book, one trigger of a ticker.
 * A topic that is being left has the place until the exchange has answered, so that its last frames reach no other.
 * Knows no requests and no time.
 */
import type { ClientCodec } from '../protocol/codec.js';
import { SymbolTable } from '../protocol/scanner.js';
import type { BookEntry, Entry } from '../subscription/entry.js';
import { slotKey, symbolOf, type Topic } from '../subscription/topic.js';

export class Slots {
  /** The book topics that have their places, by what frames call their symbols. Found by a piece of a frame's text. */
  readonly books = new SymbolTable<BookEntry>();
  /** The topics of each place, in the order in which they were wanted. */
  readonly #entries = new Map<string, readonly Entry[]>();
  readonly #nameOf: ClientCodec['nameOf'];

  constructor(nameOf: ClientCodec['nameOf']) {
    this.#nameOf = nameOf;
  }

  /** The topic that has a place. */
  holder(slot: string): Entry | undefined {
    const entries = this.#entries.get(slot);
    if (entries === undefined || entries.length === 1) return entries?.[0];
    return entries.find(({ life }) => life === 'leaving') ?? entries[entries.length - 1];
  }

  /** Whether another topic has, or waits for, the place of this one. */
  conflicts(topic: Topic, own: Entry | undefined): boolean {
    return this.#of(topic).some((entry) => entry !== own && entry.life !== 'leaving' && entry.life !== 'refused');
  }

  /** Whether giving one up might be taken for giving up another, which has, or waits for, its place. */
  mistakes(entry: Entry): boolean {
    // Where a symbol names it, no other topic of its place can be meant.
    return symbolOf(entry.topic) === undefined && this.conflicts(entry.topic, entry);
  }

  /** The topics that are being left in the place of this one. */
  leaving(topic: Topic): readonly Entry[] {
    return this.#of(topic).filter(({ life }) => life === 'leaving');
  }

  /** A topic is wanted, or wanted again. */
  put(entry: Entry): void {
    this.#change(entry, [entry]);
  }

  /** A topic has ended. */
  remove(entry: Entry): void {
    this.#change(entry, []);
  }

  #of(topic: Topic): readonly Entry[] {
    return this.#entries.get(slotKey(topic)) ?? [];
  }

  /** Puts a topic behind all others of its place, or nothing. */
  #change(entry: Entry, last: readonly Entry[]): void {
    const { topic } = entry;
    const slot = slotKey(topic);
    const entries = [...this.#of(topic).filter((each) => each !== entry), ...last];
    if (entries.length === 0) this.#entries.delete(slot);
    else this.#entries.set(slot, entries);
    if (topic.channel !== 'book') return;
    const name = this.#nameOf(topic.symbol);
    const holder = this.holder(slot);
    if (holder === undefined) this.books.delete(name);
    else if (isBook(holder) && this.books.get(name) !== holder) this.books.set(name, holder);
  }
}

function isBook(entry: Entry): entry is BookEntry {
  return entry.keeper !== undefined;
}
