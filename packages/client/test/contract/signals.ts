/** What an AbortSignal promises. */
import type { Gap, TopicState } from '@kraken-stream/client';
import { expect } from 'vitest';

/** What can be ended: a subscription, a book. */
interface Ended<E> extends AsyncIterable<E | Gap> {
  readonly state: TopicState | string;
  readonly ready: Promise<void>;
}

/** Whoever waits for data is told the reason, nothing comes any more, and with a signal that has aborted nothing begins. */
export async function endsWithSignal<E>(subscribe: (signal: AbortSignal) => Ended<E>): Promise<void> {
  const reason = new Error('enough');
  const never = subscribe(AbortSignal.abort(reason));
  await expect(never.ready).rejects.toBe(reason);
  expect(never.state).toBe('closed');

  const controller = new AbortController();
  const subscription = subscribe(controller.signal);
  const events = subscription[Symbol.asyncIterator]();
  expect((await events.next()).done).toBe(false);
  const rest = drained(events);
  controller.abort(reason);
  expect(subscription.state).toBe('closed');
  await expect(rest).rejects.toBe(reason);
}

async function drained<E>(events: AsyncIterator<E>): Promise<void> {
  while ((await events.next()).done !== true);
}

/** A request with a signal that has aborted already is not sent, and rejects with its reason. */
export async function isCalledOff(ask: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
  const reason = new Error('enough');
  await expect(ask(AbortSignal.abort(reason))).rejects.toBe(reason);
}
