/** What an exchange in memory lists by REST: its simulator has that only where it has sockets. */
import type { RestFetch } from '@kraken-stream/client';
import type { Simulator } from '@kraken-stream/simulator';

/** Answers `Assets` and `AssetPairs` of what is traded for money and coins. */
export function listingOf(simulator: Simulator): RestFetch {
  return async (url) => {
    const { pairs, assets } = simulator.exchange;
    const entries: [string, object][] = url.includes('/AssetPairs')
      ? pairs.map((pair) => [pair.symbol, listedPair(pair)])
      : assets.map((asset) => [asset.id, listedAsset(asset)]);
    const text = JSON.stringify({ error: [], result: Object.fromEntries(entries) });
    return { ok: true, status: 200, text: async () => text };
  };
}

type Exchange = Simulator['exchange'];

function listedPair(pair: Exchange['pairs'][number]): object {
  const leverage = pair.marginable ? [2, 3] : [];
  return {
    wsname: pair.symbol.replace('BTC', 'XBT'),
    pair_decimals: pair.pricePrecision,
    lot_decimals: pair.qtyPrecision,
    cost_decimals: pair.costPrecision,
    leverage_buy: leverage,
    leverage_sell: leverage,
    ordermin: pair.qtyMin,
    costmin: pair.costMin,
    tick_size: pair.priceIncrement,
    status: pair.status,
  };
}

function listedAsset({ id, precision, precisionDisplay, status }: Exchange['assets'][number]): object {
  return { altname: id.replace('BTC', 'XBT'), decimals: precision, display_decimals: precisionDisplay, status };
}
