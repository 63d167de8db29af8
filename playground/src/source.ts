/**
 * Where the data comes from: the exchange in this page, one on this machine, Kraken, a recording. One client each; a change
 * makes a new one.
 */
import { type ClientOptions, KrakenClient } from '@kraken-stream/client';
import { endpointsBeside } from './address.js';
import { demoToken } from './demo-token.js';
import { LocalExchange } from './exchange.js';
import type { Wanted } from './link.js';

export class Source {
  readonly wanted: Wanted;
  readonly client: KrakenClient;
  /** Undefined when the exchange is elsewhere, where it cannot be broken from here. */
  readonly exchange: LocalExchange | undefined;
  /** Whether the client has an account to trade with: one of a simulator, never a real one. */
  readonly account: boolean;
  /** Frames received so far, and the characters in them. */
  frames = 0;
  characters = 0;

  constructor(wanted: Wanted) {
    this.wanted = wanted;
    this.exchange = wanted.type === 'simulator' ? LocalExchange.start(wanted.rate) : undefined;
    const options = optionsOf(wanted, this.exchange);
    this.client = new KrakenClient({ protocol: wanted.protocol, ...options });
    this.account = options.token !== undefined;
    this.client.on('frame', (text) => {
      this.frames++;
      this.characters += text.length;
    });
  }

  async close(): Promise<void> {
    await this.client.close();
    await this.exchange?.close();
  }
}

/** Nothing of the exchange itself is asked for while a recording is played. */
const noRest: ClientOptions['fetch'] = () => Promise.reject(new TypeError('a recording has no REST'));

function optionsOf(wanted: Wanted, exchange: LocalExchange | undefined): ClientOptions {
  if (exchange !== undefined) {
    const { connect, fetch } = exchange;
    return { connect, fetch, token: () => exchange.token() };
  }
  if (wanted.type === 'recording') return { connect: wanted.player.connect, fetch: noRest };
  if (wanted.type !== 'ws') return {};
  const beside = endpointsBeside(wanted.url, wanted.protocol);
  if (beside === undefined) return { endpoints: { public: wanted.url } };
  return { endpoints: { public: wanted.url, ...beside }, token: demoToken(beside.rest) };
}
