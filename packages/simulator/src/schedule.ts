/** What is due when: a heap by time, and by order of arrival where times are equal. Knows nothing of clocks. */

interface Entry {
  readonly at: number;
  readonly turn: number;
  run: (() => void) | undefined;
}

/** As many that were called off may wait for their time with the others. */
const FORGIVEN = 64;

export class Schedule {
  #heap: Entry[] = [];
  #turn = 0;
  #size = 0;

  /** How much is on it. */
  get size(): number {
    return this.#size;
  }

  /** When something is next due; Infinity when nothing is. */
  get nextAt(): number {
    for (;;) {
      const first = this.#heap[0];
      if (first === undefined) return Infinity;
      if (first.run !== undefined) return first.at;
      this.take();
    }
  }

  /** Puts something on the schedule. Returns how to call it off. */
  add(at: number, run: () => void): () => void {
    const entry: Entry = { at, turn: this.#turn++, run };
    this.#rise(entry);
    this.#size++;
    return () => {
      if (entry.run === undefined) return;
      entry.run = undefined;
      this.#size--;
      if (this.#heap.length > 2 * this.#size + FORGIVEN) this.#sweep();
    };
  }

  /** Takes the first entry off and returns what to do; undefined when there is none or it was called off. */
  take(): (() => void) | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (first !== undefined && last !== undefined && first !== last) this.#sink(last);
    const run = first?.run;
    if (first === undefined || run === undefined) return undefined;
    // Whoever calls it off later finds it gone.
    first.run = undefined;
    this.#size--;
    return run;
  }

  /** What was called off is dropped before its time, which may be a month ahead. What is sorted is a heap. */
  #sweep(): void {
    this.#heap = this.#heap.filter(({ run }) => run !== undefined).sort((a, b) => (before(a, b) ? -1 : 1));
  }

  #rise(entry: Entry): void {
    const heap = this.#heap;
    let index = heap.length;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !before(entry, parent)) break;
      heap[index] = parent;
      index = above;
    }
    heap[index] = entry;
  }

  #sink(entry: Entry): void {
    const heap = this.#heap;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      let child = heap[left];
      if (child === undefined) break;
      let below = left;
      const other = heap[left + 1];
      if (other !== undefined && before(other, child)) {
        child = other;
        below = left + 1;
      }
      if (!before(child, entry)) break;
      heap[index] = child;
      index = below;
    }
    heap[index] = entry;
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.turn < b.turn);
}
