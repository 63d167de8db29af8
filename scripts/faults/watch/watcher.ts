/**
 * What all watchers have in common: a hole is told in its place, once, and where there was one. Knows no channel; what
 * is a lie in the data of one is for those who extend it.
 */
import type { Gap } from '@kraken-stream/client';

/** What users see of a subscription's state, books' included. */
export type Seen = 'pending' | 'syncing' | 'live' | 'stale' | 'failed' | 'closed';

/** Is told each lie, in a sentence. */
export type Complain = (lie: string) => void;

/** What can be asked of the client at all, given what goes wrong. */
export interface Demands {
  /** Whether every frame that is lost can be noticed, or none is. */
  readonly whole: boolean;
  /**
   * Whether updates of books overtake each other, and nothing asks for their times: one that the next has undone before it
   * came proves itself all the same, by the checksum that it brings, until the next one comes.
   */
  readonly overtaken?: boolean;
  /** Whether what frames say is what the exchange said: false while digits are changed that nothing proves. */
  readonly exact: boolean;
}

/** What was told before data, since the data before it. */
export interface Before {
  readonly gap: Gap | undefined;
  /** Whether it was live, and then was not. */
  readonly hole: boolean;
  /** Whether it began in the midst of a hole, of which it may be told. */
  readonly late: boolean;
}

export abstract class Watcher<E extends { readonly receivedAt: number }> {
  /** Pieces of data that were told. */
  told = 0;
  /** When the last of them came, by the client's clock. */
  toldAt = Number.NEGATIVE_INFINITY;
  protected readonly demands: Demands;
  protected readonly complain: Complain;
  /** Whether what is told may be nothing: then several holes can lie before what is told next. */
  protected readonly isSparse: boolean = false;
  #seen: Seen = 'pending';
  #gap: Gap | undefined;
  #hole = false;
  #late = false;
  #lastAt: number | undefined;

  constructor(demands: Demands, complain: Complain) {
    this.demands = demands;
    this.complain = complain;
  }

  state(state: Seen): void {
    if (this.#seen === 'live' && state !== 'live' && state !== 'closed') this.#hole = true;
    if (state === 'stale' && this.told === 0) this.#late = true;
    this.#seen = state;
  }

  /** `now`: the client's time. */
  gap(gap: Gap, now: number): void {
    if (this.#gap !== undefined && !this.isSparse) this.complain('a second gap was told for one hole');
    if (!(gap.from <= gap.to && gap.to === now && gap.from >= (this.#lastAt ?? gap.from))) {
      this.complain(`a gap from ${gap.from} to ${gap.to} was told at ${now}, the last data at ${this.#lastAt}`);
    }
    this.#gap = gap;
  }

  data(event: E): void {
    if (this.#seen !== 'live') this.complain(`data was told in state ${this.#seen}`);
    const before = { gap: this.#gap, hole: this.#hole, late: this.#late };
    this.#gap = undefined;
    this.#hole = this.#late = false;
    this.told++;
    this.toldAt = event.receivedAt;
    this.#lastAt = event.receivedAt;
    this.judge(event, before);
  }

  /** Whether what is shown is vouched for. */
  get isProven(): boolean {
    return true;
  }

  /** After each frame that the client was given. */
  afterFrame(): void {}

  /** The exchange stands still, and all that it said has arrived. */
  abstract end(): void;

  protected abstract judge(event: E, before: Before): void;

  /** For data that begins with a snapshot: it does, and begins anew only behind a gap. */
  protected mustBegin(type: 'snapshot' | 'update', { gap }: Before): void {
    if (this.told === 1 && type === 'update') this.complain('an update was told before the first snapshot');
    if (type === 'snapshot' && this.told > 1 && gap === undefined) this.complain('a new beginning without a gap');
  }

  /** For data whose holes cannot be filled: one that was is told, and no other. */
  protected mustTellHole({ gap, hole, late }: Before): void {
    if (hole && gap === undefined) this.complain('a hole was not told: it was stale, and data came without a gap');
    if (gap !== undefined && !hole && !late) this.complain(`a gap was told where there was no hole: ${gap.reason}`);
  }
}
