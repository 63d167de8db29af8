/** What a part of the page is told. Knows nothing of what it draws. */
import type { State } from './link.js';
import type { Source } from './source.js';

export interface Part {
  /** Another source: what was of the one before is over, its events are no longer shown. Called before `show`. */
  follow?(source: Source): void;
  /** What is looked at: the books, the market, the panel. Called whenever one of them changes. */
  show?(state: State): void;
  /** Called in an animation frame, as `Drawable` is: at most once a frame, or ten times a second for calm parts. */
  draw?(now: number): void;
}
