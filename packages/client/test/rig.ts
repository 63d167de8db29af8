/** A client and an exchange in memory, in virtual time. */
import { type ClientOptions, KrakenClient } from '@kraken-stream/client';
import { Simulator, type SimulatorOptions, VirtualClock } from '@kraken-stream/simulator';

export interface Rig extends AsyncDisposable {
  readonly clock: VirtualClock;
  readonly simulator: Simulator;
  readonly client: KrakenClient;
  /** What the client sent, as text. */
  readonly sent: string[];
  /** What the client told, as `event: detail`. */
  readonly told: string[];
}

export function createRig(client: ClientOptions = {}, simulator: SimulatorOptions = {}): Rig {
  const clock = new VirtualClock();
  const exchange = new Simulator({
    seed: 1,
    rate: 20,
    symbols: ['BTC/USD', 'ETH/USD', 'MINA/GBP'],
    clock,
    ...simulator,
  });
  const sent: string[] = [];
  const told: string[] = [];
  const kraken = new KrakenClient({
    endpoints: { public: 'memory://exchange/v2' },
    clock,
    random: () => 0.5,
    connect: (url, events) => {
      const link = exchange.connect(url, events);
      return {
        send: (text) => {
          sent.push(text);
          link.send(text);
        },
        close: (code, reason) => link.close(code, reason),
      };
    },
    ...client,
  });
  kraken.on('connection', ({ state }) => told.push(`connection: ${state}`));
  kraken.on('error', ({ name }) => told.push(`error: ${name}`));
  kraken.on('gap', ({ symbol, reason }) => told.push(`gap: ${symbol} ${reason}`));
  return {
    clock,
    simulator: exchange,
    client: kraken,
    sent,
    told,
    async [Symbol.asyncDispose]() {
      await kraken.close();
      await exchange.close();
    },
  };
}
