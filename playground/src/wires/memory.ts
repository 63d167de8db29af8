/** The latest frames, and counts of all. Bounded in frames and in characters. Knows nothing of what is in them. */
import type { WireFrame } from './frame.js';

const MOST_FRAMES = 2000;
const MOST_CHARACTERS = 8_000_000;

export interface Traffic {
  readonly frames: number;
  /** Characters, which are bytes: the exchange writes ASCII. */
  readonly bytes: number;
}

export class Memory {
  #frames: WireFrame[] = [];
  /** Where the latest begin: those before are forgotten, many at a time. */
  #first = 0;
  #characters = 0;
  #received: Traffic = { frames: 0, bytes: 0 };
  #sent: Traffic = { frames: 0, bytes: 0 };

  get received(): Traffic {
    return this.#received;
  }

  get sent(): Traffic {
    return this.#sent;
  }

  /** How many there ever were. */
  get total(): number {
    return this.#received.frames + this.#sent.frames;
  }

  /** Characters kept. */
  get characters(): number {
    return this.#characters;
  }

  /** Those that are kept, oldest first. */
  get latest(): readonly WireFrame[] {
    return this.#frames.slice(this.#first);
  }

  add(frame: WireFrame): void {
    const { length } = frame.text;
    if (frame.type === 'received') this.#received = more(this.#received, length);
    else this.#sent = more(this.#sent, length);
    this.#frames.push(frame);
    this.#characters += length;
    while (this.#frames.length - this.#first > MOST_FRAMES || this.#characters > MOST_CHARACTERS) {
      this.#characters -= this.#frames[this.#first]!.text.length;
      this.#first++;
    }
    if (this.#first > MOST_FRAMES || this.#characters === 0) {
      this.#frames = this.#frames.slice(this.#first);
      this.#first = 0;
    }
  }

  /** Forgets what is kept; the counts go on. */
  clear(): void {
    this.#frames = [];
    this.#first = 0;
    this.#characters = 0;
  }
}

function more({ frames, bytes }: Traffic, length: number): Traffic {
  return { frames: frames + 1, bytes: bytes + length };
}
