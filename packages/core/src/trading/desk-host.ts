/** What surrounds a desk. Types only. */
import type { AnsweredMessage } from '../protocol/account.js';
import type { TradingRequest } from '../protocol/trading.js';
import type { Fate, Settlement } from './fate.js';

/** What a desk needs of the session. */
export interface DeskHost {
  /** Whether execution reports are subscribed to that begin with all that is open, and may yet come. */
  readonly watching: boolean;
  /** Writes a request, now; returns its number. */
  send(request: TradingRequest, now: number): number;
  outcome(id: number, fates: readonly Fate[], answer: AnsweredMessage | undefined): void;
  settled(id: number, part: number, settlement: Settlement): void;
  /** Has execution reports begin anew, so that a new snapshot comes. False when none will. */
  refresh(now: number): boolean;
}
