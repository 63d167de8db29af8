/**
 * Where in what happened a subscription has come to, where things have no names of their own: several may be the one that
 * is told. Each is told once, in order. Knows no channel.
 */
import type { Complain } from './watcher.js';

interface Happenings<T> {
  readonly length: number;
  /** Whether this may be the thing at that place. */
  matches(thing: T, place: number): boolean;
}

export class LooseSequel<T> {
  readonly #happened: Happenings<T>;
  readonly #what: string;
  readonly #complain: Complain;
  /** How many things may be told, or left behind in a gap; undefined where that is not known. */
  #next: readonly number[] | undefined;
  #least = 0;

  /** `what` they are called, many of them. */
  constructor(happened: Happenings<T>, what: string, complain: Complain) {
    this.#happened = happened;
    this.#what = what;
    this.#complain = complain;
  }

  /** Nothing lies before this. */
  get least(): number {
    return this.#least;
  }

  /** So many things were told, or left behind in a gap; where there are several numbers, one of them. */
  goOnAt(counts: readonly number[]): void {
    this.#next = counts.filter((count) => count >= this.#least);
    this.#least = Math.min(...this.#next);
  }

  /** What comes next may be anything that was not told before. */
  free(): void {
    this.#next = undefined;
  }

  /** Things are told, in this order. `gap`: what is missing before them was told to be. */
  told(things: readonly T[], gap: boolean): void {
    if (gap) this.free();
    for (const thing of things) {
      const next = this.#next?.filter((place) => this.#happened.matches(thing, place));
      const told = next ?? this.#placesOf(thing, this.#least);
      if (told.length > 0) this.#goOn(told);
      else this.#misplaced(thing, this.#placesOf(thing, 0));
    }
  }

  /** All has arrived. */
  end(): void {
    const { length } = this.#happened;
    if (this.#next?.includes(length) ?? this.#least <= length) return;
    this.#complain(`at the end there were ${length} of ${this.#what}, told are ${this.#least}`);
  }

  #misplaced(thing: T, all: readonly number[]): void {
    const ahead = all.find((place) => place > this.#least);
    if (all.length === 0) this.#complain(`of ${this.#what} this never was: ${JSON.stringify(thing)}`);
    else if (ahead === undefined) this.#complain(`number ${all[0]! + 1} of ${this.#what} is told again`);
    else {
      const missing = ahead - this.#least;
      this.#complain(`${missing} of ${this.#what} are missing before number ${ahead + 1}, without a gap`);
      this.#goOn([ahead]);
    }
  }

  #goOn(told: readonly number[]): void {
    this.#least = told[0]! + 1;
    this.#next = told.map((place) => place + 1);
  }

  #placesOf(thing: T, least: number): number[] {
    const places: number[] = [];
    for (let place = least; place < this.#happened.length; place++) {
      if (this.#happened.matches(thing, place)) places.push(place);
    }
    return places;
  }
}
