/** Where the books come from: the exchange in this page, or a WebSocket. One client each; a change makes a new one. */
import { KrakenClient } from '@kraken-stream/client';
import { Simulator } from '@kraken-stream/simulator';
import type { Wanted } from './link.js';

/** As over a network: an answer takes a while, and the real exchange's snapshots come 50 ms and more behind it. */
const DELAYS = { ackDelayMs: 40, snapshotDelayMs: 160 };
/** As many as the deepest book shows. */
const LEVELS = 1000;

export class Source {
  readonly client: KrakenClient;
  /** Undefined when the exchange is elsewhere, where it cannot be broken from here. */
  readonly simulator: Simulator | undefined;
  /** Frames received so far. */
  frames = 0;

  constructor(wanted: Wanted) {
    const { protocol } = wanted;
    if (wanted.type === 'simulator') {
      this.simulator = new Simulator({ rate: wanted.rate, levels: LEVELS, ...DELAYS });
      this.client = new KrakenClient({ protocol, connect: this.simulator.connect });
    } else {
      this.client = new KrakenClient({ protocol, endpoints: { public: wanted.url } });
    }
    this.client.on('frame', () => {
      this.frames++;
    });
  }

  async close(): Promise<void> {
    await this.client.close();
    await this.simulator?.close();
  }
}
