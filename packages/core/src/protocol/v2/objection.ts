/** What cannot be asked in v2: it has another way for all that only v1 has. */
import type { Objection } from '../codec.js';
import type { Request } from '../request.js';

export function objection(request: Request): Objection | undefined {
  if ('leverage' in request && request.leverage !== undefined) {
    return {
      field: 'leverage',
      message: `leverage: v2 takes the most that the pair allows, with 'margin: true'; received ${request.leverage}, which v1 takes`,
    };
  }
  if ('channel' in request && request.channel === 'executions' && request.consolidateTaker !== undefined) {
    return { field: 'consolidateTaker', message: 'consolidateTaker: v2 does not have it; v1 has' };
  }
  if ('channel' in request && request.channel === 'spread') {
    return {
      field: 'channel',
      message: "channel: v2 has no 'spread'; a ticker with eventTrigger 'bbo' tells the same",
    };
  }
  return undefined;
}
