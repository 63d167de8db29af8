/** Waiting for what happens, without a clock. Whoever waits must begin before whatever is to happen is begun. */
import type { ConnectionEvent, KrakenClient } from '@kraken-stream/client';

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
