/** What became of requests about orders, in words that claim no more than is known. Pure. */
import {
  KrakenStreamError,
  type OrderOutcome,
  type OwnOrder,
  RequestError,
  type Settlement,
} from '@kraken-stream/client';

export type FateTone = 'quiet' | 'good' | 'bad' | 'warn';

export interface Fate {
  readonly tone: FateTone;
  readonly word: string;
  readonly text: string;
}

export const SENDING: Fate = { tone: 'quiet', word: 'sent', text: 'no answer yet' };

/** What is known when the answer came, or when it did not. */
export function fateOf(outcome: OrderOutcome, validated = false): Fate {
  switch (outcome.status) {
    case 'accepted': {
      if (validated) return { tone: 'good', word: 'valid', text: 'the exchange would take it; nothing was placed' };
      const warnings = outcome.warnings === undefined ? '' : `; ${outcome.warnings.join('; ')}`;
      return { tone: 'good', word: 'accepted', text: `${outcome.orderId ?? ''}${warnings}` };
    }
    case 'rejected':
      return rejected(outcome.error, outcome.sent);
    case 'unknown':
      return { tone: 'warn', word: 'unknown', text: `${outcome.reason}; it is not sent again` };
  }
}

/** What an unknown outcome turned out to be. */
export function settledFate(settlement: Settlement): Fate {
  switch (settlement.status) {
    case 'accepted':
      return { tone: 'good', word: 'settled: accepted', text: settlement.orderId ?? '' };
    case 'rejected':
      return { ...rejected(settlement.error, settlement.sent), word: 'settled: rejected' };
    case 'absent':
      return { tone: 'bad', word: 'settled: absent', text: settlement.reason };
    case 'unknown':
      return { tone: 'warn', word: 'unknown for good', text: settlement.reason };
  }
}

/** What was thrown in place of an outcome: nothing was sent. */
export function thrownFate(error: unknown): Fate {
  if (error instanceof KrakenStreamError) return rejected(error, false);
  throw error;
}

function rejected(error: KrakenStreamError, sent: boolean): Fate {
  const words = error instanceof RequestError ? `“${error.reason}”` : error.message;
  return { tone: 'bad', word: sent ? 'rejected' : 'not sent', text: words };
}

const STATUS: Readonly<Record<string, string>> = {
  pending_new: 'received',
  new: 'open',
  partially_filled: 'partly filled',
  filled: 'filled',
  canceled: 'canceled',
  expired: 'expired',
  gone: 'ended while nothing was seen',
};

/** Where an order stands, in words. */
export function statusOf({ orderStatus, triggers, effectiveTime, reason }: OwnOrder): string {
  const isScheduled = orderStatus === 'pending_new' && effectiveTime !== undefined;
  const waits = triggers?.status === 'untriggered' && (orderStatus === 'new' || orderStatus === 'pending_new');
  const until = isScheduled ? 'waits for its time' : waits ? 'waits for its trigger' : undefined;
  const word = until ?? STATUS[orderStatus] ?? orderStatus;
  const ended = orderStatus === 'canceled' || orderStatus === 'expired';
  return ended && reason !== undefined ? `${word}: ${reason}` : word;
}
