/** Where the data comes from: the exchange in this page, or a WebSocket. One client each; a change makes a new one. */
import { KrakenClient } from '@kraken-stream/client';
import { LocalExchange } from './exchange.js';
import type { Wanted } from './link.js';

export class Source {
  readonly wanted: Wanted;
  readonly client: KrakenClient;
  /** Undefined when the exchange is elsewhere, where it cannot be broken from here. */
  readonly exchange: LocalExchange | undefined;
  /** Whether the client has an account to trade with. */
  readonly account: boolean;
  /** Frames received so far. */
  frames = 0;

  constructor(wanted: Wanted) {
    this.wanted = wanted;
    const { protocol } = wanted;
    if (wanted.type === 'simulator') {
      const exchange = LocalExchange.start(wanted.rate);
      this.exchange = exchange;
      const { connect, fetch } = exchange;
      this.client = new KrakenClient({ protocol, connect, fetch, token: () => exchange.token() });
    } else {
      this.client = new KrakenClient({ protocol, endpoints: { public: wanted.url } });
    }
    this.account = this.exchange !== undefined;
    this.client.on('frame', () => {
      this.frames++;
    });
  }

  async close(): Promise<void> {
    await this.client.close();
    await this.exchange?.close();
  }
}
