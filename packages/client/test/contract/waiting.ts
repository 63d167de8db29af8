/** Waiting for what happens, without a clock. Whoever waits must begin before whatever is to happen is begun. */
import type { ChannelEvent, ConnectionEvent, Gap, KrakenClient, Subscription } from '@kraken-stream/client';

interface Stateful<State> {
  readonly state: State;
  on(event: 'state', listener: (state: State) => void): unknown;
}

/** Resolves when something has been in all these states, in this order; the one it is in counts. */
export function goesThrough<State>(what: Stateful<State>, ...states: State[]): Promise<void> {
  return new Promise((resolve) => {
    const look = (state: State): void => {
      if (state === states[0]) states.shift();
      if (states.length === 0) resolve();
    };
    what.on('state', look);
    look(what.state);
  });
}

/** Resolves with the next event by which a client's connection comes into a state. */
export function comesInto(client: KrakenClient, state: ConnectionEvent['state']): Promise<ConnectionEvent> {
  return new Promise((resolve) => {
    client.on('connection', (event) => {
      if (event.state === state) resolve(event);
    });
  });
}

/** As many events as are asked for: an array of which each is there. */
type Events<E, N extends number> = number extends N ? readonly E[] : N extends 1 ? [E] : N extends 2 ? [E, E] : E[];

/** The first events of a subscription, which is left then. Throws at a gap. */
export async function firstOf<E extends object, N extends number>(
  subscription: AsyncIterable<E | Gap>,
  count: N,
): Promise<Events<E, N>> {
  const events: E[] = [];
  for await (const event of subscription) if (events.push(noGap(event)) === count) break;
  return events as Events<E, N>;
}

/** The first event of each symbol of a subscription, which is left then. Throws at a gap. */
export async function firstOfEach<E extends { readonly symbol: string | undefined }>(
  subscription: AsyncIterable<E | Gap>,
  symbols: readonly string[],
): Promise<Map<string, E>> {
  const events = new Map<string, E>();
  for await (const told of subscription) {
    const event = noGap(told);
    if (!events.has(event.symbol!)) events.set(event.symbol!, event);
    if (symbols.every((symbol) => events.has(symbol))) break;
  }
  return events;
}

function noGap<E extends object>(event: E | Gap): E {
  if ('reason' in event) throw new Error(`a gap: ${event.reason}`);
  return event;
}

/** Resolves with the first event from now on of which `find` finds something. */
export function finds<E extends ChannelEvent<unknown>, T>(
  subscription: Subscription<E>,
  find: (event: E) => T | undefined,
): Promise<T> {
  return new Promise((resolve) => {
    subscription.on('data', (event) => {
      const found = find(event);
      if (found !== undefined) resolve(found);
    });
  });
}
