import { type Instruments, KrakenClient } from '@kraken-stream/client';
import { startServer } from '@kraken-stream/simulator/node';
import { expect, it } from 'vitest';

const SYMBOLS = ['BTC/USD', 'ETH/EUR', 'SHIB/USD', 'ADA/BTC', 'DOGE/USD', 'TSLAx/USD'];

/** What REST does not tell. */
const UNTOLD = { hasIndex: undefined, marginInitial: undefined, wsDisplayPricePrecision: undefined };
const UNTOLD_OF_ASSETS = {
  borrowable: undefined,
  marginRate: undefined,
  multiplier: undefined,
  collateralValue: undefined,
};

const told = ({ pairs, assets }: Instruments, includeTokenizedAssets: boolean) => ({
  pairs: new Map(pairs.map((pair) => [pair.symbol, { ...pair, ...UNTOLD }])),
  // v2 tells of all assets, whatever it tells of pairs.
  assets: new Map(
    assets
      .filter(({ class: kind }) => includeTokenizedAssets || kind !== 'tokenized_asset')
      .map((asset) => [asset.id, { ...asset, ...UNTOLD_OF_ASSETS }]),
  ),
});

it.each([false, true])(
  'what REST lists on a real socket is what v2 tells, as far as it goes (tokenised: %s)',
  async (includeTokenizedAssets) => {
    const server = await startServer({ seed: 1, rate: 0, symbols: SYMBOLS, snapshotDelayMs: 0 });
    const v2 = new KrakenClient({ endpoints: { public: server.url } });
    const v1 = new KrakenClient({ protocol: 'v1', endpoints: { rest: server.restUrl } });
    try {
      const [first, second] = await Promise.all(
        [v2, v1].map(async (client) => {
          for await (const event of client.subscribeInstruments({ includeTokenizedAssets })) {
            if (event.type === 'snapshot') return told(event.data, includeTokenizedAssets);
          }
          throw new Error('nothing came');
        }),
      );
      expect(second).toEqual(first);
      expect(second?.pairs.size).toBe(includeTokenizedAssets ? SYMBOLS.length : SYMBOLS.length - 1);
    } finally {
      await Promise.all([v1.close(), v2.close(), server.close()]);
    }
  },
);
