/** The pairs that are traded and their rules, as orders are checked against. Subscribed to as long as the client lives. */
import { InstrumentChannel, type InstrumentTopic, type Pair } from '@kraken-stream/core';
import type { InstrumentsEvent } from './events.js';
import type { Member } from './hub.js';
import { Subscription } from './subscription.js';
import type { Workings } from './workings.js';

export class Instruments extends Subscription<InstrumentsEvent> {
  /** Resolves when the pairs are known, or will not be. */
  readonly known: Promise<void>;
  readonly #channel: InstrumentChannel | undefined;

  constructor(workings: Workings, topic: InstrumentTopic) {
    const hubs = workings.data([topic], {});
    super(
      workings.source(hubs, (member: Member<InstrumentsEvent>) => member),
      {},
    );
    const channel = hubs[0]?.channel;
    this.#channel = channel instanceof InstrumentChannel ? channel : undefined;
    this.known = new Promise((resolve) => {
      this.on('state', (state) => {
        if (state === 'live' || state === 'closed') resolve();
      });
    });
  }

  /** Undefined as long as it is not known how it is traded, too: others may have had it kept before. */
  pair(symbol: string): Pair | undefined {
    return this.state === 'pending' ? undefined : this.#channel?.pair(symbol);
  }
}
