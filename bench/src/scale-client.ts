/** The library at scale: one client, as anyone would make it, with one subscription of all books. */
import { type BookUpdate, KrakenClient } from '@kraken-stream/client';
import type { Load } from './scale.js';
import type { Bearer } from './scale-bearer.js';

export function client(url: string, symbols: readonly string[], { depth }: Load, listens: boolean): Bearer {
  const troubles: string[] = [];
  let openedAt = Number.NaN;
  let told = 0;
  let kept: BookUpdate | undefined;
  const kraken = new KrakenClient({ endpoints: { public: url } });
  kraken.on('connection', ({ state, reason }) => {
    if (state === 'open') openedAt = performance.now();
    else if (state === 'stale' || state === 'closed') troubles.push(`the connection became ${state}: ${reason}`);
  });
  kraken.on('error', ({ message }) => troubles.push(message));
  kraken.on('gap', ({ symbol, reason }) => troubles.push(`a gap in ${symbol}: ${reason}`));
  const subscription = kraken.subscribeBook(symbols, { depth });
  if (listens) {
    subscription.on('data', (update) => {
      told++;
      kept = update;
    });
  }
  const opening = new Promise<number>((resolve) => {
    subscription.on('state', (state) => {
      if (state === 'live') resolve(performance.now() - openedAt);
    });
  });
  return {
    opening,
    troubles,
    count() {
      let [frames, live, mismatches] = [0, 0, 0];
      for (const { state, stats } of subscription.books.values()) {
        frames += stats.verified;
        mismatches += stats.mismatched;
        if (state === 'live') live++;
      }
      if (listens && (kept === undefined || told !== frames)) {
        throw new Error(`${told} of ${frames} verified frames were told`);
      }
      return { frames, live, mismatches };
    },
  };
}
