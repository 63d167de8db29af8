/** The public REST of an exchange, made by hand: what it lists, what it was asked, and what it does instead when told to. */
import type { RestFetch } from '@kraken-stream/client';
import type { Clock } from '@kraken-stream/core';

/** A pair as REST lists it. */
export function listedPair(wsname: string, more: object = {}): object {
  const lent = { leverage_buy: [2, 3], leverage_sell: [2] };
  const decimals = { cost_decimals: 5, pair_decimals: 1, lot_decimals: 8 };
  return {
    wsname,
    ...decimals,
    ...lent,
    ordermin: '0.0001',
    costmin: '0.5',
    tick_size: '0.1',
    status: 'online',
    ...more,
  };
}

export class RestExchange {
  readonly assets: Record<string, object> = { XXBT: { altname: 'XBT', decimals: 10, display_decimals: 5 } };
  pairs: Record<string, object> = { XXBTZUSD: listedPair('XBT/USD') };
  /** Listed only where they are asked for. */
  readonly tokenized: Record<string, object> = { TSLAxUSD: listedPair('TSLAx/USD') };
  /** The paths that were asked for. */
  readonly asked: string[] = [];
  /** Does something else than to answer; undefined: it answers. */
  instead: (path: string) => Awaited<ReturnType<RestFetch>> | 'fail' | 'hang' | undefined = () => undefined;
  /** The most that were ever asked for at once. */
  most = 0;
  readonly #clock: Clock;
  #open = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Answers after 100 ms. */
  readonly fetch: RestFetch = (url, { signal }) => {
    const path = url.replace('https://api.kraken.com/0/public/', '');
    this.asked.push(path);
    this.most = Math.max(this.most, ++this.#open);
    return new Promise<Awaited<ReturnType<RestFetch>>>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      const instead = this.instead(path);
      if (instead === 'hang') return;
      this.#clock.at(this.#clock.now() + 100, () => {
        if (instead === 'fail') reject(new TypeError('fetch failed'));
        else resolve(instead ?? answer({ error: [], result: this.#listed(path) }));
      });
    }).finally(() => {
      this.#open--;
    });
  };

  #listed(path: string): object {
    const isTokenized = path.endsWith('tokenized_asset');
    if (path.startsWith('AssetPairs')) return isTokenized ? this.tokenized : this.pairs;
    return isTokenized ? {} : this.assets;
  }
}

export function answer(body: unknown, status = 200): Awaited<ReturnType<RestFetch>> {
  return { ok: status === 200, status, text: async () => (typeof body === 'string' ? body : JSON.stringify(body)) };
}
