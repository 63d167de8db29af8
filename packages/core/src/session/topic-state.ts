/** A topic's state as its user sees it. */
import type { Entry } from '../subscription/entry.js';
import type { TopicState } from './output.js';

export function topicState(entry: Entry): TopicState {
  switch (entry.life) {
    case 'live':
      return 'live';
    case 'refused':
    case 'gone':
      return 'closed';
    default:
      return entry.dataAt === undefined ? 'pending' : 'stale';
  }
}
