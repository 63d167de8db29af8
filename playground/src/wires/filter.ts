/** Which frames are shown. Each is looked at once for as long as the filter stays the same. */
import type { WireFrame } from './frame.js';

export interface Wish {
  /** Anywhere in the frame, whatever the case of its letters. */
  readonly text: string;
  /** Either, when empty. */
  readonly direction: string;
  /** Any, when empty. */
  readonly channel: string;
}

export class Filter {
  #wish: Wish = { text: '', direction: '', channel: '' };
  #known = new WeakMap<WireFrame, boolean>();

  /** Whether it lets everything through. */
  get open(): boolean {
    const { text, direction, channel } = this.#wish;
    return text === '' && direction === '' && channel === '';
  }

  set(wish: Wish): void {
    this.#wish = { ...wish, text: wish.text.trim().toLowerCase() };
    this.#known = new WeakMap();
  }

  of(frames: readonly WireFrame[]): readonly WireFrame[] {
    return this.open ? frames : frames.filter((frame) => this.#lets(frame));
  }

  #lets(frame: WireFrame): boolean {
    let lets = this.#known.get(frame);
    if (lets === undefined) {
      const { text, direction, channel } = this.#wish;
      lets =
        (direction === '' || frame.type === direction) &&
        (channel === '' || frame.about.channel === channel) &&
        (text === '' || frame.text.toLowerCase().includes(text));
      this.#known.set(frame, lets);
    }
    return lets;
  }
}
