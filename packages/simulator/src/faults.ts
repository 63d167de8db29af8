/**
 * What goes wrong, on purpose. Every frame passes through here on its way out, and every request on its way in; a new
 * fault is a member of `Fault` and a line in `pass`, `hears` or `inject`. Knows nothing of what the frames are for.
 */
import type { BookMessage } from '@kraken-stream/core';
import { Frame } from './frame.js';
import type { Random } from './random.js';

/** Which book frames a fault concerns. */
interface BookScope {
  /** Those of this symbol; of every symbol when left out. */
  readonly symbol?: string | undefined;
  /** How many, counted over all connections; 1 when left out, `Infinity` for all from now on. */
  readonly count?: number | undefined;
}

/** All sockets close. Without a code they are cut without a close frame, which clients see as 1006. */
export interface DropFault {
  readonly type: 'drop';
  readonly code?: number | undefined;
  readonly reason?: string | undefined;
}

/** The next book frames, snapshots among them, carry a wrong checksum. */
export interface WrongChecksumFault extends BookScope {
  readonly type: 'wrong-checksum';
}

/** The next book updates are never sent. */
export interface LoseFault extends BookScope {
  readonly type: 'lose';
}

/** All connections stay open, but nothing is sent, and requests are not heard. */
export interface MuteFault {
  readonly type: 'mute';
  /** For how long, in milliseconds of the exchange's time. */
  readonly ms: number;
}

export type Fault = DropFault | WrongChecksumFault | LoseFault | MuteFault;

interface Counted {
  readonly fault: WrongChecksumFault | LoseFault;
  left: number;
}

/** What faults need of the exchange. */
export interface FaultHost {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs something when its time has come, in milliseconds since 1970. */
  at(at: number, run: () => void): unknown;
  /** Closes every connection. */
  dropAll(code: number, reason: string): void;
}

export class Faults {
  readonly #host: FaultHost;
  readonly #random: Random;
  #counted: Counted[] = [];
  #mutedUntil = -Infinity;
  #scheduled: { readonly fault: Fault; readonly at: number }[] = [];

  constructor(host: FaultHost, random: Random) {
    this.#host = host;
    this.#random = random;
  }

  /** What has yet to happen: counted faults with what is left of them, a running mute, faults for later. */
  get pending(): readonly Fault[] {
    const muted = this.#mutedUntil - this.#host.now();
    return [
      ...this.#counted.map(({ fault, left }) => ({ ...fault, count: left })),
      ...(muted > 0 ? [{ type: 'mute', ms: muted } as const] : []),
      ...this.#scheduled.map(({ fault }) => fault),
    ];
  }

  /** Makes something go wrong: now, or at a time in milliseconds since 1970. */
  inject(fault: Fault, at?: number): void {
    if (at !== undefined && at > this.#host.now()) {
      const later = { fault, at };
      this.#scheduled.push(later);
      this.#host.at(at, () => {
        if (!this.#scheduled.includes(later)) return;
        this.#scheduled = this.#scheduled.filter((other) => other !== later);
        this.inject(fault);
      });
      return;
    }
    if (fault.type === 'drop') this.#host.dropAll(fault.code ?? 1006, fault.reason ?? '');
    else if (fault.type === 'mute') this.#mutedUntil = Math.max(this.#mutedUntil, this.#host.now() + fault.ms);
    else this.#counted.push({ fault, left: fault.count ?? 1 });
  }

  /** Everything goes right again, also what was scheduled. */
  clear(): void {
    this.#counted = [];
    this.#scheduled = [];
    this.#mutedUntil = -Infinity;
  }

  /** Whether a request that arrives now is heard. */
  hears(): boolean {
    return this.#host.now() >= this.#mutedUntil;
  }

  /** What becomes of a frame on its way out; undefined when it is never sent. */
  pass(frame: Frame): Frame | undefined {
    if (!this.hears()) return undefined;
    if (this.#counted.length === 0 || frame.message.type !== 'book') return frame;
    return this.#passBook(frame, frame.message);
  }

  #passBook(frame: Frame, message: BookMessage): Frame | undefined {
    if (!message.snapshot && this.#use('lose', message.symbol)) return undefined;
    if (!this.#use('wrong-checksum', message.symbol)) return frame;
    return new Frame({ ...message, checksum: (message.checksum + 1 + this.#random.int(0xffffffff)) % 0x100000000 });
  }

  #use(type: Counted['fault']['type'], symbol: string): boolean {
    const counted = this.#counted.find(
      ({ fault }) => fault.type === type && (fault.symbol === undefined || fault.symbol === symbol),
    );
    if (counted === undefined) return false;
    counted.left--;
    if (counted.left <= 0) this.#counted = this.#counted.filter((other) => other !== counted);
    return true;
  }
}
