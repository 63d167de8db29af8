/**
 * The latest bars of one length in which there were trades, oldest first, made of minutes. The running minute is only
 * looked at when someone asks, so that a trade costs the same however many lengths there are.
 */
import { Bar } from './bar.js';

export class Bars {
  /** The latest, and perhaps some that are too old already. */
  #list: Bar[] = [];
  readonly #length: number;
  readonly #kept: number;

  /** `length` in microseconds, a multiple of a minute; `kept`: how many are remembered. */
  constructor(length: number, kept: number) {
    this.#length = length;
    this.#kept = kept;
  }

  /** Adds a minute that is over. */
  add(minute: Bar): void {
    if (this.#list.length >= 2 * this.#kept) this.#list = this.#list.slice(-this.#kept);
    const last = this.#list[this.#list.length - 1];
    if (last !== undefined && minute.begin < last.end) last.merge(minute);
    else this.#list.push(this.#from([minute]));
  }

  /** What is remembered; the running minute is in the last bar. */
  including(minute: Bar | undefined): Bar[] {
    const bars = this.#list.slice(-this.#kept);
    if (minute === undefined) return bars;
    const last = bars[bars.length - 1];
    if (last !== undefined && minute.begin < last.end) bars[bars.length - 1] = this.#from([last, minute]);
    else bars.push(this.#from([minute]));
    return bars.slice(-this.#kept);
  }

  /** One bar of these, the first of which is not empty. */
  #from(parts: readonly [Bar, ...Bar[]]): Bar {
    const bar = new Bar(parts[0].begin, this.#length, parts[0].open);
    for (const part of parts) bar.merge(part);
    return bar;
  }
}
