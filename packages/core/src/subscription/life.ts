/**
 * The life of one subscription (one topic on one connection) as a table. It knows what was said and what was heard;
 * it does not know what is subscribed, when, or over what.
 */

export type Life =
  /** Somebody wants it; nothing is subscribed on the wire. */
  | 'wanted'
  /** A subscribe request is on its way. */
  | 'sent'
  /** The exchange has taken the request; no data yet. */
  | 'acknowledged'
  /** Its data arrives and can be vouched for. */
  | 'live'
  /** Its data could not be vouched for; it waits for the moment to start over. */
  | 'stale'
  /** An unsubscribe request is on its way, so that it can be subscribed anew. */
  | 'resyncing'
  /** The exchange has refused it. */
  | 'refused'
  /** Nobody wants it any more; an unsubscribe request is on its way. */
  | 'leaving'
  /** It has ended. */
  | 'gone';

/** What can happen to a topic. */
export type LifeEvent =
  /** The connection can take requests. */
  | 'open'
  /** The connection is gone, and with it all that was subscribed. */
  | 'lose'
  /** Somebody wants it. */
  | 'want'
  /** Nobody wants it any more. */
  | 'leave'
  /** The latest subscribe request was taken. */
  | 'acknowledge'
  /** The latest subscribe request was refused. */
  | 'refuse'
  /** It was refused because the exchange holds such a subscription already, whose snapshot is past. */
  | 'hold'
  /** The latest unsubscribe request was answered; if it was refused, there was nothing to give up. */
  | 'release'
  /** Proven data came. */
  | 'data'
  /** Data came that cannot be proven. */
  | 'break'
  /** The moment to start over has come. */
  | 'retry'
  /** What was awaited (an answer, or the first data) did not come in time. */
  | 'overdue';

/** Where an event takes a topic, and what is asked of the exchange on the way. */
export interface Step {
  readonly to: Life;
  /** The request that goes with it. */
  readonly send?: 'subscribe' | 'unsubscribe';
}

const to = (life: Life): Step => ({ to: life });
const subscribe: Step = { to: 'sent', send: 'subscribe' };
const resync: Step = { to: 'resyncing', send: 'unsubscribe' };
const unsubscribe: Step = { to: 'leaving', send: 'unsubscribe' };

/** What an event does in a state. Events that are not listed change nothing. */
export const LIFE: Readonly<Record<Life, Readonly<Partial<Record<LifeEvent, Step>>>>> = {
  wanted: {
    open: subscribe,
    refuse: to('refused'), // it cannot even be asked for
    leave: to('gone'),
  },
  sent: {
    acknowledge: to('acknowledged'),
    data: to('live'), // a snapshot may come before its acknowledgement
    refuse: to('refused'),
    hold: resync,
    break: to('stale'),
    overdue: subscribe,
    lose: to('wanted'),
    leave: unsubscribe,
  },
  acknowledged: {
    data: to('live'),
    break: to('stale'),
    overdue: resync, // acknowledged, then mute
    lose: to('wanted'),
    leave: unsubscribe,
  },
  live: { break: to('stale'), lose: to('wanted'), leave: unsubscribe },
  stale: {
    retry: resync,
    data: to('live'), // a snapshot that nobody asked for proves as well
    lose: to('wanted'),
    leave: unsubscribe,
  },
  resyncing: {
    release: subscribe,
    refuse: to('refused'), // it cannot even be asked for
    overdue: resync,
    lose: to('wanted'),
    leave: to('leaving'),
  },
  refused: { want: to('wanted'), leave: to('gone') },
  leaving: {
    release: to('gone'),
    overdue: unsubscribe, // what was not heard would be served for ever
    lose: to('gone'),
    want: to('resyncing'), // what is still to come is of before
  },
  gone: { want: to('wanted') },
};

/** Whether data is taken in a state: not before it was asked for, nor while it is given up or started over. */
export function takesData(life: Life): boolean {
  return life === 'live' || life === 'sent' || life === 'acknowledged' || life === 'stale';
}

/** Whether an unsubscribe is to be answered in a state. */
export function isGivenUp(life: Life): boolean {
  return life === 'resyncing' || life === 'leaving';
}

export function step(life: Life, event: LifeEvent): Step | undefined {
  return LIFE[life][event];
}
