/** Books whose snapshots have no checksum, and which no update has proven in time. Knows no time itself. */
import type { Entry } from '../subscription/entry.js';
import type { BookEvent } from './output.js';

/** Shows the snapshot of a book that waits to be proven, and tells of it; undefined when none does. */
export function shownUnproven({ keeper, topic }: Entry): BookEvent | undefined {
  if (keeper?.held === undefined || topic.channel !== 'book') return undefined;
  const { held: text, heldAt: receivedAt } = keeper;
  keeper.showUnproven();
  // Several may be told at once: not by the one event that books fill anew.
  return { type: 'book', topic, keeper, snapshot: true, text, base: undefined, receivedAt };
}
