/**
 * The faults at work at this moment, with what is left of each. Whoever carries one out takes it from here. Knows
 * nothing of frames.
 */
import { DEFAULTS, type FaultOf, type Frames, type LastingFault } from './fault.js';
import { TABLE } from './table.js';

/** What a fault might concern. */
export interface About {
  readonly connection?: string | undefined;
  readonly channel?: string | undefined;
  readonly symbol?: string | undefined;
  readonly method?: string | undefined;
  /** Of which of two streams of a channel, where there are two. */
  readonly part?: string | undefined;
  /** Of a data frame: whether it is a snapshot. */
  readonly snapshot?: boolean | undefined;
}

/** A fault at work. */
export interface Active<F extends LastingFault = LastingFault> {
  readonly fault: F;
  /** How many more times. */
  left: number;
  /** Until when, in milliseconds since 1970. */
  readonly until: number;
}

/** What a fault may be confined to. */
interface Confined extends Omit<About, 'snapshot'> {
  readonly type: LastingType;
  readonly frames?: Frames | undefined;
}

type LastingType = LastingFault['type'];

export class Ledger {
  readonly #now: () => number;
  #active: Active[] = [];

  /** `now`: milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether nothing is at work. */
  get calm(): boolean {
    return this.#active.length === 0;
  }

  /** All that is at work, in the order in which it was added. */
  get entries(): readonly Active[] {
    this.#prune();
    return this.#active;
  }

  add(fault: LastingFault): void {
    const { ms, count }: { ms?: number | undefined; count?: number | undefined } = fault;
    // What lasts for a time and says nothing of a count happens every time.
    const left = count ?? (ms === undefined ? 1 : Infinity);
    this.#active.push({ fault, left, until: ms === undefined ? Infinity : this.#now() + ms });
  }

  clear(): void {
    this.#active = [];
  }

  /** The first fault of this type that concerns what is asked about, used once. */
  take<T extends LastingType>(type: T, about: About): Active<FaultOf<T>> | undefined {
    if (this.#active.length === 0) return undefined;
    this.#prune();
    for (const active of this.#active) {
      if (!isOf(active, type) || !concerns(active.fault, about)) continue;
      active.left--;
      return active;
    }
    return undefined;
  }

  #prune(): void {
    const now = this.#now();
    if (this.#active.some(({ left, until }) => left <= 0 || until <= now)) {
      this.#active = this.#active.filter(({ left, until }) => left > 0 && until > now);
    }
  }
}

function isOf<T extends LastingType>(active: Active, type: T): active is Active<FaultOf<T>> {
  return active.fault.type === type;
}

function concerns(fault: Confined, about: About): boolean {
  return (
    agrees(fault.connection, about.connection) &&
    agrees(fault.channel, about.channel) &&
    agrees(fault.symbol, about.symbol) &&
    agrees(fault.method, about.method) &&
    agrees(fault.part, about.part) &&
    (about.snapshot === undefined || takesFrame(fault, about.snapshot))
  );
}

function agrees(confined: string | undefined, asked: string | undefined): boolean {
  return confined === undefined || confined === asked;
}

function takesFrame({ type, frames = DEFAULTS.frames }: Confined, snapshot: boolean): boolean {
  return frames === 'all' || snapshot === (frames === 'snapshots') || !('frames' in TABLE[type].fields);
}
