/**
 * The lines of a recording that are kept, in parts: each can be read by itself, and the oldest go first. Knows nothing of
 * what the lines say.
 */

interface Part {
  /** Counted over all lines ever written. */
  readonly first: number;
  readonly from: number;
  readonly lines: string[];
  bytes: number;
  /** Of its bytes, those that only repeat what was known when it began. */
  repeated: number;
}

export interface Bounds {
  /** How much time has to be there, in milliseconds. */
  readonly keepMs: number;
  readonly maxBytes: number;
}

/** How many parts there are, where lines come evenly: what is dropped at a time. */
const PARTS = 8;

export class RecordParts {
  readonly #bounds: Bounds;
  readonly #parts: Part[] = [];
  #next = 0;
  #bytes = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** The number of the oldest line that is kept, and of the next that is written. */
  get first(): number {
    return this.#parts[0]?.first ?? this.#next;
  }

  get next(): number {
    return this.#next;
  }

  /** When the oldest part began. */
  get from(): number | undefined {
    return this.#parts[0]?.from;
  }

  /** Whether a new part is to begin before the next line. */
  isDue(at: number): boolean {
    const part = this.#parts[this.#parts.length - 1];
    if (part === undefined) return true;
    const { keepMs, maxBytes } = this.#bounds;
    // What is repeated must not be most of it.
    return at - part.from >= keepMs / PARTS || part.bytes - part.repeated >= Math.max(maxBytes / PARTS, part.repeated);
  }

  begin(at: number): void {
    this.#parts.push({ first: this.#next, from: at, lines: [], bytes: 0, repeated: 0 });
  }

  /** Whether there is room for a line that repeats what is known: half of all there is. */
  takes(line: string): boolean {
    const { repeated } = this.#parts[this.#parts.length - 1]!;
    return repeated + line.length + 1 <= this.#bounds.maxBytes / 2;
  }

  push(line: string, at: number, repeats = false): void {
    const part = this.#parts[this.#parts.length - 1]!;
    const bytes = line.length + 1;
    part.lines.push(line);
    part.bytes += bytes;
    if (repeats) part.repeated += bytes;
    this.#bytes += bytes;
    this.#next++;
    const { keepMs, maxBytes } = this.#bounds;
    while (this.#parts.length > 1 && (this.#bytes > maxBytes || this.#parts[1]!.from <= at - keepMs)) {
      this.#bytes -= this.#parts.shift()!.bytes;
    }
  }

  /** The line of a number that is kept. */
  at(number: number): string | undefined {
    const part = this.#parts.find(({ first, lines }) => number >= first && number < first + lines.length);
    return part?.lines[number - part.first];
  }

  *lines(): IterableIterator<string> {
    for (const { lines } of this.#parts) yield* lines;
  }
}
